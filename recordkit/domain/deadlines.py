"""What is owed for each period, and until when: a report after its end, a meeting on its day (R13, R14, R17-R20, R29, R30).

Law: days are inclusive (C4, C21). A day is never moved silently: whatever moves it says so in the due's words (C3).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from recordkit.domain.dues import ALWAYS, Condition, Due
from recordkit.domain.periods import Period, PeriodKind, last_ended, period_of
from recordkit.domain.workdays import DAY, Calendar
from recordkit.wording import Text

Moved = Literal["earlier", "later"]
NO_LABEL = Text("", "")
_PERIODS: dict[PeriodKind, Text] = {
    "week": Text("每周", "every week"),
    "month": Text("每月", "every month"),
    "quarter": Text("每季度", "every quarter"),
    "year": Text("每年", "every year"),
}
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAYS_OF_MONTH = (None, *range(1, 29))
LAST_ON: dict[PeriodKind, int] = {"week": 7, "month": 28}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When that which each period owes is due.

    `day`: on that day of the month after the period; `days`: so many days after its end (0: by its last day); `on`: on
    that day within it (a week's 1 is Monday); none of them: by its last day. `count` of them are owed, of entries that
    `condition` fits; `moved` from a day off to the working day before it in the period, or after it. `months`: only
    periods that begin in these. A type's own deadline has no key.
    """

    every: PeriodKind
    day: int | None = None
    days: int | None = None
    on: int | None = None
    key: str = ""
    label: Text = NO_LABEL
    count: int = 1
    condition: Condition = ALWAYS
    moved: Moved | None = None
    months: tuple[int, ...] = ()
    escalate_after: int | None = None

    def __post_init__(self) -> None:
        if sum(each is not None for each in (self.day, self.days, self.on)) > 1:
            raise ValueError("a deadline has a day, a number of days, or a day within the period")
        if not self.key and self.day is None and self.days is None:
            raise ValueError("a type's deadline has either a day or a number of days")
        if not (self.day in _DAYS_OF_MONTH and 0 <= (self.days or 0) <= 366):
            raise ValueError("a deadline's day is 1 to 28, its number of days 0 to 366")
        if self.day is not None and self.every == "week":
            raise ValueError("a deadline of a week has no day of the next month")
        if self.on is not None and not 1 <= self.on <= LAST_ON.get(self.every, 0):
            raise ValueError("a deadline falls on a day of the week (1 to 7) or of the month (1 to 28)")

    def due(self, period: Period) -> date:
        """Return the last day that is in time for `period`, holidays or not."""
        if self.on is not None:
            return period.begin + timedelta(days=self.on - 1)
        return period.end + timedelta(days=(self.day or self.days or 0) - 1)

    def owes(self, period: Period) -> bool:
        """True if the period is one of those that owe anything (C2: `months`)."""
        return not self.months or period.begin.month in self.months

    def falls(self, period: Period, calendar: Calendar, *, roll: bool = False) -> Due | None:
        """Return when `period` falls due, moved as the rule or the office says; None where its week has no working day (C3)."""
        nominal = self.due(period)
        if self.moved == "earlier":
            return self._earlier(period, nominal, calendar)
        if self.moved == "later" or roll:
            moved = calendar.on_or_after(nominal)
            return Due(moved.day, self._words(nominal, moved.day), moved.provisional)
        return Due(nominal, self.words)

    def _earlier(self, period: Period, nominal: date, calendar: Calendar) -> Due | None:
        before = calendar.last_within(period.begin, nominal + DAY)
        day = before or next(
            (each for each in _days(nominal, period.end) if calendar.is_workday(each)),
            None,
        )
        provisional = not calendar.announced(min(day or nominal, nominal), nominal)
        return None if day is None else Due(day, self._words(nominal, day), provisional)

    def reported(self, day: date) -> tuple[Period, bool]:
        """Return the period that a report named with `day` is for, and whether that is in doubt (INTAKE: the last that ended).

        One that is due by the period's last day is the running period's; early in it, it may be the last one's, late.
        """
        if self.due(period_of(self.every, day)) >= period_of(self.every, day).end:
            period = last_ended(self.every, day)
            return period, day > self.due(period)
        running = period_of(self.every, day)
        return running, (day - running.begin) * 2 < running.end - running.begin

    @property
    def words(self) -> Text:
        """The rule as people say it: 次月 5 日前; 每周五; 每月至少 2 次."""
        least = Text(f", 至少 {self.count} 次", f", at least {self.count}") if self.count > 1 else NO_LABEL
        said = self._when()
        return Text(said.zh + least.zh, said.en + least.en)

    def _when(self) -> Text:
        each = _PERIODS[self.every]
        if self.on is not None and self.every == "week":
            return Text(f"每周{_WEEKDAYS[self.on - 1]}", f"every {_ENGLISH_DAYS[self.on - 1]}")
        if self.on is not None:
            return Text(f"每月 {self.on} 日", f"on day {self.on} of every month")
        if self.day is not None:
            return Text(f"{each.zh}, 次月 {self.day} 日前", f"{each.en}, by day {self.day} of the next month")
        if self.days:
            return Text(f"{each.zh}, 期后 {self.days} 天内", f"{each.en}, within {self.days} days of its end")
        return Text(f"{each.zh}, 期内", f"{each.en}, by its last day")

    def _words(self, nominal: date, day: date) -> Text:
        """Return the rule, and from where it was moved (C3: 提前, 顺延)."""
        if day == nominal:
            return self.words
        way = Text("提前", "brought forward") if day < nominal else Text("顺延", "put off")
        return Text(
            f"{self.words.zh}; {nominal:%m-%d} 休息, {way.zh}至 {day:%m-%d}",
            f"{self.words.en}; {nominal:%m-%d} is a day off, {way.en} to {day:%m-%d}",
        )


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((end - first).days)]
