"""The report of a verification as a workbook to print and hand in: cover, items by nature, details (A4).

Law: a result is a word and a colour, never a colour alone; a cell's text is text, never a formula.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.wording import Lang, Text

FACE: Final = "微软雅黑"
LONGEST: Final = 32_767  # characters that an Excel cell can hold
COLOURS: Final = {"passed": "D5EBD8", "failed": "F4C7C3", "unchecked": "E3E6EA", "manual": "FCE8B2"}
TITLE = Text("电子档案检测报告", "Report on the electronic archive")
BASIS = Text(
    "参照 DA/T 70-2018《文书类电子档案检测一般要求》的四性和项目编号, 由 recordkit 检测; 未检测的项目不视为通过",
    "After the four natures and item codes of DA/T 70-2018, by recordkit; what was not checked is not called passed",
)
SHEETS = (Text("封面", "Cover"), Text("检测项目", "Items"), Text("明细", "Details"))
ITEM_HEADS = (
    (Text("性质", "Nature"), 12),
    (Text("代码", "Code"), 7),
    (Text("检测项目", "Item"), 28),
    (Text("结果", "Result"), 15),
    (Text("说明", "What was found"), 70),
)
DETAIL_HEADS = (
    (Text("代码", "Code"), 7),
    (Text("结果", "Result"), 15),
    (Text("检测项目", "Item"), 26),
    (Text("名称", "Name"), 28),
    (Text("位置", "Place"), 44),
    (Text("说明", "What was found"), 44),
)
NOTHING = Text("没有需要逐件列出的问题", "nothing has to be named one by one")
SIGNED = (Text("检测人", "Verified by"), Text("复核人", "Checked by"), Text("日期", "Date"))
PAGE = Text("第 &P 页, 共 &N 页", "page &P of &N")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_THIN = Side(style="thin", color="9AA5B1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="2F4B66")
_SOFT = PatternFill("solid", fgColor="EEF2F6")


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it is printed: `result` is its machine name, `label` its word."""

    code: str
    nature: str
    title: str
    result: str
    label: str
    message: str
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class VerifyBook:
    """What the workbook says: facts by label, the tally of each nature by result, the verdict, the items, the details."""

    facts: Sequence[tuple[str, str]]
    results: Sequence[tuple[str, str]]
    tallies: Sequence[tuple[str, Sequence[int]]]
    verdict: str
    sound: bool
    items: Sequence[Line]
    details: Sequence[Line]


