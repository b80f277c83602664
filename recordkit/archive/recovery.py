"""What killed writers left behind, tidied by the next one: for whoever holds the archive's lock.

Law: a file that no journal line speaks of is set aside, not deleted; what was set aside is dropped only where the very same
bytes are filed.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from recordkit.archive.catalogue import queries
from recordkit.archive.layout import kept_by, owner_of
from recordkit.archive.store.store import Aside, Store


def recover(store: Store, tables: sqlite3.Connection) -> list[Aside]:
    """Set aside what dead writers published and never committed; return what was set aside and must stay."""
    for prefix in store.abandoned():
        for key in list(store.keys(prefix)):
            if not is_spoken_of(tables, key):
                store.set_aside(key)
    return reclaim(store, tables, store.asides())


def reclaim(store: Store, tables: sqlite3.Connection, asides: Iterable[Aside]) -> list[Aside]:
    """Drop what is filed after all, and return the rest."""
    return [one for one in asides if not any(store.drop(one, key) for key in _places(tables, one))]


def is_spoken_of(tables: sqlite3.Connection, key: str) -> bool:
    """True if an entry's events speak of the file at `key`."""
    owner = owner_of(key)
    entry = queries.entry_of(tables, owner) if owner else None
    return entry is not None and any(kept.key == key for kept in kept_by(entry))


def _places(tables: sqlite3.Connection, aside: Aside) -> Iterator[str]:
    """Yield where the same bytes may be filed: under their own name, or as another's content."""
    owner = owner_of(aside.filename)
    own = None if owner is None else queries.entry_of(tables, owner)
    for entry in (own, queries.entry_holding(tables, aside.sha256)):
        if entry is not None:
            yield from (kept.key for kept in kept_by(entry) if kept.sha256 == aside.sha256)
