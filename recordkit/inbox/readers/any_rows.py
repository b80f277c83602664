"""Sheets that are written in an unusual way: parsed as XML, cell by cell; slower, and the same values."""

from lxml import etree

from recordkit.guard.refusals import unreadable
from recordkit.guard.workbook import Extent, refuse_box, walk_cells
from recordkit.inbox.readers.book_parts import rich_text
from recordkit.inbox.readers.cell_values import INLINE, Odd
from recordkit.inbox.readers.dense import Rows
from recordkit.inbox.readers.plain_rows import Converter
from recordkit.wording import Text


def parse_rows(content: bytes, converter: Converter, rows: Rows) -> None:
    """Add the rows of a sheet's XML to `rows`; raises NotReadable and TooLarge."""
    extent = Extent()
    found: dict[int, dict[int, object]] = {}
    for element in walk_cells(content, extent, rows.limits, file=rows.file):
        value = _value(element, converter, rows.file)
        if value is not None:
            found.setdefault(extent.row, {}).setdefault(extent.column, value)
    refuse_box(max(found, default=0), max(map(max, found.values()), default=0), rows.limits, rows.file)
    for number in sorted(found):
        row = found[number]
        rows.add(number, [[row.get(column) for column in range(1, max(row) + 1)]])


def _value(element: etree._Element, converter: Converter, file: str) -> object:
    kind = (element.get("t") or "").encode()
    if kind == INLINE:
        words = element.find("{*}is")
        return (rich_text(words) or None) if words is not None else None
    text = element.findtext("{*}v")
    if not text:
        return None
    try:
        convert = converter(kind, (element.get("s") or "").encode())
        # The parser has resolved the entities; the converters resolve them again.
        return next(iter(convert((text.replace("&", "&amp;").encode(),))))
    except Odd as error:
        what = str(error)[:40]
        raise unreadable(
            file, Text(f"单元格内容有误: {what}", f"a cell holds what no program writes: {what}")
        ) from error
