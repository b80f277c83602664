"""A look at the numbers without opening the archive: for commands that only ask whether a name is free.

Law: it looks only through a catalogue that stands exactly where the journal stands; else there is no window, and the
archive itself has to be asked.
"""

import json
import sqlite3
import weakref
from datetime import date, datetime
from pathlib import Path

from recordkit.archive.catalogue.schema import VERSION
from recordkit.archive.numbers import Claim, Number, State, refusal
from recordkit.domain.naming import Name
from recordkit.wording import Text

_BLOCK = 1 << 15


class NumberWindow:
    """The numbers as the catalogue has them, read-only."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self._tables = tables
        self.close = weakref.finalize(self, tables.close)

    @classmethod
    def open(cls, archive: Path) -> "NumberWindow | None":
        """Return the window, or None where the catalogue is missing, of another schema, or not current."""
        head = _journal_head(archive / "journal")
        try:
            window = cls(sqlite3.connect(f"{(archive / 'catalogue.sqlite').as_uri()}?mode=ro", uri=True))
        except sqlite3.Error:
            return None
        if head is not None and window._head() == head:
            return window
        window.close()
        return None

    def free(self, word: str, day: date) -> Name:
        """Return the next free name of a word and day."""
        sql = "SELECT max(number) FROM numbers WHERE word = ? AND day = ?"
        return Name(word, day, int(self._tables.execute(sql, (word, day.isoformat())).fetchone()[0] or 0) + 1)

    def number_fault(self, name: Name, login: str) -> Text | None:
        """Return why `login` could not file under this number, or None; a filed one is a version's affair."""
        return refusal(name, Claim(login), self._holder(name), self.free(name.word, name.day))

    def listed(self, login: str) -> bool:
        """Return True if `login` is among the office's people."""
        return self._tables.execute("SELECT 1 FROM people WHERE login = ?", (login,)).fetchone() is not None

    def _head(self) -> str | None:
        """Return where the catalogue stands, as the journal's last line is compared; None where it cannot be told."""
        try:
            if self._tables.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                return None
            row = self._tables.execute("SELECT value FROM meta WHERE key = 'head'").fetchone()
        except sqlite3.Error:
            return None
        return row and str(row[0])

    def _holder(self, name: Name) -> Number | None:
        sql = "SELECT state, by, at, reason FROM numbers WHERE word = ? AND day = ? AND number = ?"
        row = self._tables.execute(sql, (name.word, name.day.isoformat(), name.number)).fetchone()
        return row and Number(name, State(row[0]), row[1], datetime.fromisoformat(row[2]), row[3])


def _journal_head(folder: Path) -> str | None:
    """Return `seq hash` of the journal's last line as it stands, unchecked: it is only compared; None if it cannot be told."""
    months = sorted(folder.glob("*.jsonl"))
    if not months:
        return None
    with months[-1].open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _BLOCK))
        end = file.read()
    if not end.endswith(b"\n"):
        return None
    try:
        line = json.loads(end[:-1].rpartition(b"\n")[2])
        return f"{line['seq']} {line['hash']}"
    except (ValueError, KeyError, TypeError):
        return None
