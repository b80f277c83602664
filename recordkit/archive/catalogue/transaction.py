"""A change of the catalogue's tables that happens whole or not at all."""

import contextlib
import sqlite3
from collections.abc import Iterator


@contextlib.contextmanager
def transaction(tables: sqlite3.Connection) -> Iterator[None]:
    """Hold the only right to write while the block runs; what it wrote is taken back when it raises."""
    tables.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        tables.execute("ROLLBACK")
        raise
    tables.execute("COMMIT")
