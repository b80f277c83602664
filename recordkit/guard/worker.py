"""The other end of guard/child.py: waits for jobs on its standard input, works within their limits, answers.

Law: one job, one answer; when a limit on memory or processor time cannot be kept, the process dies rather than answer.
"""

import importlib
import os
import pickle
import signal
import struct
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from recordkit.errors import NotReadable
from recordkit.wording import Text

# Windows has no such module: there the time limit of the waiting side holds alone.
resource: Any = importlib.import_module("resource") if os.name == "posix" else None

ANSWER, REFUSED, NO_MEMORY, FAILED = b"A", b"R", b"M", b"F"
LENGTH = struct.Struct(">Q")
HEAD = struct.Struct(">c?Q")  # kind, whether this process leaves, length
LEAVES_AT = 300 << 20  # bytes that it holds after a file: then it makes place for a fresh one
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done: a function by its import path, the bytes or path of a file, seconds, and bytes of memory."""

    function: str
    argument: bytes | str
    seconds: float
    memory_bytes: int


def main() -> None:
    """Answer jobs until the standard input ends."""
    for request in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # meant for the waiting side, which finishes this file first
        signal.signal(request, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints goes where its errors go
    while job := _next(sys.stdin.buffer):
        limit(job)
        kind, said = work(job)
        leaves = _is_large()
        content = _packed(said)
        answers.write(HEAD.pack(kind, leaves, len(content)))
        answers.write(content)
        answers.flush()
        if leaves:
            return


def work(job: Job) -> tuple[bytes, object]:
    """Return the kind of answer and the answer."""
    module, _, name = job.function.partition(":")
    try:
        return ANSWER, getattr(importlib.import_module(module), name)(job.argument)
    except NotReadable as refusal:
        reason = refusal.facts["reason"]
        return REFUSED, (reason.zh, reason.en) if isinstance(reason, Text) else (str(reason), str(reason))
    except MemoryError:
        return NO_MEMORY, None
    except Exception:  # noqa: BLE001 - the waiting side raises it again, traceback and all
        return FAILED, traceback.format_exc()


def limit(job: Job) -> None:
    """Set this process's memory, and the processor time from now on."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    for what, much in (
        (resource.RLIMIT_AS, job.memory_bytes),
        (resource.RLIMIT_CPU, int(spent + job.seconds) + 2),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (much if hard == resource.RLIM_INFINITY else min(much, hard), hard))


def _next(asked: BinaryIO) -> Job | None:
    length = asked.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    content = asked.read(LENGTH.unpack(length)[0])
    return Job(*pickle.loads(content))  # noqa: S301 - our own parent wrote it


def _packed(said: object) -> bytes:
    return pickle.dumps(said, protocol=5)


def _is_large() -> bool:
    # What it holds now: the peak that the system counts is, for a child, at first that of its parent.
    try:
        return bool(int(STATM.read_text("ascii").split()[1]) * resource.getpagesize() > LEAVES_AT)
    except OSError:
        return (
            True  # no such file outside Linux: it leaves after every file, which is slower there, and sound
        )
