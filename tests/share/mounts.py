"""The share mounted on the watcher's side: rclone's FUSE over the real Samba server, which can hang, go and come back.

Law: what is mounted is unmounted, and what was stopped goes on, whatever the test does.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam

import pytest

from tests.share.samba import HEAD, PASSWORD, Samba
from tests.share.service import ACCOUNT

SECONDS = 20.0
OPTIONS = ["--vfs-cache-mode", "off", "--dir-cache-time", "0s", "--attr-timeout", "0s", "--allow-other"]


@dataclass(slots=True)
class Mount:
    """A folder on which the share is mounted, as long as `process` lives and is not stopped."""

    samba: Samba
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def mount(self) -> None:
        """Mount the share."""
        hidden = subprocess.run(
            ["rclone", "obscure", PASSWORD], capture_output=True, text=True, check=True
        ).stdout.strip()
        where = [
            "--smb-host",
            "127.0.0.1",
            "--smb-port",
            str(self.samba.port),
            "--smb-user",
            HEAD,
            "--smb-pass",
            hidden,
        ]
        as_service = ["--uid", str(getpwnam(ACCOUNT).pw_uid), "--gid", str(getpwnam(ACCOUNT).pw_gid)]
        own = [
            "--config",
            str(self.samba.folder / "rclone.conf"),
            "--cache-dir",
            str(self.samba.folder / "rclone"),
        ]
        self.process = subprocess.Popen(
            ["rclone", "mount", ":smb:service", str(self.folder), *where, *own, *as_service, *OPTIONS],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if not _comes_true(lambda: os.path.ismount(self.folder)):
            self.unmount()
            pytest.skip("rclone cannot mount here (FUSE)")

    def unmount(self) -> None:
        """Take the share away, and leave the empty folder behind."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(SECONDS)
            self.process = None
        subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)

    def hang(self) -> None:
        """Let nothing on the share answer any more."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def answer(self) -> None:
        """Let it answer again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def mounted(samba: Samba, folder: Path) -> Iterator[Mount]:
    """Give the share mounted at `folder`."""
    folder.mkdir()
    mount = Mount(samba, folder)
    try:
        mount.mount()
        yield mount
    finally:
        mount.unmount()


def _comes_true(asked: Callable[[], bool]) -> bool:
    end = time.monotonic() + SECONDS
    while not asked():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
