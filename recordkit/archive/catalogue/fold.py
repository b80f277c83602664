"""The journal's lines applied to the catalogue's tables: the only place that writes what they hold.

Law: the tables are this fold over the journal's lines, in order, and nothing else (law 3).
"""

import functools
import sqlite3
from collections.abc import Callable

from recordkit.archive.catalogue import entry_json
from recordkit.archive.catalogue.entry_rows import EntryRows, Key, Told
from recordkit.domain.chain import Line, canonical, utc
from recordkit.domain.entry import Event, Verb
from recordkit.domain.naming import InvalidName, parse, parse_stem
from recordkit.domain.tiers import TIERS

_NUMBERS = """INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET state = excluded.state, by = excluded.by, at = excluded.at, reason = coalesce(excluded.reason, reason),
    key = coalesce(key, excluded.key)
    WHERE state <> 'filed' AND excluded.state IN ('filed', 'voided')"""
_EVENTS = "INSERT OR IGNORE INTO events VALUES (?, ?, ?)"

_NUMBERED = {
    Verb.RESERVED.value: "reserved",
    Verb.FILED.value: "filed",
    Verb.VOIDED.value: "voided",
    Verb.OPENED.value: "opened",
}
_ENTERED = frozenset({Verb.FILED.value, Verb.NOTED.value, Verb.ASSIGNED.value, Verb.WITHDRAWN.value})
_NAMED = _ENTERED | _NUMBERED.keys()


class Fold:
    """Lines being followed: rows gather in memory until they are flushed, inside the caller's transaction."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self._tables = tables
        self._entries = EntryRows(tables)
        self._numbers: list[tuple[object, ...]] = []
        self._events: list[tuple[str, int, int]] = []

    def add(self, line: Line) -> None:
        """Follow every event of one line."""
        stamp, *texts = line.texts or (utc(line.at), *(canonical(event).decode() for event in line.events))
        for place, event in enumerate(line.events):
            verb, _ = text_of(event["verb"]), text_of(event["by"])
            if "name" in event:
                self._events.append((text_of(event["name"]), line.seq, place))
            if verb in _LISTED:
                sql, listed = _LISTED[verb]
                self._tables.execute(sql, listed(event, stamp))
                continue
            if verb not in _NAMED:
                continue
            key = key_of(str(event["name"]))
            if verb in _NUMBERED:
                self._numbers.append(_number(_NUMBERED[verb], key, event, stamp))
            if verb in _ENTERED:
                text = entry_json.dump(stamp, texts[place])
                self._entries.follow(key, Told(event, text, line.at, stamp))

    def flush(self) -> None:
        """Write what was followed."""
        self._entries.flush()
        self._tables.executemany(_NUMBERS, self._numbers)
        self._tables.executemany(_EVENTS, self._events)
        self._numbers.clear()
        self._events.clear()


def key_of(name: str) -> Key:
    """Return day, word and number of a name, as `naming.parse` does; raises InvalidName."""
    stem, _, number = name.rpartition("-")
    if 3 <= len(number) <= 9 and number.isascii() and number.isdecimal() and number.strip("0"):
        place = _place_of(stem)
        if place is not None:
            return Key(*place, int(number))
    parsed = parse(name)
    return Key(parsed.day.isoformat(), parsed.word, parsed.number)


@functools.lru_cache(maxsize=4096)
def _place_of(stem: str) -> tuple[str, str] | None:
    """Return the day and word of what stands before a name's number."""
    try:
        said = parse_stem(stem)
    except InvalidName:
        return None
    return (said.day.isoformat(), said.word) if said.number is None else None


def _number(state: str, key: Key, event: Event, at: str) -> tuple[object, ...]:
    reason = event["reason"] if state in ("voided", "opened") else None
    return (
        key.word,
        key.day,
        key.number,
        state,
        text_of(event["by"]),
        at,
        _perhaps(reason),
        _perhaps(event.get("key")),
    )


def text_of(value: object) -> str:
    """Return a text as it is; raises TypeError for what is none: only a forger writes that."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _perhaps(value: object) -> str | None:
    return None if value is None else text_of(value)


def _enrolled(event: Event, _: str) -> tuple[object, ...]:
    TIERS[text_of(event["tier"])]  # raises KeyError
    login, person, tier = (text_of(event[key]) for key in ("login", "person", "tier"))
    return login, person, tier, _perhaps(event.get("department"))


def _waived(event: Event, at: str) -> tuple[object, ...]:
    return text_of(event["duty"]), text_of(event["by"]), at, text_of(event["reason"])


def _notified(event: Event, at: str) -> tuple[object, ...]:
    return *(text_of(event[key]) for key in ("duty", "stage", "channel", "to")), at


def _founded(_: Event, at: str) -> tuple[object, ...]:
    return "founded", at


_LISTED: dict[str, tuple[str, Callable[[Event, str], tuple[object, ...]]]] = {
    Verb.ENROLLED.value: ("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", _enrolled),
    Verb.WAIVED.value: ("INSERT OR IGNORE INTO waivers VALUES (?, ?, ?, ?)", _waived),
    Verb.NOTIFIED.value: ("INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?, ?)", _notified),
    Verb.FOUNDED.value: ("INSERT OR IGNORE INTO meta VALUES (?, ?)", _founded),
}
