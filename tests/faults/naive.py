"""Filers as people write them on a first day: the harness must see what they lose, or it proves nothing.

Each takes the office's folder, files whatever lies in `inbox/` into `records/`, remembers it in `entries.sqlite`, and prints it.
"""

import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

TABLE = "CREATE TABLE IF NOT EXISTS entries (name TEXT, path TEXT, sha256 TEXT)"
INSERT = "INSERT INTO entries VALUES (?, ?, ?)"
Step = Callable[[Path, Path, sqlite3.Connection], None]


def copy_delete_insert(source: Path, target: Path, entries: sqlite3.Connection) -> None:
    """Copy, delete the source, then remember."""
    shutil.copyfile(source, target)
    source.unlink()
    entries.execute(INSERT, (source.stem, target.name, sha256(target.read_bytes()).hexdigest()))
    entries.commit()


def delete_before_commit(source: Path, target: Path, entries: sqlite3.Connection) -> None:
    """Hold the document in memory, tidy the inbox, then write both."""
    content = source.read_bytes()
    source.unlink()
    entries.execute(INSERT, (source.stem, target.name, sha256(content).hexdigest()))
    entries.commit()
    target.write_bytes(content)


def without_fsync(source: Path, target: Path, entries: sqlite3.Connection) -> None:
    """Do it in the right order, and trust that what was written is on the disk."""
    shutil.copyfile(source, target)
    entries.execute(INSERT, (source.stem, target.name, sha256(target.read_bytes()).hexdigest()))
    entries.commit()
    source.unlink()


def _filer(step: Step) -> Callable[[Sequence[str]], int]:
    def run(argv: Sequence[str]) -> int:
        root = Path(argv[0])
        (root / "records").mkdir(exist_ok=True)
        with closing(sqlite3.connect(root / "entries.sqlite")) as entries:
            entries.execute(TABLE)
            for source in sorted((root / "inbox").iterdir()):
                step(source, root / "records" / source.name, entries)
                print(f"filed: {source.stem}")  # noqa: T201 - it is a program
        return 0

    return run


PROGRAMS: Mapping[str, Callable[[Sequence[str]], int]] = {
    step.__name__: _filer(step) for step in (copy_delete_insert, delete_before_commit, without_fsync)
}
