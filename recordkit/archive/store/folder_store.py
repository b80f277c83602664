"""The store in a local folder: staged in .staging/ and synced, then published without replacing (ARCHIVE.md, step 3).

Law: a key is absent or whole; no key leaves the root, and no link is followed out of it.
"""

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from recordkit.archive.layout import LOCK, STAGING
from recordkit.archive.store.job import LOCK as JOB_LOCK
from recordkit.archive.store.job import Job, abandoned, is_alive
from recordkit.archive.store.store import (
    Aside,
    KeyExists,
    Readable,
    Staged,
    Stored,
    check_key,
    measure,
    pieces,
    readable,
)
from recordkit.archive.store.stroll import stroll
from recordkit.disk import make_folders, move_new, sync_folder, write_new
from recordkit.domain.chain import sha256

_TEMPORARY = ".tmp-"
_ASIDE = re.compile(r"aside-(?P<sha256>[0-9a-f]{64})-(?P<filename>.+)", re.DOTALL)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_LONGEST = 255


class FolderStore:
    """A Store whose keys are the files under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._below = f"{root}/"
        self._job = Job(root / STAGING)

    def stage(self, source: Readable | bytes) -> Staged:
        """Copy the source into this writer's part of .staging/ (0440), hashed on the way, and sync it."""
        tally = _Tally(readable(source))
        temporary = self._job.temporary()
        try:
            write_new(temporary, pieces(tally))
        except FileNotFoundError:
            if tally.size or not self._job.has_lost_its_folder():
                raise
            temporary = self._job.temporary()
            write_new(temporary, pieces(tally))
        return Staged(temporary, tally.digest.hexdigest(), tally.size)

    def publish(self, key: str, staged: Staged) -> bool:
        """Rename what was staged to its key, never over another; raises KeyExists."""
        check_key(key)
        prefix = key.rpartition("/")[0]
        if not self._job.has_marked(prefix):
            make_folders(self.root / prefix)
            self._job.mark(prefix)
        try:
            self._move(staged.place, key)
        except FileExistsError:
            if self._measured(key) != (staged.sha256, staged.size):
                raise KeyExists(key) from None
            return False
        return True

    def _move(self, place: str, key: str) -> None:
        try:
            move_new(place, f"{self.root}/{key}")
        except FileNotFoundError:
            make_folders(self._path(key).parent)
            move_new(place, f"{self.root}/{key}")

    def settle(self, keys: Sequence[str]) -> None:
        """Sync each folder that was published into, once."""
        for prefix in {key.rpartition("/")[0] for key in keys}:
            sync_folder(self.root / prefix)

    def retract(self, key: str, staged: Staged) -> None:
        """Rename it back into .staging/."""
        self._path(key).rename(staged.place)

    def discard(self, staged: Staged) -> None:
        """Remove the temporary file."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(staged.place)  # noqa: PTH108 - a plain string costs a fifth of a Path

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Keep the source's bytes at `key` (0440), synced with their folder; raises KeyExists."""
        check_key(key)
        staged = self.stage(source)
        try:
            self.publish(key, staged)
            self.settle([key])
        finally:
            self.discard(staged)
        return Stored(key, staged.sha256, staged.size)

    def open(self, key: str) -> BinaryIO:
        """Return the bytes at `key`; a link in its place is refused by the system (OSError)."""
        return os.fdopen(os.open(self._place(key), os.O_RDONLY | _NO_FOLLOW), "rb")

    def size(self, key: str) -> int:
        """Return the file's bytes."""
        return os.lstat(self._place(key)).st_size

    def exists(self, key: str) -> bool:
        """Return True if anything, be it a broken link, stands at `key`."""
        return os.path.lexists(self._path(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the path of everything under the root that begins with `prefix` and is no folder."""
        start = prefix.rpartition("/")[0]
        for key in _walk(self.root / start, f"{start}/" if start else ""):
            if key.startswith(prefix) and not _half_done(key):
                yield key

    def everything(self) -> Iterator[str]:
        """Yield the path of everything under the root that is no folder, as the system lists it."""
        for path, entry in stroll(self.root):
            hidden = path.startswith(".") and "/" in path
            if not (hidden or _half_done(path) or entry.is_dir(follow_symlinks=False)):
                yield path

    def set_aside(self, key: str) -> Aside:
        """Move the file into .staging/ under a name that says what it is and was."""
        path, staging = self._path(key), self.root / STAGING
        path.lstat()
        digest, _ = self._measured(key) or (sha256(key.encode()), 0)
        make_folders(staging)
        place = staging / _fitting(f"aside-{digest}-{path.name}")
        path.replace(place)  # the same name holds the same bytes
        sync_folder(staging)
        sync_folder(path.parent)
        return Aside(place.name, path.name, digest)

    def asides(self) -> Iterator[Aside]:
        """Yield what lies in .staging/ under such a name."""
        for key in _walk(self.root / STAGING, ""):
            if found := _ASIDE.fullmatch(key):
                yield Aside(key, found["filename"], found["sha256"])

    def drop(self, aside: Aside, key: str) -> bool:
        """Unlink it if its bytes and those at `key` are the same, byte for byte as both are hashed anew."""
        place = self.root / STAGING / aside.place
        try:
            with place.open("rb") as ours, self.open(key) as theirs:
                same = measure(ours) == measure(theirs)
        except FileNotFoundError:
            return False
        if same:
            place.unlink()
        return same

    def abandoned(self) -> Iterator[str]:
        """Yield `records/类型/年/` for each folder that a dead writer published into."""
        return (f"{folder}/" for folder in abandoned(self.root / STAGING))

    def leftovers(self) -> Iterator[str]:
        """Yield what lies in .staging/ but for what somebody works on, and copies that were cut off half-way."""
        for key in _walk(self.root / STAGING, f"{STAGING}/"):
            folder = key.split("/")[1:-1]
            if not (folder and (key.endswith(f"/{JOB_LOCK}") or is_alive(self.root / STAGING / folder[0]))):
                yield key
        yield from (
            path
            for path, entry in stroll(self.root)
            if entry.name.startswith(_TEMPORARY) and not path.startswith(".")
        )

    def exposed(self) -> Iterator[str]:
        """Yield the folders and files that every account of this machine may write to."""
        if os.name == "nt":
            return
        if self.root.stat().st_mode & stat.S_IWOTH:
            yield "."
        for path, entry in stroll(self.root):
            mode = entry.stat(follow_symlinks=False).st_mode
            if mode & stat.S_IWOTH and not stat.S_ISLNK(mode):
                yield path

    def close(self) -> None:
        """Take this writer's folder out of .staging/."""
        self._job.close()

    def _measured(self, key: str) -> tuple[str, int] | None:
        """Return the hash and size of what stands at `key`, or None where it cannot be read, or is no file."""
        try:
            with self.open(key) as standing:
                return measure(standing)
        except OSError:
            return None

    def _place(self, key: str) -> str:
        check_key(key)
        return f"{self._below}{key}"

    def _path(self, key: str) -> Path:
        return self.root.joinpath(*check_key(key))


class _Tally:
    """Counts and hashes what passes through it."""

    def __init__(self, source: Readable) -> None:
        self.digest, self.size, self._source = hashlib.sha256(), 0, source

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece


def _fitting(name: str) -> str:
    """Return the name, cut where a folder could not hold it (255 bytes)."""
    return name.encode()[:_LONGEST].decode(errors="ignore")


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the keys below `folder`, which may be missing; its hidden folders belong to this machine and are left out."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if prefix or not entry.name.startswith("."):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _half_done(key: str) -> bool:
    return key == LOCK or key.rpartition("/")[2].startswith(_TEMPORARY)
