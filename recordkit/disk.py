"""The few disk steps that make something durable: a file is synced before its folder, a new folder after its parent.

Law: a reader sees the old file or the new one, never half of one; only `write_over` replaces what is there.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

FOLDER_MODE = 0o750
JOURNAL_MODE = 0o640
CONTENT_MODE = 0o440
SHARED_MODE = 0o664
SECRET_MODE = 0o600
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


def sync_folder(folder: Path) -> None:
    """Make the folder's own list of names durable (Windows has no such call)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folders(folder: Path) -> None:
    """Make `folder` and the parents it lacks, each durable in its parent, closed to others (0750)."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(FOLDER_MODE)
    sync_folder(folder.parent)


def write_new(path: Path, content: Iterable[bytes], *, mode: int = CONTENT_MODE) -> None:
    """Write a file that is not there yet, and sync it; raises FileExistsError, and leaves nothing when it fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_over(target: Path, content: bytes, *, mode: int = SHARED_MODE) -> None:
    """Write `content` to `target` in one step, replacing what is there; nothing is left when it fails."""
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".~", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).chmod(mode)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def publish(temporary: Path, target: Path) -> None:
    """Give a finished file its name without replacing anything; raises FileExistsError.

    Where the filesystem has no hard links the archive's lock is what keeps two writers apart.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        temporary.rename(target)
    else:
        temporary.unlink()
    sync_folder(target.parent)
