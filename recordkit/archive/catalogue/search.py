"""Words looked for in what the catalogue keeps of the entries.

Law: nothing here writes, and what is found holds the words, letter for letter: the tokens only say where to look.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from recordkit.archive.catalogue import entry_json
from recordkit.archive.catalogue.queries import Scope
from recordkit.archive.catalogue.schema import DAY_BITS
from recordkit.archive.catalogue.search_text import match
from recordkit.domain.entry import Entry


def entries_with(tables: sqlite3.Connection, words: Sequence[str], scope: Scope, limit: int) -> list[Entry]:
    """Return up to `limit` entries in scope whose text holds all the folded words, the latest day first."""
    found: list[Entry] = []
    if limit < 1:
        return found
    for events, facts, body in _candidates(tables, words, scope):
        if all(word in facts or word in body for word in words):
            found.append(entry_json.load(events))
            if len(found) >= limit:
                break
    return found


def _candidates(
    tables: sqlite3.Connection, words: Sequence[str], scope: Scope
) -> Iterator[tuple[str, str, str]]:
    """Yield events, facts and body of what the tokens point to; all of the scope where they say nothing."""
    first = scope.since.toordinal() << DAY_BITS if scope.since else 0
    last = scope.until.toordinal() << DAY_BITS if scope.until else 1 << 62
    terms = match(words, scope.type, scope.department)
    if terms is None:
        rows = tables.execute(
            """SELECT events, facts, body FROM entries JOIN texts USING(id)
            WHERE entries.id >= ? AND entries.id < ? ORDER BY entries.id DESC""",
            (first, last),
        )
    else:
        rows = tables.execute(
            """SELECT events, facts, texts.body FROM search CROSS JOIN texts ON texts.id = search.rowid
            CROSS JOIN entries ON entries.id = search.rowid
            WHERE search MATCH ? AND search.rowid >= ? AND search.rowid < ? ORDER BY search.rowid DESC""",
            (terms, first, last),
        )
    try:
        yield from rows
    finally:
        rows.close()
