"""tests of recordkit.inbox.posix: INTAKE, Noticing (network filesystems by statfs type) and who writes (F_SETLEASE)."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recordkit.inbox.posix import being_written, network_of, read_head

ROOMS = Path(__file__).parents[2] / "recordkit"
ELSEWHERE = """
import os, sys
for name in ("fcntl", "resource", "termios", "grp"):
    sys.modules[name] = None
for name in ("O_NOFOLLOW", "O_NONBLOCK", "statvfs", "getuid", "mkfifo", "fork", "setsid", "O_CLOEXEC"):
    if hasattr(os, name):
        delattr(os, name)
import recordkit.inbox.posix, recordkit.watch.events, recordkit.watch.systemd, recordkit.inbox.claim, recordkit.watch.loop
from pathlib import Path
assert not recordkit.inbox.posix.being_written(Path(sys.argv[1]))
assert recordkit.inbox.posix.read_head(Path(sys.argv[1]), 3) == b"abc"
"""


def test_a_local_folder_is_no_network(tmp_path: Path) -> None:
    assert network_of(tmp_path) is None


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        network_of(tmp_path / "gone")


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="leases are Linux's")
def test_an_open_writer_is_seen_by_the_kernel(tmp_path: Path) -> None:
    document = tmp_path / "a.docx"
    document.write_bytes(b"x")
    assert not being_written(document)
    with document.open("ab"):
        assert being_written(document)
    assert not being_written(document)


def test_only_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    found = [read_head(tmp_path / name, 3) for name in ("a", "link", "pipe", "gone")]
    assert found == [b"abc", None, None, None]


def test_the_watchers_rooms_load_where_there_is_no_posix(tmp_path: Path) -> None:
    """Issue 4, 6: nothing in the code stops a Windows service."""
    (tmp_path / "a").write_bytes(b"abcdef")
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(tmp_path / "a")], check=True, timeout=60)


@pytest.mark.parametrize("room", ["inbox", "watch"])
def test_posix_only_calls_stand_behind_one_module(room: str) -> None:
    only = {"fcntl", "resource", "pwd", "grp", "termios", "ctypes"}
    found = {
        path.name
        for path in (ROOMS / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and only & {alias.name for alias in node.names}
    }
    assert found <= {"posix.py"}
