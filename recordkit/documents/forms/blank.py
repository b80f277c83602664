"""The Excel form to fill in for a type: what a clerk opens, fills and drops into 填报.

A type with tables or groups is a card (a field a row, a sheet for each table); any other is a list (a record a row).
What is typed as text stays text: telephone and identity numbers keep their digits. The same type gives the same bytes.
"""

import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.embedding import mark_form
from recordkit.documents.excel.styles import in_order
from recordkit.documents.forms.blank_words import (
    CARD_HELP,
    CHOICES,
    GENERAL,
    LATER,
    LIST_HELP,
    NOW,
    PAGE,
    TABLES_HELP,
    YES_NO,
    hint,
    starred,
)
from recordkit.documents.package import read_package, write_package
from recordkit.domain.fields import NESTED, Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.wording import Lang

ROWS = 30  # empty rows of a table's sheet
LIST_ROWS = 60  # empty rows of a list; validation reaches further, for those who go on
LIST_REACH = 1000
PAGE_WIDTH = 170  # columns of text that a page can take across and still be read
INLINE = 255  # a validation list that is written out has at most so many characters
TITLE_LENGTH = 31
LONG = (Kind.LONGTEXT, Kind.LIST)

FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.TIME: "hh:mm",
    Kind.INT: "0",
    Kind.MONEY: "#,##0.00",
    Kind.PERCENT: "0.0%",
    Kind.DECIMAL: "General",
    Kind.LONGTEXT: "General",  # a text-formatted cell shows #### beyond 255 characters
}
WIDTHS = {Kind.DATETIME: 18, Kind.DATE: 13, Kind.LONGTEXT: 36, Kind.IDNO: 21, Kind.PHONE: 16, Kind.LIST: 24}

INK, PAPER, SHADE, BAND, LATER_BAND, HINT = "1F3864", "FFFFFF", "EEF3FA", "D9E2F3", "EDEDED", "7F7F7F"
THIN = Side(style="thin", color="A6A6A6")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
STILL = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
CORE = "docProps/core.xml"
STYLES = "xl/styles.xml"


@dataclass(slots=True)
class _Form:
    """The workbook in the making, and the hidden sheet of long choice lists."""

    book: Workbook
    lang: Lang
    departments: Sequence[str]
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)


def blank_form(rtype: RecordType, lang: Lang, *, departments: Sequence[str] = ()) -> bytes:
    """Return the blank form of `rtype` as an xlsx whose labels, choices and hints are in `lang`."""
    form = _Form(Workbook(), lang, departments)
    form.book.remove(form.book.worksheets[0])
    if any(spec.kind in NESTED for spec in rtype.inputs):
        _card(form, rtype)
        for spec in _births_first(spec for spec in rtype.inputs if spec.kind is Kind.TABLE):
            _table(form, spec)
    else:
        _list(form, rtype)
    form.book.properties.title = rtype.label.say(lang)
    form.book.properties.creator = "recordkit"
    target = io.BytesIO()
    form.book.save(target)
    return mark_form(_still(target.getvalue()), rtype.key)


def sheet_title(spec: Field, lang: Lang) -> str:
    """Return the name of a table's sheet: its label, or its machine name where a sheet cannot bear the label."""
    label = spec.label.say(lang)
    return spec.key if len(label) > TITLE_LENGTH or re.search(r"[\[\]:*?/\\']", label) else label


