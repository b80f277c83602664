"""A page for each department, in the same file: how it stands, what is late, what is due, its latest periods.

Law: a department's page is reached by its anchor, without a script, and hides everything else; its size is bounded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from recordkit.documents.pages.board_cells import Cells, Column, Group, windowed
from recordkit.documents.pages.board_words import Words
from recordkit.domain.duties import Row, Standing
from recordkit.domain.periods import PeriodKind

ROOMY = 6000
"""Cells up to which a department's page shows twice as many periods as the table of all."""
LONGEST, FEWER, MANY = 10, 4, 60
"""Open things listed on a department's page, and how many where there are more than MANY departments."""
OPEN = (Standing.LATE, Standing.DUE, Standing.PROVISIONAL)


@dataclass(frozen=True, slots=True)
class Task:
    """One open thing on a department's page: what and who, until when and by which rule, how it stands."""

    standing: Standing
    what: str
    due: str
    how: str


@dataclass(frozen=True, slots=True)
class Table:
    """The duties of one kind of period: its columns, and for each duty its name and its cells."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class Department:
    """One department's page; `place` (from 1) makes its anchor, `more` open things are not listed."""

    place: int
    name: str
    counts: Mapping[Standing, int]
    tasks: tuple[Task, ...]
    more: int
    tables: tuple[Table, ...]

    @property
    def anchor(self) -> str:
        """The anchor of its page in the file."""
        return f"d{self.place}"


def departments_of(
    rows: Sequence[Row], groups: Sequence[Group], cells: Cells, words: Words, labels: Mapping[str, str]
) -> tuple[Department, ...]:
    """Return the departments in the rows' order, those that owe something only because of records last."""
    mine: dict[str, list[Row]] = {}
    for row in rows:
        mine.setdefault(row.duty.department, []).append(row)
    shown = windowed(
        groups, 2 if len(mine) * sum(len(g.columns) for g in windowed(groups, 2)) <= ROOMY else 1
    )
    return tuple(
        Department(
            place,
            name,
            Counter(row.standing for row in own),
            *_tasks(own, words, labels, FEWER if len(mine) > MANY else LONGEST),
            tuple(_tables(name, own, shown, cells)),
        )
        for place, (name, own) in enumerate(mine.items(), 1)
    )


def _tasks(
    rows: Iterable[Row], words: Words, labels: Mapping[str, str], most: int
) -> tuple[tuple[Task, ...], int]:
    """Return what is open, the longest late first, then what falls due soonest; and how many more there are."""
    wanted = sorted(
        (row for row in rows if row.standing in OPEN),
        key=lambda row: (OPEN.index(row.standing), -row.late_by, row.duty.due.isoformat()),
    )
    return tuple(_task(row, words, labels) for row in wanted[:most]), max(len(wanted) - most, 0)


def _task(row: Row, words: Words, labels: Mapping[str, str]) -> Task:
    duty = row.duty
    what = f"{labels[duty.kind]} {words.occasion(duty)}" + (f" · {duty.person}" if duty.person else "")
    binding = words.binding(duty.falls)
    due = words.falls(duty.falls) + (f" ({binding})" if binding else "")
    return Task(row.standing, what, due, words.how(row))


def _tables(name: str, rows: Iterable[Row], groups: Iterable[Group], cells: Cells) -> Iterator[Table]:
    owed = {row.duty.kind for row in rows if row.duty.period is not None}
    own = [group for group in groups if group.kind in owed]
    for _, alike in groupby(sorted(own, key=_kind_of), key=lambda group: [c.period for c in group.columns]):
        same = list(alike)
        yield Table(same[0].columns, tuple((group.label, cells.group(name, group)) for group in same))


def _kind_of(group: Group) -> tuple[PeriodKind, str, int]:
    column = group.columns
    return column[0].period.kind, f"{column[0].period}{column[-1].period}", group.place
