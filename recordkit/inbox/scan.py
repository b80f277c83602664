"""What lies in the inbox now: one look with os.scandir, which is the truth; events only wake it earlier (INTAKE, Noticing).

Law: nothing is opened, no link is followed, and no name stops the scan, whatever its bytes are.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
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
class _Folder:
    path: str
    area: Area
    department: str | None
    depth: int


def scan(inbox: Path) -> list[Dropped]:
    """Return every file that may want in, in the order of their paths' bytes; raises OSError when the inbox cannot be read.

    A sub-folder that cannot be read now is left for the next scan.
    """
    found: list[Dropped] = []
    waiting = [_Folder(str(inbox), "inbox", None, 0)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = _entries(folder)
        except OSError:
            if folder.depth == 0:
                raise
            continue
        for entry in entries:
            with suppress(OSError):  # gone since it was listed
                _look(entry, folder, found, waiting)
    return sorted(found, key=lambda dropped: os.fsencode(dropped.path))


def _entries(folder: _Folder) -> list[os.DirEntry[str]]:
    with os.scandir(folder.path) as listing:
        return list(_wanted(listing, folder.depth))


def _wanted(listing: Iterator[os.DirEntry[str]], depth: int) -> Iterator[os.DirEntry[str]]:
    for entry in listing:
        own = depth == 0 and (entry.name in UNSCANNED or entry.name == STATUS_PAGE)
        if not own and not is_junk(entry.name):
            yield entry


def _look(entry: os.DirEntry[str], folder: _Folder, found: list[Dropped], waiting: list[_Folder]) -> None:
    if entry.is_dir(follow_symlinks=False):
        if folder.depth < MAX_DEPTH:
            waiting.append(_below(entry, folder))
    elif entry.is_file(follow_symlinks=False):
        found.append(_dropped(entry, folder))


def _below(entry: os.DirEntry[str], folder: _Folder) -> _Folder:
    if folder.depth == 0 and entry.name == FILL:
        return _Folder(entry.path, "fill", None, 1)
    return _Folder(entry.path, folder.area, folder.department or entry.name, folder.depth + 1)


def _dropped(entry: os.DirEntry[str], folder: _Folder) -> Dropped:
    seen = entry.stat(follow_symlinks=False)
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
