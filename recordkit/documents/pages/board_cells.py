"""The cells of the status page: short markup, since a board of many departments has tens of thousands of them.

Law: a cell is a colour, a sign and a word; text from outside is escaped here and nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.documents.pages.punctuality import Tally
from recordkit.domain.duties import Row
from recordkit.domain.periods import Period, PeriodKind

WINDOW: Mapping[PeriodKind, int] = {"week": 6, "month": 6, "quarter": 3, "year": 2}
"""Periods of a duty in the table of all departments; a department's own page has twice as many where there is room."""
HINTED = 2500
"""Cells up to which each tells on a click which document came and when; a larger board would weigh too much."""


@dataclass(frozen=True, slots=True)
class Column:
    """One period of one duty, and the day on which it falls due."""

    period: Period
    due: date


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one duty, the latest first; `place` counts groups from 0."""

    place: int
    kind: str
    label: str
    columns: tuple[Column, ...]

    def latest(self, count: int) -> "Group":
        """Return the group with its latest columns only."""
        return Group(self.place, self.kind, self.label, self.columns[:count])


Placed = Mapping[tuple[str, str, Period], Row]
"""The board's rows by duty, department and period."""


def groups_of(rows: Iterable[Row], labels: Mapping[str, str]) -> tuple[Group, ...]:
    """Return each duty's periods, the latest first, the duties in the rows' order."""
    columns: dict[str, dict[Period, Column]] = {}
    for row in rows:
        duty = row.duty
        if duty.period is not None:
            mine = columns.setdefault(duty.kind, {})
            if duty.period not in mine:
                mine[duty.period] = Column(duty.period, duty.falls.day)
    return tuple(
        Group(
            place,
            kind,
            labels[kind],
            tuple(columns[kind][each] for each in sorted(columns[kind], reverse=True)),
        )
        for place, kind in enumerate(columns)
    )


def windowed(groups: Iterable[Group], times: int = 1) -> tuple[Group, ...]:
    """Return the groups with the periods that are shown."""
    return tuple(group.latest(times * WINDOW[group.columns[0].period.kind]) for group in groups)


class Cells:
    """What writes cells: each look once, so that the thousands that are alike cost nothing."""

    def __init__(self, words: Words, placed: Placed, *, hints: bool) -> None:
        self._words, self._placed, self._hints = words, placed, hints
        self._known: dict[tuple[object, ...], str] = {}
        self._none = (
            f'<td class=none title="{escape(words.say("不需要交", "not owed"))}">/'
            if hints
            else "<td class=none>/"
        )

    def line(self, department: str, groups: Sequence[Group]) -> Markup:
        """Return a department's cells of all groups, one after the other."""
        return Markup("").join(self.group(department, group) for group in groups)

    def group(self, department: str, group: Group) -> Markup:
        """Return a department's cells of one duty."""
        found = (self._placed.get((group.kind, department, column.period)) for column in group.columns)
        return Markup("".join(self._cell(row, group) if row else self._none for row in found))  # noqa: S704 - escaped below

    def _cell(self, row: Row, group: Group) -> str:
        said = self._said(row)
        if not self._hints:
            return f"<td class={row.standing}>{said}"
        hint = escape(self._words.hint(row, group.label))
        return f'<td class={row.standing} title="{hint}">{said}'

    def _said(self, row: Row) -> str:
        look = row.standing, row.late_by, row.duty.falls.last, row.doubtful
        known = self._known.get(look)
        if known is None:
            doubt = " <b>?</b>" if row.doubtful else ""
            known = f"{SIGNS[row.standing]} {escape(self._words.how(row))}{doubt}"
            self._known[look] = known
        return known


def heat_cells(tallies: Iterable[Tally]) -> Markup:
    """Return a line of the heat map: so many of so many in time."""
    cells = (
        f"<td class=s{tally.step}>{tally.met}/{tally.decided}" if tally.decided else "<td>–"
        for tally in tallies
    )
    return Markup("".join(cells))  # noqa: S704 - numbers
