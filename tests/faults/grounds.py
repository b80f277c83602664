"""Disks for an afternoon: a small tmpfs that fills up, an ext4 whose power can be cut. Root only, found out by trying.

Law: whatever is mounted is unmounted, also when a test fails.
"""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.runs import Running, stopped

IMAGE_BYTES = 32 << 20
HOLD_BACK = "commit=600"
"""ext4 commits by itself every 600 s, so that what nobody synced is not on the disk by luck."""


def demand_mounts() -> None:
    """Skip, by name, where this account or machine cannot mount a tmpfs and an ext4 image."""
    if (fault := _mount_fault()) is not None:
        pytest.skip(f"cannot mount here: {fault}")


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[Path]:
    """Give a tmpfs mounted at `folder`, with mount's own options (size=3m, nr_inodes=90)."""
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


def resize(folder: Path, options: str) -> None:
    """Give a mounted tmpfs other limits."""
    _run("mount", "-o", f"remount,{options}", str(folder))


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """Let nothing in `folder` be changed or moved out of it, not even by root: it is mounted upon itself."""
    _run("mount", "--bind", str(folder), str(folder))
    try:
        _run("mount", "-o", "remount,bind,ro", str(folder))
        yield folder
    finally:
        _unmount(folder)


@dataclass(frozen=True, slots=True)
class Image:
    """An ext4 in a file on a tmpfs: what is in the file is what is on the disk, the kernel's caches are not."""

    file: Path
    mounted: Path


@contextmanager
def image(folder: Path) -> Iterator[Image]:
    """Give a fresh ext4, mounted, that writes to its file what it is told to sync and nothing else."""
    with tmpfs(folder, "size=2g") as ram:
        made = Image(ram / "disk.img", ram / "mnt")
        with made.file.open("wb") as file:
            file.truncate(IMAGE_BYTES)
        _run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(made.file))
        with mounted(made.file, made.mounted):
            yield made


@contextmanager
def mounted(file: Path, folder: Path) -> Iterator[Path]:
    """Give the image's content below `folder`, its journal replayed by the kernel."""
    folder.mkdir(exist_ok=True)
    _run("mount", "-o", f"loop,{HOLD_BACK}", str(file), str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


def cut(running: Running, disk: Image, copy: Path) -> str | None:
    """Copy what is on the disk at this instant, and return what the program had said before; None if it has ended.

    The program is stopped, which the kernel does between two of its calls, so that the copy is of one instant.
    """
    with suppress(ProcessLookupError):
        running.signal(signal.SIGSTOP)
    if not stopped(running.pid):
        return None
    said = running.said()
    _run("cp", "--sparse=always", str(disk.file), str(copy))
    running.signal(signal.SIGCONT)
    return said


def repaired(copy: Path) -> Path:
    """Return the image, its journal replayed by e2fsck as at a start after a power cut."""
    found = subprocess.run(["e2fsck", "-p", str(copy)], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stdout
    return copy


def synced(folder: Path) -> None:
    """Put all that lies on the folder's filesystem on its disk."""
    _run("sync", "-f", str(folder))


@cache
def _mount_fault() -> str | None:
    with TemporaryDirectory() as folder:
        try:
            with image(Path(folder) / "ram"):
                return None
        except (OSError, subprocess.CalledProcessError) as fault:
            return str(getattr(fault, "stderr", None) or fault).strip()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, text=True)


def _unmount(folder: Path) -> None:
    for _ in range(50):
        if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    _run("umount", "-l", str(folder))
