"""A writer's half-done work: a folder of its own in .staging/, whose lock the system frees when the writer dies.

Law: a folder whose lock is free is nobody's work. It is looked through by one process at a time, the one that holds the
archive's lock; so whoever has a folder's lock and finds it in its place keeps both.
"""

import contextlib
import itertools
import os
import secrets
import threading
import weakref
from collections.abc import Generator, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from recordkit.disk import make_folders

LOCK = "lock"


class Job:
    """One writer's folder, begun when it is first needed: temporaries, and the folders that it publishes into."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._held: _Held | None = None
        self._marked: set[str] = set()
        self._guard = threading.Lock()
        self._count = itertools.count(1)

    @property
    def folder(self) -> Path | None:
        """Where it works, or None while it does not."""
        return None if self._held is None else self._held.folder

    def temporary(self) -> str:
        """Return the path of a new temporary file."""
        return f"{self._working().folder}{os.sep}{next(self._count)}.tmp"

    def has_marked(self, prefix: str) -> bool:
        """True if this job publishes into the folder `prefix`."""
        return prefix in self._marked

    def mark(self, prefix: str) -> None:
        """Remember, where a later process finds it, that this job publishes into the folder `prefix`."""
        self._working().folder.joinpath(*prefix.split("/")).mkdir(parents=True, exist_ok=True)
        self._marked.add(prefix)

    def has_lost_its_folder(self) -> bool:
        """True if somebody took the folder away: the next temporary begins another."""
        with self._guard:
            held = self._held
            if held is None or held.folder.is_dir():
                return False
            self._held = None
            self._marked.clear()
        held.close()
        return True

    def close(self) -> None:
        """Let the folder go, and with it whatever was not published."""
        with self._guard:
            held, self._held = self._held, None
            self._marked.clear()
        if held is not None:
            held.close()

    def _working(self) -> "_Held":
        held = self._held
        if held is not None:
            return held
        with self._guard:
            if self._held is None:
                self._held = _begun(self._staging)
            return self._held


def abandoned(staging: Path) -> Generator[str, None, None]:
    """Yield the folders into which dead jobs published, each `a/b/c`, and clear each job away once its own are dealt with."""
    for folder in _folders(staging):
        with _taken(folder) as taken:
            if taken:
                for file in _files(folder):
                    file.unlink(missing_ok=True)
                yield from _marks(folder, "")
                _clear(folder)


def is_alive(folder: Path) -> bool:
    """True if somebody works in this job's folder, as far as this account may ask."""
    with _taken(folder) as taken:
        return not taken


class _Held:
    """A job's folder whose lock this process has: let go at the latest when the process ends."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self.folder = folder
        self.close = weakref.finalize(self, _let_go, folder, lock, os.getpid())


def _begun(staging: Path) -> _Held:
    make_folders(staging)
    while True:
        folder = staging / f"job-{secrets.token_hex(6)}"
        folder.mkdir(0o750)
        lock = _lock(folder)
        with contextlib.suppress(Timeout, FileNotFoundError):
            lock.acquire()
            if (folder / LOCK).exists():
                return _Held(folder, lock)
            lock.release()


def _lock(folder: Path) -> FileLock:
    return FileLock(str(folder / LOCK), timeout=0, thread_local=False)


def _let_go(folder: Path, lock: FileLock, owner: int) -> None:
    if os.getpid() != owner:
        return  # a fork ends; whose job it is goes on
    with contextlib.suppress(OSError):
        for file in _files(folder):
            file.unlink(missing_ok=True)
        _clear(folder)
    lock.release()


@contextlib.contextmanager
def _taken(folder: Path) -> Iterator[bool]:
    lock = _lock(folder)
    try:
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _folders(staging: Path) -> list[Path]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(staging) as found:
        return sorted(Path(one.path) for one in found if one.is_dir(follow_symlinks=False))
    return []


def _files(folder: Path) -> list[Path]:
    with os.scandir(folder) as found:
        return [Path(one.path) for one in found if one.name != LOCK and not one.is_dir(follow_symlinks=False)]


def _marks(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the innermost folders below a job's: each is where it published."""
    inner = _folders(folder)
    if not inner and prefix:
        yield prefix
    for one in inner:
        yield from _marks(one, f"{prefix}/{one.name}" if prefix else one.name)


def _clear(folder: Path) -> None:
    """Take the marks away, then the lock's file, then the folder."""
    for inner in _folders(folder):
        _clear(inner)
    (folder / LOCK).unlink(missing_ok=True)
    folder.rmdir()
