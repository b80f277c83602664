"""From when, until when: a setting names a period or a day, and means its first or its last day."""

from datetime import date, datetime
from typing import NamedTuple

from recordkit.domain.dates import NoDate, read_day
from recordkit.domain.periods import KINDS, PeriodKind, parse_period
from recordkit.domain.workdays import DAY


class Span(NamedTuple):
    """What a setting names: its first and its last day; `kind` is None for a single day."""

    first: date
    last: date
    kind: PeriodKind | None
    said: str


def span_of(value: object) -> Span | None:
    """Return the period or day that a setting names, or None."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return Span(value, value, None, value.isoformat())
    if not isinstance(value, str):
        return None
    for kind in KINDS:
        try:
            period = parse_period(kind, value)
        except ValueError:
            continue
        return Span(period.begin, period.end - DAY, kind, str(period))
    try:
        day = read_day(value)
    except NoDate:
        return None
    return Span(day, day, None, day.isoformat())
