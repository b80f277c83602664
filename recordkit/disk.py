"""The few disk steps that make something durable: a file is synced before its folder, a new folder after its parent.

Law: a reader sees the old file or the new one, never half of one; only `write_over` replaces what is there.
"""

import contextlib
import ctypes
import errno
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

FOLDER_MODE = 0o750
JOURNAL_MODE = 0o640
CONTENT_MODE = 0o440
SHARED_MODE = 0o664
SECRET_MODE = 0o600
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}
_NO_RENAMES = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_HERE, _NO_REPLACE = -100, 1  # AT_FDCWD and RENAME_NOREPLACE of Linux
_RENAMEAT2 = (
    getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
)


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


def write_new(path: Path | str, content: Iterable[bytes], *, mode: int = CONTENT_MODE) -> None:
    """Write a file that is not there yet, and sync it; raises FileExistsError, and leaves nothing when it fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            for piece in content:
                _write_all(handle, piece)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - a plain string costs a fifth of a Path
        raise


def _write_all(handle: int, piece: bytes) -> None:
    written = os.write(handle, piece)
    while written < len(piece):
        written += os.write(handle, memoryview(piece)[written:])


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


def move_new(temporary: Path | str, target: Path | str) -> None:
    """Give a finished file its name without replacing anything; raises FileExistsError. Its folders are not synced yet.

    Where the system can neither rename so nor link, the archive's lock is what keeps two writers apart.
    """
    if _RENAMEAT2 is not None:
        fault = _rename_new(os.fsencode(temporary), os.fsencode(target))
        if fault == 0:
            return
        if fault not in _NO_RENAMES:
            raise OSError(fault, os.strerror(fault), str(temporary), None, str(target))
    _link_new(temporary, target)


def _rename_new(source: bytes, target: bytes) -> int:
    """Return 0, or the error of renameat2(RENAME_NOREPLACE)."""
    assert _RENAMEAT2 is not None
    done = _RENAMEAT2(_HERE, source, _HERE, target, _NO_REPLACE)
    return 0 if done == 0 else ctypes.get_errno()


def _link_new(temporary: Path | str, target: Path | str) -> None:
    try:
        os.link(temporary, target)
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.rename(temporary, target)  # noqa: PTH104 - a plain string costs a fifth of a Path
    else:
        os.unlink(temporary)  # noqa: PTH108 - the same
