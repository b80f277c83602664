"""What reports measure, and how: shares, means, quantiles and changes, pure and in decimals.

- a rate's denominator is what fell due in the span before the instant of counting: open and overdue counts as failed
- a percentage has one decimal, halves up; below `FEW` valid answers satisfaction has none (R109)
- quantiles are nearest-rank; a change to a base of 0 is None, which is shown as “—”
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from recordkit.domain.matters import Matter, Meeting, Resolution

FEW = 5
TRIAGE = timedelta(minutes=10)  # R39
MINUTES_OUT = timedelta(hours=4)  # R8
ACKNOWLEDGED = timedelta(hours=24)  # R10, C15
PER = 10_000
CONTENT = ("很满意", "满意")
NINETY = Decimal("0.9")
HALF = Decimal("0.5")
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
DASH = "—"


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open range of days, `begin` in it and `end` not."""

    begin: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.begin <= day < self.end


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a whole."""

    part: int
    whole: int

    @property
    def ratio(self) -> Decimal | None:
        """The share of 1, None of nothing."""
        return Decimal(self.part) / self.whole if self.whole else None

    def percent(self, least: int = 1) -> Decimal | None:
        """Return the share in percent, one decimal, halves up; None where the whole is below `least`."""
        return None if self.whole < max(least, 1) else rounded(Decimal(100 * self.part) / self.whole, TENTH)

    def __str__(self) -> str:
        return f"{self.part}÷{self.whole}"


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers lie: how many, their mean, and their nearest-rank median and ninth decile; None of nothing."""

    count: int
    mean: Decimal | None
    median: Decimal | None
    p90: Decimal | None


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a distribution: how many, their share of all, and the share of all down to here."""

    name: str
    count: int
    share: Decimal
    cumulative: Decimal


def rounded(value: Decimal, places: Decimal) -> Decimal:
    """Return the value rounded, halves away from zero."""
    return value.quantize(places, ROUND_HALF_UP)


def percent_text(value: Decimal | None) -> str:
    """Return 98.8% for 98.8, or — for nothing."""
    return DASH if value is None else f"{value}%"


def change(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Return the relative change to `base`, three decimals, halves up; None where there is no base or it is 0."""
    if value is None or not base:
        return None
    return rounded((value - base) / abs(base), Decimal("0.001"))


def nearest_rank(values: Sequence[Decimal], share: Decimal) -> Decimal | None:
    """Return the smallest value that at least `share` (0 < share <= 1) of all do not exceed; None of nothing."""
    if not values:
        return None
    ranked = sorted(values)
    rank = (len(ranked) * share).to_integral_value(ROUND_CEILING)
    return ranked[max(int(rank), 1) - 1]


def spread(values: Sequence[Decimal]) -> Spread:
    """Return how the numbers lie, one decimal."""
    if not values:
        return Spread(0, None, None, None)
    mean = rounded(sum(values, Decimal()) / len(values), TENTH)
    median, p90 = nearest_rank(values, HALF), nearest_rank(values, NINETY)
    assert median is not None
    assert p90 is not None
    return Spread(len(values), mean, rounded(median, TENTH), rounded(p90, TENTH))


def complaint_rate(complaints: int, volume: int | None) -> Decimal | None:
    """Return the complaints per 10,000 served, two decimals (R109, R110); the volume is given, never invented."""
    return rounded(Decimal(complaints * PER) / volume, HUNDREDTH) if volume else None


def received_in(matters: Iterable[Matter], span: Days) -> list[Matter]:
    """Return what was received on the days of the span."""
    return [matter for matter in matters if matter.received.date() in span]


def triaged_in_time(matters: Iterable[Matter]) -> Share:
    """Return how many of these were classified within 10 minutes of receipt, the tenth minute included (R39)."""
    known = list(matters)
    return Share(
        sum(one.triaged is not None and one.triaged - one.received <= TRIAGE for one in known), len(known)
    )


def replied_in_seven_days(matters: Iterable[Matter], span: Days, now: datetime) -> Share:
    """Return how many of those whose seventh day lies in the span, before the day of `now`, were replied to by it (R42)."""
    return _replied([(one.seventh, one.replied) for one in matters], span, now)


def replied_in_time(matters: Iterable[Matter], span: Days, now: datetime) -> Share:
    """Return how many of those due in the span by the earliest of all terms were replied to by then (C16)."""
    return _replied([(one.due, one.replied) for one in matters], span, now)


def _replied(pairs: Iterable[tuple[date, datetime | None]], span: Days, now: datetime) -> Share:
    due = [(last, replied) for last, replied in pairs if last in span and last < now.date()]
    return Share(sum(replied is not None and replied.date() <= last for last, replied in due), len(due))


