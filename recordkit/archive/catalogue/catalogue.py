"""The catalogue: the journal's fold in SQLite, current after catch_up; a cache that may be deleted at any time (law 3).

Law: what it holds is the fold up to its own head, and its head is in the journal's chain - or it is begun anew. A head
that the journal no longer has is remembered (`lost`), because lines that were cut off are found by nothing else.
"""

import sqlite3
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from recordkit.archive.catalogue import texts
from recordkit.archive.catalogue.fold import Fold
from recordkit.archive.catalogue.schema import CONTENT, INDEXES, TABLES, TEXTS, VERSION
from recordkit.archive.catalogue.texts import TextOf
from recordkit.archive.catalogue.transaction import transaction
from recordkit.archive.journal.journal import SENSELESS, Journal
from recordkit.domain.chain import Head, Line
from recordkit.errors import ArchiveDamaged

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_PATIENCE = 30.0
_STRIDE = 500
_AT_ONCE = 20_000
_IN_MEMORY = 2_000


class Catalogue:
    """The tables of one archive: `tables` is for the modules that read them, `applied` counts the events followed."""

    def __init__(self, tables: sqlite3.Connection, text_of: TextOf) -> None:
        self.tables = tables
        self.applied = 0
        self._text_of = text_of
        self.close = weakref.finalize(self, tables.close)

    @classmethod
    def at(cls, path: Path, text_of: TextOf) -> "Catalogue":
        """Return the catalogue in the file `path`, made if it is missing."""
        return cls(_connected(str(path)), text_of)

    @classmethod
    def passing(cls, text_of: TextOf) -> "Catalogue":
        """Return a catalogue that is gone when closed: in memory, on disk only where it grows large."""
        catalogue = cls(_connected(""), text_of)
        catalogue._reset(None)
        return catalogue

    def head(self) -> Head:
        """Return how far the journal was followed; Head() when nothing was, or by another schema."""
        return self._noted("head") or Head()

    def lost(self) -> Head | None:
        """Return the head that this catalogue knew and the journal no longer has, if that ever happened."""
        return self._noted("lost")

    def catch_up(self, journal: Journal, progress: Progress | None = None) -> Head:
        """Follow the journal to its head, from the start if the known head is not in its chain.

        What is far behind gets there in several transactions, each of which leaves a sound catalogue of an earlier head.
        """
        known, there = self.head(), journal.head()
        if known == there and self._fits():
            return known
        while True:
            with transaction(self.tables):
                known, more = self._advance(journal, there.seq, progress)
            if not more:
                return known

    def add(self, line: Line) -> None:
        """Apply the line that was just committed, if nothing else came between."""
        with transaction(self.tables):
            if (known := self.head()).seq + 1 == line.seq and known.hash == line.prev:
                self._apply(line)
                self._note("head", line.head)

    def try_line(self, line: Line) -> None:
        """Apply a line whatever stood before it, or nothing of it if it does not fold: verify reads on past damage."""
        self.try_lines([line])

    def try_lines(self, lines: Sequence[Line]) -> None:
        """Apply lines whatever stood before them, or nothing of any if one does not fold."""
        self.tables.execute("SAVEPOINT lines")
        try:
            fold = Fold(self.tables)
            for line in lines:
                fold.add(line)
            fold.flush()
        except BaseException:
            self.tables.execute("ROLLBACK TO lines")
            raise
        finally:
            self.tables.execute("RELEASE lines")

    def searchable(self, progress: Progress | None = None) -> sqlite3.Connection:
        """Return the tables once all that they hold can be searched: texts are read after the commits, not in them."""
        texts.catch_up(self.tables, self._text_of, progress)
        return self.tables

    def clear(self) -> None:
        """Forget all but a lost head."""
        with transaction(self.tables):
            self._reset(self.lost())

    def content(self, table: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a table in their order, without this file's own row ids."""
        return iter(self.tables.execute(CONTENT[table]))

    def texts(self) -> Iterator[tuple[object, ...]]:
        """Yield what may be searched of each entry."""
        return iter(self.searchable().execute(TEXTS))

    def _apply(self, line: Line) -> None:
        fold = Fold(self.tables)
        fold.add(line)
        fold.flush()

    def _advance(self, journal: Journal, total: int, progress: Progress | None) -> tuple[Head, bool]:
        """Follow some tens of thousands of events; return how far that is, and whether there is more."""
        known, fold = self._footing(journal), Fold(self.tables)
        followed, more, last = 0, False, None
        for line in journal.replay(after=known.seq):
            if more := followed >= _AT_ONCE:
                break
            _follow(fold, line)
            followed += len(line.events)
            last = line
            if followed % _IN_MEMORY < len(line.events):
                fold.flush()
            if progress and line.seq % _STRIDE == 0:
                progress(line.seq, max(total, line.seq))
        fold.flush()
        if not more:
            self._index()
        self.applied += followed
        known = last.head if last else known
        self._note("head", known)
        return known, more

    def _index(self) -> None:
        for index in INDEXES:
            self.tables.execute(index)

    def _footing(self, journal: Journal) -> Head:
        """Return the head to go on from: the known one if the journal has it, else the beginning, tables emptied."""
        if not self._fits():
            self._reset(None)
            return Head()
        known = self.head()
        if known.seq == 0:
            return known
        line = next(iter(journal.replay(after=known.seq - 1)), None)
        if line is not None and line.head == known:
            return known
        self._reset(known)
        return Head()

    def _fits(self) -> bool:
        return bool(self.tables.execute("PRAGMA user_version").fetchone()[0] == VERSION)

    def _reset(self, lost: Head | None) -> None:
        rows = self.tables.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL "
            "AND name NOT LIKE 'sqlite_%' ORDER BY name = 'search' DESC"
        )
        for (name,) in rows.fetchall():
            self.tables.execute(f'DROP TABLE IF EXISTS "{name}"')
        for table in TABLES:
            self.tables.execute(table)
        self.tables.execute(f"PRAGMA user_version = {VERSION}")
        if lost is not None:
            self._note("lost", lost)

    def _noted(self, key: str) -> Head | None:
        if not self._fits():
            return None
        row = self.tables.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        seq, _, digest = str(row[0]).partition(" ")
        return Head(int(seq), digest)

    def _note(self, key: str, head: Head) -> None:
        self.tables.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, f"{head.seq} {head.hash}"))


def _follow(fold: Fold, line: Line) -> None:
    """Follow a line whose hash is right; raises ArchiveDamaged where its events make no sense: somebody forged it."""
    try:
        fold.add(line)
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise ArchiveDamaged(where=f"journal:{line.seq}", what=SENSELESS) from fault


def _connected(file: str) -> sqlite3.Connection:
    tables = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        if file:
            tables.execute("PRAGMA journal_mode = WAL")
        tables.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        tables.close()
        raise
    return tables
