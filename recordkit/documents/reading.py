"""Reading a finished document back: its visible text, line by line, as a person sees it."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook


def visible_text(content: bytes, extension: str) -> list[str]:
    """Return the document's non-blank lines: a paragraph of a docx, a cell of an xlsx (its shown value as text)."""
    lines = _word_lines(content) if extension == "docx" else _excel_lines(content)
    return [plain for line in lines if (plain := "".join(line.split()))]


def _word_lines(content: bytes) -> Iterator[str]:
    for paragraph in Document(BytesIO(content)).element.body.iter(qn("w:p")):
        yield "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def _excel_lines(content: bytes) -> Iterator[str]:
    book = load_workbook(BytesIO(content))
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield from (str(value) for value in row if value is not None)
    finally:
        book.close()
