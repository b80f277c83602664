"""What may be searched of the entries, read from records and documents after their commit, and never in it.

Law: what is found is what stands here, so that a search may lag behind for a while and never says what is not so. Of a
sensitive type nothing of the document itself is kept (R83).
"""

# ruff: noqa: S608 - the words put into SQL are this module's own, every value is bound

import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from recordkit.archive.catalogue import entry_json
from recordkit.archive.catalogue.entry_rows import find_entry
from recordkit.archive.catalogue.search_text import folded, tokens
from recordkit.archive.catalogue.transaction import transaction
from recordkit.archive.layout import extension_of
from recordkit.domain.entry import Entry
from recordkit.domain.naming import Name

TextOf = Callable[[Entry], str]
"""What may be searched of an entry's record and of what the journal says of it."""

BODY_CHARS = 200_000
_BATCH = 200
_PAGE = 500


class Unread(NamedTuple):
    """A document whose text nobody has read yet."""

    name: str
    version: int
    extension: str
    size: int


class _Stands(NamedTuple):
    """What may be searched of one entry now; `version` is the document's that `body` was read from."""

    scope: str
    facts: str
    version: int | None
    body: str


def catch_up(
    tables: sqlite3.Connection, text_of: TextOf, progress: Callable[[int, int], None] | None = None
) -> None:
    """Make searchable what was filed or changed since, a few hundred entries in one transaction."""
    waiting = _count(tables)
    done = 0
    while waiting:
        with transaction(tables):
            rows = tables.execute(
                f"SELECT id, department, events FROM unsearched JOIN entries USING(id) ORDER BY id LIMIT {_BATCH}"
            ).fetchall()
            for row, department, events in rows:
                entry = entry_json.load(events)
                stood = _standing(tables, row)
                read = stood if stood is not None and stood.version == len(entry.versions) else None
                kept = (read.version, read.body) if read else (None, "")
                scope = f"{entry.type}\n{department or ''}"
                _put(tables, row, stood, _Stands(scope, text_of(entry), *kept))
                if read is None:
                    tables.execute("INSERT OR IGNORE INTO unread VALUES (?)", (row,))
            tables.executemany("DELETE FROM unsearched WHERE id = ?", [row[:1] for row in rows])
        done += len(rows)
        if len(rows) < _BATCH:
            return
        if progress:
            progress(done, max(done, waiting))


def unread(tables: sqlite3.Connection, limit: int, types: Collection[str]) -> list[Unread]:
    """Return up to `limit` documents of `types` that nobody has read yet, the latest days first."""
    with transaction(tables):
        _admit(tables, types)
        found: list[Unread] = []
        for row, kind, events in _queue(tables):
            if kind not in types:
                tables.execute("DELETE FROM unread WHERE id = ?", (row,))
                continue
            if len(found) >= limit:
                break
            entry = entry_json.load(events)
            extension, size = extension_of(entry.current.path), entry.current.size
            found.append(Unread(entry.name, len(entry.versions), extension, size))
    return found


def unread_count(tables: sqlite3.Connection) -> int:
    """Return how many documents are still to be read, at most."""
    return int(tables.execute("SELECT count(*) FROM unread").fetchone()[0])


def read(tables: sqlite3.Connection, name: Name, version: int, text: str) -> None:
    """Keep the text of a version's document ("" where it has none), up to BODY_CHARS; a version gone by is passed over."""
    with transaction(tables):
        found = find_entry(tables, name)
        stood = _standing(tables, found[0]) if found else None
        if found is not None and stood is not None and version == len(found[1].versions):
            _put(tables, found[0], stood, stood._replace(version=version, body=folded(text[:BODY_CHARS])))
            tables.execute("DELETE FROM unread WHERE id = ?", found[:1])


def _put(tables: sqlite3.Connection, row: int, stood: _Stands | None, stands: _Stands) -> None:
    """Replace what is searched of an entry: a contentless table must be told the old words to forget them."""
    if stood == stands:
        return
    if stood is not None:
        forget = "INSERT INTO search(search, rowid, body) VALUES ('delete', ?, ?)"
        tables.execute(forget, (row, _tokens(stood)))
    tables.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)", (row, *stands))
    tables.execute("INSERT INTO search(rowid, body) VALUES (?, ?)", (row, _tokens(stands)))


def _tokens(stands: _Stands) -> str:
    kind, _, department = stands.scope.partition("\n")
    return tokens(kind, department, f"{stands.facts}\n{stands.body}")


def _standing(tables: sqlite3.Connection, row: int) -> _Stands | None:
    found = tables.execute("SELECT scope, facts, version, body FROM texts WHERE id = ?", (row,)).fetchone()
    return found and _Stands(*found)


def _count(tables: sqlite3.Connection) -> int:
    return int(tables.execute("SELECT count(*) FROM unsearched").fetchone()[0])


def _queue(tables: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Yield row id, type and events of what is unread, the latest days first."""
    last = 1 << 62
    while True:
        rows = tables.execute(
            f"SELECT id, type, events FROM unread JOIN entries USING(id) WHERE id < ? ORDER BY id DESC LIMIT {_PAGE}",
            (last,),
        ).fetchall()
        if not rows:
            return
        yield from rows
        last = rows[-1][0]


def _admit(tables: sqlite3.Connection, types: Collection[str]) -> None:
    """Forget the documents of types that may be read no more, and queue those of types that now may."""
    now = "\n".join(sorted(types))
    before = tables.execute("SELECT value FROM meta WHERE key = 'types read'").fetchone()
    if before is not None and before[0] == now:
        return
    for (kind,) in tables.execute("SELECT DISTINCT type FROM entries").fetchall():
        if kind in types:
            tables.execute(
                """INSERT OR IGNORE INTO unread SELECT id FROM entries JOIN texts USING(id)
                WHERE type = ? AND version IS NULL""",
                (kind,),
            )
        else:
            _forget(tables, kind)
    tables.execute("INSERT OR REPLACE INTO meta VALUES ('types read', ?)", (now,))


def _forget(tables: sqlite3.Connection, kind: str) -> None:
    sql = "SELECT id FROM entries JOIN texts USING(id) WHERE type = ? AND version IS NOT NULL"
    for (row,) in tables.execute(sql, (kind,)).fetchall():
        stood = _standing(tables, row)
        assert stood is not None
        _put(tables, row, stood, stood._replace(version=None, body=""))
