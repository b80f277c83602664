"""Checks of order: before and after, not in the future, and no later than a limit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from recordkit.domain.case import Case, Check, plain_shown
from recordkit.domain.findings import Finding
from recordkit.domain.parameters import DAYS, FAMILIES, Param, Signature, Takes, a_field, optional
from recordkit.domain.values import shown
from recordkit.wording import Text

UNITS = ("minutes", "hours", "days")


def _not_future(case: Case) -> Iterator[Finding]:
    """The day or instant is not after now (whole days: not after today)."""
    now: object = case.scope.now
    if isinstance(case.value, datetime) and case.value > case.scope.now:
        yield case.found("date_future")
    elif isinstance(case.value, date) and not isinstance(case.value, datetime):
        today = now.date() if isinstance(now, datetime) else None
        if today is not None and case.value > today:
            yield case.found("date_future")


def _after(case: Case) -> Iterator[Finding]:
    """field, equal: the value lies after that field's (or on it); days are compared where either is a day."""
    yield from _order(case, "not_after", forwards=True)


def _before(case: Case) -> Iterator[Finding]:
    """field, equal: the value lies before that field's (or on it)."""
    yield from _order(case, "not_before", forwards=False)


def _order(case: Case, code: str, *, forwards: bool) -> Iterator[Finding]:
    key = case.text("field")
    other = case.other(key)
    pair = _comparable(case.value, other)
    if pair is None:
        return
    mine, bound = pair if forwards else (pair[1], pair[0])
    if not (mine > bound or (mine == bound and case.rule.params.get("equal", False))):
        yield case.found(code, other=case.label(key), bound=shown(plain_shown(other)))


def _comparable(mine: object, other: object) -> tuple[float, float] | None:
    """Return both as numbers on one scale (days if either is a day, else seconds; or numbers), or None."""
    if isinstance(mine, datetime) and isinstance(other, datetime):
        return mine.timestamp(), other.timestamp()
    if isinstance(mine, date) and isinstance(other, date):
        return float(mine.toordinal()), float(other.toordinal())
    if isinstance(mine, time) and isinstance(other, time):
        return float(_seconds(mine)), float(_seconds(other))
    if isinstance(mine, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return float(mine), float(other)
    return None


def _seconds(clock: time) -> int:
    return (clock.hour * 60 + clock.minute) * 60 + clock.second


def _within(case: Case) -> Iterator[Finding]:
    """of, minutes | hours | days: the instant comes no later than that after another (R8, R39, R42).

    Days are counted by the calendar, the first not counted (C16), and may be counted from or to a bare day.
    """
    start, value = case.other(case.text("of")), case.value
    unit = next(name for name in UNITS if name in case.rule.params)
    if unit == "days" and not (isinstance(start, datetime) and isinstance(value, datetime)):
        start, value = _midnight(start), _midnight(value)
    if not isinstance(start, datetime) or not isinstance(value, datetime):
        return
    limit = timedelta(**{unit: case.whole(unit)})
    late = value.date() > start.date() + limit if unit == "days" else value - start > limit
    if late:
        yield case.found("deadline_breached", limit=spoken_span(limit), taken=spoken_span(value - start))


def _midnight(value: object) -> datetime | None:
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else None


def spoken_span(span: timedelta) -> Text:
    """Return a span as people say it: 12 分钟, 4 小时 10 分钟, 7 天."""
    minutes = round(span.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "天", "d"), (hours, "小时", "h"), (minutes, "分钟", "min")]
    shown_parts = [part for part in parts if part[0]] or [(0, "分钟", "min")]
    return Text(
        " ".join(f"{n} {zh}" for n, zh, _ in shown_parts), " ".join(f"{n} {en}" for n, _, en in shown_parts)
    )


_ORDER = Signature(
    {"field": Param(Takes.PEER), "equal": optional(Takes.FLAG)}, on=frozenset().union(*FAMILIES)
)
RULES: dict[str, Check] = {
    "not_future": Check(_not_future, Signature(on=DAYS)),
    "after": Check(_after, _ORDER),
    "before": Check(_before, _ORDER),
    "within": Check(
        _within,
        Signature(
            {"of": a_field(DAYS), **dict.fromkeys(UNITS, optional(Takes.COUNT))},
            on=DAYS,
            one_of=UNITS,
            instants=("minutes", "hours"),
        ),
    ),
}