def overdue(matters: Iterable[Matter], now: datetime) -> int:
    """Return how many were due before the day of `now` and are not replied to (R96)."""
    return sum(one.replied is None and one.due < now.date() for one in matters)


def minutes_to_classify(matters: Iterable[Matter]) -> Spread:
    """Return the minutes from receipt to classification (C8: a clock of its own)."""
    return spread([_units(one.triaged - one.received, 60) for one in matters if one.triaged is not None])


def days_to_reply(matters: Iterable[Matter]) -> Spread:
    """Return the days from receipt to reply of those replied to (C8: a clock of its own)."""
    return spread([_units(one.replied - one.received, 86400) for one in matters if one.replied is not None])


def satisfied(matters: Iterable[Matter]) -> Share:
    """Return how many of the valid answers were very satisfied or satisfied (R109, R112)."""
    answers = [one.satisfaction for one in matters if one.satisfaction]
    return Share(sum(answer in CONTENT for answer in answers), len(answers))


def minutes_in_time(meetings: Iterable[Meeting], span: Days, now: datetime) -> Share:
    """Return of how many of the span's meetings the minutes were out 4 hours after the end (R8); later ones are not yet due."""
    due = [
        one for one in meetings if one.ended.date() in span and _due(one.sent, one.ended + MINUTES_OUT, now)
    ]
    return Share(sum(one.sent is not None and one.sent <= one.ended + MINUTES_OUT for one in due), len(due))


def acknowledged_in_time(meetings: Iterable[Meeting], span: Days, now: datetime) -> Share:
    """Return how many owners acknowledged within 24 hours of sending, at most 28 after the meeting's end (R10, C15)."""
    done = whole = 0
    for meeting in meetings:
        if meeting.ended.date() not in span:
            continue
        cap = meeting.ended + MINUTES_OUT + ACKNOWLEDGED
        for each in meeting.acknowledgements:
            sent = each.sent or meeting.sent
            last = cap if sent is None else min(cap, sent + ACKNOWLEDGED)
            whole += _due(each.acknowledged, last, now)
            done += each.acknowledged is not None and each.acknowledged <= last
    return Share(done, whole)


def resolved_in_time(meetings: Iterable[Meeting], span: Days, now: datetime) -> Share:
    """Return how many of the resolutions due in the span, before the day of `now`, were done by their day (R11)."""
    due = [one for one in resolutions_of(meetings) if one.due in span and one.due < now.date()]
    return Share(sum(one.done is not None and one.done <= one.due for one in due), len(due))


def still_open(meetings: Iterable[Meeting], last: date) -> list[Resolution]:
    """Return the resolutions due by `last` that were not done by then, the oldest first (R11)."""
    late = [
        one for one in resolutions_of(meetings) if one.due <= last and (one.done is None or one.done > last)
    ]
    return sorted(late, key=lambda one: one.due)


def resolutions_of(meetings: Iterable[Meeting]) -> list[Resolution]:
    """Return all that the meetings resolved."""
    return [resolution for meeting in meetings for resolution in meeting.resolutions]


def counted(matters: Iterable[Matter], of: Callable[[Matter], str], *, public: bool = False) -> list[Count]:
    """Return how many there are of each, the most first; in `public` statistics fewer than 5 are never told apart."""
    numbers = Counter(of(matter) or "未填" for matter in matters)
    ranked = sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    return _shared(_gathered(ranked) if public else ranked)


def _gathered(ranked: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the counts with the small ones as one, which takes in the next larger until it is no longer small."""
    told, hidden = list(ranked), 0
    while told and (told[-1][1] < FEW or 0 < hidden < FEW):
        hidden += told.pop()[1]
    return [*told, ("其他(合并)", hidden)] if hidden >= FEW else told


def _shared(ranked: Sequence[tuple[str, int]]) -> list[Count]:
    whole, so_far = sum(number for _, number in ranked), 0
    made = []
    for name, number in ranked:
        so_far += number
        made.append(Count(name, number, _of_one(number, whole), _of_one(so_far, whole)))
    return made


def _of_one(part: int, whole: int) -> Decimal:
    return rounded(Decimal(part) / whole, Decimal("0.001"))


def _due(done: datetime | None, last: datetime, now: datetime) -> bool:
    """True if it is done, or should be: what is neither done nor due yet says nothing."""
    return done is not None or last < now


def _units(span: timedelta, seconds: int) -> Decimal:
    return Decimal(int(span.total_seconds())) / seconds
