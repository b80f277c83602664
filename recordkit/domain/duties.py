"""Duties: what is owed, by whom, until when, and how it stands at an instant (R29, R30, C4, C21).

- a duty is owed by one department, of one type, for one period
- it falls due on a day that is still in time (inclusive): late from the first instant of the next day
- it is met by an entry's receipt, not by its name, its mtime or the watcher's clock
- it stands: upcoming (its period still runs), due, late, met, met_late, or waived
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from recordkit.domain.entry import Entry
from recordkit.domain.periods import Period, end_of, period_of, start_of
from recordkit.domain.recordtype import Deadline
from recordkit.wording import Text


class Standing(StrEnum):
    """How a duty stands at an instant."""

    UPCOMING = "upcoming"
    DUE = "due"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    PROVISIONAL = "provisional"
    WAIVED = "waived"

    @property
    def label(self) -> Text:
        """The standing as people call it."""
        return _WORDS[self]


_WORDS = {
    Standing.UPCOMING: Text("未到期", "upcoming"),
    Standing.DUE: Text("待交", "due"),
    Standing.LATE: Text("逾期未交", "late"),
    Standing.MET: Text("按时", "met"),
    Standing.MET_LATE: Text("迟交", "met late"),
    Standing.PROVISIONAL: Text("暂定", "provisional"),
    Standing.WAIVED: Text("豁免", "waived"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed: `due` is the last day in time, in the office's time zone."""

    type: str
    department: str
    period: Period
    due: date

    @property
    def key(self) -> str:
        """The duty's stable name: type/department/period."""
        return f"{self.type}/{self.department}/{self.period}"


@dataclass(frozen=True, slots=True)
class Owed:
    """A rule of the office: these departments owe this type by this deadline, from the period `since` on."""

    type: str
    deadline: Deadline
    departments: tuple[str, ...]
    since: Period

    def __post_init__(self) -> None:
        if self.since.kind != self.deadline.every:
            raise ValueError(f"{self.type} is owed by the {self.deadline.every}, not since {self.since}")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as the board shows it; `late_by` counts whole days begun after the due day (0: in time)."""

    duty: Duty
    standing: Standing
    late_by: int = 0
    name: str | None = None
    received: datetime | None = None
    doubtful: bool = False


def duties(owed: Iterable[Owed], now: datetime, zone: tzinfo) -> list[Duty]:
    """Return every duty from each rule's `since` to the period that runs at `now`, oldest first."""
    return [
        Duty(rule.type, department, period, rule.deadline.due(period))
        for rule in owed
        for period in _periods(rule, now.astimezone(zone).date())
        for department in rule.departments
    ]


def _periods(rule: Owed, today: date) -> Iterable[Period]:
    period, running = rule.since, period_of(rule.deadline.every, today)
    while period <= running:
        yield period
        period = period.next()


def stand(duty: Duty, met: Entry | None, now: datetime, zone: tzinfo, *, waived: bool = False) -> Row:
    """Return how `duty` stands at `now`, met by `met` if any entry does."""
    if met is not None:
        late_by = days_late(duty.due, met.received, zone)
        standing = Standing.MET_LATE if late_by else Standing.MET
        return Row(duty, standing, late_by, met.name, met.received, met.doubtful)
    if waived:
        return Row(duty, Standing.WAIVED)
    if now >= end_of(duty.due, zone):
        return Row(duty, Standing.LATE, days_late(duty.due, now, zone))
    return Row(duty, Standing.UPCOMING if now < start_of(duty.period.end, zone) else Standing.DUE)


def days_late(due: date, at: datetime, zone: tzinfo) -> int:
    """Return how many days after the due day `at` lies; 0 on the day itself or before (C4)."""
    return max(at.astimezone(zone).date() - due, timedelta()).days


def board(
    owed: Iterable[Owed], entries: Iterable[Entry], now: datetime, zone: tzinfo, *, waived: Iterable[str] = ()
) -> list[Row]:
    """Return the board at `now`: each duty with the earliest received entry that meets it."""
    met, excused = meeting(entries, now), frozenset(waived)
    return [
        stand(
            duty,
            met.get((duty.type, duty.department, str(duty.period))),
            now,
            zone,
            waived=duty.key in excused,
        )
        for duty in duties(owed, now, zone)
    ]


def meeting(entries: Iterable[Entry], now: datetime) -> Mapping[tuple[str, str, str], Entry]:
    """Return the entries that meet duties, by (type, department, period): the earliest received; withdrawn ones do not count."""
    met: dict[tuple[str, str, str], Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.received):
        if entry.department and entry.period and entry.withdrawn is None and entry.received <= now:
            met.setdefault((entry.type, entry.department, entry.period), entry)
    return met
