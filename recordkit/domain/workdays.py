"""Working days: which days of which years are worked, and counting by them (民法典 201, 203).

Law: a year that nobody has announced is counted by its weekends alone, or as it is expected, and what comes of it is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
SATURDAY = 6
LONGEST_REST = 60
"""Days: a calendar without a working day for so long is a slip of the pen, and nothing is looked for beyond."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year's days off and the weekend days that are worked instead, with who says so.

    `provisional`: expected by the law on holidays, not announced yet (全国年节及纪念日放假办法).
    """

    off: frozenset[date]
    work: frozenset[date]
    source: str
    provisional: bool = False


class Counted(NamedTuple):
    """A day that was counted out; `provisional` where a year on the way is not announced."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known; any other has its weekends off, and is provisional."""

    years: Mapping[int, Year] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """True if the day is worked: a weekday that is not off, or a weekend day that is made up (调休)."""
        year = self.years.get(day.year)
        if year is None:
            return day.isoweekday() < SATURDAY
        return day in year.work or (day.isoweekday() < SATURDAY and day not in year.off)

    def announced(self, first: date, last: date) -> bool:
        """True if every year from `first` to `last` is known for certain."""
        years = (self.years.get(year) for year in range(first.year, last.year + 1))
        return all(year is not None and not year.provisional for year in years)

    def add_workdays(self, day: date, count: int) -> Counted:
        """Return the `count`-th working day after `day`, which is not counted itself (民法典 201)."""
        last, left, rest = day, count, 0
        while left > 0 and rest < LONGEST_REST:
            last += DAY
            left, rest = (left - 1, 0) if self.is_workday(last) else (left, rest + 1)
        return Counted(last, not self.announced(day, last))

    def on_or_after(self, day: date) -> Counted:
        """Return the day, or the first working day after it (民法典 203)."""
        last = next((each for each in _days(day, LONGEST_REST) if self.is_workday(each)), day)
        return Counted(last, not self.announced(day, last))

    def last_within(self, begin: date, end: date) -> date | None:
        """Return the last working day with `begin` <= day < `end`, or None."""
        days = _days(begin, (end - begin).days)
        return next((day for day in reversed(days) if self.is_workday(day)), None)


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=i) for i in range(count)]


WEEKENDS = Calendar()
"""A calendar of no announced year: where no office is at hand."""
