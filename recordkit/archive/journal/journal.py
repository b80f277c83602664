"""What happened, line by line: a Journal appends at an expected head and replays, and never changes what it holds.

Law: a line stands whole and durable, or it never happened. A bucket, one line an object, is another implementor.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from recordkit.domain.chain import BrokenLine, Head, Line, decode, decode_again
from recordkit.domain.entry import Event
from recordkit.errors import ArchiveDamaged
from recordkit.wording import Text

BROKEN = {
    "torn": Text("该行没有换行符(写入中断)", "the line has no newline (its writing was cut off)"),
    "unreadable": Text("该行无法读取", "the line cannot be read"),
    "sequence": Text("行号不连续", "the line is out of sequence"),
    "link": Text("与前一行的哈希不衔接", "the line does not follow the hash of the line before"),
    "hash": Text("内容与该行的哈希不符", "the line is not what its hash was made from"),
}


SENSELESS = Text("该行的事件无法理解", "the events of the line make no sense")


_NONSENSE = (ValueError, TypeError, RecursionError)
Placed = tuple[str, int, bytes]
"""A line as it lies: its file, its number there, its bytes."""


class HeadMoved(Exception):
    """Somebody else appended first; `head` is where the journal stands now."""

    def __init__(self, head: Head) -> None:
        self.head = head
        super().__init__(f"the journal stands at {head.seq}")


class RawLine(NamedTuple):
    """A line as it lies: `place` is its file, or its file and line number (journal/2023-03.jsonl:12)."""

    place: str
    raw: bytes

    @property
    def file(self) -> str:
        """The file it lies in."""
        return self.place.rpartition(":")[0] or self.place


class Journal(Protocol):
    """Lines chained by hash, counted from 1."""

    def head(self) -> Head:
        """Return where the journal stands; Head() when it is empty; raises ArchiveDamaged if its last line is."""
        ...

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        """Commit the events as one line after `expected`, durable when it returns; raises HeadMoved."""
        ...

    def replay(self, after: int = 0) -> Iterator[Line]:
        """Yield the lines after seq `after`, each checked against the one before; raises ArchiveDamaged."""
        ...

    def raw_lines(self) -> Iterator[RawLine]:
        """Yield every line as it lies, a torn one too, unchecked: what verify reads."""
        ...


def checked(lines: Iterable[Placed], after: int) -> Iterator[Line]:
    """Yield the lines decoded, each against the one before (the first of a later start against its own `prev`)."""
    before: Head | Line | None = Head() if after == 0 else None
    for file, number, raw in lines:
        try:
            before = decode_again(raw, before or stated_before(raw, after))
        except BrokenLine as broken:
            raise ArchiveDamaged(where=f"{file}:{number}", what=BROKEN[broken.reason]) from None
        except _NONSENSE:
            raise ArchiveDamaged(where=f"{file}:{number}", what=BROKEN["unreadable"]) from None
        yield before


def read_line(raw: bytes, head: Head) -> Line:
    """Return the line that follows `head`, its form checked too; raises BrokenLine, whatever nonsense the bytes hold."""
    try:
        return decode(raw, head)
    except BrokenLine:
        raise
    except _NONSENSE:
        raise BrokenLine("unreadable") from None


def stated_before(raw: bytes, after: int | None = None) -> Head:
    """Return the head that a line says it follows: its own `prev`, and its own seq unless `after` is known."""
    try:
        fields = json.loads(raw)
        return Head(int(fields["seq"]) - 1 if after is None else after, str(fields["prev"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenLine("unreadable") from None
