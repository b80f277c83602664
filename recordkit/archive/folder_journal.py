"""The journal in a local folder: journal/2023-03.jsonl by the UTC month of the commit, one line a commit.

Law: lines are only added, at the end of the last file; a last line without its newline never happened. A commit whose
clock lags behind the last file's month goes into the last file, so that the files' order is the lines' order.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from recordkit.archive.journal import BROKEN, HeadMoved, RawLine, checked, read_line, stated_before
from recordkit.archive.layout import JOURNAL, STAGING
from recordkit.disk import JOURNAL_MODE, make_folders, sync_folder, write_new
from recordkit.domain.chain import BrokenLine, Head, Line, decode, link, sha256, utc
from recordkit.domain.entry import Event
from recordkit.errors import ArchiveDamaged

_MONTH = re.compile(r"\d{4}-\d{2}\.jsonl", re.ASCII)
_BLOCK = 1 << 14


class FolderJournal:
    """A Journal in the monthly files of one folder; the archive's lock keeps its writers apart."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / JOURNAL

    def head(self) -> Head:
        """Return where the journal stands, reading the end of its last file only."""
        for file in reversed(self._months()):
            if raw := _last_line(file):
                return self._decoded(file, raw).head
        return Head()

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        """Commit the events as one synced line after `expected`; raises HeadMoved.

        A write or sync that fails is taken back, so that the line never happened.
        """
        head = self.head()
        if head != expected:
            raise HeadMoved(head)
        self._heal()
        raw = link(expected, at, events).encode()
        line = decode(raw, expected)
        _write(self._month_of(at), raw)
        return line

    def replay(self, after: int = 0) -> Iterator[Line]:
        """Yield the lines after seq `after`; only the files that hold them are read."""
        return checked(self._lines_after(after), after)

    def raw_lines(self) -> Iterator[RawLine]:
        """Yield every line of every month, with its file and line number."""
        for file in self._months():
            yield from self._raw(file)

    def _months(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if _MONTH.fullmatch(path.name))

    def _month_of(self, at: datetime) -> Path:
        month = self._folder / f"{utc(at)[:7]}.jsonl"
        return max([month, *self._months()[-1:]])

    def _raw(self, file: Path, offset: int = 0, number: int = 1) -> Iterator[RawLine]:
        with file.open("rb") as lines:
            lines.seek(offset)
            for count, raw in enumerate(lines, number):
                yield RawLine(f"{JOURNAL}/{file.name}:{count}", raw)

    def _lines_after(self, after: int) -> Iterator[RawLine]:
        months = self._months()
        start = self._holding(months, after + 1) if after else 0
        for index, file in enumerate(months[start:]):
            lines = self._raw_from(file, after + 1) if after and index == 0 else self._raw(file)
            for found in lines:
                if file == months[-1] and not found.raw.endswith(b"\n"):
                    return
                yield found

    def _raw_from(self, file: Path, seq: int) -> Iterator[RawLine]:
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
        place = next((found.place for found in self._raw(file) if found.raw == raw), f"{JOURNAL}/{file.name}")
        return ArchiveDamaged(where=place, what=BROKEN[broken.reason])

    def _heal(self) -> None:
        """Take a torn end away before the next line is written, keeping a copy in .staging/."""
        for file in self._months()[-1:]:
            torn = _torn_end(file)
            if not torn:
                continue
            copy = self._root / STAGING / f"torn-{file.stem}-{sha256(torn)[:8]}"
            make_folders(copy.parent)
            if not copy.exists():
                write_new(copy, [torn])
                sync_folder(copy.parent)
            _cut(file, file.stat().st_size - len(torn))


def _write(file: Path, raw: bytes) -> None:
    make_folders(file.parent)
    fresh = not file.exists()
    before = 0 if fresh else file.stat().st_size
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), JOURNAL_MODE)
    try:
        _write_all(handle, raw)
        os.fsync(handle)
        if fresh:
            sync_folder(file.parent)
    except OSError:
        os.ftruncate(handle, before)
        raise
    finally:
        os.close(handle)


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
