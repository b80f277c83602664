"""What a decision stands on: the catalogue's rows, and the events decided since for the commit that is being made.

Law: every answer is what it would be if the events told so far had been committed one by one.
"""

import sqlite3
from datetime import date, datetime

from recordkit.archive.catalogue import queries
from recordkit.archive.numbers import Number, State
from recordkit.domain.entry import Entry, Event, Verb, follow
from recordkit.domain.naming import Name

_STATES = {Verb.RESERVED.value: State.RESERVED, Verb.FILED.value: State.FILED}


class Ground:
    """How numbers and entries stand, half-way through a commit."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self._tables = tables
        self._entries: dict[Name, Entry | None] = {}
        self._numbers: dict[Name, Number] = {}
        self._last: dict[tuple[str, date], int] = {}
        self._given: dict[tuple[str, str], Name] = {}

    def entry(self, name: Name) -> Entry | None:
        """Return the entry of a name."""
        if name not in self._entries:
            self._entries[name] = None if self._is_fresh(name) else queries.entry_of(self._tables, name)
        return self._entries[name]

    def holder(self, name: Name) -> Number | None:
        """Return who holds a number, and how."""
        if name in self._numbers:
            return self._numbers[name]
        return None if self._is_fresh(name) else queries.number_of(self._tables, name)

    def free(self, word: str, day: date) -> Name:
        """Return the next free name of a word and day."""
        place = (word, day)
        if place not in self._last:
            self._last[place] = queries.last_number(self._tables, word, day)
        return Name(word, day, self._last[place] + 1)

    def given(self, word: str, key: str) -> Name | None:
        """Return the name that was given for this key (its SHA-256), the earliest if there are several."""
        held = queries.number_with(self._tables, word, key)
        names = [
            name for name in (held and held.name, self._given.get((word, key))) if isinstance(name, Name)
        ]
        return min(names, default=None)

    def tell(self, name: Name, event: Event, at: datetime) -> None:
        """Take in one more event, `reserved` or `filed`."""
        self._hold(name, event, at)
        self._last[name.word, name.day] = max(name.number, self.free(name.word, name.day).number - 1)
        if event["verb"] == Verb.FILED:
            self._entries[name] = follow(self.entry(name), event, at)

    def _is_fresh(self, name: Name) -> bool:
        """True if no number as high was ever held on that day: then nothing needs to be looked up."""
        return name.number >= self.free(name.word, name.day).number

    def _hold(self, name: Name, event: Event, at: datetime) -> None:
        before = self.holder(name)
        if before is not None and before.state is State.FILED:
            return
        key = event.get("key") if before is None or before.key is None else before.key
        told = None if key is None else str(key)
        self._numbers[name] = Number(name, _STATES[str(event["verb"])], str(event["by"]), at, key=told)
        if told is not None:
            self._given[name.word, told] = min(name, self._given.get((name.word, told), name))
