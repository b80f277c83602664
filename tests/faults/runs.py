"""Running a program under test: what it said, how it ended, and what was done to it meanwhile.

Law: a run that does not end is killed, by its own pid, and that is a failure.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
OUR_FAULT = 3
"""The exit code of a program that died of a fault of its own, with a traceback."""


@dataclass(frozen=True, slots=True)
class Job:
    """A program of the warm process, and the command lines that one process of it runs one after another."""

    program: str
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: `code` is its exit code, or minus the signal that killed it."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Running:
    """A program that is running now."""

    pid: int
    warm: "Warm"
    out: Path
    err: Path

    def said(self) -> str:
        """Return what it has printed so far."""
        return self.out.read_text("utf-8", "replace")

    def signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        os.kill(self.pid, number)

    def is_over(self) -> bool:
        """True if it has ended, though nobody has asked how."""
        return not (_states(self.pid) - {"Z", "X"})

    def ended(self, patience: float = PATIENCE) -> Ran:
        """Wait for its end; what does not end in `patience` seconds is killed."""
        status = self.warm.answer(patience)
        if status is None:
            self.kill()
            raise AssertionError(f"it hangs:\n{self.said()}\n{self.err.read_text('utf-8', 'replace')}")
        code = os.waitstatus_to_exitcode(status["status"])
        return Ran(code, self.said(), self.err.read_text("utf-8", "replace"))

    def kill(self) -> None:
        """End it, whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.warm.answer(PATIENCE)


@dataclass(slots=True)
class Warm:
    """The warm process; for one run at a time."""

    folder: Path
    process: subprocess.Popen[bytes] = field(init=False)
    count: int = 0
    heard: bytes = b""

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm"],
            cwd=ROOT,
            env={**os.environ, "LANG": "en_US.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        try:
            assert self.answer(PATIENCE) == {"ready": True}
        except BaseException:
            self.process.kill()
            self.close()
            raise

    def start(self, job: Job, *, held: bool = False) -> Running:
        """Start a job; one that is `held` stops itself before its first step, and wants SIGCONT."""
        self.count += 1
        out, err = self.folder / f"{self.count}.out", self.folder / f"{self.count}.err"
        out.touch()
        err.touch()
        asked = {"program": job.program, "lines": job.lines, "held": held, "out": str(out), "err": str(err)}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()
        told = self.answer(PATIENCE)
        assert told is not None
        running = Running(told["pid"], self, out, err)
        if held:
            assert stopped(running.pid)
        return running

    @contextmanager
    def running(self, job: Job, *, held: bool = False) -> Iterator[Running]:
        """Give a job that is running; whoever does not wait for its end has it killed."""
        running = self.start(job, held=held)
        try:
            yield running
        except BaseException:
            running.kill()
            raise

    def run(self, job: Job) -> Ran:
        """Run a job to its end."""
        return self.start(job).ended()

    def answer(self, patience: float) -> dict[str, Any] | None:
        """Return the next line that the process says, or None if it says nothing for `patience` seconds."""
        assert self.process.stdout is not None
        while b"\n" not in self.heard:
            ready, _, _ = select.select([self.process.stdout], [], [], patience)
            if not ready:
                return None
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            assert piece, "the warm process is gone"
            self.heard += piece
        line, self.heard = self.heard.split(b"\n", 1)
        said: dict[str, Any] = json.loads(line)
        return said

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


@contextmanager
def warmed(folder: Path) -> Iterator[Warm]:
    """Give a warm process whose runs' output is kept in `folder`."""
    warm = Warm(folder)
    try:
        yield warm
    finally:
        warm.close()


def wait_for(running: Running, happened: Callable[[], bool]) -> None:
    """Wait until something has happened; raises AssertionError, with what the program said, if it does not."""
    until = time.monotonic() + PATIENCE / 2
    while not happened():
        assert time.monotonic() < until, running.said()
        time.sleep(0.02)


def stopped(pid: int) -> bool:
    """Wait until every thread of a process that was sent SIGSTOP has left the kernel; False if the process has ended."""
    until = time.monotonic() + PATIENCE
    while letters := _states(pid):
        if letters <= {"T", "t"}:
            return True
        if letters <= {"Z", "X"}:
            return False
        assert time.monotonic() < until, f"it does not stop: {letters}"
        time.sleep(0.0002)
    return False


def _states(pid: int) -> set[str]:
    """Return the kernel's letters for what the threads do: R runs, S sleeps, D waits for the disk, T is stopped."""
    letters = set()
    threads: list[Path] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    for thread in threads:
        with suppress(FileNotFoundError, ProcessLookupError):
            told = (thread / "stat").read_text("ascii", "replace")
            letters.add(told.rpartition(")")[2].split()[0])
    return letters
