"""Sheets as every program writes them, read by their bytes: a pattern learned from the first rows reads the others.

Law: every byte between <sheetData> and its end is accounted for by a pattern, or the sheet is Odd and is parsed as XML.
A row is matched in one step and a column is converted at once, which is what makes it fast.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from recordkit.inbox.readers.cell_values import INLINE, Convert, Odd
from recordkit.inbox.readers.dense import Rows
from recordkit.inbox.readers.grids import Row
from recordkit.inbox.readers.inputs import letters

CHUNK = 2_000  # rows that are converted at once
LESSON = 30  # rows read cell by cell before a pattern is worth its making
LESSONS = 12
VARIANTS = 60  # ways to write a column's cell: the commonest of them
COLUMNS = 300  # beyond, rows are read cell by cell

_ENCODING = re.compile(rb'^\s*<\?xml[^>]*encoding=["\'](?!utf-8["\'])', re.IGNORECASE)
_START, _END = b"<sheetData>", b"</sheetData>"
_ROW_END = b"</row>"
_ROW = re.compile(rb'<row r="(\d{1,7})"[^<>]*?(/?)>')
_FORMULA = rb"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)"
_VALUE = rb"<v>([^<]*)</v></c>"
_WORDS = rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"((?: [a-z]+="[^"<>&]*")*)'
    rb"(?:/>|></c>|>(" + _FORMULA + rb")?(?:" + _VALUE + rb"|" + _WORDS + rb"|(?:<v/>)?</c>))"
)
_ATTRIBUTE = re.compile(rb' ([a-z]+)="([^"]*)"')

Converter = Callable[[bytes, bytes], Convert]


def read_rows(content: bytes, converter: Converter, rows: Rows) -> None:
    """Add the rows of a sheet's XML to `rows`; raises Odd (some may have been added then) and TooLarge."""
    start, end = _body(content)
    lessons = _Lessons(converter)
    while start < end:
        start = lessons.read_alike(content, start, rows)
        if start < end:
            start = lessons.read_one(content, start, rows)


def _body(content: bytes) -> tuple[int, int]:
    """Return where the rows begin and end."""
    start = content.find(_START)
    head = content[: max(start, 0)]
    if start < 0 or b"<worksheet" not in head or b"<!" in head or _ENCODING.match(head):
        raise Odd("sheet")
    end = content.rfind(_END)
    if end < start or not content[-200:].rstrip().endswith(b"</worksheet>"):
        raise Odd("sheet")
    return start + len(_START), end


class _Way(NamedTuple):
    """One way to write a cell: its attributes as written, and whether words or a formula stand in it."""

    written: bytes
    inline: bool
    formula: bool

    def pattern(self) -> bytes:
        """Return the pattern of what follows the address, its value as a group."""
        inside = _WORDS if self.inline else (_FORMULA if self.formula else b"") + _VALUE
        return re.escape(self.written) + rb">" + inside


@dataclass(slots=True)
class _Column:
    """One column as it was seen: each way to write its cell, how often, and what converts it."""

    number: int
    ways: dict[_Way, Convert] = field(default_factory=dict)
    seen: Counter[_Way] = field(default_factory=Counter)

    def usual(self) -> "_Column":
        """Return the column with the ways that were seen again, the commonest first."""
        common = self.seen.most_common(VARIANTS)
        return _Column(self.number, {way: self.ways[way] for way, times in common if times > 1})

    def pattern(self) -> bytes:
        """Return the pattern of this column's cell: a group for each way; the row's number is group 1."""
        ways = [*(way.pattern() for way in self.ways), rb"[^<>]*(?:/>|></c>)"]
        # An empty alternative, for a cell that is left out, costs less than a repeat of nought or one.
        return rb'(?:<c r="%s\1"(?:%s)|)' % (letters(self.number).encode(), rb"|".join(ways))

    def values(self, raws: Sequence[Sequence[bytes | None]]) -> Iterable[object]:
        """Return the column's values from the texts of its ways, of which a cell has one or none."""
        each = zip(self.ways.values(), raws, strict=True)
        found = [convert(raw) for convert, raw in each if raw.count(None) < len(raw)]
        merged = found[0] if found else [None] * len(raws[0])
        for other in found[1:]:
            merged = [two if one is None else one for one, two in zip(merged, other, strict=True)]
        return merged


