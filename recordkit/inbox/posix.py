"""What only a POSIX system tells: open writers, the kind of a filesystem, files read without following or waiting.

Law: nothing else in the watcher's rooms is POSIX-only; where the system does not tell, the answer is what is safe to assume.
"""

import ctypes
import errno
import os
import signal
import stat
import sys
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no leases: an open writer is not seen there
    fcntl = None  # type: ignore[assignment]

_CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_STATFS_BYTES = 256  # more than any Linux fills
# linux/magic.h: what lies beyond a network or a program of somebody's, so that inotify sees no change of others.
NETWORKS = {
    0x6969: "nfs",
    0x517B: "smb",
    0xFF534D42: "cifs",
    0xFE534D42: "smb2",
    0x65735546: "fuse",
    0x01021997: "9p",
    0x5346414F: "afs",
    0x00C36400: "ceph",
    0x0BD00BD0: "lustre",
    0x47504653: "gpfs",
    0x01161970: "gfs2",
    0x7461636F: "ocfs2",
    0x786F4256: "vboxsf",
    0xBACBACBC: "vmhgfs",
}


def being_written(path: Path) -> bool:
    """Return True if another process has `path` open for writing, as far as the kernel says (F_SETLEASE)."""
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return False
    handle = os.open(path, _CAREFULLY)
    try:
        # A lease that is broken sends SIGIO, which ends a process; SIGURG is ignored by default.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as refusal:
        return refusal.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def read_head(path: Path, size: int) -> bytes | None:
    """Return the first `size` bytes of a regular file, None for a link, a pipe or what cannot be read now."""
    with suppress(OSError):
        handle = os.open(path, _CAREFULLY)
        try:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return os.read(handle, size)
        finally:
            os.close(handle)
    return None


def network_of(folder: Path) -> str | None:
    """Return the name of the network filesystem that `folder` lies on, None for a local one (statfs, Linux); raises OSError."""
    if not sys.platform.startswith("linux"):
        return None
    found = ctypes.create_string_buffer(_STATFS_BYTES)
    library = ctypes.CDLL(None, use_errno=True)
    if library.statfs(os.fsencode(folder), found) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(folder))
    kind = ctypes.c_long.from_buffer(found).value & 0xFFFFFFFF
    return NETWORKS.get(kind)
