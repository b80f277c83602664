"""When something falls due: terms counted from an instant or a day, and which of several binds (C5, C14, C15, C16).

- minutes and hours are clock time, and the last instant is still in time (以内 includes, 民法典 1259)
- days and working days are not counted on the day they run from, and end at 24:00 (民法典 201)
- of several terms the earliest binds, and it is shown
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from recordkit.domain.periods import end_of
from recordkit.domain.workdays import Calendar
from recordkit.wording import Text

TICK = timedelta(microseconds=1)
NO_WORDS = Text("", "")


class Unit(StrEnum):
    """What a term is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKDAYS = "workdays"


CLOCK = frozenset({Unit.MINUTES, Unit.HOURS})
"""Units of clock time: what they count from is an instant, never a bare day."""
_WORDS = {
    Unit.MINUTES: Text("{n} 分钟内", "within {n} minutes"),
    Unit.HOURS: Text("{n} 小时内", "within {n} hours"),
    Unit.DAYS: Text("{n} 天内", "within {n} days"),
    Unit.WORKDAYS: Text("{n} 个工作日内", "within {n} working days"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time (until 24:00 of it), or the last instant in time; `binding` says which rule makes it so.

    `provisional`: it hangs on a year whose holidays are not announced.
    """

    last: date
    binding: Text = NO_WORDS
    provisional: bool = False

    @property
    def day(self) -> date:
        """The last day, or the last instant's by its own clock."""
        return self.last.date() if isinstance(self.last, datetime) else self.last

    @property
    def timed(self) -> bool:
        """True if an instant is meant, not a whole day."""
        return isinstance(self.last, datetime)

    def limit(self, zone: tzinfo) -> datetime:
        """Return the last instant that is in time, in UTC: 23:59:59.999999 of the day in `zone`, or the instant itself."""
        last = self.last if isinstance(self.last, datetime) else end_of(self.last, zone)
        return last.astimezone(UTC) if self.timed else last.astimezone(UTC) - TICK


@dataclass(frozen=True, slots=True)
class Condition:
    """Which facts a rule asks for: each field has one of its values (`unless`: has none of them)."""

    when: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    def holds(self, facts: Mapping[str, object]) -> bool:
        """True if the facts are so; a list holds a value that is in it."""
        return all(_has(facts.get(key), wanted) for key, wanted in self.when.items()) and not any(
            _has(facts.get(key), wanted) for key, wanted in self.unless.items()
        )

    def fields(self) -> frozenset[str]:
        """Return the fields that it looks at."""
        return frozenset((*self.when, *self.unless))


ALWAYS = Condition()


def _has(value: object, wanted: tuple[object, ...]) -> bool:
    return any(item in wanted for item in value) if isinstance(value, (list, tuple)) else value in wanted


@dataclass(frozen=True, slots=True)
class Term:
    """So many minutes, hours, days or working days after a field's instant or day (`start`: another than the rule's)."""

    unit: Unit
    count: int
    start: str | None = None
    condition: Condition = ALWAYS

    @property
    def words(self) -> Text:
        """The term as people say it: 4 小时内."""
        return _filled(_WORDS[self.unit], self.count)

    def after(self, start: date, zone: tzinfo, calendar: Calendar) -> Due | None:
        """Return what falls due so long after `start`, in `zone`; None where clock time meets a bare day."""
        if self.unit in CLOCK:
            if not isinstance(start, datetime):
                return None
            span = timedelta(**{self.unit.value: self.count})
            return Due((start.astimezone(UTC) + span).astimezone(zone), self.words)
        day = start.astimezone(zone).date() if isinstance(start, datetime) else start
        if self.unit is Unit.DAYS:
            return Due(day + timedelta(days=self.count), self.words)
        counted = calendar.add_workdays(day, self.count)
        return Due(counted.day, self.words, counted.provisional)


def earliest(dues: Iterable[Due], zone: tzinfo) -> Due | None:
    """Return the due that binds, the first named of equals (C16); None of none."""
    return min(dues, key=lambda due: due.limit(zone), default=None)


def _filled(words: Text, count: int) -> Text:
    return Text(words.say("zh", {"n": count}), words.say("en", {"n": count}))
