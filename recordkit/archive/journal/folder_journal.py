"""The journal in a local folder: journal/2023-03.jsonl by the UTC month of the commit, one line a commit.

Law: lines are only added, at the end of the last file; a last line without its newline never happened. A commit whose
clock lags behind the last file's month goes into the last file, so that the files' order is the lines' order.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.archive.journal.journal import (
    BROKEN,
    HeadMoved,
    Placed,
    RawLine,
    checked,
    read_line,
    stated_before,
)
from recordkit.archive.layout import JOURNAL, STAGING
from recordkit.disk import JOURNAL_MODE, make_folders, sync_folder, write_new
from recordkit.domain.chain import BrokenLine, Head, Line, decode_again, link, sha256, utc
from recordkit.domain.entry import Event
from recordkit.errors import ArchiveDamaged

_MONTH = re.compile(r"\d{4}-\d{2}\.jsonl", re.ASCII)
_BLOCK = 1 << 14


class FolderJournal:
    """A Journal in the monthly files of one folder; the archive's lock keeps its writers apart."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / JOURNAL
        self._seen: _End | None = None

    def head(self) -> Head:
        """Return where the journal stands, reading the end of its last file only, and only if it was written to."""
        return self._end().head

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        """Commit the events as one synced line after `expected`; raises HeadMoved.

        A write or sync that fails is taken back, so that the line never happened.
        """
        end = self._end()
        if end.head != expected:
            raise HeadMoved(end.head)
        self._heal(end)
        raw = link(expected, at, events).encode()
        line = decode_again(raw, expected)
        month = self._month_of(at, end.file)
        self._seen = _End(month, _written(month, raw), line.head)
        return line

    def replay(self, after: int = 0) -> Iterator[Line]:
        """Yield the lines after seq `after`; only the files that hold them are read."""
        return checked(self._lines_after(after), after)

    def raw_lines(self) -> Iterator[RawLine]:
        """Yield every line of every month, with its file and line number."""
        for file in self._months():
            for name, number, raw in self._raw(file):
                yield RawLine(f"{name}:{number}", raw)

    def _months(self) -> list[Path]:
        return [self._folder / name for name in sorted(self._month_names())]

    def _month_names(self) -> list[str]:
        try:
            with os.scandir(self._folder) as found:
                return [one.name for one in found if _MONTH.fullmatch(one.name)]
        except FileNotFoundError:
            return []

    def _month_of(self, at: datetime, last: Path | None) -> Path:
        month = self._folder / f"{utc(at)[:7]}.jsonl"
        return month if last is None else max(month, last)

    def _raw(self, file: Path, offset: int = 0, number: int = 1) -> Iterator[Placed]:
        name = f"{JOURNAL}/{file.name}"
        with file.open("rb") as lines:
            lines.seek(offset)
            for count, raw in enumerate(lines, number):
                yield name, count, raw

    def _lines_after(self, after: int) -> Iterator[Placed]:
        months = self._months()
        start = self._holding(months, after + 1) if after else 0
        for index, file in enumerate(months[start:], start):
            lines = self._raw_from(file, after + 1) if after and index == start else self._raw(file)
            if index < len(months) - 1:
                yield from lines
            else:
                yield from (line for line in lines if line[2].endswith(b"\n"))  # a torn end never happened

    def _raw_from(self, file: Path, seq: int) -> Iterator[Placed]:
        with file.open("rb") as lines:
            first = lines.readline()
        number = max(1, seq - self._seq(file, first) + 1) if first.endswith(b"\n") else 1
        return self._raw(file, self._offset(file, seq), number)

    def _holding(self, months: Sequence[Path], seq: int) -> int:
        """Return which of the months holds line `seq`: the last whose first line is not beyond it."""
        for index in reversed(range(len(months))):
            with months[index].open("rb") as file:
                raw = file.readline()
            if raw.endswith(b"\n") and self._seq(months[index], raw) <= seq:
                return index
        return 0

    def _offset(self, file: Path, seq: int) -> int:
        """Return the byte where line `seq` begins in `file`, by bisection: lines are in order of their seq."""
        low, high = 0, file.stat().st_size
        with file.open("rb") as lines:
            while low < high:
                middle = (low + high) // 2
                lines.seek(middle)
                if middle:
                    lines.seek(middle - 1)
                    lines.readline()
                begins, raw = lines.tell(), lines.readline()
                if not raw.endswith(b"\n") or begins >= high or self._seq(file, raw) >= seq:
                    high = middle
                else:
                    low = begins + len(raw)
        return low

    def _seq(self, file: Path, raw: bytes) -> int:
        try:
            return stated_before(raw).seq + 1
        except BrokenLine as broken:
            raise self._damaged(file, raw, broken) from None

    def _decoded(self, file: Path, raw: bytes) -> Line:
        try:
            return read_line(raw, stated_before(raw))
        except BrokenLine as broken:
            raise self._damaged(file, raw, broken) from None

    def _damaged(self, file: Path, raw: bytes, broken: BrokenLine) -> ArchiveDamaged:
        alike = (f"{name}:{number}" for name, number, found in self._raw(file) if found == raw)
        place = next(alike, f"{JOURNAL}/{file.name}")
        return ArchiveDamaged(where=place, what=BROKEN[broken.reason])

    def _end(self) -> "_End":
        """Return how the journal ends: as it was seen, if its last file is what it was then."""
        names = self._month_names()
        if not names:
            return _End(None, (0, 0, 0), Head())
        file = self._folder / max(names)
        state = _state(file.stat())
        if self._seen is None or (self._seen.file, self._seen.state) != (file, state):
            self._seen = _End(file, state, self._last_head(), torn=_torn_end(file))
        return self._seen

    def _last_head(self) -> Head:
        for file in reversed(self._months()):
            if raw := _last_line(file):
                return self._decoded(file, raw).head
        return Head()

    def _heal(self, end: "_End") -> None:
        """Take a torn end away before the next line is written, keeping a copy in .staging/."""
        if end.file is None or not end.torn:
            return
        copy = self._root / STAGING / f"torn-{end.file.stem}-{sha256(end.torn)[:8]}"
        make_folders(copy.parent)
        if not copy.exists():
            write_new(copy, [end.torn])
            sync_folder(copy.parent)
        _cut(end.file, end.file.stat().st_size - len(end.torn))


