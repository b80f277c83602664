"""tests of recordkit.actions.look_inside: is a content what it claims, does it open, is it locked (DA/T 70, 3-3, 3-4, 3-8)."""

import io
import zipfile

import pytest
from pypdf import PdfWriter

from recordkit.actions.look_inside import look_inside
from tests.house.hostile_pdfs import pages_in_a_loop
from tests.house.office_files import excel, word

DOCX, XLSX = word("一"), excel({"A1": 1})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(pages: int = 1, password: str | None = None) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def repacked(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def damaged(content: bytes) -> bytes:
    """Return the package with one byte changed in the middle of a part."""
    place = content.index(b"word/document.xml") + 200
    return content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("content", "extension"), [(DOCX, "docx"), (XLSX, "xlsx"), (pdf(), "pdf"), (pdf(3), "pdf")]
)
def test_what_is_sound_is_nothing_to_speak_of(content: bytes, extension: str) -> None:
    assert list(look_inside(content, extension) or ()) == []


@pytest.mark.parametrize(
    ("content", "extension", "code"),
    [
        (XLSX, "docx", "3-3"),
        (DOCX, "pdf", "3-3"),
        (pdf(), "docx", "3-3"),
        (b"plain text", "docx", "3-3"),
        (b"", "pdf", "3-3"),
        (OLE + "WordDocument".encode("utf-16-le"), "docx", "3-3"),
        (DOCX[:-40], "docx", "3-4"),
        (damaged(DOCX), "docx", "3-4"),
        (b"%PDF-1.4 and no more", "pdf", "3-4"),
        (pdf(0), "pdf", "3-4"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "docx", "3-8"),
        (repacked(zipfile.ZIP_BZIP2), "docx", "3-8"),
        (pdf(1, "secret"), "pdf", "3-8"),
    ],
)
def test_what_is_wrong_is_said_under_its_code(content: bytes, extension: str, code: str) -> None:
    found = look_inside(content, extension)
    assert found is not None
    assert [one for one, _ in found] == [code]
    assert all(text.zh and text.en and "content." not in text.en for _, text in found)


@pytest.mark.parametrize("extension", ["", "age", "jpg", "txt"])
def test_what_nobody_here_knows_is_not_judged(extension: str) -> None:
    assert look_inside(b"anything", extension) is None


def test_a_pdf_that_would_never_end_is_a_finding() -> None:
    found = look_inside(pages_in_a_loop(), "pdf")
    assert found is not None
    assert {code for code, _ in found} <= {"3-4"}
