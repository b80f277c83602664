"""Builders of small Word and Excel files, and what a reader sees in finished ones."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped] # it ships no types

VALIDATOR = OpenXmlValidator()
WORN = ("TableNormal", "TableGrid")


def word(*paragraphs: str, build: Callable[[Document], None] | None = None) -> bytes:
    """Return a docx of these paragraphs, then whatever `build` adds."""
    document = docx.Document(io.BytesIO(blank()))
    for words in paragraphs:
        document.add_paragraph(words)
    if build is not None:
        build(document)
    return saved(document)


@cache
def blank() -> bytes:
    """Return python-docx's blank file, a tenth as heavy: without the stylesWithEffects that disagree with its styles,
    its picture, and the hundred table styles that nothing here wears.
    """
    document = docx.Document()
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in WORN:
            styles.remove(style)
    return without(without(saved(document), "word/stylesWithEffects.xml"), "docProps/thumbnail.jpeg")


def saved(document: Document) -> bytes:
    """Return a document's bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def excel(cells: Mapping[str, Any], build: Callable[[Worksheet], None] | None = None) -> bytes:
    """Return an xlsx with one sheet 台账 of these cells, then whatever `build` adds."""
    workbook = openpyxl.Workbook()
    sheet = first_sheet(workbook)
    sheet.title = "台账"
    for address, value in cells.items():
        sheet[address] = value
    if build is not None:
        build(sheet)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def first_sheet(workbook: Workbook) -> Worksheet:
    """Return the workbook's first sheet."""
    sheet = workbook.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def paragraphs(document: bytes) -> list[str]:
    """Return the text of the body's paragraphs."""
    return [each.text for each in docx.Document(io.BytesIO(document)).paragraphs]


def tables(document: bytes) -> list[list[list[str]]]:
    """Return the text of the body's tables, row by row."""
    found = docx.Document(io.BytesIO(document)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def opened(workbook: bytes) -> Workbook:
    """Return the workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(workbook))


def values(workbook: bytes) -> list[list[object]]:
    """Return the values of the first sheet, row by row."""
    return [[cell.value for cell in row] for row in first_sheet(opened(workbook)).iter_rows()]


def part(package: bytes, name: str) -> str:
    """Return a part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name).decode()


def names(package: bytes) -> list[str]:
    """Return the names of a package's parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.namelist()


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def replaced(package: bytes, changes: Mapping[str, bytes]) -> bytes:
    """Return the package with these parts put in place of (or beside) its own."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, **changes}.items())


def without(package: bytes, name: str) -> bytes:
    """Return the package without a part, its content type and the relationships to it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist() if each != name}
    leaf = name.rpartition("/")[2].encode()
    for each in [each for each in parts if each.endswith(".rels") or each == "[Content_Types].xml"]:
        kept = [piece for piece in parts[each].split(b"<") if leaf not in piece]
        parts[each] = b"<".join(kept)
    return zipped(parts.items())


def invalid(package: bytes, folder: Path, ending: str) -> list[str]:
    """Return what the OOXML validator finds wrong in a package."""
    file = folder / f"audited{ending}"
    file.write_bytes(package)
    return [error.description for error in VALIDATOR.validate(file).errors]
