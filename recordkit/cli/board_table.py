"""The board's table for a terminal: a line a department, a sign a period, as many of the latest periods as fit its width.

Law: a line never takes more display cells than the terminal has; what does not fit goes into a table below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text as Styled

from recordkit.actions.status import Board
from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.domain.duties import Row, Standing
from recordkit.domain.periods import Period, PeriodKind
from recordkit.wording import Text

STYLES = {
    Standing.LATE: "bold red",
    Standing.DUE: "yellow",
    Standing.MET_LATE: "magenta",
    Standing.PROVISIONAL: "cyan",
    Standing.UPCOMING: "dim",
    Standing.MET: "green",
    Standing.WAIVED: "dim",
}
DEPARTMENT = Text("科室", "department")
MOST: Mapping[PeriodKind, int] = {"week": 12, "month": 12, "quarter": 6, "year": 4}
LEAST = 4
"""Periods of a duty that are shown where there is room, and how few before a second table begins."""
CELL, GAP, LONGEST_NAME, LONGEST_LABEL = 3, 2, 24, 18
Cells = Mapping[tuple[str, str, Period], Row]


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one duty, the oldest first."""

    kind: str
    label: str
    periods: tuple[Period, ...]

    @property
    def width(self) -> int:
        """How many display cells it takes."""
        return max(len(self.periods) * CELL, min(cell_len(self.label), LONGEST_LABEL))

    def last(self, count: int) -> "Group":
        """Return the group with its latest periods only."""
        return Group(self.kind, self.label, self.periods[-count:])


def table_lines(board: Board, words: Words, width: int) -> Iterator[Styled]:
    """Yield the lines of the table, or of several, none wider than `width` display cells."""
    rows = [row for row in board.rows if row.duty.period is not None]
    if not rows:
        return
    departments = list(dict.fromkeys(row.duty.department for row in rows))
    name = min(
        max(cell_len(each) for each in (*departments, DEPARTMENT.say(words.lang))), LONGEST_NAME, width // 3
    )
    cells = {(row.duty.kind, row.duty.department, row.duty.period): row for row in rows if row.duty.period}
    for band in fitted(_groups(board, cells, words), width - name):
        yield Styled()
        yield from _head(band, name, words)
        owing = {department for kind, department, _ in cells if any(group.kind == kind for group in band)}
        for department in departments:
            if department in owing:
                yield _line(department, band, cells, name)


def fitted(groups: Sequence[Group], width: int) -> list[list[Group]]:
    """Return the groups cut to what fits side by side in `width`, over several tables where few periods are too many."""
    cut = list(groups)
    while _wide(cut) > width and (longest := max(cut, key=lambda group: len(group.periods))).periods[LEAST:]:
        cut[cut.index(longest)] = longest.last(len(longest.periods) - 1)
    if _wide(cut) <= width:
        return [cut]
    bands: list[list[Group]] = [[]]
    for group in groups:
        one = group.last(max((width - GAP) // CELL, 1))
        if bands[-1] and _wide([*bands[-1], one]) > width:
            bands.append([])
        bands[-1].append(one)
    return bands


def _wide(groups: Sequence[Group]) -> int:
    return sum(group.width + GAP for group in groups)


def _groups(board: Board, cells: Cells, words: Words) -> list[Group]:
    periods: dict[str, set[Period]] = {}
    for kind, _, period in cells:
        periods.setdefault(kind, set()).add(period)
    return [
        Group(kind, board.labels[kind].say(words.lang), tuple(sorted(found)[-MOST[next(iter(found)).kind] :]))
        for kind, found in periods.items()
    ]


def _head(band: Sequence[Group], name: int, words: Words) -> Iterator[Styled]:
    """Yield the duties' names, the years where they change, and the periods."""
    lines = [" " * name, " " * name, set_cell_size(DEPARTMENT.say(words.lang), name)]
    for group in band:
        years = [each.year for each in group.periods]
        changes = [years[i - 1 : i] != [year] for i, year in enumerate(years)]
        changes[0] = years[0] == years[min(1, len(years) - 1)]  # two marks side by side would touch
        marks = (f"'{y % 100:02d}" if new else "" for y, new in zip(years, changes, strict=True))
        shown = (
            _cut(group.label, group.width),
            "".join(mark.ljust(CELL) for mark in marks),
            "".join(words.short_period(period).ljust(CELL) for period in group.periods),
        )
        lines = [
            line + " " * GAP + set_cell_size(each, group.width)
            for line, each in zip(lines, shown, strict=True)
        ]
    yield Styled(lines[0].rstrip(), style="bold")
    yield Styled(lines[1].rstrip(), style="dim")
    yield Styled(lines[2].rstrip(), style="dim")


def _line(department: str, band: Sequence[Group], cells: Cells, name: int) -> Styled:
    line = Styled(set_cell_size(_cut(department, name), name))
    for group in band:
        line.append(" " * GAP)
        for period in group.periods:
            row = cells.get((group.kind, department, period))
            sign = SIGNS[row.standing] + "?" * row.doubtful if row else ""
            line.append(sign, style=STYLES[row.standing] if row else "")
            line.append(" " * (CELL - len(sign)))
        line.append(" " * (group.width - CELL * len(group.periods)))
    line.rstrip()
    return line


def _cut(text: str, width: int) -> str:
    """Return the text in at most `width` display cells, an ellipsis where something was left out."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
