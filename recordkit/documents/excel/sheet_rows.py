"""A sheet while its script runs: rows are written as they come, and what went where is recorded.

Law: nothing is kept of a row once it is written, however many follow.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from operator import getitem, itemgetter
from types import MappingProxyType
from typing import Any

from recordkit.documents.excel.cells import (
    EMPTY,
    LONGEST_CELL,
    WHOLE_DIGITS,
    Cell,
    Content,
    cell_xml,
    content_of,
    inline_xml,
    value_xml,
)
from recordkit.documents.excel.growth import Growth
from recordkit.documents.excel.rows import ROW, Direct, RowPlan
from recordkit.documents.excel.spool import Spool
from recordkit.documents.excel.strings import Added
from recordkit.documents.excel.styles import Styles
from recordkit.documents.faults import Unfit

BATCH = 128  # rows that are joined before they are packed
LONGEST_REMEMBERED = 1_000  # characters of a cell's XML
REMEMBERED = 2_048  # texts and days of one column; beyond, each is written anew
RECORDS = (dict, MappingProxyType)
# Values of exactly these types are equal only where they are written alike; others take the long way.
MEMORABLE = frozenset({str, date, type(None)})
# Text that stands in XML, and in Excel's own escaping, as it is; most of it is letters and digits alone.
SAFE = re.compile("[ !\"#$%'()*+,./0-9:;=?@A-Z\\[\\\\\\]^`a-z{|}~\u00a0-\ud7ff\ue000-\ufffd-]+")
PLAIN = frozenset({str, int, float, bool, Decimal, date, datetime, time, type(None)})


@dataclass(frozen=True, slots=True)
class Tables:
    """What all sheets of one rendering share: strings, styles, and which dates the workbook counts."""

    strings: Added
    styles: Styles
    mac_dates: bool


class Column(dict[object, str]):
    """A column of a repeated row: the XML of its cell by value, with the row's fixed text before it."""

    def __init__(self, cell: Cell, before: str, tables: Tables) -> None:
        super().__init__()
        self._cell, self._before, self._tables = cell, before, tables
        opening = before + cell_xml(cell, ROW, cell.style, (None, ""))[: -len("/>")]
        self._number = f"{opening}><v>"
        self._shared = f'{opening} t="s"><v>'
        self._inline = f'{opening} t="inlineStr"><is><t xml:space="preserve">'

    def __missing__(self, value: object) -> str:
        kind = type(value)
        if kind is str:
            made = self._text(str(value))
        elif (kind is int and -WHOLE_DIGITS < value < WHOLE_DIGITS) or (kind is float and value - value == 0):  # type: ignore[operator] # they are numbers
            return f"{self._number}{value!r}</v></c>"
        else:
            made = self.of(content_of(value, mac_dates=self._tables.mac_dates))
        if kind in MEMORABLE and len(self) < REMEMBERED and len(made) < LONGEST_REMEMBERED:
            self[value] = made
        return made

    def of(self, content: Content) -> str:
        """Return the cell's XML with that content, the fixed text before it."""
        style = self._tables.styles.for_look(self._cell.style, content.look)
        return self._before + cell_xml(self._cell, ROW, style, self._inner(content))

    def _text(self, text: str) -> str:
        if (text.isalnum() or SAFE.fullmatch(text)) and len(text) <= LONGEST_CELL:
            index = None if len(self) >= REMEMBERED else self._tables.strings.index(text)
            return f"{self._inline}{text}</t></is></c>" if index is None else f"{self._shared}{index}</v></c>"
        return self.of(content_of(text))

    def _inner(self, content: Content) -> tuple[str | None, str]:
        if content is EMPTY:
            return None, ""
        if content.text is not None:
            index = self._tables.strings.index(content.text)
            if index is None:
                return "inlineStr", inline_xml(content.text)
            return "s", value_xml(str(index))
        return (None if content.kind == "n" else content.kind), value_xml(content.value or "")


