"""Entries as duties look at them, now or at any instant of the past: read from the catalogue alone.

Law: what is seen at an instant is what the journal knew then - withdrawn, assigned or noted later does not change it.
"""

# ruff: noqa: S608 - the words put into SQL are this module's own, every value is bound

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from recordkit.archive.catalogue.schema import FOREVER, STILL_OPEN
from recordkit.domain.chain import utc
from recordkit.domain.entry import Glance

_COLUMNS = "name, day, department, period, received, doubtful, facts"
_NOTHING: Mapping[str, object] = MappingProxyType({})
_PAGE = 5000
_Row = tuple[str, str, str | None, str | None, str, int, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked for: as known at `as_of` (None: now), on `since` or later, without the fact `lacking`, still open."""

    as_of: datetime | None = None
    since: date | None = None
    lacking: str | None = None
    still_open: bool = False

    def where(self) -> tuple[str, list[object]]:
        """Return the SQL conditions and their values."""
        tests: list[tuple[str, list[object]]] = [("type = ?", [])]
        if self.since is not None:
            tests.append(("day >= ?", [self.since.isoformat()]))
        if self.as_of is None:
            tests.append(("ended = ?", [FOREVER]))
        else:
            known = utc(self.as_of)
            tests.append(("begun <= ? AND ended > ? AND received <= ?", [known, known, known]))
        if self.lacking is not None:
            tests.append(("(facts = '' OR json_type(facts, ?) IS NULL)", [f'$."{self.lacking}"']))
        if self.still_open:
            tests.append((STILL_OPEN, []))
        return " AND ".join(test for test, _ in tests), [value for _, values in tests for value in values]


def glances_in(tables: sqlite3.Connection, types: Collection[str], sight: Sight) -> Iterator[Glance]:
    """Yield the glances of `types` in sight, by type, day and name."""
    where, values = sight.where()
    table = "glances INDEXED BY glances_open" if sight.still_open else "glances"
    for kind in sorted(set(types)):
        yield from _pages(tables, f"{table} WHERE {where}", (kind, *values))


def _pages(
    tables: sqlite3.Connection, source: str, values: tuple[str, *tuple[object, ...]]
) -> Iterator[Glance]:
    """Yield them a page at a time: a long look does not hold the tables."""
    sql = f"SELECT {_COLUMNS} FROM {source} AND (day, name) > (?, ?) ORDER BY day, name LIMIT {_PAGE}"
    kind, after = values[0], ("", "")
    while rows := tables.execute(sql, [*values, *after]).fetchall():
        yield from _seen(kind, rows)
        after = (rows[-1][1], rows[-1][0])


def _seen(kind: str, rows: Sequence[_Row]) -> list[Glance]:
    """Return the glances of many rows: a board has forty thousand, so that each counts in fractions of a microsecond."""
    made, day, instant = Glance._make, date.fromisoformat, datetime.fromisoformat
    return [
        made(
            (
                name,
                kind,
                day(of),
                who,
                period,
                instant(at),
                doubt == 1,
                json.loads(facts) if facts else _NOTHING,
            )
        )
        for name, of, who, period, at, doubt, facts in rows
    ]
