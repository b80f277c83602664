"""CSV: cells are text exactly as they stand; rows are numbered as a spreadsheet would number them.

The separator is the one under which most headings are recognised: comma, semicolon or tab.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from recordkit.domain.recordtype import RecordType
from recordkit.guard.refusals import unreadable
from recordkit.inbox.readers.grids import HEAD, Grid, find_headings, vocabulary
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.lists import read_lists
from recordkit.inbox.readers.texts import decode
from recordkit.wording import Text

SEPARATORS = (",", "\t", ";")
_REMEDY = Text("请在 Excel 中另存为 CSV 后再试", "Save it as CSV from Excel and retry")


def read(content: bytes, file: str, rtype: RecordType) -> Input:
    """Return the records of a CSV file; raises NotReadable (encoding, an unclosed quote, a cell beyond 128 KB)."""
    text = decode(content, file)
    separator = best_separator(text, file, rtype)
    grid = Grid(None, list(_rows(text, separator, file)), shifts=True)
    _refuse_open_quote(text, separator, file)
    return read_lists([grid], rtype, file)


def grid_of(content: bytes, file: str, rtype: RecordType) -> Grid:
    """Return all cells of a CSV file."""
    text = decode(content, file)
    return Grid(None, list(_rows(text, best_separator(text, file, rtype), file)), shifts=True)


def heads(content: bytes, file: str) -> list[Grid]:
    """Return the first rows of the file, once under each separator."""
    text = decode(content, file)
    return [Grid(None, list(islice(_rows(text, each, file), HEAD)), shifts=True) for each in SEPARATORS]


def best_separator(text: str, file: str, rtype: RecordType) -> str:
    """Return the separator under which most of the type's headings are recognised, the comma among equals."""
    names = vocabulary(rtype.inputs)

    def fit(separator: str) -> int:
        grid = Grid(None, list(islice(_rows(text, separator, file), HEAD)), shifts=True)
        found = find_headings(grid, names)
        return found.fit if found else 0

    return max(SEPARATORS, key=fit)


def _rows(text: str, separator: str, file: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, row in enumerate(reader, 1):  # noqa: B007 - the refusal below says where reading stopped
            yield row
    except csv.Error as error:
        reason = Text(f"第 {number + 1} 行: {error}", f"row {number + 1}: {error}")
        raise unreadable(file, reason, _REMEDY) from error


def _refuse_open_quote(text: str, separator: str, file: str) -> None:
    """Refuse a quote that is never closed: it would swallow every row below it without a word."""
    if text.count('"') % 2 == 0:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, _ in enumerate(reader, 1):  # noqa: B007 - the refusal below says where reading stopped
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            row = number + 1
            reason = Text(f"第 {row} 行的双引号没有成对", f"a double quote in row {row} is never closed")
            raise unreadable(file, reason, _REMEDY) from error
