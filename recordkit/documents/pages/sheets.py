"""What the printed lists have in common: text that stays text, ruled cells, a heading row that repeats, A4.

Law: a cell's text is never a formula, whatever it begins with.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.wording import Lang, Text

FACE = "微软雅黑"
INK, PAPER, RULE = "1F3864", "FFFFFF", "8A94A6"
READABLE = 260  # columns of text that a page can take across and still be read
LONGEST = 32_767  # characters that an Excel cell can hold
THIN = Side(style="thin", color=RULE)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
PAGE = Text("第 &P 页, 共 &N 页", "page &P of &N")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


def new_book(title: str) -> Workbook:
    """Return an empty workbook without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "recordkit", title
    return book


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def font(*, size: float = 10.5, bold: bool = False, color: str = "000000") -> Font:
    """Return the lists' font."""
    return Font(name=FACE, size=size, bold=bold, color=color)


def put(
    sheet: Worksheet, row: int, column: int, value: object, *, number_format: str = "General"
) -> Cell | MergedCell:
    """Write one ruled cell: numbers, days and instants as they are (a zone is taken off), all else as text."""
    cell = sheet.cell(row, column)
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        cell.number_format = number_format
    else:
        _put_text(cell, "" if value is None else str(value))
    cell.font, cell.border = font(), BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def headings(sheet: Worksheet, row: int, columns: Sequence[tuple[str, int]]) -> None:
    """Write the heading row (text, width): it repeats on every page and stays when one scrolls."""
    for column, (text, width) in enumerate(columns, 1):
        cell = put(sheet, row, column, text)
        cell.font = font(bold=True, color=PAPER)
        cell.fill = PatternFill("solid", fgColor=INK)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = 26
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def on_a4(sheet: Worksheet, lang: Lang, *, landscape: bool = False) -> None:
    """Set the sheet up for printing: A4, as few pages wide as can be read, page numbers below."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    across = sum(column.width for column in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = -(-round(across) // READABLE), 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(PAGE.say(lang)))
    sheet.sheet_view.showGridLines = False


def plain_text(text: str) -> str:
    """Return a text as a cell can hold it: what XML cannot hold is marked, what Excel cannot is cut."""
    return _UNPRINTABLE.sub("\ufffd", text)[:LONGEST]


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = plain_text(text)
    if text:
        cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@" if len(text) < 255 else "General"  # a text-formatted cell shows #### beyond