def _card(form: _Form, rtype: RecordType) -> None:
    sheet = form.book.create_sheet(rtype.label.say(form.lang)[:TITLE_LENGTH].replace("/", " "))
    tables = [sheet_title(spec, form.lang) for spec in rtype.inputs if spec.kind is Kind.TABLE]
    more = TABLES_HELP.say(form.lang, {"names": tables}) if tables else ""
    _head(sheet, rtype.label.say(form.lang), CARD_HELP.say(form.lang, {"tables": more}), 3)
    plain = [spec for spec in rtype.inputs if spec.kind not in NESTED]
    _band(sheet, GENERAL.say(form.lang), 3, BAND)
    _entries(form, sheet, [spec for spec in plain if not spec.moment])
    for group in _births_first(spec for spec in rtype.inputs if spec.kind is Kind.GROUP):
        _band(sheet, starred(group, form.lang), 3, LATER_BAND if group.moment else BAND)
        _entries(form, sheet, given(group.columns))
    if moments := [spec for spec in plain if spec.moment]:
        _band(sheet, LATER.say(form.lang), 3, LATER_BAND)
        _entries(form, sheet, moments)
    for letter, width in zip("ABC", (24, 46, 48), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    _print(sheet, form.lang, titles=None)


def _entries(form: _Form, sheet: Worksheet, specs: Iterable[Field]) -> None:
    for spec in specs:
        row = sheet.max_row + 1
        wanted = hint(spec, form.lang)
        _cell(sheet, row, 1, starred(spec, form.lang), font=_font(bold=spec.required), fill=SHADE)
        _cell(sheet, row, 2, None).number_format = FORMATS.get(spec.kind, "@")
        _cell(sheet, row, 3, wanted, font=_font(size=9, color=HINT))
        _validate(form, sheet, spec, f"B{row}")
        lines = max(1, -(-_span(wanted) // 52), -(-_span(starred(spec, form.lang)) // 22))
        sheet.row_dimensions[row].height = max(21, 13 * lines + 6, 66 if spec.kind is Kind.LONGTEXT else 0)


def _table(form: _Form, spec: Field) -> None:
    sheet = form.book.create_sheet(sheet_title(spec, form.lang))
    columns = given(spec.columns)
    note = spec.note.say(form.lang) if spec.note else ""
    head = (
        f"{spec.label.say(form.lang)} · {LATER.say(form.lang)}" if spec.moment else spec.label.say(form.lang)
    )
    _head(sheet, head, f"{LIST_HELP.say(form.lang)} {note}".strip(), len(columns))
    _columns(form, sheet, columns, ROWS, ROWS)
    _print(sheet, form.lang, titles="3:3", landscape=len(columns) > 5)


def _list(form: _Form, rtype: RecordType) -> None:
    sheet = form.book.create_sheet(rtype.label.say(form.lang)[:TITLE_LENGTH].replace("/", " "))
    specs = _births_first(rtype.inputs)
    births = sum(not spec.moment for spec in specs)
    _head(sheet, rtype.label.say(form.lang), LIST_HELP.say(form.lang), min(births, 12))
    if births < len(specs):
        _band(sheet, NOW.say(form.lang), births, BAND)
        _band(sheet, LATER.say(form.lang), len(specs) - births, LATER_BAND, left=births + 1)
    _columns(form, sheet, specs, LIST_ROWS, LIST_REACH)
    _print(
        sheet, form.lang, titles=f"{sheet.max_row - LIST_ROWS}:{sheet.max_row - LIST_ROWS}", landscape=True
    )


def _columns(form: _Form, sheet: Worksheet, specs: Sequence[Field], rows: int, reach: int) -> None:
    """Write the headings under what stands there, with empty rows, formats and validation for each column."""
    top = sheet.max_row + 1
    for column, spec in enumerate(specs, 1):
        letter = get_column_letter(column)
        label = starred(spec, form.lang)
        head = _cell(sheet, top, column, label, font=_font(bold=True, color=PAPER), fill=INK)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        wanted = hint(spec, form.lang)
        head.comment = (
            Comment(wanted, "recordkit", width=260, height=24 + 18 * (1 + _span(wanted) // 36))
            if wanted
            else None
        )
        _empty(sheet, top + 1, column, rows, FORMATS.get(spec.kind, "@"))
        wide = WIDTHS.get(spec.kind, 14)
        sheet.column_dimensions[letter].width = spec.width or max(wide, min(24, _span(label) + 3))
        sheet.column_dimensions[letter].number_format = FORMATS.get(spec.kind, "@")
        _validate(form, sheet, spec, f"{letter}{top + 1}:{letter}{top + reach}")
    for row in range(top + 1, top + rows + 1):
        sheet.row_dimensions[row].height = 20
    sheet.row_dimensions[top].height = 32
    sheet.freeze_panes = f"{'B' if reach > rows else 'A'}{top + 1}"


def _empty(sheet: Worksheet, top: int, column: int, rows: int, number_format: str) -> None:
    """Write the empty cells of a column; the looks of the first are copied, for making them anew costs ten times more."""
    first = _cell(sheet, top, column, None)
    first.number_format = number_format
    looks = first._style  # type: ignore[union-attr] # noqa: SLF001 - openpyxl's one way to copy them
    for row in range(top + 1, top + rows):
        sheet.cell(row, column)._style = copy(looks)  # type: ignore[union-attr] # noqa: SLF001


def _validate(form: _Form, sheet: Worksheet, spec: Field, cells: str) -> None:
    """Offer the choices of a field as a list; a department that is not on it may still be typed."""
    known: tuple[str, ...] = ()
    if spec.kind is Kind.ENUM:
        known = tuple(choice.say(form.lang) for choice in spec.choices)
    elif spec.kind is Kind.BOOL:
        known = tuple(YES_NO.say(form.lang).split(","))
    elif spec.kind is Kind.DEPARTMENT:
        known = tuple(form.departments)
    if not known:
        return
    rule = DataValidation(type="list", formula1=_source(form, known), allow_blank=True)
    rule.errorStyle = "warning" if spec.kind is Kind.DEPARTMENT else "stop"
    rule.showErrorMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _source(form: _Form, known: tuple[str, ...]) -> str:
    text = ",".join(known)
    if len(text) <= INLINE - 2 and not any(set(choice) & set(',"') for choice in known):
        return f'"{text}"'
    if known not in form.lists:
        title = CHOICES.say(form.lang)
        if title not in form.book.sheetnames:
            form.book.create_sheet(title).sheet_state = "hidden"
        letter = get_column_letter(len(form.lists) + 1)
        for row, choice in enumerate(known, 1):
            form.book[title][f"{letter}{row}"].value = choice
        form.lists[known] = f"'{title}'!${letter}$1:${letter}${len(known)}"
    return form.lists[known]


def given(specs: Iterable[Field]) -> list[Field]:
    """Return the fields that a person fills in: all but the computed ones."""
    return [spec for spec in specs if spec.computed is None]


def _births_first(specs: Iterable[Field]) -> list[Field]:
    return sorted(specs, key=lambda spec: spec.moment)


def _head(sheet: Worksheet, title: str, help_text: str, columns: int) -> None:
    for row, text, size, height in ((1, title, 16, 32), (2, help_text, 10, 30)):
        cell = sheet.cell(row, 1, text)
        cell.font = _font(size=size, bold=row == 1, color=INK if row == 1 else HINT)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(columns, 3))
        sheet.row_dimensions[row].height = height


def _band(sheet: Worksheet, text: str, columns: int, color: str, *, left: int = 1) -> None:
    """Write a coloured heading over `columns` columns in a row of its own, or beside the band that was just written."""
    row = sheet.max_row + (1 if left == 1 else 0)
    for column in range(left, left + columns):
        _cell(
            sheet, row, column, text if column == left else None, font=_font(bold=True, color=INK), fill=color
        )
    sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=left + columns - 1)
    sheet.row_dimensions[row].height = 22


def _cell(
    sheet: Worksheet, row: int, column: int, value: str | None, *, font: Font | None = None, fill: str = PAPER
) -> Cell | MergedCell:
    cell = sheet.cell(row, column)
    cell.value = value
    cell.font = font or _font()
    cell.fill = PatternFill("solid", fgColor=fill)
    cell.border = BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _print(sheet: Worksheet, lang: Lang, *, titles: str | None, landscape: bool = False) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    across = sum(size.width for size in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth = -(-round(across) // PAGE_WIDTH)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.print_title_rows = titles
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(PAGE.say(lang)))
    sheet.sheet_view.showGridLines = False


def _font(*, size: int = 11, bold: bool = False, color: str = "000000") -> Font:
    return Font(name="微软雅黑", size=size, bold=bold, color=color)


def _span(text: str) -> int:
    """Return the width of a text in columns: a Chinese character counts as two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _still(content: bytes) -> bytes:
    """Return the workbook without a trace of the clock, its fonts as Excel orders them."""
    parts = read_package(content, file="blank.xlsx")
    parts[CORE] = STILL.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[CORE])
    parts[STYLES] = in_order(parts[STYLES], file="blank.xlsx")
    return write_package(parts)
