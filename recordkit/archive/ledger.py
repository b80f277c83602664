"""Journal, store, catalogue and lock as one: a commit is decided on the current state, appended, then applied.

Law: a decision sees every line before its own; what is published for a commit that does not come about is taken back.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from recordkit.archive.about import About
from recordkit.archive.catalogue import queries
from recordkit.archive.catalogue.catalogue import Catalogue, Progress
from recordkit.archive.catalogue.search_text import entry_text
from recordkit.archive.journal.journal import HeadMoved, Journal
from recordkit.archive.recovery import is_spoken_of, reclaim, recover
from recordkit.archive.store.lock import Lock
from recordkit.archive.store.source import Source
from recordkit.archive.store.stager import Stager, discard
from recordkit.archive.store.store import Aside, KeyExists, Staged, Store, Stored
from recordkit.domain.chain import Head, Line, sha256
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
        self._deciding: Catalogue | None = None
        self._stager = Stager()
        self._puts: list[tuple[str, Staged | bytes]] = []
        self._published: dict[Staged, str] = {}
        self._asides: list[Aside] = []
        self._recovered = False

    def tables(self) -> sqlite3.Connection:
        """Return the catalogue's tables, current with the journal."""
        return (self._deciding or self.current()).tables

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

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Look at the catalogue as it is now until the block ends: many questions, one look at the journal.

        A commit within it decides on the newest state all the same, and ends it.
        """
        self._deciding = self.current()
        try:
            yield
        finally:
            self._deciding = None

    def searchable(self, progress: Progress | None = None) -> sqlite3.Connection:
        """Return the catalogue's tables, current, and what was filed searchable."""
        try:
            return self.current(progress).searchable(progress)
        except sqlite3.OperationalError:  # it cannot be written: search in a passing one
            catalogue = self._replaced(Catalogue.passing(self._text_of))
            catalogue.catch_up(self.journal, progress)
            return catalogue.searchable(progress)

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

    @contextlib.contextmanager
    def staged(self, sources: Sequence[Source]) -> Iterator[list[Staged | RecordkitError]]:
        """Give each source copied and hashed, before the lock is asked for, or why it cannot be read.

        What no commit published is thrown away at the end. Raises OSError when the archive's disk fails.
        """
        self.recover()
        found = self._stager.stage(self.store, sources)
        try:
            yield found
        finally:
            discard(self.store, [one for one in found if one not in self._published])

    def commit(self, at: datetime, decide: Callable[[], tuple[Sequence[Event], T]]) -> T:
        """Append what `decide` decides on the current state as one line, and return its answer (step 4).

        It is asked again when another machine was first; no events, no line. Raises ArchiveBusy and what `decide` raises.
        """
        self.recover()
        for _ in range(_TRIES):
            with self._lock.held(), contextlib.suppress(HeadMoved):
                return self._attempt(at, decide)
        raise ArchiveBusy(seconds=0)

    def put(self, key: str, content: Staged | bytes) -> Stored:
        """Have the commit being decided publish this content before its line is written."""
        self._puts.append((key, content))
        if isinstance(content, Staged):
            return Stored(key, content.sha256, content.size)
        return Stored(key, sha256(content), len(content))

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

    def recover(self) -> None:
        """Tidy after killed writers, once; what cannot be tidied is verify's to name. Raises ArchiveBusy."""
        if self._recovered:
            return
        with self._lock.held(), contextlib.suppress(OSError):
            self._asides = recover(self.store, self.tables())
        self._recovered = True

    def close(self) -> None:
        """Let the catalogue's file, the threads and this writer's place in .staging/ go; the next call takes them again."""
        self._stager.close()
        self.store.close()
        self._close_catalogue()

    def _close_catalogue(self) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    def _attempt(self, at: datetime, decide: Callable[[], tuple[Sequence[Event], T]]) -> T:
        catalogue = self.current()
        self._puts.clear()
        self._published.clear()
        self._deciding = catalogue  # under the lock nothing is added meanwhile
        try:
            events, answer = decide()
        finally:
            self._deciding = None
        if events:
            line = self._committed(events, at, catalogue.head())
            with contextlib.suppress(sqlite3.Error):  # the commit stands; the next look catches up
                catalogue.add(line)
            self._reclaim()
        return answer

    def _committed(self, events: Sequence[Event], at: datetime, head: Head) -> Line:
        """Publish what was put, then append the line that speaks of it; what fails is taken back (steps 3 and 4)."""
        fresh = self._stager.stage(self.store, [one for _, one in self._puts if isinstance(one, bytes)])
        waiting = iter(fresh)
        puts = [(key, one if isinstance(one, Staged) else _sound(next(waiting))) for key, one in self._puts]
        try:
            for key, content in puts:
                if self._publish(key, content, head):
                    self._published[content] = key
            self.store.settle([key for key, _ in puts])
            return self.journal.append(events, at, head)
        except BaseException:
            self._take_back(head)
            raise
        finally:
            discard(self.store, [one for one in fresh if one not in self._published])

    def _publish(self, key: str, content: Staged, head: Head) -> bool:
        """Give content its key; a leftover of a commit that never was makes way, what another machine just filed does not."""
        try:
            return self.store.publish(key, content)
        except KeyExists:
            if (now := self.journal.head()) != head:
                raise HeadMoved(now) from None
            self._asides.append(self.store.set_aside(key))
            return self.store.publish(key, content)

    def _take_back(self, head: Head) -> None:
        """Retract what was published for a commit that did not come about; what the journal speaks of stays.

        What cannot be moved is tidied by the next process that writes (recovery).
        """
        with contextlib.suppress(OSError, RecordkitError):
            tables = None if self.journal.head() == head else self.tables()
            for content, key in list(self._published.items()):
                if tables is None or not is_spoken_of(tables, key):
                    with contextlib.suppress(OSError):
                        self.store.retract(key, content)
                        del self._published[content]

    def _reclaim(self) -> None:
        """Drop what was set aside where its bytes have just been filed."""
        filed = {content.sha256 for content in self._published}
        if any(one.sha256 in filed for one in self._asides):
            with contextlib.suppress(OSError):
                self._asides = reclaim(self.store, self.tables(), self._asides)

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
        self._close_catalogue()
        if self._cache is None:
            return self.fresh_fold()
        for tail in ("", "-wal", "-shm"):
            self._cache.with_name(self._cache.name + tail).unlink(missing_ok=True)
        return Catalogue.at(self._cache, self._text_of)

    def _replaced(self, catalogue: Catalogue) -> Catalogue:
        self._close_catalogue()
        self._catalogue = catalogue
        return catalogue

    def _text_of(self, entry: Entry) -> str:
        return entry_text(self.store, entry)


def _sound(staged: Staged | RecordkitError) -> Staged:
    assert isinstance(staged, Staged)  # bytes are always readable
    return staged
