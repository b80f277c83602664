"""What is asked of the catalogue's tables: entries, numbers, people, waivers, words.

Law: nothing here writes. Days are half-open: `since` <= day < `until`.
"""

# ruff: noqa: S608 - the words put into SQL are this module's own, every value is bound

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from recordkit.archive.catalogue import entry_json
from recordkit.archive.catalogue.entry_rows import find_entry
from recordkit.archive.numbers import Number, State
from recordkit.domain.chain import parse_utc, utc
from recordkit.domain.entry import Entry, Waiver
from recordkit.domain.naming import Name
from recordkit.domain.tiers import TIERS, Person

_PAGE = 500
_NUMBER = "word, day, number, state, by, at, reason, key"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries: None means all; `since` is included, `until` is not."""

    type: str | None = None
    department: str | None = None
    since: date | None = None
    until: date | None = None

    def where(self) -> tuple[str, list[object]]:
        """Return the SQL conditions and their values."""
        tests = {
            "type = ?": self.type,
            "department = ?": self.department,
            "day >= ?": self.since and self.since.isoformat(),
            "day < ?": self.until and self.until.isoformat(),
        }
        asked = {test: value for test, value in tests.items() if value is not None}
        return " AND ".join(["1", *asked]), list(asked.values())


def entry_of(tables: sqlite3.Connection, name: Name) -> Entry | None:
    """Return the entry of a name."""
    found = find_entry(tables, name)
    return found and found[1]


def entries_in(tables: sqlite3.Connection, scope: Scope) -> Iterator[Entry]:
    """Yield the entries in scope by day, word and number, a page at a time: a long look does not hold the tables."""
    where, values = scope.where()
    after: tuple[object, ...] = ("", "", 0)
    while True:
        rows = tables.execute(
            f"SELECT day, word, number, events FROM entries WHERE {where} AND (day, word, number) > (?, ?, ?) "
            f"ORDER BY day, word, number LIMIT {_PAGE}",
            [*values, *after],
        ).fetchall()
        yield from (entry_json.load(row[3]) for row in rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1][:3]


def entries_received(tables: sqlite3.Connection, since: datetime) -> list[Entry]:
    """Return the entries whose first version was received at `since` or later, in that order."""
    sql = "SELECT events FROM entries WHERE received >= ? ORDER BY received, id"
    return [entry_json.load(row[0]) for row in tables.execute(sql, (utc(since),))]


def entry_holding(tables: sqlite3.Connection, sha256: str) -> Entry | None:
    """Return the first entry one of whose versions has this content."""
    sql = "SELECT events FROM contents JOIN entries USING(id) WHERE sha256 = ? ORDER BY day, word, number LIMIT 1"
    row = tables.execute(sql, (bytes.fromhex(sha256),)).fetchone()
    return row and entry_json.load(row[0])


def places_of(tables: sqlite3.Connection, name: str) -> list[tuple[int, int]]:
    """Return (seq, place within the line) of each event that names `name`, in order."""
    return tables.execute("SELECT seq, place FROM events WHERE name = ? ORDER BY 1, 2", (name,)).fetchall()


def last_number(tables: sqlite3.Connection, word: str, day: date) -> int:
    """Return the highest number ever held on that day, 0 if none was."""
    sql = "SELECT max(number) FROM numbers WHERE word = ? AND day = ?"
    return int(tables.execute(sql, (word, day.isoformat())).fetchone()[0] or 0)


def number_of(tables: sqlite3.Connection, name: Name) -> Number | None:
    """Return who holds a number, and how."""
    sql = f"SELECT {_NUMBER} FROM numbers WHERE word = ? AND day = ? AND number = ?"
    row = tables.execute(sql, (name.word, name.day.isoformat(), name.number)).fetchone()
    return row and _number(row)


def number_with(tables: sqlite3.Connection, word: str, key: str) -> Number | None:
    """Return the number that was given for this key and is not void."""
    sql = f"SELECT {_NUMBER} FROM numbers WHERE word = ? AND key = ? AND state <> 'voided' ORDER BY day, number LIMIT 1"
    row = tables.execute(sql, (word, key)).fetchone()
    return row and _number(row)


def numbers_of(tables: sqlite3.Connection, word: str | None) -> list[Number]:
    """Return every number held, of one word or of all, by word, day and number."""
    sql = f"SELECT {_NUMBER} FROM numbers WHERE ?1 IS NULL OR word = ?1 ORDER BY word, day, number"
    return [_number(row) for row in tables.execute(sql, (word,))]


def held(tables: sqlite3.Connection) -> Iterator[tuple[str, date, int]]:
    """Yield word, day and number of every number held, sorted."""
    for word, day, number in tables.execute("SELECT word, day, number FROM numbers ORDER BY 1, 2, 3"):
        yield word, date.fromisoformat(day), number


def opened(tables: sqlite3.Connection) -> dict[tuple[str, date], int]:
    """Return, by word and day, the last number that was used before the archive counted; its reason stays when it is filed."""
    sql = """SELECT word, day, max(number) FROM numbers WHERE state = 'opened' OR (state = 'filed' AND reason IS NOT NULL)
        GROUP BY word, day"""
    return {(word, date.fromisoformat(day)): number for word, day, number in tables.execute(sql)}


def states(tables: sqlite3.Connection) -> dict[str, int]:
    """Return how many numbers are reserved, filed and voided."""
    return dict(tables.execute("SELECT state, count(*) FROM numbers GROUP BY state").fetchall())


def people_in(tables: sqlite3.Connection) -> list[Person]:
    """Return the people as they stand, by login."""
    rows = tables.execute("SELECT login, name, tier, department FROM people ORDER BY login")
    return [Person(login, name, TIERS[tier], department) for login, name, tier, department in rows]


def duties_waived(tables: sqlite3.Connection) -> frozenset[str]:
    """Return the keys of the duties that were excused."""
    return frozenset(row[0] for row in tables.execute("SELECT duty FROM waivers"))


def waivers_in(tables: sqlite3.Connection, as_of: datetime | None) -> dict[str, Waiver]:
    """Return each waiver by its duty's key, of those that the journal knew at `as_of`."""
    sql = "SELECT duty, by, at, reason FROM waivers WHERE ?1 IS NULL OR at <= ?1"
    rows = tables.execute(sql, (as_of and utc(as_of),))
    return {duty: Waiver(by, parse_utc(at), reason) for duty, by, at, reason in rows}


def notices_sent(tables: sqlite3.Connection) -> frozenset[tuple[str, str, str, str]]:
    """Return (duty, stage, channel, to) of each reminder that went out."""
    return frozenset(tables.execute("SELECT duty, stage, channel, recipient FROM notices"))


def founded_at(tables: sqlite3.Connection) -> datetime:
    """Return when the archive was founded."""
    return parse_utc(tables.execute("SELECT value FROM meta WHERE key = 'founded'").fetchone()[0])


def _number(row: Sequence[object]) -> Number:
    word, day, number, state, by, at, reason, key = row
    name = Name(str(word), date.fromisoformat(str(day)), int(str(number)))
    return Number(name, State(str(state)), str(by), parse_utc(str(at)), _text(reason), _text(key))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