def verify_book(said: VerifyBook, lang: Lang) -> bytes:
    """Return the workbook's bytes."""
    book = Workbook()
    book.properties.creator = "recordkit"
    book.properties.title = TITLE.say(lang)
    cover = book.worksheets[0]
    cover.title = SHEETS[0].say(lang)
    _cover(cover, said, lang)
    _items(book.create_sheet(SHEETS[1].say(lang)), said.items, lang)
    _details(book.create_sheet(SHEETS[2].say(lang)), said.details, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cover(sheet: Worksheet, said: VerifyBook, lang: Lang) -> None:
    for column, width in enumerate((20, 17, 17, 17, 17), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = _banner(sheet, lang)
    for label, value in said.facts:
        _put(sheet.cell(row, 1), label, bold=True, fill=_SOFT)
        _across(sheet, row, value)
        row += 1
    row = _tallies(sheet, row + 1, said)
    cell = _wide(sheet, row + 1, said.verdict, size=13, bold=True)
    cell.fill = PatternFill("solid", fgColor=COLOURS["passed" if said.sound else "failed"])
    sheet.row_dimensions[row + 1].height = 34
    _signatures(sheet, row + 4, lang)
    _page(sheet, lang, landscape=False)


def _banner(sheet: Worksheet, lang: Lang) -> int:
    title = _wide(sheet, 1, TITLE.say(lang), size=20, bold=True)
    title.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 44
    basis = _wide(sheet, 2, BASIS.say(lang), size=9)
    basis.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[2].height = 30
    return 4


def _across(sheet: Worksheet, row: int, value: str) -> None:
    """Write a fact over the columns B to E, all of them boxed, tall enough for what it says."""
    for column in range(2, 6):
        sheet.cell(row, column).border = _BOX
    _put(sheet.cell(row, 2), value)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=5)
    sheet.row_dimensions[row].height = 20 * (1 + _width(value) // 76)


def _tallies(sheet: Worksheet, row: int, said: VerifyBook) -> int:
    _put(sheet.cell(row, 1), "", fill=_SOFT)
    for column, (result, label) in enumerate(said.results, start=2):
        _put(sheet.cell(row, column), label, bold=True, fill=_fill(result), centred=True)
    for nature, counts in said.tallies:
        row += 1
        _put(sheet.cell(row, 1), nature, bold=True, fill=_SOFT)
        sheet.row_dimensions[row].height = 20
        for column, count in enumerate(counts, start=2):
            cell = sheet.cell(row, column)
            _put(cell, "", centred=True)
            cell.value = count or None
    return row + 1


def _signatures(sheet: Worksheet, row: int, lang: Lang) -> None:
    for place, words in enumerate(SIGNED):
        cell = sheet.cell(row + 2 * place, 2)
        _plain(cell, f"{words.say(lang)}: ", size=12)
        cell.alignment = Alignment(horizontal="right", vertical="bottom")
        for column in (3, 4):
            sheet.cell(row + 2 * place, column).border = Border(bottom=_THIN)
        sheet.row_dimensions[row + 2 * place].height = 26


def _items(sheet: Worksheet, items: Sequence[Line], lang: Lang) -> None:
    _heads(sheet, ITEM_HEADS, lang)
    first = 2
    for row, item in enumerate(items, start=2):
        texts = (item.nature, item.code, item.title, item.label, item.message)
        for column, text in enumerate(texts, start=1):
            fill = _fill(item.result) if column == 4 else _SOFT if column == 1 else None
            _put(sheet.cell(row, column), text, fill=fill, centred=column in (1, 2, 4), bold=column == 1)
        sheet.row_dimensions[row].height = _height((item.title, 28), (item.message, 66))
        last = row - 1 == len(items) or items[row - 1].nature != item.nature
        if last:
            sheet.merge_cells(start_row=first, end_row=row, start_column=1, end_column=1)
            first = row + 1
    _page(sheet, lang, landscape=False)


def _details(sheet: Worksheet, details: Sequence[Line], lang: Lang) -> None:
    _heads(sheet, DETAIL_HEADS, lang)
    for row, item in enumerate(details, start=2):
        texts = (item.code, item.label, item.title, item.name, item.place, item.message)
        for column, text in enumerate(texts, start=1):
            fill = _fill(item.result) if column == 2 else None
            _put(sheet.cell(row, column), text, fill=fill, centred=column < 3)
        sheet.row_dimensions[row].height = _height(
            (item.title, 26), (item.name, 28), (item.place, 44), (item.message, 44)
        )
    if not details:
        _put(sheet.cell(2, 1), NOTHING.say(lang))
        sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(DETAIL_HEADS))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(DETAIL_HEADS))}{max(1, len(details)) + 1}"
    _page(sheet, lang, landscape=True)


def _heads(sheet: Worksheet, heads: Sequence[tuple[Text, int]], lang: Lang) -> None:
    for column, (words, width) in enumerate(heads, start=1):
        cell = sheet.cell(1, column)
        _put(cell, words.say(lang), bold=True, fill=_HEAD, centred=True)
        cell.font = Font(name=FACE, size=10.5, bold=True, color="FFFFFF")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _page(sheet: Worksheet, lang: Lang, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = PAGE.say(lang)
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7


def _wide(
    sheet: Worksheet, row: int, text: str, *, size: float = 10.5, bold: bool = False
) -> Cell | MergedCell:
    cell = sheet.cell(row, 1)
    _plain(cell, text, size=size)
    cell.font = Font(name=FACE, size=size, bold=bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    return cell


def _put(
    cell: Cell | MergedCell,
    text: str,
    *,
    bold: bool = False,
    fill: PatternFill | None = None,
    centred: bool = False,
) -> None:
    """Write a boxed text."""
    _plain(cell, text)
    cell.font, cell.border = Font(name=FACE, size=10, bold=bold), _BOX
    cell.alignment = Alignment(
        horizontal="center" if centred else "left",
        indent=0 if centred else 1,
        vertical="center",
        wrap_text=True,
    )
    if fill is not None:
        cell.fill = fill


def _plain(cell: Cell | MergedCell, text: str, *, size: float = 10.5) -> None:
    cell.value = _UNPRINTABLE.sub("\ufffd", text)[:LONGEST] or None
    if text:
        cell.data_type = "s"  # a text that begins with = stays a text
    cell.font = Font(name=FACE, size=size)


def _fill(result: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOURS[result])


def _height(*cells: tuple[str, int]) -> float:
    lines = max(1 + int(_width(text) / (1.15 * width)) for text, width in cells)
    return 5 + 14 * min(lines, 20)


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
