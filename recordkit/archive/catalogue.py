"""The catalogue: the journal's fold in SQLite, current after catch_up; a cache that may be deleted at any time (law 3).

Law: what it holds is the fold up to its own head, and its head is in the journal's chain - or it is begun anew. A head
that the journal no longer has is remembered (`lost`), because lines that were cut off are found by nothing else.
"""

import contextlib
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from recordkit.archive.fold import TextOf, apply
from recordkit.archive.journal import Journal
from recordkit.archive.schema import CONTENT, TABLES, VERSION
from recordkit.domain.chain import Head, Line

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_PATIENCE = 30.0
_STRIDE = 500


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
        """Follow the journal to its head in one transaction, from the start if the known head is not in its chain."""
        known = self.head()
        if known == journal.head() and self._fits():
            return known
        with self._transaction():
            known = self._footing(journal)
            total = journal.head().seq
            for line in journal.replay(after=known.seq):
                apply(self.tables, line, self._text_of)
                self.applied += len(line.events)
                known = line.head
                if progress and line.seq % _STRIDE == 0:
                    progress(line.seq, total)
            self._note("head", known)
        return known

    def add(self, line: Line) -> None:
        """Apply the line that was just committed, if nothing else came between."""
        with self._transaction():
            if (known := self.head()).seq + 1 == line.seq and known.hash == line.prev:
                apply(self.tables, line, self._text_of)
                self._note("head", line.head)

    def try_line(self, line: Line) -> None:
        """Apply a line whatever stood before it, or nothing of it if it does not fold: verify reads on past damage."""
        self.tables.execute("SAVEPOINT line")
        try:
            apply(self.tables, line, self._text_of)
        except BaseException:
            self.tables.execute("ROLLBACK TO line")
            raise
        finally:
            self.tables.execute("RELEASE line")

    def clear(self) -> None:
        """Forget all but a lost head."""
        with self._transaction():
            self._reset(self.lost())

    def content(self, table: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a table in their order, without this file's own row ids."""
        return iter(self.tables.execute(CONTENT[table]))

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

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self.tables.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.tables.execute("ROLLBACK")
            raise
        self.tables.execute("COMMIT")


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
