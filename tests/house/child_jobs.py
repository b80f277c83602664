"""Functions that tests let a child process do: plain ones, and every way in which a parser comes to grief."""

import ctypes
import io
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from recordkit.guard.limits import LIMITS
from recordkit.guard.refusals import unreadable
from recordkit.wording import Text


def count(content: bytes) -> tuple[int, datetime, list[str]]:
    return len(content), datetime(2026, 11, 21, tzinfo=None), [content.decode()]  # noqa: DTZ001 - a plain value


def pid(_content: bytes) -> int:
    return os.getpid()


def first_line(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").splitlines()[0]


def talk(content: bytes) -> int:
    sys.stdout.write("一个爱说话的解析器" * 1_000)
    os.write(1, b"x" * 10_000)
    return len(content)


def refuse(_content: bytes) -> None:
    raise unreadable("", Text("坏了", "it is spoilt"))


def hang(_content: bytes) -> None:
    time.sleep(600)


def spin(_content: bytes) -> None:
    while True:
        pass


def allocate(_content: bytes) -> int:
    return len(bytearray(8 * 1024**3))


def abort(_content: bytes) -> None:
    os.abort()


def leave(_content: bytes) -> None:
    os._exit(0)


def crash(_content: bytes) -> int:
    return ctypes.string_at(0)[0]


def flood(_content: bytes) -> bytes:
    return bytes(LIMITS.answer_bytes)


def fail(_content: bytes) -> None:
    raise ZeroDivisionError("our own fault")


def foreign(_content: bytes) -> object:
    return Path("/")


def zoned(_content: bytes) -> object:
    return datetime(2026, 11, 21, tzinfo=UTC)


def calamine(content: bytes) -> int:
    return len(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())


class Deadly:
    """Something that no process survives reading."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return os.abort, ()
