"""Reminders: which stage a duty has reached, and when a reminder may go out (issue of reminders: R29, R30, R96).

- a duty is spoken of a few days before, on its day, a few days after, and then to the directors
- of several stages that passed unsaid only the latest goes out; what is met or waived is never spoken of
- a due that moved begins anew: a stage is one of that due day
- in quiet hours nothing goes out; it goes after them
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import StrEnum
from typing import NamedTuple

from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.workdays import Calendar

OPEN = frozenset({Standing.UPCOMING, Standing.DUE, Standing.LATE, Standing.PROVISIONAL})


class When(StrEnum):
    """Where a stage lies: before the due day, on it, after it, for the directors; or a file came back."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"
    ESCALATED = "escalated"
    REJECTED = "rejected"


class Stage(NamedTuple):
    """One step of reminding; `days` before or after the due day."""

    when: When
    days: int = 0

    @property
    def key(self) -> str:
        """The stage's name: before-3, on, after-1, escalated, rejected."""
        return f"{self.when}-{self.days}" if self.when in (When.BEFORE, When.AFTER) else self.when.value


@dataclass(frozen=True, slots=True)
class Stages:
    """Which stages there are; `escalate_after` days late the directors hear of it (None: only where a rule says so, R96)."""

    before: tuple[int, ...] = (3, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3, 7)
    escalate_after: int | None = 7

    def ladder(self) -> tuple[Stage, ...]:
        """Return the owner's stages in the order of time."""
        before = (Stage(When.BEFORE, days) for days in sorted(self.before, reverse=True))
        on_day = (Stage(When.ON),) if self.on_day else ()
        return (*before, *on_day, *(Stage(When.AFTER, days) for days in sorted(self.after)))


class Reminder(NamedTuple):
    """What is to be said of a duty: `stage` is reached, `passed` were reached before it, `later` are still to come."""

    row: Row
    stage: Stage
    passed: tuple[Stage, ...] = ()
    later: tuple[Stage, ...] = ()

    @property
    def duty(self) -> Duty:
        """The duty that it is about."""
        return self.row.duty

    @property
    def key(self) -> str:
        """The stage with its due day, as the journal keeps it: after-3@2026-11-05."""
        return self.key_of(self.stage)

    def key_of(self, stage: Stage) -> str:
        """Return another stage's key for the same due day."""
        return f"{stage.key}@{self.duty.falls.day}"

    @property
    def escalated(self) -> bool:
        """True if it is for the directors."""
        return self.stage.when is When.ESCALATED


def reminders(rows: Iterable[Row], stages: Stages, now: datetime, zone: tzinfo) -> Iterator[Reminder]:
    """Yield what is to be said at `now` of the duties that are not met: to the owner the latest stage, to directors once."""
    ladder = stages.ladder()
    for row in rows:
        if row.standing not in OPEN:
            continue
        left = days_left(row, now, zone)
        reached = [stage for stage in ladder if _is_reached(stage, left, row.late_by)]
        if reached:
            yield Reminder(row, reached[-1], tuple(reached[:-1]), ladder[len(reached) :])
        if _is_escalated(row, stages):
            yield Reminder(row, Stage(When.ESCALATED))


def days_left(row: Row, now: datetime, zone: tzinfo) -> int:
    """Return how many days of the office lie between today and the due day; 0 on the day, less after it."""
    last = row.duty.falls.limit(zone).astimezone(zone).date()
    return (last - now.astimezone(zone).date()).days


def _is_reached(stage: Stage, left: int, late_by: int) -> bool:
    if stage.when is When.BEFORE:
        return left <= stage.days
    return late_by >= stage.days if stage.when is When.AFTER else left <= 0


def _is_escalated(row: Row, stages: Stages) -> bool:
    """R96: a rule's own patience binds; else the office's."""
    if row.duty.escalate_after is not None:
        return row.escalated
    return row.standing is Standing.LATE and (
        stages.escalate_after is not None and row.late_by > stages.escalate_after
    )


class Hold(StrEnum):
    """Why something does not go out now."""

    QUIET = "quiet_hours"
    DAY_OFF = "day_off"
    DIGEST = "digest"
    DOWN = "channel_down"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Hours:
    """When something may go out, by the office's clock: `quiet` from (included) to (not included), over midnight or not.

    `digest`: what counts days goes out once a day, from then on; None: at once. `at_once`: kinds of duties that never
    wait for it (those due at an instant never do). `days_off`: also on days that are not worked.
    """

    quiet: tuple[time, time] | None = (time(20), time(7, 30))
    digest: time | None = time(8, 30)
    at_once: frozenset[str] = frozenset()
    days_off: bool = True

    def hold(self, local: datetime, calendar: Calendar) -> Hold | None:
        """Return why nothing may go out at `local`, in the office's zone; None when it may."""
        if not self.days_off and not calendar.is_workday(local.date()):
            return Hold.DAY_OFF
        return Hold.QUIET if self.quiet and _within(local.time(), *self.quiet) else None

    def waits(self, duty: Duty) -> bool:
        """True if reminders of this duty wait for the day's digest."""
        return self.digest is not None and not duty.falls.timed and not {duty.type, duty.kind} & self.at_once

    def digest_of(self, local: datetime) -> datetime | None:
        """Return the instant of the day's digest if it has come at `local`, in the office's zone."""
        if self.digest is None or local.time() < self.digest:
            return None
        return datetime.combine(local.date(), self.digest, tzinfo=local.tzinfo)


def _within(at: time, begin: time, end: time) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end
