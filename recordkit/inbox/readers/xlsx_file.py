"""Excel workbooks: measured first, then read; hidden sheets and our own list of findings are left out.

A workbook is a form (cards: label, value) or lists (one record a row). Times are rounded to the second; a whole
number is an int unless it is too long to be exact, so that a lost identity number is still seen to be lost.
"""

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from recordkit.domain.recordtype import RecordType
from recordkit.guard.refusals import unreadable
from recordkit.guard.workbook import measure_workbook
from recordkit.guard.xml import parse
from recordkit.guard.zips import Measured
from recordkit.inbox.readers.cards import find_card, read_cards
from recordkit.inbox.readers.grids import Grid
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.lists import read_lists
from recordkit.wording import Text

FORM_PROPERTY = "recordkit.form"
FINDINGS_SHEETS = {"zh": "问题清单", "en": "Findings"}
EXACT = 10**15  # Excel keeps 15 digits; beyond that a whole number is no longer the one that was typed
_CUSTOM = "docProps/custom.xml"
_DAY = timedelta(days=1)


def read(content: bytes, file: str, rtype: RecordType) -> Input:
    """Return the records of a workbook; raises NotReadable or TooLarge."""
    grids = sheets(content, file)
    cards = [card for grid in grids if (card := find_card(grid, rtype)) is not None]
    if not cards:
        return read_lists(grids, rtype, file)
    return read_cards(
        cards, [grid for grid in grids if all(card.grid is not grid for card in cards)], rtype, file
    )


def sheets(content: bytes, file: str) -> list[Grid]:
    """Return the cells of every visible sheet; raises NotReadable or TooLarge."""
    zipped = measure_workbook(content, file=file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [_grid(book.get_sheet_by_name(name)) for name in _visible(book)]
    except CalamineError as error:
        raise unreadable(file, Text(f"工作簿有误({error})", f"the workbook is broken ({error})")) from error
    return _with_errors(grids, content) if _has_errors(zipped) else grids


def form_marker(content: bytes, file: str) -> str | None:
    """Return the type's key that a blank form bears as its property recordkit.form, or None."""
    zipped = measure_workbook(content, file=file)
    if _CUSTOM not in zipped.names:
        return None
    for each in parse(zipped.read(_CUSTOM), file=file):
        if each.get("name") == FORM_PROPERTY:
            return "".join(str(text) for text in each.itertext()).strip() or None
    return None


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        meta.name
        for meta in book.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet
        and meta.visible == SheetVisibleEnum.Visible
        and meta.name not in FINDINGS_SHEETS.values()
    ]


def _grid(sheet: CalamineSheet) -> Grid:
    if sheet.start is None:
        return Grid(sheet.name, ())
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    return Grid(sheet.name, rows, top=sheet.start[0] + 1, left=sheet.start[1] + 1)


def _cell(cell: object) -> object:
    """Return a cell's value as the domain reads it; nothing is None."""
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return int(cell)
    if isinstance(cell, datetime):
        return (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    if isinstance(cell, timedelta):
        return _duration(cell)
    return cell


def _duration(length: timedelta) -> object:
    """Return a duration under a day as the time of day that it was typed as, else as hours, minutes and seconds."""
    seconds = round(length.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    return (
        time(hours, minutes, seconds % 60)
        if timedelta() <= length < _DAY
        else f"{hours}:{minutes:02}:{seconds % 60:02}"
    )


def _has_errors(zipped: Measured) -> bool:
    return any(b't="e"' in zipped.read(name) for name in zipped.names if "sheet" in name.casefold())


def _with_errors(grids: Sequence[Grid], content: bytes) -> list[Grid]:
    """Return the grids with #N/A and its like as text: calamine leaves such cells empty, and an error must be seen."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of extensions that it does not carry; nothing is written here
        book = load_workbook(io.BytesIO(content), data_only=True)
    return [_overlaid(grid, book[grid.sheet or ""]) for grid in grids]


def _overlaid(grid: Grid, sheet: Worksheet) -> Grid:
    rows = [list(row) for row in grid.rows]
    for line, row in zip(rows, sheet.iter_rows(min_row=grid.top, min_col=grid.left), strict=False):
        for i, cell in enumerate(row[: len(line)]):
            if cell.data_type == "e":
                line[i] = str(cell.value)
    return replace(grid, rows=rows)
