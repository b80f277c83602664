"""Which program an Office file says made it; nothing, where it says nothing or is no such file."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from recordkit.documents.creator import creating_program
from recordkit.documents.plain import plain_document


def test_an_office_file_names_its_program(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "a.docx").write_bytes(plain_document(["x"]))
    assert (creating_program(tmp_path / "a.xlsx") or "").startswith("Microsoft Excel")
    assert creating_program(tmp_path / "a.docx")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04", b"text"])
def test_what_is_no_office_file_names_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert creating_program(tmp_path / "a.docx") is None


@pytest.mark.parametrize("part", [None, b"<Properties/>", b"no xml"])
def test_a_file_that_says_nothing_names_none(tmp_path: Path, part: bytes | None) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("other.xml", b"<a/>")
        if part is not None:
            file.writestr("docProps/app.xml", part)
    assert creating_program(tmp_path / "a.docx") is None
