"""The input once more as a workbook, so that its bad cells can be marked: an Excel file itself, all else as text.

Values stay as they were; text stays text, whatever it begins with; what a sheet cannot hold is shown as a picture of it.
"""

import io
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.domain.fields import Field, recognise
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import illegal_characters
from recordkit.inbox.readers.grids import HEAD, Grid
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.xlsx_file import FINDINGS_SHEETS, FORM_PROPERTY
from recordkit.wording import Lang, Text

AUTHOR = "recordkit check"
RULE = "\n――――\n"
WHOLE = 5_000  # rows; of a longer input the copy carries its beginning and the rows that are wrong
CELL_LENGTH = 32_000  # Excel's own limit is 32,767
INK = "1F3864"
TREE_HEADINGS = (
    (Text("记录", "Record"), 8),
    (Text("项目", "Field"), 30),
    (Text("名称", "Label"), 24),
    (Text("值", "Value"), 60),
)
RECORDS = Text("记录", "Records")


@dataclass(slots=True)
class Copy:
    """The workbook in the making: where each row of the input, or each value of its nested records, stands now."""

    book: Workbook
    shortened: bool = False
    rows: dict[tuple[str | None, int], tuple[str, int]] = field(default_factory=dict)
    values: dict[tuple[int, str], tuple[str, str]] | None = None

    def moved(self, sheet: str | None, row: int) -> tuple[str, int]:
        """Return the sheet and the row in which a row of the input stands now."""
        first = self.book.worksheets[0].title
        return self.rows.get((sheet, row), (sheet or first, row))


def of_workbook(content: bytes) -> Copy:
    """Return the workbook itself, without the list and the marks of an earlier round."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it does not carry
        book = load_workbook(io.BytesIO(content), keep_links=False)
    for name in FINDINGS_SHEETS.values():
        if name in book.sheetnames and len(book.sheetnames) > 1:
            book.remove(book[name])
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            _, _, own = cell.comment.text.partition(RULE)
            cell.comment = Comment(own, "") if own else None
            cell.fill = PatternFill()
    return Copy(book)


def of_cells(grids: Sequence[Grid], stem: str, wrong: Collection[int | None], rtype: RecordType) -> Copy:
    """Return the cells in a new workbook that says which type it is for, so that it can be handed in again."""
    shortened = sum(len(grid.rows) for grid in grids) > WHOLE
    copy = Copy(Workbook(), shortened=shortened)
    copy.book.remove(copy.book.worksheets[0])
    copy.book.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs lack it
        StringProperty(name=FORM_PROPERTY, value=rtype.key)
    )
    for grid in grids:
        title = re.sub(r"[\[\]:*?/\\']", " ", grid.sheet or stem)[:31] or "1"
        sheet = copy.book.create_sheet(title)
        kept = [
            (number, row)
            for number, row in enumerate(grid.rows, grid.top)
            if not shortened or number < grid.top + HEAD or number in wrong
        ]
        for place, (number, row) in enumerate(kept):
            to = grid.top + place if shortened else number
            copy.rows[grid.sheet, number] = copy.rows[None, number] = (sheet.title, to)
            _write_row(sheet, to, grid.left, row)
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 18
    return copy


def of_values(found: Input, rtype: RecordType, wrong: Collection[int | None], lang: Lang) -> Copy:
    """Return nested records as rows: record, field as written, label, value."""
    copy = Copy(Workbook(), shortened=len(found.records) > WHOLE, values={})
    sheet = copy.book.worksheets[0]
    sheet.title = RECORDS.say(lang)
    heading_row(sheet, 1, [(heading.say(lang), width) for heading, width in TREE_HEADINGS])
    sheet.freeze_panes = "A2"
    for raw in found.records:
        if copy.shortened and raw.index not in wrong:
            continue
        for path, written, label, value in _leaves(rtype.inputs, raw.values, ("", "")):
            add_value(copy, (raw.index, path), (written, label.say(lang) if label else "", value))
    return copy


def add_value(copy: Copy, key: tuple[int, str], cells: tuple[object, ...]) -> tuple[str, str]:
    """Add a row (record, then `cells`) for the value at `key`, and return where the value stands."""
    sheet = copy.book.worksheets[0]
    row = sheet.max_row + 1
    _write_row(sheet, row, 1, (key[0], *cells))
    spot = (sheet.title, f"D{row}")
    if copy.values is not None:
        copy.values[key] = spot
    return spot


def visible(text: str) -> str:
    """Return text as a sheet can hold it: controls as their pictures (U+240B), nothing that Excel would decode or cut."""
    if illegal_characters(text):
        text = "".join(_pictured(c) if illegal_characters(c) else c for c in text)
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return text if len(text) <= CELL_LENGTH else text[:CELL_LENGTH] + "…"


def write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write one cell: numbers, days and booleans as they are, all else as text that is never a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, (bool, int, float)) or hasattr(value, "isoformat"):
        cell.value = value  # type: ignore[assignment]  # a day, a time or an instant
        return
    cell.value = visible(str(value))
    cell.data_type = "s"
    cell.number_format = "@"


def heading_row(sheet: Worksheet, row: int, headings: Sequence[tuple[str, int]]) -> None:
    """Write headings (text, width) in white on dark."""
    for column, (text, width) in enumerate(headings, 1):
        cell = sheet.cell(row, column, text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=INK)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = 22


def _write_row(sheet: Worksheet, row: int, left: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, left):
        if value is not None and value != "":
            write(sheet, row, column, value)


def _pictured(c: str) -> str:
    return chr(0x2400 + ord(c)) if ord(c) < 0x20 else "\ufffd"


def _leaves(
    fields: Sequence[Field], values: Mapping[str, object], names: tuple[str, str]
) -> Iterator[tuple[str, str, Text | None, object]]:
    """Yield (machine path, path as written, label, value) of each value in a nested record."""
    for key, value in values.items():
        spec = recognise(tuple(fields), str(key))
        path, written = f"{names[0]}{spec.key if spec else key}", f"{names[1]}{key}"
        inner = spec.columns if spec else ()
        if isinstance(value, Mapping):
            yield from _leaves(inner, value, (f"{path}.", f"{written}."))
        elif isinstance(value, (list, tuple)) and any(isinstance(row, Mapping) for row in value):
            for i, row in enumerate(value, 1):
                cells = row if isinstance(row, Mapping) else {"": row}
                yield from _leaves(inner, cells, (f"{path}[{i}].", f"{written}[{i}]."))
        else:
            text = "、".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value
            yield path, written, spec.label if spec else None, text
