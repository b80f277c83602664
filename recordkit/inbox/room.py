"""Is there room on the disk: nothing is claimed that could not be filed, and a full disk is known by its errors."""

import errno
import shutil
from pathlib import Path

ROOM = 16 << 20
"""Bytes that must be free before a batch is claimed, beside the batch itself."""
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_full(fault: OSError) -> bool:
    """Return True if the fault says that the disk, or somebody's quota on it, is full."""
    return fault.errno in _FULL


def has_room(folder: Path, size: int) -> bool:
    """Return True if `size` bytes and some more may be written below `folder`; raises OSError when it cannot be asked."""
    return shutil.disk_usage(folder).free >= size + ROOM
