"""Where a sheet's rows went when its blocks were repeated: recorded while rendering, asked while writing.

Rows are 1-based. Copy 0 is the whole sheet; each turn of a block is a copy of its own, nested copies inside it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from recordkit.documents.cells import Content

Span = tuple[int, int]  # first and last row, both included
LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Block:
    """A repeated or conditional block of a sheet: the rows between its tag rows, both left out."""

    number: int
    first: int
    last: int


@dataclass(slots=True)
class Placing:
    """Template rows `first`..`last` placed from row `number` on, in the copies named from outside inwards."""

    first: int
    last: int
    number: int
    copies: tuple[int, ...]
    blank: bool = False
    values: dict[int, Content] = field(default_factory=dict)


class Growth:
    """The record of one sheet's rendering, and the answers to where a row stands now."""

    def __init__(self, blocks: Sequence[Block], absent: frozenset[int]) -> None:
        self.placings: list[Placing] = []
        self.blocks = blocks
        self._inside = absent  # tag rows and rows in blocks: they may have no place
        self._next = 1
        self._copies: list[int] = [0]
        self._made = 0
        self._turns: dict[int, list[int]] = {}
        self._spans: dict[int, dict[int, Span]] = {0: {}}
        self._anchors: list[int] = []

    def enter(self, block: int) -> None:
        """Begin a turn of `block`."""
        self._made += 1
        self._copies.append(self._made)
        self._turns.setdefault(block, []).append(self._made)
        self._spans[self._made] = {}

    def leave(self) -> None:
        """End the innermost turn."""
        self._copies.pop()

    def place(self, first: int, last: int, *, blank: bool = False) -> None:
        """Place template rows `first`..`last` next."""
        placing = Placing(first, last, self._next, tuple(self._copies), blank)
        self.placings.append(placing)
        self._next += last - first + 1
        if self._next > LAST_ROW + 1:
            raise ValueError(f"more than {LAST_ROW} rows")
        rows = range(first, last + 1) if len(self._copies) > 1 else (first,)
        for copy in self._copies:
            spans = self._spans[copy]
            for row in rows:
                number = placing.number + row - first
                spans[row] = (spans.get(row, (number, number))[0], number)

    def put(self, column: int, content: Content) -> None:
        """Give the row placed last its content in that column."""
        self.placings[-1].values[column] = content

    def finish(self, after: int) -> None:
        """Say that template row `after` and all behind it follow the last row placed."""
        self._spans[0][after] = (self._next, self._next)
        self._anchors = sorted(self._spans[0])

    @property
    def height(self) -> int:
        """Return the number of the last row placed, at least 1."""
        return max(1, self._next - 1)

    def span(self, first: int, last: int, copies: Sequence[int] = ()) -> Span | None:
        """Return where template rows `first`..`last` are now, or None when none of them is left.

        With `copies`, rows of the same turn are meant where the innermost copy has them.
        """
        while first <= last and self._gone(first):
            first += 1
        while last >= first and self._gone(last):
            last -= 1
        if first > last:
            return None
        return self._at(first, copies)[0], min(LAST_ROW, self._at(last, copies)[1])

    def turns(self, first: int, last: int) -> list[Span]:
        """Return where the rows are in every turn of the innermost block that holds them all, else where they are now."""
        block = self._innermost(first, last)
        if block is None:
            whole = self.span(first, last)
            return [] if whole is None else [whole]
        found = [self._within(copy, first, last) for copy in self._turns.get(block.number, [])]
        return [span for span in found if span is not None]

    def cover(self, first: int, last: int) -> list[Span]:
        """Return the rows that a rule for template rows `first`..`last` covers now, neighbours joined."""
        joined: list[Span] = []
        for start, stop in self.turns(first, last):
            if joined and joined[-1][1] + 1 == start:
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        return joined

    def _gone(self, row: int) -> bool:
        return row in self._inside and row not in self._spans[0]

    def _at(self, row: int, copies: Sequence[int]) -> Span:
        for copy in reversed(copies):
            if row in self._spans[copy]:
                return self._spans[copy][row]
        anchor = self._anchors[bisect_right(self._anchors, row) - 1]
        first, last = self._spans[0][anchor]
        return first + row - anchor, last + row - anchor

    def _innermost(self, first: int, last: int) -> Block | None:
        holding = [block for block in self.blocks if block.first <= first and last <= block.last]
        return max(holding, key=lambda block: block.first, default=None)

    def _within(self, copy: int, first: int, last: int) -> Span | None:
        rows = [row for row in range(first, last + 1) if row in self._spans[copy]]
        return (self._spans[copy][rows[0]][0], self._spans[copy][rows[-1]][1]) if rows else None
