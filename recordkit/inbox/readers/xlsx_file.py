"""Excel workbooks: measured as they are read; hidden sheets and our own list of findings are left out.

A workbook is a form (cards: label, value) or lists (one record a row).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from recordkit.domain.recordtype import RecordType
from recordkit.guard.xml import parse
from recordkit.guard.zips import Measured, measure
from recordkit.inbox.readers.any_rows import parse_rows
from recordkit.inbox.readers.book_parts import Part, worksheets
from recordkit.inbox.readers.cards import find_card, read_cards
from recordkit.inbox.readers.cell_values import Book, Odd, converters
from recordkit.inbox.readers.dense import Rows
from recordkit.inbox.readers.grids import Grid
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.lists import read_lists
from recordkit.inbox.readers.plain_rows import read_rows

FORM_PROPERTY = "recordkit.form"
FINDINGS_SHEETS = {"zh": "问题清单", "en": "Findings"}
_CUSTOM = "docProps/custom.xml"


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
    zipped = measure(content, file=file)
    with _uncollected():
        parts, book = worksheets(zipped)
        seen = [part for part in parts if part.visible and part.name not in FINDINGS_SHEETS.values()]
        return [_grid(zipped, part, book) for part in seen]


def form_marker(content: bytes, file: str) -> str | None:
    """Return the type's key that a blank form bears as its property recordkit.form, or None."""
    zipped = measure(content, file=file)
    if _CUSTOM not in zipped.names:
        return None
    for each in parse(zipped.read(_CUSTOM), file=file):
        if each.get("name") == FORM_PROPERTY:
            return "".join(str(text) for text in each.itertext()).strip() or None
    return None


def _grid(zipped: Measured, part: Part, book: Book) -> Grid:
    place = f"{zipped.file}: {part.name}"
    content = zipped.read(part.path)
    rows = Rows(place)
    try:
        read_rows(content, converters(book), rows)
    except Odd:
        rows = Rows(place)
        parse_rows(content, converters(book), rows)
    return rows.grid(part.name)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Read without the garbage collector: cells hold no circles, and it would walk through all of them many times."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
