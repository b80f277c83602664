"""The catalogue's rows of entries: each one's events, and what duties saw of it from when to when.

Law: rows come out the same whether their events are followed one by one or many at once.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from recordkit.archive.catalogue import entry_json
from recordkit.archive.catalogue.schema import DAY_BITS, FOREVER
from recordkit.domain.chain import canonical, parse_utc, utc
from recordkit.domain.entry import Entry, Event, Verb, follow
from recordkit.domain.naming import Name

_SEARCHED = frozenset({Verb.FILED.value, Verb.ASSIGNED.value})
_FILE = (("path", str), ("sha256", str), ("size", int))
_STORED: dict[str, tuple[tuple[str, type], ...]] = {
    Verb.FILED.value: (("type", str), ("version", int), ("received", str), *_FILE),
    Verb.NOTED.value: _FILE,
}
_SELECT = """SELECT id, type, department, received, begun, events FROM entries
    WHERE day = ? AND word = ? AND number = ?"""
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE entries SET department = ?, begun = ?, events = ? WHERE id = ?"
_GLANCES = "INSERT OR REPLACE INTO glances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CONTENTS = "INSERT INTO contents VALUES (?, ?, ?)"
_UNSEARCHED = "INSERT OR IGNORE INTO unsearched VALUES (?)"

Seen = tuple[str, str | None, str | None, bool, str]
"""What duties see: received, department, period, doubtful, facts as canonical JSON."""


class Key(NamedTuple):
    """A name as the tables have it: `day` is an ISO date."""

    day: str
    word: str
    number: int


class Told(NamedTuple):
    """One event as a line told it: as an entry's row keeps it, and when, as an instant and as the journal writes it."""

    event: Event
    text: str
    at: datetime
    stamp: str


@dataclass(slots=True)
class _Row:
    """One entry that is being followed, seen by duties as it is since `begun` (unless it is withdrawn).

    The entry is unfolded from its events when one of them matters to duties; most entries have but one.
    """

    id: int
    kind: str
    department: str | None
    received: str
    begun: str
    events: str
    name: str = ""
    fresh: bool = False
    seen: Seen | None = None
    seen_anew: bool = False
    entry: Entry | None = None


def find_entry(tables: sqlite3.Connection, name: Name) -> tuple[int, Entry] | None:
    """Return the row id and the entry of a name."""
    found = tables.execute(_SELECT, Key(name.day.isoformat(), name.word, name.number)).fetchone()
    return found and (found[0], entry_json.load(found[5]))


