"""Journal, store, catalogue and lock as one: a commit is decided on the current state, appended, then applied.

Law: a decision sees every line before its own; what is put for a commit that does not come about is set aside.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from recordkit.archive import queries
from recordkit.archive.about import About
from recordkit.archive.catalogue import Catalogue, Progress
from recordkit.archive.journal import HeadMoved, Journal
from recordkit.archive.layout import kept_by, owner_of
from recordkit.archive.lock import Lock
from recordkit.archive.search_text import entry_text
from recordkit.archive.source import Source, opened
from recordkit.archive.store import KeyExists, Store, Stored
from recordkit.domain.entry import Entry, Event
from recordkit.domain.naming import InvalidName, Name, parse
from recordkit.errors import ArchiveBusy, NoEntry, RecordkitError
from recordkit.wording import Text

T = TypeVar("T")
_TRIES = 20


class Ledger:
    """One open archive's workings; for one thread at a time."""

    def __init__(
        self, about: About, store: Store, journal: Journal, lock: Lock, *, cache: Path | None = None
    ) -> None:
        self.about, self.store, self.journal = about, store, journal
        self._lock, self._cache = lock, cache
        self._catalogue: Catalogue | None = None
        self._put: list[str] = []

    def tables(self) -> sqlite3.Connection:
        """Return the catalogue's tables, current with the journal."""
        return self.current().tables

    def current(self, progress: Progress | None = None) -> Catalogue:
        """Return the catalogue, current; one that cannot be written or read is replaced (it is a cache)."""
        catalogue = self.standing()
        try:
            catalogue.catch_up(self.journal, progress)
        except sqlite3.OperationalError:
            catalogue = self._replaced(Catalogue.passing(self._text_of))
            catalogue.catch_up(self.journal, progress)
        except sqlite3.DatabaseError:
            catalogue = self._replaced(self._fresh())
            catalogue.catch_up(self.journal, progress)
        return catalogue

    def standing(self) -> Catalogue:
        """Return the catalogue as it stands, not brought up to date: what verify looks at first."""
        if self._catalogue is None:
            self._catalogue = self._opened()
        return self._catalogue

    def fresh_fold(self) -> Catalogue:
        """Return an empty catalogue that is gone when closed."""
        return Catalogue.passing(self._text_of)

    def settled(self) -> Catalogue:
        """Return the catalogue, current, at an instant when no commit is half-way; raises NotPossible where none can be."""
        with self._lock.held():
            return self.current()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the catalogue's content away and follow the journal from its start; return how many events that were."""
        with self._lock.held():
            try:
                self.standing().clear()
            except sqlite3.Error:
                self._catalogue = self._fresh()
            before = self.standing().applied
            return self.current(progress).applied - before

    def commit(self, at: datetime, decide: Callable[[], tuple[Sequence[Event], T]]) -> T:
        """Append what `decide` decides on the current state as one line, and return its answer (step 4).

        It is asked again when another machine was first; no events, no line. Raises ArchiveBusy and what `decide` raises.
        """
        for _ in range(_TRIES):
            with self._lock.held(), contextlib.suppress(HeadMoved):
                return self._attempt(at, decide)
        raise ArchiveBusy(seconds=0)

    def put(self, key: str, source: Source) -> Stored:
        """Store what the commit being decided will speak of; a leftover of a commit that never was makes way."""
        try:
            stored = self._stored(key, source)
        except KeyExists:
            self.store.set_aside(key)
            stored = self._stored(key, source)
        self._put.append(key)
        return stored

    def entry(self, name: str | Name) -> Entry | None:
        """Return the entry of a name, spelled in any of the three date styles."""
        try:
            wanted = parse(name) if isinstance(name, str) else name
        except InvalidName:
            return None
        return queries.entry_of(self.tables(), wanted)

    def demand(self, name: str | Name) -> Entry:
        """Return the entry of a name; raises NoEntry, naming what that day has."""
        entry = self.entry(name)
        if entry is None:
            raise NoEntry(name=str(name), suggestion=self._suggestion(name))
        return entry

    def free(self, word: str, day: date) -> Name:
        """Return the next free name of a word and day."""
        return Name(word, day, queries.last_number(self.tables(), word, day) + 1)

    def spelled(self, name: Name) -> str:
        """Return the name in this archive's date style."""
        return name.text(self.about.style)

    def close(self) -> None:
        """Let the catalogue's file go; the next look opens it again."""
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    def _attempt(self, at: datetime, decide: Callable[[], tuple[Sequence[Event], T]]) -> T:
        catalogue = self.current()
        head = catalogue.head()
        self._put.clear()
        try:
            events, answer = decide()
            if not events:
                return answer
            line = self.journal.append(events, at, head)
        except BaseException:
            self._undo()
            raise
        with contextlib.suppress(sqlite3.Error):  # the commit stands; the next look catches up
            catalogue.add(line)
        return answer

    def _stored(self, key: str, source: Source) -> Stored:
        with opened(source) as reading:
            return self.store.put(key, reading)

    def _undo(self) -> None:
        """Set aside what was put for a commit that did not come about; what the journal speaks of stays."""
        with contextlib.suppress(OSError, RecordkitError):  # verify names what could not be moved
            for key in self._put:
                owner = owner_of(key)
                entry = self.entry(owner) if owner else None
                if entry is None or all(kept.key != key for kept in kept_by(entry)):
                    self.store.set_aside(key)

    def _suggestion(self, name: str | Name) -> Text:
        try:
            wanted = parse(name) if isinstance(name, str) else name
        except InvalidName:
            return Text("名称的格式是 类型-日期-编号", "A name is type-date-number")
        last = queries.last_number(self.tables(), wanted.word, wanted.day)
        day = self.about.style.write(wanted.day)
        if not last:
            return Text(f"{wanted.word}在 {day} 没有编号", f"No number of {wanted.word} is held on {day}")
        return Text(
            f"{wanted.word}在 {day} 的编号到 {last:03d} 为止", f"{wanted.word} on {day} goes up to {last:03d}"
        )

    def _opened(self) -> Catalogue:
        if self._cache is None:
            return self.fresh_fold()
        try:
            return Catalogue.at(self._cache, self._text_of)
        except sqlite3.OperationalError:
            return self.fresh_fold()
        except sqlite3.DatabaseError:
            return self._fresh()

    def _fresh(self) -> Catalogue:
        """Return a new catalogue in place of one that cannot be read."""
        self.close()
        if self._cache is None:
            return self.fresh_fold()
        for tail in ("", "-wal", "-shm"):
            self._cache.with_name(self._cache.name + tail).unlink(missing_ok=True)
        return Catalogue.at(self._cache, self._text_of)

    def _replaced(self, catalogue: Catalogue) -> Catalogue:
        self.close()
        self._catalogue = catalogue
        return catalogue

    def _text_of(self, entry: Entry) -> str:
        return entry_text(self.store, entry)