@dataclass(frozen=True, slots=True)
class _End:
    """How the last file ends: its head, what follows its last newline, and the file's state when that was read."""

    file: Path | None
    state: tuple[int, int, int]
    head: Head
    torn: bytes = b""


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _written(file: Path, raw: bytes) -> tuple[int, int, int]:
    """Add a line to the file, synced, and return the file's state then."""
    make_folders(file.parent)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), JOURNAL_MODE)
    try:
        _add(handle, file, raw)
        return _state(os.fstat(handle))
    finally:
        os.close(handle)


def _add(handle: int, file: Path, raw: bytes) -> None:
    before = os.fstat(handle).st_size
    try:
        _write_all(handle, raw)
        os.fsync(handle)
        if before == 0:
            sync_folder(file.parent)
    except OSError:
        os.ftruncate(handle, before)
        with contextlib.suppress(OSError):
            os.fsync(handle)
        raise


def _write_all(handle: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _cut(file: Path, size: int) -> None:
    with file.open("rb+") as handle:
        handle.truncate(size)
        os.fsync(handle.fileno())


def _last_line(file: Path) -> bytes:
    """Return the last whole line of `file`, read from its end; b"" if it has none."""
    tail = b""
    with file.open("rb") as handle:
        end = handle.seek(0, os.SEEK_END)
        while end > 0:
            begin = max(0, end - _BLOCK)
            handle.seek(begin)
            tail = handle.read(end - begin) + tail
            end = begin
            whole = tail[: tail.rfind(b"\n") + 1]
            if whole and (begin == 0 or b"\n" in whole[:-1]):
                return whole[whole[:-1].rfind(b"\n") + 1 :]
    return b""


def _torn_end(file: Path) -> bytes:
    """Return what follows the last newline of `file`."""
    tail = b""
    with file.open("rb") as handle:
        end = handle.seek(0, os.SEEK_END)
        while end > 0 and b"\n" not in tail:
            begin = max(0, end - _BLOCK)
            handle.seek(begin)
            tail = handle.read(end - begin) + tail
            end = begin
    return tail[tail.rfind(b"\n") + 1 :]
