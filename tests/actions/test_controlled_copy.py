"""tests of recordkit.actions.controlled_copy: a full copy that says who took it, when and what for; journalled (R83, R6, R3)."""

from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from recordkit.actions.get import Wish, get
from recordkit.documents.pdf.office_program import OfficeProgramMissing
from recordkit.documents.pdf.stamp import FORM
from recordkit.documents.pdf.stamp_drawing import draw
from recordkit.errors import NotPossible, PurposeMissing, TierRefused
from recordkit.office import Office
from tests.house.inbox_files import pdf
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, brought, events, filed
from tests.house.printing import installed, missing

NAME = "家访报告-2026-1118-001"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a program in PATH that prints, and keeps the last stamp that it was to draw."""
    kept = tmp_path / "asked.fodt"
    keep = f'case "$file" in *.fodt) cp "$file" \'{kept}\';; esac'
    installed(tmp_path, monkeypatch, keep, sound=pdf("x"))
    draw.cache_clear()
    return kept


@pytest.fixture
def scan(office: Office) -> bytes:
    """File a sensitive scan, which carries no record."""
    content = pdf(scan_size=1200)
    assert brought(office, f"{NAME}.pdf", content).status == "filed"
    return content


def wish(out: Path, purpose: str = "核对签字") -> Wish:
    return Wish(out, full=True, purpose=purpose, stamp=True)


def words(stamp: Path) -> list[str]:
    return ["".join(map(str, each.itertext())) for each in etree.parse(stamp).getroot().iter("{*}p")]


def stamped(path: Path) -> bool:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return all(FORM in page["/Resources"]["/XObject"] for page in pages)  # type: ignore[index]


@pytest.mark.usefixtures("scan")
def test_a_controlled_copy_of_a_scan_bears_its_stamp_and_is_journalled(
    office: Office, tmp_path: Path, asked: Path
) -> None:
    """R83, R6: the copy numbers count the full reads."""
    for number in (1, 2):
        copied = get(as_(office, SUPERVISOR), NAME, wish(tmp_path / "out"), AT)
        assert copied.path.name == f"{NAME}.受控.pdf"
        assert stamped(copied.path)
        assert words(asked) == [
            f"受控副本 第 {number} 份 · {NAME} · 林知夏 · 2026-11-21 10:00",
            "用途: 核对签字",
        ]
    assert [(one["by"], one["full"], one["purpose"]) for one in events(office, "read")] == [
        (SUPERVISOR.login, True, "核对签字")
    ] * 2


@pytest.mark.usefixtures("asked")
def test_a_controlled_copy_of_a_word_document_is_printed_first(office: Office, tmp_path: Path) -> None:
    name = filed(office, "complaint")
    copied = get(office, name, wish(tmp_path / "out"), AT)
    assert (copied.path.suffix, copied.masked) == (".pdf", False)
    assert stamped(copied.path)


@pytest.mark.usefixtures("scan", "asked")
def test_what_is_filed_stays_as_it_was(office: Office, tmp_path: Path, scan: bytes) -> None:
    get(office, NAME, wish(tmp_path / "out"), AT)
    plain = get(office, NAME, Wish(tmp_path / "plain", full=True, purpose="比对"), AT)
    assert plain.path.read_bytes() == scan


@pytest.mark.usefixtures("scan", "asked")
def test_a_controlled_copy_is_refused_to_staff_and_without_a_purpose(office: Office, tmp_path: Path) -> None:
    """R3, R83."""
    with pytest.raises(TierRefused):
        get(as_(office, CLERK), NAME, wish(tmp_path / "out"), AT)
    with pytest.raises(PurposeMissing):
        get(office, NAME, wish(tmp_path / "out", " "), AT)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("scan")
def test_without_libreoffice_nothing_is_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing(tmp_path, monkeypatch)
    with pytest.raises(OfficeProgramMissing):
        get(office, NAME, wish(tmp_path / "out"), AT)
    assert events(office, "read") == []


def test_a_document_that_cannot_be_printed_is_refused(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, "exit 1", sound=b"")
    name = filed(office, "complaint")
    with pytest.raises(NotPossible, match="no PDF can be made"):
        get(office, name, wish(tmp_path / "out"), AT)


def test_only_a_full_copy_is_stamped(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="full"):
        Wish(tmp_path, stamp=True)
