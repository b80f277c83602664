"""The status page: what is late, what is due and what came today, in one HTML file that needs nothing else.

Law: the same Page gives the same bytes; whatever a name holds, it stays text; nothing is fetched from anywhere.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from itertools import groupby
from typing import TypeVar

from jinja2 import Environment, StrictUndefined, Template

from recordkit.documents.pages.board_words import SIGNS, Cell, Words
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import Period, PeriodKind
from recordkit.wording import Lang, Text

Said = TypeVar("Said", str, Text | str)
WINDOW: dict[PeriodKind, int] = {"month": 6, "quarter": 3}
LONGEST_LATE = 10  # rows shown at once; the others unfold
LONGEST_TODAY = 50
RULES = {("month", 5): "R29", ("quarter", 10): "R30"}

# What a file name may hold and no page can: bytes that were no text, and control characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Page:
    """What the status page shows; `now` is aware and in the office's zone.

    Lists of documents are (name, by whom, when filed), (name, why it waits), (name, why, when it was returned).
    `health` says what is amiss with the watcher, and is None when it is well.
    """

    unit: str
    now: datetime
    rows: Sequence[Row]
    type_labels: Mapping[str, Text]
    filed_today: Sequence[tuple[str, str, datetime]] = ()
    waiting: Sequence[tuple[str, Text]] = ()
    rejected: Sequence[tuple[str, Text | str, datetime]] = ()
    health: Text | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the page's instant is aware, in the office's zone")


@dataclass(frozen=True, slots=True)
class Column:
    """One period of one type, and the day on which it falls due."""

    period: Period
    due: date


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one type, the latest first; `place` counts groups from 0."""

    place: int
    type: str
    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One department's line: for each group and column a cell, or None where nothing is owed."""

    department: str
    cells: tuple[tuple[int, Cell | None], ...]


def board_page(page: Page, lang: Lang) -> str:
    """Return the status page as one self-contained HTML text in `lang` (R29, R30, C4)."""
    words = Words(lang, page.now)
    groups = _groups(page, words)
    html = _template().render(
        page=page,
        words=words,
        lang=lang,
        signs=SIGNS,
        S=Standing,
        counts=_counts(page.rows, groups),
        late=sorted(_having(page.rows, Standing.LATE), key=lambda row: -row.late_by),
        due=_due(page.rows),
        groups=groups,
        lines=_lines(page, groups, words),
        window=WINDOW,
        rules=_rules(groups, words),
        filed=_newest(page.filed_today),
        rejected=_newest(page.rejected),
        longest_late=LONGEST_LATE,
        longest_today=LONGEST_TODAY,
    )
    return _UNPRINTABLE.sub("\ufffd", html)


@functools.cache
def _template() -> Template:
    source = resources.files("recordkit.documents").joinpath("pages", "board.html.j2").read_text("utf-8")
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return house.from_string(source)


def _label(page: Page, type_key: str, words: Words) -> str:
    return words.spoken(page.type_labels.get(type_key, type_key))


def _having(rows: Iterable[Row], standing: Standing) -> list[Row]:
    return [row for row in rows if row.standing is standing]


def _groups(page: Page, words: Words) -> tuple[Group, ...]:
    """Return each type's latest periods, the types in the rows' order."""
    columns: dict[str, dict[Period, Column]] = {}
    for duty in (row.duty for row in page.rows):
        columns.setdefault(duty.type, {})[duty.period] = Column(duty.period, duty.due)
    return tuple(
        Group(place, key, _label(page, key, words), _latest(columns[key]))
        for place, key in enumerate(columns)
    )


def _latest(columns: Mapping[Period, Column]) -> tuple[Column, ...]:
    periods = sorted(columns, reverse=True)
    return tuple(columns[period] for period in periods[: WINDOW[periods[0].kind]])


def _lines(page: Page, groups: Sequence[Group], words: Words) -> tuple[Line, ...]:
    """Return a line for each department, in the rows' order."""
    placed = {_place(row.duty): row for row in page.rows}
    departments = dict.fromkeys(row.duty.department for row in page.rows)
    return tuple(
        Line(department, tuple(_cells(department, groups, placed, words))) for department in departments
    )


def _cells(
    department: str, groups: Iterable[Group], placed: Mapping[tuple[str, str, Period], Row], words: Words
) -> Iterator[tuple[int, Cell | None]]:
    for group in groups:
        for column in group.columns:
            row = placed.get((group.type, department, column.period))
            yield group.place, words.cell(row, group.label) if row else None


def _place(duty: Duty) -> tuple[str, str, Period]:
    return duty.type, duty.department, duty.period


def _counts(rows: Iterable[Row], groups: Iterable[Group]) -> dict[Standing, int]:
    """Return how many duties stand so: late and due ones all, the others within the columns shown."""
    shown = {(group.type, column.period) for group in groups for column in group.columns}
    counts = dict.fromkeys(Standing, 0)
    for row in rows:
        always = row.standing in {Standing.LATE, Standing.DUE}
        counts[row.standing] += always or (row.duty.type, row.duty.period) in shown
    return counts


def _due(rows: Iterable[Row]) -> list[tuple[Duty, list[str]]]:
    """Return what is due now, the soonest first: one duty of each type and period, and who owes it."""
    due = sorted((row.duty for row in _having(rows, Standing.DUE)), key=_by_due_day)
    grouped = (list(duties) for _, duties in groupby(due, key=_by_due_day))
    return [(duties[0], [duty.department for duty in duties]) for duties in grouped]


def _by_due_day(duty: Duty) -> tuple[date, str, str]:
    return duty.due, duty.type, str(duty.period)


def _newest(items: Iterable[tuple[str, Said, datetime]]) -> list[tuple[str, Said, datetime]]:
    return sorted(items, key=lambda item: item[2], reverse=True)


def _rules(groups: Iterable[Group], words: Words) -> list[str]:
    """Return each type's deadline in words, from its latest column, with the rule that sets it (R29, R30)."""
    return [_rule(group.label, group.columns[0], words) for group in groups]


def _rule(label: str, column: Column, words: Words) -> str:
    kind, days = column.period.kind, (column.due - column.period.end).days + 1
    rule = RULES.get((kind, days), "")
    if kind == "month" and days <= 28:
        said = words.say(
            "{label}: 次月{n}日前, 含当日", "{label}: by day {n} of the next month, that day included",
            label=label, n=days,
        )  # fmt: skip
    else:
        said = words.say(
            "{label}: {kind}结束后{n}日内, 含当日", "{label}: within {n} days of the {kind}'s end, the last day included",
            label=label, n=days, kind=Text("季度", "quarter") if kind == "quarter" else Text("月度", "month"),
        )  # fmt: skip
    return f"{said} ({rule})" if rule else said
