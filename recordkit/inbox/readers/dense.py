"""The rows of a sheet as they are read: counted from row 1, ragged to the right, within guard's limits.

Law: a row is added only when the box of all cells so far is within the limit; what <dimension> claims is never read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.workbook import refuse_box
from recordkit.inbox.readers.grids import Grid, Row


@dataclass(slots=True)
class Rows:
    """The rows read so far; those that hold nothing share one empty row."""

    file: str
    limits: Limits = LIMITS
    rows: list[Row] = field(default_factory=list)
    width: int = 0

    def add(self, number: int, cells: Sequence[Row]) -> None:
        """Add rows that follow one another, the first at `number` (1-based, below all others); raises TooLarge."""
        self.width = max(self.width, *map(len, cells))
        refuse_box(number + len(cells) - 1, self.width, self.limits, self.file)
        self.rows.extend([()] * (number - 1 - len(self.rows)))
        self.rows.extend(cells)

    def grid(self, sheet: str) -> Grid:
        """Return the cells as a grid that begins and ends where something stands."""
        while self.rows and not _filled(self.rows[-1]):
            self.rows.pop()
        top = next((i for i, row in enumerate(self.rows) if _filled(row)), 0)
        left = _left(self.rows)
        rows = self.rows[top:] if top else self.rows
        return Grid(sheet, [row[left:] for row in rows] if left else rows, top=top + 1, left=left + 1)


def _filled(row: Row) -> bool:
    return any(cell is not None for cell in row)


def _left(rows: Sequence[Row]) -> int:
    """Return how many columns at the left are empty in every row."""
    if any(row and row[0] is not None for row in rows):
        return 0
    firsts = (next((i for i, cell in enumerate(row) if cell is not None), None) for row in rows)
    return min((first for first in firsts if first is not None), default=0)
