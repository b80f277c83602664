"""tests of recordkit.inbox.whole: INTAKE, "the container is whole" (zip end record and CRCs, %%EOF, OLE sectors)."""

from pathlib import Path

import pytest

from recordkit.inbox.whole import HOLES, NO_END, cut_off, incomplete
from tests.house.inbox_files import ole, pdf
from tests.house.office_files import excel, word

DOCX, XLSX, PDF = word("会议时间", "x" * 3000), excel({"A1": "甲"}), pdf("会议")


def looked(tmp_path: Path, content: bytes, extension: str) -> object:
    path = tmp_path / f"a.{extension}"
    path.write_bytes(content)
    found = incomplete(content, extension)
    assert cut_off(path, extension) == (None if found == HOLES else found)
    return found


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (DOCX, "docx"),
        (XLSX, "xlsx"),
        (PDF, "pdf"),
        (PDF + b"\r\n\0\0", "pdf"),
        (ole("WordDocument"), "docx"),
        (b"plain text", "docx"),
        (b"plain text", "csv"),
        (b"<html>", "pdf"),
        (b"", "csv"),
    ],
)
def test_a_whole_file_or_no_container_lacks_nothing(tmp_path: Path, content: bytes, extension: str) -> None:
    assert looked(tmp_path, content, extension) is None


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (DOCX[: len(DOCX) // 2], "docx"),
        (DOCX[:-30], "docx"),
        (DOCX[:2], "docx"),
        (XLSX[: len(XLSX) // 3].ljust(len(XLSX), b"\0"), "xlsx"),
        (b"\0" * 5000, "docx"),
        (b"\0" * 5000, "pdf"),
        (PDF[: len(PDF) // 2], "pdf"),
        (b"%PD", "pdf"),
        (ole("WordDocument")[:600], "docx"),
        (ole("WordDocument")[:100], "docx"),
    ],
)
def test_a_file_that_is_cut_off_or_only_allotted_is_incomplete(
    tmp_path: Path, content: bytes, extension: str
) -> None:
    assert looked(tmp_path, content, extension) is not None


def test_a_hole_in_the_middle_is_found_by_its_crc(tmp_path: Path) -> None:
    hole = bytearray(DOCX)
    hole[200:400] = bytes(200)
    assert looked(tmp_path, bytes(hole), "docx") == HOLES


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_every_beginning_of_a_document_is_incomplete(tmp_path: Path, kept: float) -> None:
    assert looked(tmp_path, DOCX[: int(len(DOCX) * kept)], "docx") == NO_END
