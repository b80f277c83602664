"""Hostile files, each made here and brought in by every way in: all end in a refusal (ENGINE.md law 6)."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from recordkit.documents.package import main_part, read_package
from recordkit.errors import NotReadable, RecordkitError, TooLarge
from recordkit.guard.child import run
from recordkit.guard.xml import parse
from recordkit.inbox.contents import examine
from recordkit.inbox.pdf_pages import read_pages
from recordkit.inbox.readers.xlsx_file import sheets
from tests.house import hostile_pdfs
from tests.house.inbox_files import minutes_type
from tests.house.office_files import excel, part, replaced, word, zipped

DOCX, XLSX = word("会议时间:2026年11月20日"), excel({"A1": "投诉", "B2": 3})
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "ha">{ENTITIES}]><a>&e9;</a>'.encode()
EXTERNAL = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}


def twice(content: bytes, name: str) -> bytes:
    """Return the package with one part in it a second time."""
    entries = [(each, part(content, each).encode()) for each in ("[Content_Types].xml", "_rels/.rels", name)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicate that is wanted here
        return zipped([*entries, (name, b"<a/>")])


def lacking(content: bytes, name: str) -> bytes:
    """Return the package without a part that everything refers to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped([(each, archive.read(each)) for each in archive.namelist() if each != name])


def moved_directory(content: bytes) -> bytes:
    """Return the zip with its directory said to lie elsewhere."""
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 16] + struct.pack("<I", 3) + content[end + 20 :]


def lying_sizes(content: bytes) -> bytes:
    """Return the zip with each entry declared as ten bytes: what is unpacked is then said to be small."""
    broken = bytearray(content)
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        broken[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(broken)


def main_part_of(content: bytes) -> object:
    """Return the main part as the engine reads it."""
    parts = read_package(content, file="a.docx")
    return parse(parts[main_part(parts, file="a.docx")], file="a.docx")


HOSTILE: dict[str, Callable[[bytes, str], bytes]] = {
    "zip bomb": lambda content, _: replaced(content, {"media/a.bin": bytes(20_000_000)}),
    "many entries": lambda content, _: replaced(content, {f"media/{n}.xml": b"" for n in range(5_001)}),
    "entity bomb": lambda content, main: replaced(content, {main: BOMB}),
    "external entity": lambda content, main: replaced(content, {main: EXTERNAL}),
    "main part twice": twice,
    "part missing": lacking,
    "directory moved": lambda content, _: moved_directory(content),
    "sizes that lie": lambda content, _: lying_sizes(content),
    "cut in half": lambda content, _: content[: len(content) // 2],
    "path that leaves": lambda content, _: replaced(content, {"../../etc/cron.d/a": b"x"}),
    "not well-formed": lambda content, main: replaced(content, {main: b"<a><b></a>"}),
    "a thousand deep": lambda content, main: replaced(content, {main: b"<a>" * 1_000 + b"</a>" * 1_000}),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_intake_refuses_it_with_one_finding(tmp_path: Path, name: str, extension: str) -> None:
    sound = DOCX if extension == "docx" else XLSX
    path = tmp_path / f"会议纪要-2026-1120-001.{extension}"
    path.write_bytes(HOSTILE[name](sound, MAIN[extension]))
    codes = [each.code for each in examine(path, minutes_type(), extension).findings]
    assert len(codes) == 1
    assert codes[0] in {"file_unreadable", "file_too_large", "file_mislabelled"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_reader_of_inputs_refuses_it(name: str) -> None:
    with pytest.raises(RecordkitError):
        sheets(HOSTILE[name](XLSX, MAIN["xlsx"]), "a.xlsx")


@pytest.mark.parametrize("name", HOSTILE)
def test_the_engine_refuses_it_as_a_template(name: str) -> None:
    with pytest.raises(RecordkitError):
        main_part_of(HOSTILE[name](DOCX, MAIN["docx"]))


def test_five_million_empty_paragraphs_are_counted_and_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "会议纪要-2026-1120-001.docx"
    many = W + b"<w:p/>" * 5_000_000 + b"</w:body></w:document>"
    path.write_bytes(replaced(DOCX, {MAIN["docx"]: many}))
    assert [each.code for each in examine(path, minutes_type(), "docx").findings] == ["file_too_large"]
    with pytest.raises(TooLarge, match="XML nodes"):
        parse(many, file="a.docx")


@pytest.mark.parametrize(
    "build",
    [
        hostile_pdfs.pages_in_a_loop,
        hostile_pdfs.ten_thousand_million_pages,
        hostile_pdfs.a_page_of_zeros,
        hostile_pdfs.packed_twice,
        hostile_pdfs.a_length_that_refers_to_itself,
        hostile_pdfs.nested_lists,
    ],
)
def test_a_hostile_pdf_is_refused(build: Callable[[], bytes]) -> None:
    with pytest.raises(NotReadable, match="the PDF is broken"):
        read_pages(build(), file="a.pdf")


@pytest.mark.parametrize(
    "build",
    [
        hostile_pdfs.a_form_within_itself,
        hostile_pdfs.a_table_that_refers_to_itself,
        hostile_pdfs.an_object_stream_of_many,
    ],
)
def test_a_circle_that_the_reader_sees_through_is_read_once(build: Callable[[], bytes]) -> None:
    assert read_pages(build(), file="a.pdf").count == 1


def test_a_pdf_that_would_take_forever_is_stopped() -> None:
    forever = hostile_pdfs.a_page_that_takes_forever()
    with pytest.raises(NotReadable, match="not read within 1 s"):
        run("recordkit.inbox.pdf_pages:outline", forever, file="a.pdf", seconds=1)
