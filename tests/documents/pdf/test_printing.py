"""Documents printed: in batches, in order, one bad one alone without its PDF, and the same bytes again."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from recordkit.documents.pdf.office_program import OfficeProgramMissing
from recordkit.documents.pdf.printing import (
    GIVEN_UP,
    HOPELESS,
    LATE,
    NOT_MADE,
    Patience,
    print_documents,
    settled,
)
from recordkit.documents.plain import plain_document
from recordkit.errors import NotReadable
from tests.house.inbox_files import pdf
from tests.house.printing import blank_pdf, installed, missing, written

SOUND = blank_pdf()


def sources(folder: Path, *contents: str) -> list[Path]:
    """Return files that hold these words, in a folder of their own."""
    home = folder / "成品"
    home.mkdir()
    paths = [home / f"会议纪要-2026-1120-{number:03}.docx" for number, _ in enumerate(contents, start=1)]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content, "utf-8")
    return paths


def test_documents_are_printed_in_batches_and_come_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = installed(tmp_path, monkeypatch, sound=SOUND)
    paths, told = sources(tmp_path, *["x"] * 45), []
    printed = list(print_documents(paths, progress=lambda done, total: told.append((done, total))))
    assert [one.source for one in printed] == paths
    assert all(one.content is not None and one.reason is None for one in printed)
    assert press.runs == [20, 20, 5]
    assert told == sorted(set(told))
    assert told[-1] == (45, 45)


def test_nothing_appears_beside_the_documents_and_one_name_in_two_folders_is_two_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, 'touch "$(dirname "$file")/.~lock.$(basename "$file")#"', sound=SOUND)
    [path] = sources(tmp_path, "x")
    other = tmp_path / path.name
    other.write_text("y", "utf-8")
    assert [one.content is None for one in print_documents([path, other])] == [False, False]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param('grep -q bad "$file" && continue', id="it prints nothing of it"),
        pytest.param('grep -q bad "$file" && exit 1', id="it ends there"),
        pytest.param('grep -q bad "$file" && kill -9 $$', id="it dies there"),
    ],
)
def test_a_bad_document_costs_its_own_pdf_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    installed(tmp_path, monkeypatch, bad, sound=SOUND)
    printed = list(print_documents(sources(tmp_path, "a", "bad", "c", "d")))
    assert [one.reason for one in printed] == [None, NOT_MADE, None, None]
    assert [one.content is None for one in printed] == [False, True, False, False]


def test_a_document_on_which_it_hangs_is_found_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = installed(tmp_path, monkeypatch, 'grep -q bad "$file" && sleep 120', sound=SOUND)
    patience = Patience(start=2.0, each=0.0)
    printed = list(print_documents(sources(tmp_path, "a", "bad", "c"), patience))
    assert [one.reason for one in printed] == [None, LATE, None]
    assert press.runs == [3, 1, 1]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", SOUND[: len(SOUND) // 2], b"%PDF-1.7\n%%EOF"],
    ids=["", "zip", "half", "bare"],
)
def test_what_is_no_whole_pdf_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    installed(tmp_path, monkeypatch, sound=content)
    [printed] = print_documents(sources(tmp_path, "x"))
    assert printed.content is None
    assert printed.reason is not None
    assert "会议纪要-2026-1120-001.pdf" in printed.reason.zh


def test_a_program_that_never_made_anything_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = installed(tmp_path, monkeypatch, "exit 1", sound=SOUND)
    printed = list(print_documents(sources(tmp_path, *["x"] * 25)))
    assert [one.reason for one in printed] == [NOT_MADE] * HOPELESS + [GIVEN_UP] * (25 - HOPELESS)
    assert press.runs == [20] + [1] * HOPELESS


def test_progress_is_told_while_a_run_goes_on_and_only_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = 'grep -q slow "$file" && sleep 2; grep -q bad "$file" && exit 1'
    installed(tmp_path, monkeypatch, slow, sound=SOUND)
    told: list[tuple[int, int]] = []
    paths = sources(tmp_path, "a", "b", "slow", "bad")
    printed = print_documents(paths, progress=lambda *count: told.append(count))
    assert next(printed).content is not None
    assert told[-1] == (2, 4)
    assert [one.content is None for one in printed] == [False, False, True]
    assert told == sorted(set(told))
    assert told[-1] == (4, 4)


def test_a_missing_program_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing(tmp_path, monkeypatch)
    with pytest.raises(OfficeProgramMissing):
        print_documents([])


def test_the_time_of_a_run_grows_with_its_documents() -> None:
    assert Patience(start=10.0, each=2.0).seconds(20) == 50.0


def test_the_instant_and_the_random_id_are_taken_out_and_the_rest_stays() -> None:
    first, second = (blank_pdf(created=f"D:2026112120495{second}Z", titles=["一"]) for second in (2, 3))
    assert first != second
    assert settled(first, file="a.pdf") == settled(second, file="a.pdf")
    reader = PdfReader(BytesIO(settled(first, file="a.pdf")))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creation_date) == ("甲", None)
    assert [item["/Title"] for item in reader.outline] == ["一"]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf("x", password="secret"), "encrypted"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (b"PK", "not a PDF"),
    ],
)
def test_what_cannot_be_opened_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        settled(content, file="a.pdf")


def test_a_pdf_has_pages() -> None:
    with pytest.raises(NotReadable, match="no page"):
        settled(written(PdfWriter()), file="a.pdf")


@pytest.mark.full("soffice")
def test_libreoffice_prints_what_was_written_and_the_same_bytes_again(tmp_path: Path) -> None:
    path = tmp_path / "会议纪要-2026-1120-001.docx"
    path.write_bytes(plain_document(["医患沟通办公室例会纪要", "候诊告知卡上墙。"]))
    first, again = (next(iter(print_documents([path]))).content for _ in range(2))
    assert first is not None
    assert first == again
    assert "候诊告知卡上墙" in PdfReader(BytesIO(first)).pages[0].extract_text()
