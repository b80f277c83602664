"""What lies in the inbox now: one look with os.scandir, which is the truth; events only wake it earlier (INTAKE, Noticing).

Law: nothing is opened, no link is followed, and no name stops the scan, whatever its bytes are.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from recordkit.inbox.junk import is_junk
from recordkit.inbox.layout import FILL, STATUS_PAGE, UNSCANNED

Area = Literal["inbox", "fill"]
MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file as the scan saw it; `folder` is the first sub-folder (a department, perhaps), times in nanoseconds.

    Names are as os.fsdecode gives them: a byte that is no UTF-8 stands as a lone surrogate.
    """

    path: Path
    area: Area
    folder: str | None
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int


@dataclass(frozen=True, slots=True)
class Junk:
    """A program's own file or folder, and its ctime in nanoseconds."""

    path: str
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the inbox: `depth` is 0 for the inbox itself, `department` its first folder below."""

    path: str
    area: Area = "inbox"
    department: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """What one folder holds: files, folders to look into, and junk."""

    files: list[Dropped] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    junk: list[Junk] = field(default_factory=list)


NOTHING: Mapping[str, Dropped] = {}


def scan(inbox: Path) -> list[Dropped]:
    """Return every file that may want in, in the order of their paths' bytes; raises OSError when the inbox cannot be read.

    A sub-folder that cannot be read now is left for the next scan.
    """
    found: list[Dropped] = []
    waiting = [Folder(str(inbox))]
    while waiting:
        folder = waiting.pop()
        try:
            listing = list_folder(folder)
        except OSError:
            if folder.depth == 0:
                raise
            continue
        found += listing.files
        waiting += listing.folders
    return in_order(found)


def in_order(files: list[Dropped]) -> list[Dropped]:
    """Return the files in the order of their paths' bytes."""
    return sorted(files, key=lambda dropped: os.fsencode(dropped.path))


def list_folder(folder: Folder, known: Mapping[str, Dropped] = NOTHING) -> Listing:
    """Return what lies in one folder; raises OSError when it cannot be read, and leaves out what goes meanwhile.

    What is `known` by its name and did not change is returned as it is: that is the quicker.
    """
    listing = Listing()
    with os.scandir(folder.path) as entries:
        for entry in entries:
            if folder.depth == 0 and (entry.name in UNSCANNED or entry.name == STATUS_PAGE):
                continue
            with suppress(OSError):  # gone since it was listed
                # DirEntry.stat would hold Python's one lock while a mount hangs, and every other inbox with it.
                seen, old = os.lstat(entry.path), known.get(entry.name)
                if old is not None and stat.S_ISREG(seen.st_mode):
                    listing.files.append(_now(old, seen))
                else:
                    _look(entry, seen, folder, listing)
    return listing


def look_again(one: Dropped) -> Dropped | None:
    """Return the file as it is now, `one` itself if nothing changed, None when it is gone or no file any more."""
    try:
        seen = os.lstat(one.path)
    except OSError:
        return None
    return _now(one, seen) if stat.S_ISREG(seen.st_mode) else None


def _now(one: Dropped, seen: os.stat_result) -> Dropped:
    facts = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev)
    if facts == (one.size, one.mtime_ns, one.ctime_ns, one.inode, one.device):
        return one
    return Dropped(one.path, one.area, one.folder, *facts)


def _look(entry: os.DirEntry[str], seen: os.stat_result, folder: Folder, listing: Listing) -> None:
    if is_junk(entry.name):
        listing.junk.append(Junk(entry.path, seen.st_ctime_ns))
    elif stat.S_ISDIR(seen.st_mode):
        if folder.depth < MAX_DEPTH:
            listing.folders.append(_below(entry, folder))
    elif stat.S_ISREG(seen.st_mode):
        listing.files.append(_dropped(entry, seen, folder))


def _below(entry: os.DirEntry[str], folder: Folder) -> Folder:
    if folder.depth == 0 and entry.name == FILL:
        return Folder(entry.path, "fill", None, 1)
    return Folder(entry.path, folder.area, folder.department or entry.name, folder.depth + 1)


def _dropped(entry: os.DirEntry[str], seen: os.stat_result, folder: Folder) -> Dropped:
    return Dropped(
        Path(entry.path),
        folder.area,
        folder.department,
        seen.st_size,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
        seen.st_ino,
        seen.st_dev,
    )
