"""One journal line applied to the catalogue's tables: the only place that writes them.

Law: the tables are this fold over the journal's lines, in order, and nothing else (law 3).
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from recordkit.archive import entry_json
from recordkit.archive.search_text import bigrams
from recordkit.domain.chain import Line, utc
from recordkit.domain.entry import Entry, Event, Verb, follow
from recordkit.domain.naming import Name, parse

TextOf = Callable[[Entry], str]
"""What may be searched of an entry: the fold itself touches no store."""

_INDEXED = frozenset({Verb.FILED.value, Verb.ASSIGNED.value})


def apply(tables: sqlite3.Connection, line: Line, text_of: TextOf) -> None:
    """Apply every event of one line to the tables, inside the caller's transaction."""
    for place, event in enumerate(line.events):
        verb = str(event["verb"])
        if "name" in event:
            row = (str(event["name"]), line.seq, place)
            tables.execute("INSERT OR IGNORE INTO events VALUES (?, ?, ?)", row)
        if verb in _NUMBERED:
            _NUMBERED[verb](tables, parse(str(event["name"])), event, utc(line.at))
        if verb in _LISTED:
            _LISTED[verb](tables, event, utc(line.at))
        if verb in _ENTERED:
            _enter(tables, event, line.at, text_of)


def find_entry(tables: sqlite3.Connection, name: Name) -> tuple[int, Entry] | None:
    """Return the row id and the entry of a name."""
    sql = "SELECT id, json FROM entries WHERE day = ? AND word = ? AND number = ?"
    found = tables.execute(sql, (name.day.isoformat(), name.word, name.number)).fetchone()
    return found and (found[0], entry_json.load(found[1]))


def _enter(tables: sqlite3.Connection, event: Event, at: datetime, text_of: TextOf) -> None:
    name = parse(str(event["name"]))
    row, standing = find_entry(tables, name) or (None, None)
    entry = follow(standing, event, at)
    if entry is None:
        return
    facts = (entry.type, entry.department, entry.period, utc(entry.received), entry_json.dump(entry))
    if row is None:
        sql = "INSERT INTO entries(day, word, number, type, department, period, received, json) VALUES (?,?,?,?,?,?,?,?)"
        row = tables.execute(sql, (name.day.isoformat(), name.word, name.number, *facts)).lastrowid
    else:
        sql = "UPDATE entries SET type = ?, department = ?, period = ?, received = ?, json = ? WHERE id = ?"
        tables.execute(sql, (*facts, row))
    if str(event["verb"]) in _INDEXED:
        tables.execute(
            "INSERT OR IGNORE INTO contents VALUES (?, ?, ?)",
            (entry.current.sha256, row, len(entry.versions)),
        )
        _index(tables, row, text_of(entry))


def _index(tables: sqlite3.Connection, row: int | None, text: str) -> None:
    """Replace what is searched of an entry: a contentless table must be told the old words to forget them."""
    old = tables.execute("SELECT text FROM texts WHERE id = ?", (row,)).fetchone()
    if old is not None:
        forget = "INSERT INTO search(search, rowid, body) VALUES ('delete', ?, ?)"
        tables.execute(forget, (row, bigrams(old[0])))
    tables.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row, text))
    tables.execute("INSERT INTO search(rowid, body) VALUES (?, ?)", (row, bigrams(text)))


def _reserved(tables: sqlite3.Connection, name: Name, event: Event, at: str) -> None:
    row = (name.word, name.day.isoformat(), name.number, "reserved", event["by"], at, None, event.get("key"))
    tables.execute("INSERT OR IGNORE INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _filed(tables: sqlite3.Connection, name: Name, event: Event, at: str) -> None:
    row = (name.word, name.day.isoformat(), name.number, "filed", event["by"], at, None, event.get("key"))
    tables.execute(
        """INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET state = excluded.state, by = excluded.by, at = excluded.at, key = coalesce(key, excluded.key)
        WHERE state <> 'filed'""",
        row,
    )


def _voided(tables: sqlite3.Connection, name: Name, event: Event, at: str) -> None:
    sql = "UPDATE numbers SET state = 'voided', by = ?, at = ?, reason = ? WHERE word = ? AND day = ? AND number = ?"
    key = (name.word, name.day.isoformat(), name.number)
    tables.execute(sql, (event["by"], at, event["reason"], *key))


def _enrolled(tables: sqlite3.Connection, event: Event, _: str) -> None:
    row = (event["login"], event["person"], event["tier"], event.get("department"))
    tables.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", row)


def _waived(tables: sqlite3.Connection, event: Event, at: str) -> None:
    row = (event["duty"], event["by"], at, event["reason"])
    tables.execute("INSERT OR IGNORE INTO waivers VALUES (?, ?, ?, ?)", row)


def _founded(tables: sqlite3.Connection, _: Event, at: str) -> None:
    tables.execute("INSERT OR IGNORE INTO meta VALUES ('founded', ?)", (at,))


_NUMBERED: dict[str, Callable[[sqlite3.Connection, Name, Event, str], None]] = {
    Verb.RESERVED: _reserved,
    Verb.FILED: _filed,
    Verb.VOIDED: _voided,
}
_LISTED: dict[str, Callable[[sqlite3.Connection, Event, str], None]] = {
    Verb.ENROLLED: _enrolled,
    Verb.WAIVED: _waived,
    Verb.FOUNDED: _founded,
}
_ENTERED = frozenset({Verb.FILED.value, Verb.NOTED.value, Verb.ASSIGNED.value, Verb.WITHDRAWN.value})
