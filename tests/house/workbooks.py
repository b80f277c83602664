"""Workbooks for tests: cells in, the bytes of an xlsx out, and blank forms filled as a clerk fills them."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[object]  # each a list of cells


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with these sheets; None is an empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            assert isinstance(row, (list, tuple))
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def cell_of(sheet: Worksheet, text: str) -> tuple[int, int]:
    """Return row and column of the cell that holds `text`, a required-mark aside."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.removesuffix(" *") == text:
                return cell.row, cell.column
    raise LookupError(text)
