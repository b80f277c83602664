"""What an office's departments owe for each period, and the entries that meet it (R13, R14, R17-R20, R29-R31, R34, R115, R129).

Law: a due is worked out once for a rule and a period, never for each department: boards hold years of hundreds of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Due
from recordkit.domain.duties import SOON, Duty, Row, Standing, View, days_late, open_standing
from recordkit.domain.entry import Glance
from recordkit.domain.periods import Period, PeriodKind, period_of, start_of
from recordkit.domain.workdays import DAY
from recordkit.wording import Text

NO_WORKDAY = Text("本周没有工作日, 免开", "no working day in this week: excused")
"""C3: a week without a working day is exempt, and that is said."""
_NOBODY: list[Glance] = []
Met = Mapping[tuple[str, str], list[Glance]]
"""The entries that count for (department, period), the earliest received first."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A department that owes, from a day on to a last day: one that opened, or closed."""

    name: str
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True, slots=True)
class Owed:
    """A rule of the office: these owners owe this type by this deadline, from the day `since` on to the day `until`.

    `roll`: a due day that is a day off is put off to the next working day (民法典 203). `whole`: the owner is the office
    itself, and an entry of any department will do.
    """

    type: str
    deadline: Deadline
    owners: tuple[Owner, ...]
    since: date
    until: date = date.max
    roll: bool = False
    whole: bool = False

    @property
    def kind(self) -> str:
        """What is owed: type, or type.rule."""
        return f"{self.type}.{self.deadline.key}" if self.deadline.key else self.type

    def periods(self, last: date) -> Iterator[Period]:
        """Yield the periods that are owed, up to the one that holds `last`, oldest first."""
        period, running = period_of(self.deadline.every, self.since), period_of(self.deadline.every, last)
        while period <= running and period.end - DAY <= self.until:
            if period.begin >= self.since and self.deadline.owes(period):
                yield period
            period = period.next()

    def owing(self, period: Period) -> list[str]:
        """Return the owners that were open for the whole of the period."""
        first, last = period.begin, period.end - DAY
        return [owner.name for owner in self.owners if owner.since <= first and last <= owner.until]


def owed_rows(rule: Owed, glances: Iterable[Glance], view: View) -> Iterator[Row]:
    """Yield how each period stands with each owner, oldest first; `glances` are the type's own."""
    met = meeting(rule, glances, view)
    for period in rule.periods(view.ahead or view.today):
        falls = rule.deadline.falls(period, view.calendar, roll=rule.roll)
        if falls is None:
            yield from _exempt(rule, period)
        else:
            yield from _period_rows(rule, period, falls, met, view)


def _period_rows(rule: Owed, period: Period, falls: Due, met: Met, view: View) -> Iterator[Row]:
    kind, deadline, text = rule.type, rule.deadline, str(period)
    key, wanted, patience, waivers = deadline.key, deadline.count, deadline.escalate_after, view.waivers
    still, late_by = open_standing(falls, _begins(period, falls, view), view)
    limit, zone = falls.limit(view.zone), view.zone
    new = tuple.__new__  # half the time of Duty(...): a board holds tens of thousands
    for name in rule.owing(period):
        duty = new(Duty, (kind, name, period, falls, key, "", None, wanted, patience))
        seen = met.get((name, text), _NOBODY)
        if len(seen) >= wanted:
            last = seen[wanted - 1]
            late = 0 if last.received <= limit else days_late(falls, last.received, zone)
            how = Standing.MET_LATE if late else Standing.MET
            yield new(Row, (duty, how, late, last.name, last.received, last.doubtful, wanted, None))
        elif waivers and (waiver := waivers.get(duty.key)) is not None:
            yield Row(duty, Standing.WAIVED, have=len(seen), waiver=waiver)
        else:
            yield new(Row, (duty, still, late_by, None, None, False, len(seen), None))


def _begins(period: Period, falls: Due, view: View) -> datetime:
    """Return from when on the duty is due: when its period is over, or, if it falls due within it, a week before."""
    day = period.end if falls.day >= period.end else max(period.begin, falls.day - SOON)
    return start_of(day, view.zone)


def _exempt(rule: Owed, period: Period) -> Iterator[Row]:
    falls = Due(rule.deadline.due(period), NO_WORKDAY)
    for name in rule.owing(period):
        yield Row(Duty(rule.type, name, period, falls, rule.deadline.key), Standing.WAIVED)


def meeting(rule: Owed, glances: Iterable[Glance], view: View) -> Met:
    """Return the entries that count for each owner and period, the earliest received first (by name, of equals).

    A report's period is what it says; what a cadence asks for counts for the period that holds its own day.
    """
    deadline, now = rule.deadline, view.now.astimezone(UTC)
    whole = rule.owners[0].name if rule.whole and rule.owners else None
    of_day = _period_of_day(deadline.every) if deadline.key else None
    asks = bool(deadline.condition.fields())
    met: dict[tuple[str, str], list[Glance]] = {}
    for glance in glances:
        department = whole or glance.department
        period = of_day(glance.day) if of_day else glance.period
        if not department or not period or glance.received > now:
            continue
        if asks and not deadline.condition.holds(glance.facts):
            continue
        place = (department, period)
        if place in met:
            met[place].append(glance)
        else:
            met[place] = [glance]
    for seen in met.values():
        if len(seen) > 1:
            seen.sort(key=_by_receipt)
    return met


def _by_receipt(glance: Glance) -> tuple[datetime, str]:
    return glance.received, glance.name


def _period_of_day(every: PeriodKind) -> Callable[[date], str]:
    known: dict[date, str] = {}

    def of_day(day: date) -> str:
        return known.get(day) or known.setdefault(day, str(period_of(every, day)))

    return of_day
