"""One computed column at work: its rule, and what it may draw on.

Law: a column that lacks what it counts from is None; nothing is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from recordkit.domain.fields import Rule
from recordkit.domain.parameters import Signature
from recordkit.domain.recordtype import RecordType
from recordkit.domain.workdays import WEEKENDS, Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """What a computed column may know beside the record: the instant, the zone, the calendar, the type, its row and name."""

    now: datetime
    zone: tzinfo
    rtype: RecordType
    position: int = 0
    name: str | None = None
    full: bool = False
    calendar: Calendar = WEEKENDS


@dataclass(frozen=True, slots=True)
class Source:
    """One computed column at work: its rule, and the values that it may draw on."""

    rule: Rule
    values: Mapping[str, object]
    outer: Mapping[str, object]
    known: Known

    def get(self, param: str) -> object:
        """Return the value of the field that parameter `param` names, of this row or of the record; None if absent."""
        key = str(self.rule.params.get(param, ""))
        return self.values.get(key) if key in self.values else self.outer.get(key)


@dataclass(frozen=True, slots=True)
class Column:
    """One computed column of the closed vocabulary: what it does, and what it takes."""

    work: Callable[[Source], object]
    takes: Signature


def as_day(value: object) -> date | None:
    """Return the day of a day or an instant, or None."""
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