class _RowWriter:
    """One template row in one rendering."""

    def __init__(self, plan: RowPlan, record: Direct | None, tables: Tables) -> None:
        befores = plan.texts[:-1]
        columns = [Column(cell, before, tables) for cell, before in zip(plan.filled, befores, strict=True)]
        self._columns = {cell.column: column for cell, column in zip(plan.filled, columns, strict=True)}
        self._last = plan.texts[-1]
        self._keys = record.keys if record is not None else {}
        taken = [column for column in self._columns if column in self._keys]
        self._taken = [self._columns[column] for column in taken]
        self._places = taken
        self._fetch = _fetcher([self._keys[column] for column in taken])

    def quick(self, record: object, put: Mapping[int, Content]) -> str | None:
        """Return the row with the record's values, None when they need the long way."""
        if type(record) not in RECORDS:
            return None
        try:
            values = self._fetch(record)
            if not PLAIN.issuperset(map(type, values)):
                return None
            cells = map(getitem, self._taken, values)
            if len(self._taken) == len(self._columns):
                return "".join(cells) + self._last
            taken = dict(zip(self._places, cells, strict=True))
        except (KeyError, Unfit):
            return None
        return self._joined(taken, put)

    def slow(self, put: Mapping[int, Content]) -> str:
        """Return the row with what was put into it."""
        return self._joined({}, put)

    def _joined(self, taken: Mapping[int, str], put: Mapping[int, Content]) -> str:
        cells = (
            taken[number] if number in taken else column.of(put.get(number, EMPTY))
            for number, column in self._columns.items()
        )
        return "".join(cells) + self._last


class SheetFilling:
    """The record of one sheet's rendering: the script says what comes next, the spool gets its rows."""

    def __init__(
        self, growth: Growth, plans: Mapping[int, RowPlan], directs: Mapping[int, Direct], tables: Tables
    ) -> None:
        self.growth, self.spool = growth, Spool()
        self.pages: Mapping[str, str] = {}  # the filled headers and footers
        self._plans, self._numbers = plans, sorted(plans)
        self._tables = tables
        self._writers = {
            number: _RowWriter(plan, directs.get(number), tables)
            for number, plan in plans.items()
            if plan.filled
        }
        self._batch: list[str] = []
        self._open: tuple[int, int] | None = None  # the row begun: its number in the template, and now
        self._put: dict[int, Content] = {}

    @property
    def mac_dates(self) -> bool:
        """True if the workbook counts its days from 1904."""
        return self._tables.mac_dates

    def enter(self, block: int) -> None:
        """Begin a turn of `block`."""
        self._end()
        self.growth.enter(block)

    def leave(self) -> None:
        """End the innermost turn."""
        self._end()
        self.growth.leave()

    def turn(self, block: int, row: int, record: object) -> bool:
        """True if a whole turn of `block`, which is that row alone, could be written from the record's own values."""
        self._end()
        text = self._writers[row].quick(record, self._put)
        if text is None:
            return False
        self._write(text, self.growth.turn(block, row))
        return True

    def rows(self, first: int, last: int) -> None:
        """Write the rows `first`..`last`, which hold no tags, or begin the one that does."""
        self._end()
        at = self.growth.place(first, last)
        if first in self._writers and first == last:
            self._open = (first, at)
            return
        for number in self._numbers:
            if first <= number <= last:
                self._write("".join(self._plans[number].texts), at + number - first)

    def blank(self, row: int) -> None:
        """Write the row with its styles alone."""
        self._end()
        at = self.growth.place(row, row)
        if row in self._plans:
            self._write(self._plans[row].blank, at)

    def put(self, column: int, content: Content) -> None:
        """Give the row begun its content in that column."""
        self._put[column] = content

    def quick(self, row: int, record: object, *, begin: bool) -> bool:
        """True if the row begun could be written from the record's own values, and what was put before."""
        if begin:
            self.rows(row, row)
        if self._open is None:
            raise AssertionError("a row is begun before it is written")
        text = self._writers[row].quick(record, self._put)
        if text is None:
            return False
        self._write(text, self._open[1])
        self._open = None
        if self._put:
            self._put = {}
        return True

    def finish(self, after: int) -> None:
        """Write what is left; template row `after` follows the last row."""
        self._end()
        self.growth.finish(after)
        self._flush()

    def _end(self) -> None:
        if self._open is None:
            return
        number, at = self._open
        self._open = None
        self._write(self._writers[number].slow(self._put), at)
        self._put = {}

    def _write(self, text: str, at: int) -> None:
        self._batch.append(text.replace(ROW, str(at)))
        if len(self._batch) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            self.spool.add("".join(self._batch))
            self._batch = []


def _fetcher(keys: Sequence[str]) -> Callable[[Any], tuple[object, ...]]:
    if len(keys) > 1:
        return itemgetter(*keys)
    # itemgetter of one key gives the bare value
    return lambda record: tuple(record[key] for key in keys)
