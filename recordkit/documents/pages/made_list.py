"""生成/清单.xlsx: the list of what was made from forms, a line a document; it only ever grows.

Law: a cell's text is text, never a formula; a list that cannot be read is left to the caller, and a new one begun.
"""

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.errors import RecordkitError
from recordkit.guard.workbook import measure_workbook
from recordkit.wording import Lang, Text, spoken

SHEET = Text("清单", "List")
COLUMNS: tuple[tuple[Text, int], ...] = (
    (Text("生成时间", "Made at"), 18),
    (Text("名称", "Name"), 30),
    (Text("类型", "Type"), 18),
    (Text("标题", "Title"), 40),
    (Text("科室", "Department"), 16),
    (Text("文件", "File"), 48),
)
LONGEST = 32_767  # characters that an Excel cell can hold
FACE = "微软雅黑"
HEADER_FONT = Font(name=FACE, size=11, bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="2F4B66")
LINE_FONT = Font(name=FACE, size=10.5)
LINK_FONT = Font(name=FACE, size=10.5, color="1A4F86", underline="single")
WHEN = "yyyy-mm-dd hh:mm"

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what XML, and so Excel, cannot hold


@dataclass(frozen=True, slots=True)
class Made:
    """One document made from a form: `made_at` in the office's zone, `file` its path relative to the list."""

    name: str
    type: Text | str
    title: str
    department: str
    made_at: datetime
    file: str


def add_lines(existing: bytes | None, lines: Sequence[Made], lang: Lang) -> bytes:
    """Return the list with `lines` at its end; without a list, or with one that is not `readable`, a new one."""
    book = _read(existing) or Workbook()
    book.properties.creator = "recordkit"
    sheet = book.worksheets[0]
    _head(sheet, lang)
    end = _last_row(sheet)
    for row, line in enumerate(lines, start=end + 1):
        _write(sheet, row, line, lang)
    if (
        not sheet.tables
    ):  # a table that somebody made of the list has its own filter; two would be a damaged file
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{end + len(lines)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def readable(existing: bytes) -> bool:
    """True if the bytes are such a list; if not, `add_lines` begins anew and the old file is to be kept aside."""
    return _read(existing) is not None


def _read(existing: bytes | None) -> Workbook | None:
    if existing is None:
        return None
    try:
        measure_workbook(existing, file="清单.xlsx")
        with warnings.catch_warnings(action="ignore"):  # of what Excel or WPS added and openpyxl drops
            book = load_workbook(io.BytesIO(existing))
    except RecordkitError:
        return None
    except Exception:  # noqa: BLE001 - a stranger's workbook breaks openpyxl in every way there is
        return None
    return book if _is_list(book) else None


def _is_list(book: Workbook) -> bool:
    """True if the first sheet bears the list's headings, in either language."""
    if not book.worksheets:
        return False
    found = [cell.value for cell in book.worksheets[0][1]][: len(COLUMNS)]
    return found in ([heading.zh for heading, _ in COLUMNS], [heading.en for heading, _ in COLUMNS])


def _head(sheet: Worksheet, lang: Lang) -> None:
    sheet.title = SHEET.say(lang)
    sheet.freeze_panes = "A2"
    for column, (heading, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, column, heading.say(lang))
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[1].height = 24
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _last_row(sheet: Worksheet) -> int:
    """Return the last row that holds anything: rows that were only coloured do not push the list down."""
    rows = range(sheet.max_row, 1, -1)
    filled = next((row for row in rows if any(cell.value is not None for cell in sheet[row])), 1)
    merged = (int(box.max_row) for box in sheet.merged_cells.ranges)
    return max([filled, *merged])


def _write(sheet: Worksheet, row: int, line: Made, lang: Lang) -> None:
    texts = (line.name, str(spoken(line.type, lang)), line.title, line.department, line.file)
    when = sheet.cell(row, 1, line.made_at.replace(tzinfo=None, second=0, microsecond=0))
    when.number_format, when.font = WHEN, LINE_FONT
    when.alignment = Alignment(vertical="top", horizontal="left")
    for column, text in enumerate(texts, start=2):
        _write_text(sheet.cell(row, column), text)
    _link(sheet.cell(row, len(texts) + 1), line.file)


def _write_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = _UNPRINTABLE.sub("\ufffd", text)[:LONGEST]
    if text:
        cell.data_type = "s"  # a text that begins with = stays a text
    cell.quotePrefix = True  # and stays one when somebody edits the cell
    cell.font, cell.alignment = LINE_FONT, Alignment(vertical="top", wrap_text=True)


def _link(cell: Cell | MergedCell, file: str) -> None:
    """Link to a file below the list's own folder; any other path stays mere text."""
    path = PurePosixPath(file)
    if file and not path.is_absolute() and ".." not in path.parts and not set(file) & set(":\\"):
        cell.hyperlink = quote(file, errors="replace")
        cell.font = LINK_FONT
