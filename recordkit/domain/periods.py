"""Weeks, months, quarters and years.

Ranges are half-open everywhere: a period holds its `begin` and not its `end`; a due day is the last day that is
in time (inclusive, C4), so the instant at which a duty becomes late is the start of the day after it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

PeriodKind = Literal["week", "month", "quarter", "year"]
KINDS: tuple[PeriodKind, ...] = ("week", "month", "quarter", "year")
MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "year": 12}
WEEK = timedelta(days=7)

# A quarter says that it is one (Q, 季), and a month without a mark has two digits: Excel's serial 46296 is no period.
_SHAPES: dict[PeriodKind, re.Pattern[str]] = {
    "week": re.compile(
        r"(?P<year>[0-9]{4})(?:\s*-?\s*[Ww](?P<index>[0-9]{1,2})|年?\s*第?\s*(?P<bare>[0-9]{1,2})\s*周)"
    ),
    "month": re.compile(
        r"(?P<year>\d{4})(?:\s*[-/.年]\s*(?P<index>\d{1,2})|(?P<bare>\d{2}))\s*月?", re.ASCII
    ),
    "quarter": re.compile(
        r"(?P<year>[0-9]{4})\s*[-年]?\s*(?:[Qq]\s*(?P<index>[1-4])|第?\s*(?P<bare>[1-4一二三四])\s*季度?)"
    ),
    "year": re.compile(r"(?P<year>[0-9]{4})(?P<index>)(?P<bare>)\s*(?:年度?)?"),
}
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One calendar year (2026), quarter (2026Q3), month (2026-10), or ISO week (2026-W47): `index` counts from 1 in the year."""

    kind: PeriodKind
    year: int
    index: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9998 and 1 <= self.index <= _count(self.kind, self.year)):
            raise ValueError(f"no such {self.kind}: {self.year}, {self.index}")

    def __str__(self) -> str:
        return {
            "week": f"{self.year}-W{self.index:02d}",
            "month": f"{self.year}-{self.index:02d}",
            "quarter": f"{self.year}Q{self.index}",
            "year": f"{self.year}",
        }[self.kind]

    @property
    def begin(self) -> date:
        """The first day of the period; a week's is Monday."""
        if self.kind == "week":
            return date.fromisocalendar(self.year, self.index, 1)
        return date(self.year, (self.index - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The first day after the period."""
        if self.kind == "week":
            return self.begin + WEEK
        return (self.begin + timedelta(days=31 * MONTHS[self.kind])).replace(day=1)

    def next(self) -> "Period":
        """Return the period after this one."""
        return period_of(self.kind, self.end)

    def previous(self) -> "Period":
        """Return the period before this one."""
        return period_of(self.kind, self.begin - timedelta(days=1))


def _count(kind: PeriodKind, year: int) -> int:
    """Return how many periods the year has: 28 December is always in its last week."""
    return date(year, 12, 28).isocalendar().week if kind == "week" else 12 // MONTHS[kind]


def period_of(kind: PeriodKind, day: date) -> Period:
    """Return the week, month, quarter or year that holds `day`."""
    if kind == "week":
        return Period(kind, *day.isocalendar()[:2])
    return Period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)


def last_ended(kind: PeriodKind, day: date) -> Period:
    """Return the last period that had ended on `day`: a report named with 2026-11-05 is October's."""
    return period_of(kind, day).previous()


def parse_period(kind: PeriodKind, text: str) -> Period:
    """Return the period that `text` names: 2026-10, 2026年10月, 2026Q3, 2026年第三季度, 2026-W47, 2026; raises ValueError."""
    shape = _SHAPES[kind].fullmatch(text.strip())
    if shape is None:
        raise ValueError(f"no {kind}: {text!r}")
    index = shape["index"] or shape["bare"] or "1"
    return Period(kind, int(shape["year"]), _CHINESE.get(index) or int(index))


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of `day` in the office's time zone."""
    return datetime.combine(day, time(), tzinfo=zone)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the first instant after `day`: what happens before it happened in time (C4)."""
    return start_of(day + timedelta(days=1), zone)
