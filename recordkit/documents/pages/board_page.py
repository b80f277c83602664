"""The status page: what is late, what is due and what came today, in one HTML file that needs nothing else.

Law: the same Page gives the same bytes; whatever a name holds, it stays text; nothing is fetched from anywhere.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import resources
from itertools import groupby
from typing import TypeVar

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from recordkit.documents.pages.board_cells import (
    HINTED,
    WINDOW,
    Cells,
    Column,
    Group,
    groups_of,
    heat_cells,
    windowed,
)
from recordkit.documents.pages.board_departments import departments_of
from recordkit.documents.pages.board_trend import HIGH, WIDE, bars
from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.documents.pages.punctuality import DEFINITION, punctuality
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import Period, period_of
from recordkit.wording import Lang, Text

Said = TypeVar("Said", str, Text | str)
LONGEST_LATE = 10  # rows shown at once; the others unfold
MOST_LATE = 200  # rows in the page at all: the departments' own pages and the workbook have the others
LONGEST_TODAY = 50
RULES = {("month", 5): "R29", ("quarter", 10): "R30"}

# What a file name may hold and no page can: bytes that were no text, and control characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Page:
    """What the status page shows; `now` is aware and in the office's zone.

    Lists of documents are (name, by whom, when filed), (name, why it waits), (name, why, when it was returned).
    `health` says what is amiss with the watcher, and is None when it is well; `people` has names by login.
    """

    unit: str
    now: datetime
    rows: Sequence[Row]
    type_labels: Mapping[str, Text]
    filed_today: Sequence[tuple[str, str, datetime]] = ()
    waiting: Sequence[tuple[str, Text]] = ()
    rejected: Sequence[tuple[str, Text | str, datetime]] = ()
    health: Text | None = None
    people: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the page's instant is aware, in the office's zone")


@dataclass(frozen=True, slots=True)
class Line:
    """One department's line in a table, and the anchor of its own page."""

    department: str
    anchor: str
    cells: Markup


def board_page(page: Page, lang: Lang) -> str:
    """Return the status page as one self-contained HTML text in `lang` (R29, R30, C4, C16)."""
    words = Words(lang, page.now, page.people)
    html = _template().render(
        page=page,
        words=words,
        lang=lang,
        signs=SIGNS,
        S=Standing,
        window=WINDOW,
        longest_late=LONGEST_LATE,
        most_late=MOST_LATE,
        longest_today=LONGEST_TODAY,
        filed=_newest(page.filed_today),
        rejected=_newest(page.rejected),
        late=sorted(_having(page.rows, Standing.LATE), key=lambda row: -row.late_by),
        due=_due(page.rows),
        **_tables(page, words),
    )
    return _UNPRINTABLE.sub("\ufffd", html)


def _tables(page: Page, words: Words) -> dict[str, object]:
    """Return what the page shows of departments: the table of all, the heat map, the trend, each one's own page."""
    labels = {
        row.duty.kind: words.spoken(page.type_labels.get(row.duty.kind, row.duty.kind)) for row in page.rows
    }
    every = groups_of(page.rows, labels)
    groups = windowed(every)
    placed = {
        (row.duty.kind, row.duty.department, row.duty.period): row for row in page.rows if row.duty.period
    }
    owing = list(dict.fromkeys(department for _, department, _ in placed))
    hints = len(owing) * sum(len(group.columns) for group in groups) <= HINTED
    cells, plain = Cells(words, placed, hints=hints), Cells(words, placed, hints=False)
    departments = departments_of(page.rows, every, plain, words, labels)
    anchors = {each.name: each.anchor for each in departments}
    found = punctuality(page.rows, period_of("month", page.now.date()))
    return {
        "labels": labels,
        "groups": groups,
        "lines": [Line(name, anchors[name], cells.line(name, groups)) for name in owing],
        "heat": [Line(name, anchors[name], heat_cells(found.departments[name])) for name in owing],
        "months": found.months,
        "definition": words.spoken(DEFINITION),
        "bars": bars(found, words),
        "drawing": (WIDE, HIGH),
        "departments": departments,
        "counts": _counts(page.rows, groups),
        "rules": _rules(groups, words),
        "hints": hints,
    }


@functools.cache
def _template() -> Template:
    house = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_source),
    )
    return house.get_template("board.html.j2")


def _source(name: str) -> str:
    return resources.files("recordkit.documents").joinpath("pages", name).read_text("utf-8")


def _having(rows: Iterable[Row], standing: Standing) -> list[Row]:
    return [row for row in rows if row.standing is standing]


def _counts(rows: Iterable[Row], groups: Iterable[Group]) -> dict[Standing, int]:
    """Return how many duties stand so: late and due ones all, the others within the columns shown."""
    shown: set[tuple[str, Period | None]] = {
        (group.kind, column.period) for group in groups for column in group.columns
    }
    counts = dict.fromkeys(Standing, 0)
    for row in rows:
        always = row.standing in {Standing.LATE, Standing.DUE}
        counts[row.standing] += always or (row.duty.kind, row.duty.period) in shown
    return counts


def _due(rows: Iterable[Row]) -> list[tuple[Duty, list[str]]]:
    """Return what is due now, the soonest first: one duty of each type and period, and who owes it."""
    due = sorted((row.duty for row in _having(rows, Standing.DUE)), key=_by_due_day)
    grouped = (list(duties) for _, duties in groupby(due, key=_by_due_day))
    return [(duties[0], [duty.department for duty in duties]) for duties in grouped]


def _by_due_day(duty: Duty) -> tuple[date, str, str]:
    return duty.falls.day, duty.kind, duty.occasion


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
