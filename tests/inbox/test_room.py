"""tests of recordkit.inbox.room: INTAKE and ARCHIVE, "Disk full: stop claiming"."""

import errno
import shutil
from pathlib import Path

import pytest

from recordkit.inbox.room import ROOM, has_room, is_full


@pytest.mark.parametrize(("number", "full"), [
    (errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EIO, False), (errno.EACCES, False), (None, False),
])  # fmt: skip
def test_a_full_disk_and_a_full_quota_are_known_by_their_errors(number: int | None, full: bool) -> None:
    assert is_full(OSError(number, "x")) is full


def test_room_is_what_is_free_and_some_more(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    assert has_room(tmp_path, 0)
    assert not has_room(tmp_path, free + ROOM)
