"""Duties: what is owed, by whom, until when, and how it stands at an instant (R29, R30, C4, C21).

- a duty is owed by a department, a person or the whole office, for a period or because of a record
- a due day is still in time until 24:00 in the office's zone, a due instant until it is over
- a report is met by its entry's receipt, not by its name, its mtime or the watcher's clock
- it stands: upcoming, due (its period is over, or a week is left), late, met, met_late, provisional, or waived
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from recordkit.domain.dues import Due
from recordkit.domain.entry import Waiver
from recordkit.domain.periods import Period
from recordkit.domain.workdays import WEEKENDS, Calendar
from recordkit.wording import Text

SOON = timedelta(days=7)
"""What falls due within so many days is due, not upcoming."""
ONE_DAY = timedelta(days=1)


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


class Duty(NamedTuple):  # a tuple: a board of years holds tens of thousands of them
    """One thing owed: of which type and rule ("" is the type's own deadline), by whom, on which occasion, until when.

    The occasion is a `period`, or a `cause`: the record (or its row: NAME#2) that made it owed, or a project's name.
    `department` is the owner: a department, or the whole office; `person` who is to do it, where the record says so.
    """

    type: str
    department: str
    period: Period | None
    falls: Due
    rule: str = ""
    cause: str = ""
    person: str | None = None
    wanted: int = 1
    escalate_after: int | None = None

    @property
    def due(self) -> date:
        """The last day in time, or the last instant (a datetime)."""
        return self.falls.last

    @property
    def kind(self) -> str:
        """What is owed: type, or type.rule."""
        return f"{self.type}.{self.rule}" if self.rule else self.type

    @property
    def occasion(self) -> str:
        """For which period, or because of what."""
        return self.cause or str(self.period)

    @property
    def key(self) -> str:
        """The duty's stable name: type[.rule]/owner/occasion."""
        return f"{self.kind}/{self.department}/{self.cause or self.period}"


class Row(NamedTuple):
    """One duty as the board shows it; `late_by` counts days begun after the due day or instant (0: in time).

    `name` is the entry that met it, or the record that it follows from; `received` when it was met; `have` how many of
    `duty.wanted` are there.
    """

    duty: Duty
    standing: Standing
    late_by: int = 0
    name: str | None = None
    received: datetime | None = None
    doubtful: bool = False
    have: int = 0
    waiver: Waiver | None = None

    @property
    def escalated(self) -> bool:
        """True if it is late for more days than its rule lets pass before it goes to the leading group (R96)."""
        patience = self.duty.escalate_after
        return self.standing is Standing.LATE and patience is not None and self.late_by > patience


@dataclass(frozen=True, slots=True)
class View:
    """From where duties are looked at: the instant, the office's zone and calendar, who was excused.

    `ahead`: periods up to the one that holds that day; None: up to the running one. What was done about a record of an
    earlier day than `done_since` is left out.
    """

    now: datetime
    zone: tzinfo
    calendar: Calendar = WEEKENDS
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    ahead: date | None = None
    done_since: date = date.min

    @property
    def today(self) -> date:
        """The day that it is in the office."""
        return self.now.astimezone(self.zone).date()


def open_standing(falls: Due, begins: datetime, view: View) -> tuple[Standing, int]:
    """Return how an unmet duty stands, and by how many days it is late; it is due from `begins` on."""
    late_by = days_late(falls, view.now, view.zone)
    if late_by:
        return Standing.LATE, late_by
    if falls.provisional:
        return Standing.PROVISIONAL, 0
    return (Standing.UPCOMING if view.now < begins else Standing.DUE), 0


def met_standing(falls: Due, at: datetime, view: View) -> tuple[Standing, int]:
    """Return how a duty stands that was met at `at`, and by how many days that was late."""
    late_by = days_late(falls, at, view.zone)
    return (Standing.MET_LATE if late_by else Standing.MET), late_by


def days_late(falls: Due, at: datetime, zone: tzinfo) -> int:
    """Return how many days after the due day or instant `at` lies, begun ones counted; 0 in time (C4).

    Days are the office's; after an instant they are of 24 hours.
    """
    if not falls.timed:
        return max(at.astimezone(zone).date() - falls.day, timedelta()).days
    over = at.astimezone(UTC) - falls.limit(zone)
    return max(-(-over // ONE_DAY), 0)


def opened(duty: Duty, begins: datetime, view: View, **seen: object) -> Row:
    """Return the row of a duty that is not met: waived where somebody excused it."""
    waiver = view.waivers.get(duty.key) if view.waivers else None
    if waiver is not None:
        return Row(duty, Standing.WAIVED, waiver=waiver, **seen)  # type: ignore[arg-type] # a row's own fields
    return Row(duty, *open_standing(duty.falls, begins, view), **seen)  # type: ignore[arg-type]
