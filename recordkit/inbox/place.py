"""Putting a file under a name in the inbox: never over another file, and on the disk before anybody is told."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from recordkit.disk import SHARED_MODE, sync_folder, write_new
from recordkit.domain.naming import MAX_BYTES

# A share without hard links (some FUSE ones say EIO), or a file of somebody else's under fs.protected_hardlinks.
NO_LINKS = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EIO}
)


def place(source: Path, wanted: Path) -> Path:
    """Move `source` to `wanted`, or to `wanted (2)`, `(3)` … beside it, and return where it lies now.

    Both must be on one filesystem; raises OSError. A kill leaves both names on one file, and the next call ends it.
    """
    for target in free_names(wanted):
        if place_exactly(source, target):
            return target
    raise AssertionError("names do not end")


def place_exactly(source: Path, target: Path) -> bool:
    """Move `source` to `target` and return True, or False if another file lies there; raises OSError."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        if not os.path.samestat(target.lstat(), source.lstat()):
            return False
    except OSError as refusal:
        if refusal.errno not in NO_LINKS:
            raise
        return _without_links(source, target)
    sync_folder(target.parent)
    source.unlink()
    return True


def free_names(wanted: Path) -> Iterator[Path]:
    """Yield `wanted` and then `wanted (2)`, `wanted (3)` …, each at most 255 bytes."""
    yield wanted
    number = 2
    while True:
        mark = f" ({number}){wanted.suffix}"
        yield wanted.with_name(cut(wanted.stem, MAX_BYTES - len(os.fsencode(mark))) + mark)
        number += 1


def cut(text: str, size: int) -> str:
    """Return the beginning of `text` that takes at most `size` bytes, no character split."""
    whole = os.fsencode(text)[:size]
    while whole and not text.startswith(os.fsdecode(whole)):
        whole = whole[:-1]
    return os.fsdecode(whole)


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file and fsync it and its folder; raises FileExistsError."""
    write_new(path, [content], mode=SHARED_MODE)
    sync_folder(path.parent)


def _without_links(source: Path, target: Path) -> bool:
    """Reserve the name with a file, which the rename replaces.

    It is of one byte: rclone makes an empty file some time after it is closed, and so over what was put in its place.
    """
    try:
        with target.open("xb") as reserved:
            reserved.write(b"\n")
    except FileExistsError:
        return False
    try:
        source.rename(target)
    except OSError:
        target.unlink()
        raise
    sync_folder(target.parent)
    return True
