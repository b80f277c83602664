"""The journal in memory: the folder journal's full twin, for tests and trials."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from recordkit.archive.journal.journal import HeadMoved, RawLine, checked
from recordkit.domain.chain import Head, Line, decode, link
from recordkit.domain.entry import Event

_FILE = "journal/memory.jsonl"


class MemoryJournal:
    """A Journal whose lines are a list's."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._head = Head()

    def head(self) -> Head:
        """Return where the journal stands."""
        return self._head

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        """Commit the events as one line after `expected`; raises HeadMoved."""
        if expected != self._head:
            raise HeadMoved(self._head)
        raw = link(expected, at, events).encode()
        line = decode(raw, expected)
        self._lines.append(raw)
        self._head = line.head
        return line

    def replay(self, after: int = 0) -> Iterator[Line]:
        """Yield the lines after seq `after`."""
        lines = list(enumerate(self._lines, 1))[after:]
        return checked(((_FILE, number, raw) for number, raw in lines), after)

    def raw_lines(self) -> Iterator[RawLine]:
        """Yield every line; its place is its number."""
        return (RawLine(f"{_FILE}:{n}", raw) for n, raw in enumerate(self._lines, 1))