class EntryRows:
    """Entries being followed, inside the caller's transaction: rows gather in memory until they are flushed."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self._tables = tables
        self._rows: dict[Key, _Row] = {}
        self._ids: dict[str, int] = {}
        self._highest: dict[tuple[str, str], int] = {}
        self._glances: list[tuple[object, ...]] = []
        self._contents: list[tuple[bytes, int, int]] = []
        self._unsearched: list[tuple[int]] = []

    def follow(self, key: Key, told: Told) -> None:
        """Follow one event of an entry; what comes before its filing is none of its."""
        row = self._rows.get(key) or self._stored(key)
        if row is not None:
            self._rows[key] = row
            self._change(key, row, told)
        elif told.event["verb"] == Verb.FILED:
            self._rows[key] = self._begun(key, told)

    def flush(self) -> None:
        """Write the rows."""
        fresh = [(row.id, *key, *_fresh(row)) for key, row in self._rows.items() if row.fresh]
        changed = [_changed(row) for row in self._rows.values() if not row.fresh]
        for key, row in self._rows.items():
            if row.seen_anew and row.seen is not None:
                self._glances.append((row.kind, key.day, row.name, row.begun, FOREVER, *row.seen))
        for sql, rows in (
            (_INSERT, fresh),
            (_UPDATE, changed),
            (_GLANCES, self._glances),
            (_CONTENTS, self._contents),
            (_UNSEARCHED, self._unsearched),
        ):
            if rows:
                self._tables.executemany(sql, rows)
        for gathered in (self._rows, self._glances, self._contents, self._unsearched):
            gathered.clear()

    def _begun(self, key: Key, told: Told) -> _Row:
        """Return the row of a new entry, taken from the event that files it: building the entry takes twice as long."""
        seen = first_seen(told.event)
        demand_sense(told.event)
        if told.event["day"] != key.day or told.event["number"] != key.number:
            raise ValueError(told.event["name"])
        row = _Row(self._new_id(key.day), str(told.event["type"]), seen[1], seen[0], told.stamp, told.text)
        row.name, row.fresh, row.seen, row.seen_anew = str(told.event["name"]), True, seen, True
        self._highest[key.day, key.word] = max(key.number, self._highest[key.day, key.word])
        self._contents.append((bytes.fromhex(str(told.event["sha256"])), row.id, 1))
        self._unsearched.append((row.id,))
        return row

    def _stored(self, key: Key) -> _Row | None:
        """Return the row of an entry that the tables hold; beyond the highest number of its day none need be looked for."""
        if key.number > self._highest_of(key.day, key.word):
            return None
        found = self._tables.execute(_SELECT, key).fetchone()
        return found and _Row(*found)

    def _change(self, key: Key, row: _Row, told: Told) -> None:
        verb = told.event["verb"]
        if verb in _STORED:
            demand_sense(told.event)
        if verb == Verb.NOTED and "facts" not in told.event:  # duties see nothing of it
            row.events, row.entry = f"{row.events},{told.text}", None
            return
        before = row.entry or entry_json.load(row.events)
        entry = row.entry = follow(before, told.event, told.at)
        assert entry is not None
        row.name, row.department = entry.name, entry.department
        row.events = f"{row.events},{told.text}"
        self._look(key, row, (_seen(before), _seen(entry)), told.stamp)
        if verb == Verb.FILED:
            self._contents.append((bytes.fromhex(entry.current.sha256), row.id, len(entry.versions)))
        if verb in _SEARCHED:
            self._unsearched.append((row.id,))

    def _look(self, key: Key, row: _Row, seen: tuple[Seen | None, Seen | None], stamp: str) -> None:
        """End what was seen and begin what is; a clock that lags ends nothing before it began."""
        was, now = seen
        if was == now:
            return
        begun = max(stamp, row.begun)
        if was is not None:
            self._glances.append((row.kind, key.day, row.name, row.begun, begun, *was))
        row.begun, row.seen, row.seen_anew = begun, now, True

    def _highest_of(self, day: str, word: str) -> int:
        highest = self._highest.get((day, word))
        if highest is None:
            sql = "SELECT max(number) FROM entries WHERE day = ? AND word = ?"
            highest = self._highest[day, word] = self._tables.execute(sql, (day, word)).fetchone()[0] or 0
        return highest

    def _new_id(self, day: str) -> int:
        """Return the next row id of a day: ids are in the order of the days, then of filing."""
        last = self._ids.get(day)
        if last is None:
            first = date.fromisoformat(day).toordinal() << DAY_BITS
            sql = "SELECT max(id) FROM entries WHERE id >= ? AND id < ?"
            last = self._tables.execute(sql, (first, first + (1 << DAY_BITS))).fetchone()[0] or first
        self._ids[day] = last + 1
        return last + 1


def _fresh(row: _Row) -> tuple[object, ...]:
    return row.kind, row.department, row.received, row.begun, row.events


def _changed(row: _Row) -> tuple[object, ...]:
    return row.department, row.begun, row.events, row.id


def first_seen(event: Event) -> Seen:
    """Return what duties see of an entry that nothing but this filing happened to; raises KeyError, ValueError."""
    received, department, period = str(event["received"]), event.get("department"), event.get("period")
    parse_utc(received)
    facts = canonical(event["facts"]).decode() if event.get("facts") else ""
    doubtful = bool(event.get("doubtful", False)) and period is not None
    return received, _text(department), _text(period), doubtful, facts


def demand_sense(event: Event) -> None:
    """Raise TypeError, LookupError or ValueError where a filing or a note could not be read again: it was forged."""
    for key, kind in _STORED[str(event["verb"])]:
        if type(event[key]) is not kind:
            raise TypeError(event[key])
    if "facts" in event and not isinstance(event["facts"], dict):
        raise TypeError(event["facts"])


def _seen(entry: Entry) -> Seen | None:
    """Return what duties see of an entry, None of one that is withdrawn."""
    if entry.withdrawn is not None:
        return None
    facts = canonical(entry.facts).decode() if entry.facts else ""
    return utc(entry.received), entry.department, entry.period, entry.doubtful, facts


def _text(value: object) -> str | None:
    return None if value is None else str(value)
