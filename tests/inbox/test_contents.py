"""tests of recordkit.inbox.contents and kinds: INTAKE, Content (mislabelled, locked, macros, limits, R7)."""

from pathlib import Path

import pytest

from recordkit.guard.limits import LIMITS
from recordkit.inbox.contents import Examined, examine
from tests.house.inbox_files import minutes_type, ole, pdf
from tests.house.office_files import excel, part, replaced, word, zipped

MINUTES = minutes_type()
LINES = ("会议时间:2026年11月20日", "参会人员:林知夏", "决议事项:同意", "责任分工:沈砚")
DOCX, XLSX = word(*LINES), excel({"A1": "投诉", "B1": "受理日期"})
DOCM = replaced(
    DOCX,
    {
        "[Content_Types].xml": part(DOCX, "[Content_Types].xml")
        .replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
        )
        .encode()
    },
)


def looked(tmp_path: Path, content: bytes, extension: str) -> Examined:
    path = tmp_path / f"会议纪要-2026-1120-001.{extension}"
    path.write_bytes(content)
    return examine(path, MINUTES, extension)


def codes(examined: Examined) -> list[str]:
    return [finding.code for finding in examined.findings]


def test_whole_minutes_are_accepted_and_their_text_is_counted(tmp_path: Path) -> None:
    found = looked(tmp_path, DOCX, "docx")
    assert (found.findings, found.pages) == ((), None)


def test_a_workbook_that_opens_is_accepted(tmp_path: Path) -> None:
    assert looked(tmp_path, XLSX, "xlsx") == Examined()


def test_minutes_without_a_part_are_refused(tmp_path: Path) -> None:
    found = looked(tmp_path, word(*LINES[:3]), "docx")
    assert codes(found) == ["section_missing"]
    assert "责任分工" in found.findings[0].message("zh")


@pytest.mark.parametrize(
    ("content", "extension", "code", "said"),
    [
        (ole("WordDocument"), "docx", "file_mislabelled", ".doc)"),
        (ole("Workbook"), "xlsx", "file_mislabelled", ".xls)"),
        (ole("Root"), "docx", "file_mislabelled", "old Office"),
        (XLSX, "docx", "file_mislabelled", ".xlsx"),
        (DOCX, "xlsx", "file_mislabelled", ".docx"),
        (DOCX, "pdf", "file_mislabelled", ".docx"),
        (pdf("x"), "docx", "file_mislabelled", "PDF"),
        (zipped([("a.txt", b"a")]), "docx", "file_mislabelled", ".zip"),
        (zipped([("mimetype", b"application/vnd.oasis.opendocument.text")]), "docx", "file_mislabelled", ".odt"),
        (b"<html><body>x", "docx", "file_mislabelled", "web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "xlsx", "file_mislabelled", "web page"),
        (b"{\\rtf1", "docx", "file_mislabelled", "RTF"),
        (b"MZ\x90\0", "docx", "file_mislabelled", "program"),
        (b"\x7fELF", "pdf", "file_mislabelled", "program"),
        (b"\x89PNG\r\n", "pdf", "file_mislabelled", "PNG"),
        (b"\xff\xd8\xff\xe0", "pdf", "file_mislabelled", "JPEG"),
        ("类型,日期".encode("gbk"), "xlsx", "file_mislabelled", "plain text"),
        (b"\1\0\2\3", "docx", "file_mislabelled", "unknown"),
        (ole("EncryptedPackage", "EncryptionInfo"), "docx", "file_locked", "password"),
        (ole("EncryptedPackage"), "xlsx", "file_locked", "password"),
        (pdf("x", password="geheim"), "pdf", "file_locked", "password"),
        (DOCM, "docx", "file_macros", "macros"),
        (replaced(DOCX, {"word/vbaProject.bin": b"x"}), "docx", "file_macros", "macros"),
        (replaced(XLSX, {"xl/VBAPROJECT.BIN": b"x"}), "xlsx", "file_macros", "macros"),
        (replaced(XLSX, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "xlsx", "file_macros", "macros"),
        (DOCX[: len(DOCX) // 2], "docx", "file_unreadable", "zip"),
        (replaced(DOCX, {"word/document.xml": b"<w:document"}), "docx", "file_unreadable", "XML"),
        (replaced(DOCX, {"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "docx", "file_unreadable", "DTD"),
        (replaced(XLSX, {"xl/workbook.xml": b"<workbook><sheets/></workbook>"}), "xlsx", "file_unreadable", "no sheet"),
        (pdf("x")[:300], "pdf", "file_unreadable", "PDF"),
        (b"%PDF-1.7\n%%EOF", "pdf", "file_unreadable", "PDF"),
        (zipped([("[Content_Types].xml", b"a"), ("../x", b"a")]), "docx", "file_unreadable", "leaves its folder"),
        (zipped([("a", bytes(20_000_000))]), "docx", "file_too_large", "ratio"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, extension: str, code: str, said: str
) -> None:
    found = looked(tmp_path, content, extension)
    assert codes(found) == [code]
    assert said in found.findings[0].message("en")
    assert found.findings[0].message("zh")


def test_a_file_beyond_every_limit_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as out:
        out.truncate(LIMITS.pdf_bytes + 1)
    assert codes(examine(path, MINUTES, "pdf")) == ["file_too_large"]


def test_a_ghost_cell_does_not_bring_down_the_reader(tmp_path: Path) -> None:
    ghost = excel({"A1": 1, "XFD1048576": 1})
    assert codes(looked(tmp_path, ghost, "xlsx")) == ["file_too_large"]


def test_a_pdf_with_text_is_checked_for_its_parts(tmp_path: Path) -> None:
    found = looked(tmp_path, pdf(*LINES), "pdf")
    assert (found.findings, found.pages) == ((), 1)
    assert codes(looked(tmp_path, pdf(*LINES[:2], "决议事项:", LINES[3]), "pdf")) == ["section_empty"]


def test_a_signed_scan_has_no_text_and_is_taken_as_it_is(tmp_path: Path) -> None:
    found = looked(tmp_path, pdf(scan_size=1600), "pdf")
    assert (found.findings, found.pages) == ((), 1)


def test_what_a_machine_read_off_a_scan_is_not_held_against_it(tmp_path: Path) -> None:
    assert looked(tmp_path, pdf("会议付间", "决议亊项", scan_size=1600), "pdf").findings == ()
    assert codes(looked(tmp_path, pdf("会议付间", scan_size=64), "pdf")) == ["section_missing"] * 4


def test_a_document_in_strict_ooxml_is_read_too(tmp_path: Path) -> None:
    strict = part(DOCX, "word/document.xml").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert looked(tmp_path, replaced(DOCX, {"word/document.xml": strict.encode()}), "docx").findings == ()
