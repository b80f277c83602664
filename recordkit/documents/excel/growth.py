"""Where a sheet's rows went when its blocks were repeated: recorded while rendering, asked while writing.

Rows are 1-based. Each turn of a block is a copy of its own, nested copies inside it; like turns one after the other
are counted, not listed, so that a million rows take the room of one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]  # first and last row, both included
Spans = dict[int, Span]  # template row -> where it went
Copies = Sequence[
    Mapping[int, Span | None]
]  # turns from outside inwards; None is a row that the turn left out
LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Block:
    """A repeated or conditional block of a sheet: the rows between its tag rows, both left out."""

    number: int
    first: int
    last: int


@dataclass(slots=True)
class Turns:
    """Like turns of a block one after the other: `count` times `height` rows from `start` on, each of one shape."""

    start: int
    height: int
    shape: Spans  # counted from the turn's first row, which is 0
    count: int = 1

    def goes_on_with(self, row: int, at: int) -> bool:
        """True if a turn of template row `row` alone at `at` is one more of these."""
        return (
            self.height == 1 and self.start + self.count == at and row in self.shape and len(self.shape) == 1
        )

    def spans(self, turn: int) -> Spans:
        """Return where the rows of that turn went; turns count from 0."""
        start = self.start + turn * self.height
        return {row: (first + start, last + start) for row, (first, last) in self.shape.items()}


@dataclass(slots=True)
class _Open:
    """What is being placed now: the whole sheet (block 0) or a turn of a block."""

    block: int
    start: int
    spans: Spans = field(default_factory=dict)


class Growth:
    """The record of one sheet's rendering, and the answers to where a row stands now."""

    def __init__(self, blocks: Sequence[Block], absent: frozenset[int]) -> None:
        self.blocks = blocks
        self._inside = absent  # tag rows and rows in blocks: they may have no place
        self._next = 1
        self._whole: Spans = {}
        self._open = [_Open(0, 1, self._whole)]
        self._turns: dict[int, list[Turns]] = {}
        self._anchors: list[int] = []

    def enter(self, block: int) -> None:
        """Begin a turn of `block`."""
        self._open.append(_Open(block, self._next))

    def leave(self) -> None:
        """End the innermost turn."""
        turn = self._open.pop()
        outer = self._open[-1].spans
        for row, (first, last) in turn.spans.items():
            outer[row] = (outer[row][0] if row in outer else first, last)
        self._count(turn)

    def turn(self, block: int, row: int) -> int:
        """Place a turn of `block` that is the template's row `row` alone, and return where it is."""
        known, at = self._turns.get(block), self._next
        if known is None or not known[-1].goes_on_with(row, at) or at > LAST_ROW:
            self.enter(block)
            self.place(row, row)
            self.leave()
            return at
        known[-1].count += 1
        self._next += 1
        outer = self._open[-1].spans
        outer[row] = (outer[row][0] if row in outer else at, at)
        return at

    def place(self, first: int, last: int) -> int:
        """Place template rows `first`..`last` next, and return where they begin."""
        number = self._next
        self._next += last - first + 1
        if self._next > LAST_ROW + 1:
            raise ValueError(f"more than {LAST_ROW} rows")
        spans = self._open[-1].spans
        rows = range(first, last + 1) if len(self._open) > 1 else (first,)
        for row in rows:
            at = number + row - first
            spans[row] = (spans[row][0] if row in spans else at, at)
        return number

    def finish(self, after: int) -> None:
        """Say that template row `after` and all behind it follow the last row placed."""
        self._whole[after] = (self._next, self._next)
        self._anchors = sorted(self._whole)

    def runs(self, block: int) -> Sequence[Turns]:
        """Return the turns of the block, like ones counted together."""
        return self._turns.get(block, [])

    @property
    def height(self) -> int:
        """Return the number of the last row placed, at least 1."""
        return max(1, self._next - 1)

    def copies_at(self, row: int) -> Copies:
        """Return the turns in which the placed row `row` lies, from outside inwards, as where their rows went."""
        outside_in = sorted(self.blocks, key=lambda block: block.first)
        found = ((block, self._turn_at(self.runs(block.number), row)) for block in outside_in)
        return [
            {**dict.fromkeys(range(block.first, block.last + 1)), **spans}
            for block, spans in found
            if spans is not None
        ]

    def span(self, first: int, last: int, copies: Copies = ()) -> Span | None:
        """Return where template rows `first`..`last` are now, or None when none of them is left.

        With `copies`, rows of the same turn are meant; what that turn left out is gone, whatever other turns have.
        """
        while first <= last and self._gone(first, copies):
            first += 1
        while last >= first and self._gone(last, copies):
            last -= 1
        if first > last:
            return None
        return self._at(first, copies)[0], min(LAST_ROW, self._at(last, copies)[1])

    def turns(self, first: int, last: int) -> Iterator[Span]:
        """Yield where the rows are in every turn of the innermost block that holds them all, else where they are now."""
        block = self._innermost(first, last)
        if block is None:
            whole = self.span(first, last)
            yield from () if whole is None else (whole,)
            return
        for turns in self.runs(block.number):
            rows = [row for row in range(first, last + 1) if row in turns.shape]
            if rows:
                start, stop = turns.shape[rows[0]][0], turns.shape[rows[-1]][1]
                for turn in range(turns.start, turns.start + turns.count * turns.height, turns.height):
                    yield turn + start, turn + stop

    def cover(self, first: int, last: int) -> list[Span]:
        """Return the rows that a rule for template rows `first`..`last` covers now, neighbours joined."""
        joined: list[Span] = []
        for start, stop in self.turns(first, last):
            if joined and joined[-1][1] + 1 == start:
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        return joined

    def _count(self, turn: _Open) -> None:
        height = self._next - turn.start
        if not height:
            return
        start = turn.start
        shape = {row: (first - start, last - start) for row, (first, last) in turn.spans.items()}
        known = self._turns.setdefault(turn.block, [])
        before = known[-1] if known else None
        if (
            before is not None
            and before.start + before.count * before.height == start
            and (before.height, before.shape) == (height, shape)
        ):
            before.count += 1
        else:
            known.append(Turns(start, height, shape))

    def _turn_at(self, known: Sequence[Turns], row: int) -> Spans | None:
        index = bisect_right(known, row, key=lambda turns: turns.start) - 1
        if index < 0:
            return None
        turn = (row - known[index].start) // known[index].height
        return known[index].spans(turn) if turn < known[index].count else None

    def _gone(self, row: int, copies: Copies) -> bool:
        for copy in reversed(copies):
            if row in copy:
                return copy[row] is None
        return row in self._inside and row not in self._whole

    def _at(self, row: int, copies: Copies) -> Span:
        for copy in reversed(copies):
            if (span := copy.get(row)) is not None:
                return span
        anchor = self._anchors[bisect_right(self._anchors, row) - 1]
        first, last = self._whole[anchor]
        return first + row - anchor, last + row - anchor

    def _innermost(self, first: int, last: int) -> Block | None:
        holding = [block for block in self.blocks if block.first <= first and last <= block.last]
        return max(holding, key=lambda block: block.first, default=None)
