"""Parsers that can hang, crash or fill the memory run in a process of their own, with limits on time and memory.

Law: whatever a file does to its parser ends in a refusal here. What comes back is plain data (numbers, text, lists,
dates) within a size: an answer that names anything else is refused unread. An idle process is kept for the next file.
"""

import atexit
import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from recordkit.guard.limits import LIMITS
from recordkit.guard.refusals import SAVE_AGAIN, unreadable
from recordkit.guard.worker import ANSWER, HEAD, LENGTH, NO_MEMORY, REFUSED, Job
from recordkit.wording import Text

KEPT = 2  # idle processes; each holds some 40 MB once it has read a PDF
PLAIN = frozenset({("datetime", name) for name in ("date", "time", "datetime", "timedelta")})
_START = "import sys; sys.path[:] = sys.argv[1:]; from recordkit.guard.worker import main; main()"
_CRASHED = Text("读取它的程序崩溃了", "the program that reads it crashed on it")
_MEMORY = Text("读取它所需的内存超出限制", "reading it needs more memory than is allowed")
_TOO_MUCH = Text("从中读出的内容过多", "what was read from it is too much")


def run(
    function: str,
    argument: bytes | Path,
    *,
    file: str,
    seconds: float = LIMITS.seconds,
    memory_bytes: int = LIMITS.memory_bytes,
    remedy: Text = SAVE_AGAIN,
) -> object:
    """Return what the function (by its import path, "package.module:name") makes of `argument`, in a child process.

    The function takes the bytes (or the path, as text) and returns plain data. Raises NotReadable when it refuses the
    file with one itself, takes longer than `seconds`, needs more memory (POSIX only), answers beyond LIMITS.answer_bytes,
    or crashes.
    """
    given = argument if isinstance(argument, bytes) else os.fspath(argument)
    try:
        reply = _ask(Job(function, given, seconds, memory_bytes))
        said = _plain(reply.content)
    except _Lost as lost:
        raise unreadable(file, lost.reason, remedy) from lost
    if reply.kind == ANSWER:
        return said
    if reply.kind == NO_MEMORY:
        raise unreadable(file, _MEMORY, remedy)
    if reply.kind == REFUSED and isinstance(said, tuple):
        raise unreadable(file, Text(*said), remedy)
    raise RuntimeError(f"{function} failed in its child process:\n{said}")


def stop() -> None:
    """Stop the idle processes; the next file starts another."""
    while (child := _idle()) is not None:
        child.close()


class _Lost(Exception):
    """No answer came, or none that may be read; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


@dataclass(frozen=True, slots=True)
class _Reply:
    kind: bytes
    content: bytes


class _Child:
    """A process that waits for files to read."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        folders = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - sys.path is text, "" the folder here
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own words
            [sys.executable, "-I", "-S", "-c", _START, *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._late = False

    def alive(self) -> bool:
        """True if it is this process's own, and waits."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, job: Job) -> _Reply:
        """Return its reply; raises _Lost, and then it is dead."""
        timer = threading.Timer(job.seconds, self._stop_late)
        timer.start()
        try:
            self._send(job)
            head = self._read(HEAD.size)
            kind, leaves, length = HEAD.unpack(head) if len(head) == HEAD.size else (b"", True, 0)
            content = self._read(length) if length <= LIMITS.answer_bytes else b""
        finally:
            timer.cancel()
            timer.join()
        if kind and len(content) == length:
            self._settle(leaves=leaves or self._late)
            return _Reply(kind, content)
        self.close()
        raise _Lost(_TOO_MUCH if kind and length > LIMITS.answer_bytes else self._reason(job))

    def close(self) -> None:
        """Stop it and wait until it is gone."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not sent goes nowhere
                    stream.close()
        self._process.wait()

    def _settle(self, *, leaves: bool) -> None:
        if leaves or len(_IDLE) >= KEPT:
            self.close()
        else:
            _IDLE.append(self)

    def _reason(self, job: Job) -> Text:
        spent = self._late or self._process.returncode == -getattr(signal, "SIGXCPU", 0)
        late = Text(f"{job.seconds:g} 秒内未能读完, 已停止", f"it was not read within {job.seconds:g} s")
        return late if spent else _CRASHED

    def _stop_late(self) -> None:
        self._late = True
        self._process.kill()

    def _send(self, job: Job) -> None:
        asked = pickle.dumps((job.function, job.argument, job.seconds, job.memory_bytes))
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it died: nothing will be there to read
            self._process.stdin.write(LENGTH.pack(len(asked)))
            self._process.stdin.write(asked)
            self._process.stdin.flush()

    def _read(self, length: int) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.read(length)


_IDLE: list[_Child] = []
atexit.register(stop)


def _idle() -> _Child | None:
    """Return an idle process for this thread alone, None where there is none: several threads may ask at once."""
    try:
        return _IDLE.pop()
    except IndexError:
        return None


def _ask(job: Job) -> _Reply:
    while (child := _idle()) is not None:
        if child.alive():
            return child.ask(job)
        if child.owner == os.getpid():
            child.close()
    return _Child().ask(job)


class _Plain(pickle.Unpickler):
    """Reads an answer of plain data: no class is named in it but a date's or a time's."""

    def find_class(self, module: str, name: str) -> object:
        """Return the class, or raise UnpicklingError."""
        if (module, name) not in PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name} is not plain data")
        return super().find_class(module, name)


def _plain(content: bytes) -> object:
    try:
        return _Plain(io.BytesIO(content)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise _Lost(_CRASHED) from error
