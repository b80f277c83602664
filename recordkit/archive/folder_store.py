"""The store in a local folder: written beside its place, synced, then published without replacing (ARCHIVE.md, step 3).

Law: a key is absent or whole; no key leaves the root, and no link is followed out of it.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from recordkit.archive.layout import LOCK, STAGING
from recordkit.archive.store import KeyExists, Readable, Stored, check_key, measure, pieces, readable
from recordkit.disk import make_folders, publish, sync_folder, write_new

_TEMPORARY = ".tmp-"
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FolderStore:
    """A Store whose keys are the files under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Keep the source's bytes at `key` (0440), synced with their folder; raises KeyExists."""
        target = self._path(key)
        make_folders(target.parent)
        temporary = target.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
        try:
            stored = _written(key, source, temporary)
            try:
                publish(temporary, target)
            except FileExistsError:
                self._demand_same(stored)
        finally:
            temporary.unlink(missing_ok=True)
        return stored

    def open(self, key: str) -> BinaryIO:
        """Return the bytes at `key`; a link in its place is refused by the system (OSError)."""
        return os.fdopen(os.open(self._path(key), os.O_RDONLY | _NO_FOLLOW), "rb")

    def size(self, key: str) -> int:
        """Return the file's bytes."""
        return self._path(key).lstat().st_size

    def exists(self, key: str) -> bool:
        """Return True if anything, be it a broken link, stands at `key`."""
        return os.path.lexists(self._path(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the path of everything under the root that begins with `prefix` and is no folder."""
        start = prefix.rpartition("/")[0]
        for key in _walk(self.root / start, f"{start}/" if start else ""):
            if key.startswith(prefix) and not _half_done(key):
                yield key

    def set_aside(self, key: str) -> None:
        """Move the file into .staging/ under a name that says what it was."""
        path, staging = self._path(key), self.root / STAGING
        make_folders(staging)
        path.rename(staging / f"aside-{secrets.token_hex(4)}-{path.name}")
        sync_folder(staging)
        sync_folder(path.parent)

    def leftovers(self) -> Iterator[str]:
        """Yield what lies in .staging/, and the copies that were cut off half-way."""
        yield from _walk(self.root / STAGING, f"{STAGING}/")
        yield from (key for key in _walk(self.root, "") if key.rpartition("/")[2].startswith(_TEMPORARY))

    def exposed(self) -> Iterator[str]:
        """Yield the folders and files that every account of this machine may write to."""
        if os.name == "nt":
            return
        for folder, _, files in os.walk(self.root):
            for path in (Path(folder), *(Path(folder, name) for name in files)):
                mode = path.lstat().st_mode
                if mode & stat.S_IWOTH and not stat.S_ISLNK(mode):
                    yield path.relative_to(self.root).as_posix()

    def _path(self, key: str) -> Path:
        return self.root.joinpath(*check_key(key))

    def _demand_same(self, stored: Stored) -> None:
        with self.open(stored.key) as standing:
            if measure(standing) != (stored.sha256, stored.size):
                raise KeyExists(stored.key)
        sync_folder(self._path(stored.key).parent)


def _written(key: str, source: Readable | bytes, temporary: Path) -> Stored:
    tally = _Tally(readable(source))
    write_new(temporary, pieces(tally))
    return Stored(key, tally.digest.hexdigest(), tally.size)


class _Tally:
    """Counts and hashes what passes through it."""

    def __init__(self, source: Readable) -> None:
        self.digest, self.size, self._source = hashlib.sha256(), 0, source

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the keys below `folder`, which may be missing; hidden folders belong to this machine and are left out."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _half_done(key: str) -> bool:
    return key == LOCK or key.rpartition("/")[2].startswith(_TEMPORARY)
