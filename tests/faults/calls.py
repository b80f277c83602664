"""The system calls that change something, one by one: strace lists them, then stops or spoils each in turn.

Law: strace counts each thread's calls of one kind on their own; a point is such a count, and each thread that comes to it is hit.
"""

import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.runs import PATIENCE, Job, Ran, Running, Warm

FAMILIES = {
    "open": ("openat", "open", "creat"),
    "write": ("write", "pwrite64", "writev", "ftruncate", "fallocate", "copy_file_range", "sendfile"),
    "sync": ("fsync", "fdatasync", "sync_file_range"),
    "name": (
        *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
        *("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat"),
    ),
}
OPENS_TO_CHANGE = re.compile(r"O_(CREAT|TRUNC|WRONLY|RDWR)")
LINE = re.compile(r"(\d+) +(\w+)\((.*)")
KILL = "signal=SIGKILL"


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The `number`-th call of one kind that a thread makes; `what` is the call as strace wrote it."""

    call: str
    number: int
    what: str = field(default="", compare=False)

    @property
    def is_cache(self) -> bool:
        """True if it concerns the catalogue, which may be lost at any time."""
        return "catalogue.sqlite" in self.what


def points(warm: Warm, job: Job, root: Path, family: str) -> list[Point]:
    """Run the job untouched, and return where it changed anything below `root`."""
    log = warm.folder / f"{warm.count}.strace"
    options = ["-f", "-y", "-s", "0", "-e", "signal=none", "-e", f"trace={_known(family)}", "-o", str(log)]
    ran = traced(warm, job, options)
    assert ran.code == 0, ran
    return sorted(set(_changing(log.read_text("utf-8", "replace"), str(root))))


def struck(warm: Warm, job: Job, point: Point, effect: str) -> Ran:
    """Run the job, and let the point be its end (KILL) or fail with an error (error=ENOSPC)."""
    inject = f"inject={point.call}:{effect}:when={point.number}"
    options = ["-f", "-e", f"trace={point.call}", "-e", "signal=none", "-e", inject, "-o", os.devnull]
    return traced(warm, job, options)


def paused(warm: Warm, job: Job, point: Point, act: Callable[[], None]) -> Ran:
    """Run the job, stop it at the point, do something meanwhile, and let it go on."""
    log = warm.folder / f"{warm.count}.pause"
    inject = f"inject={point.call}:signal=SIGSTOP:when={point.number}"
    with (
        warm.running(job, held=True) as running,
        strace(running, ["-f", "-e", f"trace={point.call}", "-e", inject, "-o", str(log)]),
    ):
        running.signal(signal.SIGCONT)
        stops = 1  # it was held before its first step
        while _is_stopped(running, log, stops):
            if stops == 1:
                act()
            stops += 1  # another thread may come to its own such call
            running.signal(signal.SIGCONT)
        return running.ended()


def _is_stopped(running: Running, log: Path, before: int) -> bool:
    """Wait until it is stopped once more than `before`; False if it ends instead."""
    until = time.monotonic() + PATIENCE
    while log.read_text("utf-8", "replace").count("stopped by SIGSTOP") <= before:
        if running.is_over():
            return False
        assert time.monotonic() < until, "it neither stops nor ends"
        time.sleep(0.002)
    return True


def traced(warm: Warm, job: Job, options: list[str]) -> Ran:
    """Run the job under strace with these options."""
    with warm.running(job, held=True) as running, strace(running, options):
        running.signal(signal.SIGCONT)
        return running.ended()


class strace:  # noqa: N801 - a context manager, read as a word
    """Hold a running process under strace; it must be stopped when it is taken."""

    def __init__(self, running: Running, options: list[str]) -> None:
        command = ["strace", *options, "-p", str(running.pid)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> None:
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        assert "attached" in said, said

    def __exit__(self, *_: object) -> None:
        self.process.communicate(timeout=20)


def _known(family: str) -> str:
    """Return the family for -e trace=, where a call that this processor lacks is no error."""
    return ",".join(f"?{call}" for call in FAMILIES[family])


def _changing(log: str, root: str) -> Iterator[Point]:
    counts: Counter[tuple[str, str]] = Counter()
    for line in log.splitlines():
        found = LINE.match(line)
        if found is None:
            continue
        thread, call, rest = found.groups()
        counts[thread, call] += 1
        if root in rest and (not call.startswith("open") or OPENS_TO_CHANGE.search(rest)):
            yield Point(call, counts[thread, call], rest)
