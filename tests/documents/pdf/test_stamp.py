"""The stamp of a controlled copy: on each page whichever way it is turned, the page whole below it, in Chinese (R83)."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from math import cos, isclose, pi, sin
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from recordkit.documents.pdf.office_program import OfficeProgramMissing
from recordkit.documents.pdf.stamp import (
    FORM,
    PURPOSE_SHOWN,
    Stamp,
    _placed,
    _upright,
    stamp,
)
from recordkit.documents.pdf.stamp_drawing import NoStamp, draw
from recordkit.errors import NotReadable
from tests.house.inbox_files import pdf
from tests.house.printing import blank_pdf, installed, missing, written

ZONE = ZoneInfo("Asia/Shanghai")
WANTED = Stamp("家访报告-2026-1118-001", "林知夏", datetime(2026, 11, 21, 10, tzinfo=ZONE), "核对签字", 3)
A4, A3_ACROSS = (595.0, 842.0), (1191.0, 842.0)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Draw each test's stamps anew, and leave none of a test's own program behind."""
    draw.cache_clear()
    yield
    draw.cache_clear()


@pytest.fixture
def drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a program in PATH that draws a stamp of two words, and keeps what it was to draw."""
    asked = tmp_path / "asked.fodt"
    installed(tmp_path, monkeypatch, f"cp \"$file\" '{asked}'", sound=pdf("stamp"))
    return asked


def opened(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def drawings(page: PageObject) -> int:
    """Return how often a page draws the stamp."""
    assert "/Subtype" in page["/Resources"]["/XObject"][FORM]  # type: ignore[index]
    contents = page.get_contents()
    assert contents is not None
    return contents.get_data().count(f"{FORM} Do".encode())


@pytest.mark.usefixtures("drawing")
def test_each_page_is_stamped_across_and_at_its_side_and_stays_as_it_was() -> None:
    content = blank_pdf(A4, A3_ACROSS, A4, titles=["一", "二"])
    reader = opened(stamp(content, WANTED, file="a.pdf"))
    assert [drawings(page) for page in reader.pages] == [2, 2, 2]
    assert [(page.mediabox.width, page.mediabox.height) for page in reader.pages] == [A4, A3_ACROSS, A4]
    assert len(reader.outline) == 2


@pytest.mark.usefixtures("drawing")
def test_the_text_below_the_stamp_is_still_there() -> None:
    before = opened(pdf("患者", "签字")).pages[0].extract_text()
    after = opened(stamp(pdf("患者", "签字"), WANTED, file="a.pdf")).pages[0].extract_text()
    assert "患者" in before
    assert before in after


@pytest.mark.usefixtures("drawing")
def test_a_page_whose_resources_are_its_folders_keeps_them() -> None:
    writer = PdfWriter(clone_from=opened(pdf("患者")))
    page = writer.pages[0]
    folder = page["/Parent"]
    assert isinstance(folder, DictionaryObject)
    folder[NameObject("/Resources")] = page.raw_get("/Resources")
    del page["/Resources"]
    [stamped] = opened(stamp(written(writer), WANTED, file="a.pdf")).pages
    assert drawings(stamped) == 2
    assert "患者" in stamped.extract_text()


@pytest.mark.usefixtures("drawing")
def test_a_page_without_any_content_is_stamped() -> None:
    writer = PdfWriter(clone_from=opened(blank_pdf()))
    for key in ("/Contents", "/Resources"):
        writer.pages[0].pop(key, None)
    assert drawings(opened(stamp(written(writer), WANTED, file="a.pdf")).pages[0]) == 2


@pytest.mark.usefixtures("drawing")
def test_the_same_stamp_gives_the_same_bytes() -> None:
    content = pdf("患者")
    assert stamp(content, WANTED, file="a.pdf") == stamp(content, WANTED, file="a.pdf")


def test_a_stamp_is_drawn_once_for_all_its_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = installed(tmp_path, monkeypatch, sound=pdf("stamp"))
    for copy in (1, 1, 2):
        stamp(pdf("患者"), replace(WANTED, copy=copy), file="a.pdf")
    assert press.runs == [1, 1]


def test_the_stamp_says_who_when_what_for_and_which_copy(drawing: Path) -> None:
    """R83, R6."""
    wanted = replace(WANTED, purpose='<a href="x">&医保\0检查\ud800')
    stamp(pdf("患者"), wanted, file="a.pdf")
    paragraphs = ["".join(map(str, each.itertext())) for each in etree.parse(drawing).getroot().iter("{*}p")]
    assert paragraphs == [
        "受控副本 第 3 份 · 家访报告-2026-1118-001 · 林知夏 · 2026-11-21 10:00",
        '用途: <a href="x">&医保 检查 ',
    ]


def test_a_long_purpose_is_cut_on_the_page() -> None:
    _, purpose = replace(WANTED, purpose="很" * 500).lines()
    assert purpose == f"用途: {'很' * PURPOSE_SHOWN}…"


@pytest.mark.parametrize("content", [b"PK", b"%PDF-1.7\n%%EOF", pdf("x", password="secret")])
@pytest.mark.usefixtures("drawing")
def test_what_cannot_be_opened_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        stamp(content, WANTED, file="a.pdf")


def test_without_libreoffice_there_is_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing(tmp_path, monkeypatch)
    with pytest.raises(OfficeProgramMissing):
        stamp(pdf("x"), WANTED, file="a.pdf")


def test_a_libreoffice_that_draws_nothing_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, "exit 1", sound=b"")
    with pytest.raises(NoStamp):
        stamp(pdf("x"), WANTED, file="a.pdf")


def moved(
    point: tuple[float, float], matrix: tuple[float, float, float, float, float, float]
) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


@pytest.mark.parametrize(
    ("turned", "size", "foot"),
    [
        (0, (400.0, 600.0), [(10, 20), (410, 20)]),
        (90, (600.0, 400.0), [(410, 20), (410, 620)]),
        (180, (400.0, 600.0), [(410, 620), (10, 620)]),
        (270, (600.0, 400.0), [(10, 620), (10, 20)]),
        (-90, (600.0, 400.0), [(10, 620), (10, 20)]),
    ],
)
def test_a_turned_page_is_stamped_as_it_is_read(
    turned: int, size: tuple[float, float], foot: list[tuple[float, float]]
) -> None:
    """Where the left and the right end of the page's foot, as it is read, lie in the page's own space (ISO 32000-1)."""
    page = PageObject.create_blank_page(width=500, height=700)
    page.cropbox.lower_left, page.cropbox.upper_right = (10, 20), (410, 620)
    found, matrix = _upright(page.rotate(turned))
    assert found == size
    assert [moved(end, matrix) for end in ((0, 0), (size[0], 0))] == foot


@given(st.floats(0.1, 5), st.floats(-pi, pi), st.floats(0, 2000), st.floats(0, 2000), st.floats(1, 900))
def test_the_middle_of_the_stamp_is_put_where_it_is_wanted(
    scale: float, angle: float, x: float, y: float, half: float
) -> None:
    matrix = _placed(scale, angle, (x, y), (half, 14.0))
    for found, wanted in zip(moved((half, 14.0), matrix), (x, y), strict=True):
        assert isclose(found, wanted, abs_tol=1e-6)
    right = moved((2 * half, 14.0), matrix)
    assert isclose(right[0], x + scale * half * cos(angle), abs_tol=1e-6)
    assert isclose(right[1], y + scale * half * sin(angle), abs_tol=1e-6)


@pytest.mark.full("soffice", "pdftotext", "pdffonts")
def test_the_stamp_is_read_on_the_page_and_carries_its_font(tmp_path: Path) -> None:
    path = tmp_path / "受控.pdf"
    path.write_bytes(stamp(blank_pdf(A4, A3_ACROSS), WANTED, file="a.pdf"))
    text, fonts = (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for command in (["pdftotext", "-raw", str(path), "-"], ["pdffonts", str(path)])
    )
    assert "".join(text.split()).count("用途:核对签字") >= 2
    assert [line.split()[-5] for line in fonts.splitlines()[2:]] == ["yes"]
