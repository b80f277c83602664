"""What lies in an old folder tree that is to be brought in: every file but programs' own, looked at and left where it is.

Law: nothing is opened, moved or followed out of the tree; a folder that cannot be read is named.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recordkit.inbox.junk import is_junk
from recordkit.inbox.propose import readable

MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Old:
    """One file: `name` is its path below the tree as a person reads it, with `/`; GBK names are read as such."""

    path: Path
    name: str
    size: int
    mtime_ns: int

    @property
    def parts(self) -> list[str]:
        """The folders and the file name."""
        return self.name.split("/")


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a tree by name, how many were programs' own, and what could not be read or was not: links, pipes, devices."""

    files: tuple[Old, ...]
    junk: int
    unread: tuple[str, ...]


def walk(root: Path) -> Tree:
    """Return what lies below `root`; raises OSError where `root` itself cannot be read."""
    os.scandir(root).close()
    files: list[Old] = []
    passed: list[str] = []
    unread: list[str] = []
    for folder, names, found in os.walk(
        root, onerror=lambda fault: unread.append(_name(root, fault.filename))
    ):
        depth = len(Path(folder).relative_to(root).parts)
        passed += [name for name in (*names, *found) if is_junk(name)]
        wanted = [name for name in (*names, *found) if not is_junk(name)]
        names[:] = sorted(name for name in names if not is_junk(name) and depth < MAX_DEPTH)
        old = list(_old_files(root, Path(folder), wanted))
        files += old
        seen = {one.path.name for one in old} | {
            name for name in names if not (Path(folder) / name).is_symlink()
        }
        unread.extend(_name(root, Path(folder) / name) for name in wanted if name not in seen)
    return Tree(tuple(sorted(files, key=lambda old: old.name)), len(passed), tuple(sorted(unread)))


def _old_files(root: Path, folder: Path, names: list[str]) -> Iterator[Old]:
    for name in names:
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        seen = path.stat()
        yield Old(path, _name(root, path), seen.st_size, seen.st_mtime_ns)


def _name(root: Path, path: Path | str) -> str:
    return "/".join(readable(part) for part in Path(path).relative_to(root).parts)