class _Lessons:
    """What the rows read cell by cell have taught, and the pattern made of it."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._columns: dict[int, _Column] = {}
        self._pattern: re.Pattern[bytes] | None = None
        self._taught: list[_Column] = []
        self._missed = self._made = 0
        self._new = False

    def read_alike(self, content: bytes, start: int, rows: Rows) -> int:
        """Add the rows from `start` that fit the pattern; return where the first that does not begins."""
        if self._pattern is None:
            return start
        match = self._pattern.match
        found: list[tuple[bytes | None, ...]] = []
        while hit := match(content, start):
            found.append(hit.groups())
            start = hit.end()
            if len(found) == CHUNK:
                self._convert(found, rows)
                found = []
        if found:
            self._convert(found, rows)
        return start

    def read_one(self, content: bytes, start: int, rows: Rows) -> int:
        """Add one row, cell by cell; return where the next begins. What is new in it is remembered."""
        row = _ROW.match(content, start)
        if row is None or int(row[1]) <= len(rows.rows):
            raise Odd(content[start : start + 40])
        start = row.end()
        if not row[2]:
            cells, start = self._cells(content, start, row[1])
            rows.add(int(row[1]), [cells])
        self._missed += 1
        if self._missed >= LESSON and self._new and self._made < LESSONS:
            self._make()
        return start

    def _cells(self, content: bytes, start: int, row: bytes) -> tuple[Row, int]:
        cells: list[object] = []
        while cell := _CELL.match(content, start):
            start = cell.end()
            number = _column_number(cell[1])
            if cell[2] != row or number <= len(cells):
                raise Odd(cell[0])
            cells.extend([None] * (number - 1 - len(cells)))
            cells.append(self._value(cell, number))
        if not content.startswith(_ROW_END, start):
            raise Odd(content[start : start + 40])
        return cells, start + len(_ROW_END)

    def _value(self, cell: re.Match[bytes], number: int) -> object:
        written, formula, raw, words = cell.group(3, 4, 5, 6)
        column = self._columns.get(number)
        if column is None:
            column = self._columns[number] = _Column(number)
        if raw is None and words is None:
            return None
        way = _Way(written, words is not None, formula is not None)
        convert = column.ways.get(way)
        if convert is None:
            convert = column.ways[way] = self._learned(way)
        if self._made < LESSONS:
            column.seen[way] += 1
            self._new = self._new or column.seen[way] == 2
        return next(iter(convert((raw if words is None else words,))))

    def _learned(self, way: _Way) -> Convert:
        attributes = dict(_ATTRIBUTE.findall(way.written))
        kind = attributes.get(b"t", b"")
        if (kind == INLINE) is not way.inline:
            raise Odd(way.written)
        return self._converter(kind, attributes.get(b"s", b""))

    def _make(self) -> None:
        self._missed, self._made, self._new = 0, self._made + 1, False
        self._taught = [self._columns[number].usual() for number in sorted(self._columns)]
        if len(self._taught) > COLUMNS:
            self._pattern = None
            return
        cells = b"".join(column.pattern() for column in self._taught)
        self._pattern = re.compile(rb'<row r="(\d{1,7})"[^<>]*>' + cells + _ROW_END)

    def _convert(self, found: Sequence[tuple[bytes | None, ...]], rows: Rows) -> None:
        numbers, *raws = zip(*found, strict=True)
        cells: list[Row] = list(zip(*self._values(raws, len(found)), strict=True))
        first = int(numbers[0])
        if first <= len(rows.rows):
            raise Odd(numbers[0])
        if int(numbers[-1]) - first == len(numbers) - 1 and _ascend(numbers):
            rows.add(first, cells)
            return
        for number, row in zip(map(int, numbers), cells, strict=True):
            if number <= len(rows.rows):
                raise Odd(number)
            rows.add(number, [row])

    def _values(self, raws: Sequence[Sequence[bytes | None]], count: int) -> list[Iterable[object]]:
        """Return the columns from A to the last, those that were never filled empty."""
        empty = [None] * count
        columns: list[Iterable[object]] = [empty] * (self._taught[-1].number if self._taught else 0)
        at = 0
        for column in self._taught:
            if column.ways:
                columns[column.number - 1] = column.values(raws[at : at + len(column.ways)])
            at += len(column.ways)
        return columns


def _ascend(numbers: Sequence[bytes | None]) -> bool:
    counted = [int(number or 0) for number in numbers]
    return counted == list(range(counted[0], counted[0] + len(counted)))


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
