"""Computed columns that type.toml may name: a closed vocabulary, each rule implemented once, here.

A computed column that lacks what it counts from is None; nothing is guessed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.masking import mask_value, secrets
from recordkit.domain.periods import Period, parse_period
from recordkit.domain.recordtype import RecordType

OVERDUE = {"late": "是", "in_time": "否", "open": "未到期"}
SCORES = {"很满意": 5, "满意": 4, "一般": 3, "不满意": 2, "很不满意": 1}


@dataclass(frozen=True, slots=True)
class Known:
    """What a computed column may know beside the record: the instant, the zone, the type, its row and name."""

    now: datetime
    zone: tzinfo
    rtype: RecordType
    position: int = 0
    name: str | None = None
    full: bool = False


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


def compute(fields: Sequence[Field], values: Mapping[str, object], known: Known) -> dict[str, object]:
    """Return `values` in the order of `fields`, computed ones worked out, those in tables and groups too."""
    return _compute(fields, values, {}, known)


def _compute(
    fields: Sequence[Field], values: Mapping[str, object], outer: Mapping[str, object], known: Known
) -> dict[str, object]:
    done = dict(values)
    for spec in fields:
        if spec.computed is not None:
            done[spec.key] = COLUMNS[spec.computed.rule](Source(spec.computed, done, outer, known))
        elif spec.kind is Kind.GROUP and isinstance(done.get(spec.key), Mapping):
            done[spec.key] = _compute(spec.columns, _mapping(done[spec.key]), done, known)
        elif spec.kind is Kind.TABLE and isinstance(rows := done.get(spec.key), tuple):
            done[spec.key] = tuple(
                _compute(spec.columns, _mapping(row), done, replace(known, position=i))
                for i, row in enumerate(rows, 1)
            )
    return {spec.key: done.get(spec.key) for spec in fields}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _copy(source: Source) -> object:
    """of: the other field's value."""
    return source.get("of")


def _masked(source: Source) -> object:
    """of: the other field's value as its type masks it; as it is in a full copy (R83)."""
    value, rtype = source.get("of"), source.known.rtype
    if source.known.full:
        return value
    spec = rtype.field(str(source.rule.params["of"]))
    return mask_value(spec, value, dict(secrets(rtype.fields, source.values)), sweep=True)


def _excerpt(source: Source) -> object:
    """of, max: the first characters of a text, no names in it unless the copy is full."""
    value = _masked(source)
    limit = int(str(source.rule.params.get("max", 80)))
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _date_of(source: Source) -> object:
    """of: the day of an instant."""
    value = source.get("of")
    return value.date() if isinstance(value, datetime) else value


def _time_of(source: Source) -> object:
    """of: the time of day of an instant, to the minute."""
    value = source.get("of")
    return value.time().replace(second=0, microsecond=0) if isinstance(value, datetime) else None


def _due(source: Source) -> object:
    """of, days | hours: the last day in time (the day of receipt is not counted), or the last instant."""
    start = source.get("of")
    if "hours" in source.rule.params:
        hours = timedelta(hours=int(str(source.rule.params["hours"])))
        return start + hours if isinstance(start, datetime) else None
    day = _as_day(start)
    return None if day is None else day + timedelta(days=int(str(source.rule.params["days"])))


def _overdue(source: Source) -> object:
    """due, done: 是 if done (or still open) after the due day or instant, 否 if done in time, 未到期 while it runs."""
    due, done = source.get("due"), source.get("done")
    if not isinstance(due, date):
        return None
    if isinstance(done, date):
        return OVERDUE["late"] if _past(due, done) else OVERDUE["in_time"]
    return OVERDUE["late"] if _past(due, source.known.now.astimezone(source.known.zone)) else OVERDUE["open"]


def _past(due: date, at: date) -> bool:
    """True if `at` lies after `due`: instants as they are, else by the day."""
    if isinstance(due, datetime) and isinstance(at, datetime):
        return at > due
    return at.toordinal() > due.toordinal()


def _minutes_between(source: Source) -> object:
    """from, to: whole minutes."""
    span = _span(source)
    return None if span is None else int(span.total_seconds() // 60)


def _days_between(source: Source) -> object:
    """from, to: days by the calendar."""
    start, end = _as_day(source.get("from")), _as_day(source.get("to"))
    return None if start is None or end is None else (end - start).days


def _span(source: Source) -> timedelta | None:
    start, end = source.get("from"), source.get("to")
    return end - start if isinstance(start, datetime) and isinstance(end, datetime) else None


def _as_day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _sequence(source: Source) -> object:
    """The row's position, from 1."""
    return source.known.position or None


def _name(source: Source) -> object:
    """The document's own name (R1)."""
    return source.known.name


def _score(source: Source) -> object:
    """of: 很满意 … 很不满意 as 5 … 1."""
    return SCORES.get(str(source.get("of")))


def _mean(source: Source) -> object:
    """of: the mean of a group's numbers, one decimal, half up (C24)."""
    group = source.get("of")
    numbers = [Decimal(n) for n in group.values() if isinstance(n, int)] if isinstance(group, Mapping) else []
    return (
        (sum(numbers, Decimal()) / len(numbers)).quantize(Decimal("0.1"), ROUND_HALF_UP) if numbers else None
    )


def _count(source: Source) -> object:
    """of: the rows of a table."""
    rows = source.get("of")
    return len(rows) if isinstance(rows, tuple) else None


def _change(source: Source) -> object:
    """of, from: relative change to a base; None when the base is 0 or missing (shown as —)."""
    value, base = _decimal(source.get("of")), _decimal(source.get("from"))
    return (
        None
        if value is None or not base
        else ((value - base) / abs(base)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    )


def _attained(source: Source) -> object:
    """of, target, less: 是 when the target is reached; `less` names a field that says that less is better."""
    value, target = _decimal(source.get("of")), _decimal(source.get("target"))
    if value is None or target is None:
        return None
    return "是" if (value <= target if source.get("less") else value >= target) else "否"


def _decimal(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _period_due(source: Source) -> object:
    """of: the last day that is in time for the report of that period (R29, R30)."""
    period = _period(source)
    deadline = source.known.rtype.deadline
    return deadline.due(period) if deadline and period else None


def _period(source: Source) -> Period | None:
    kind, text = source.known.rtype.period_kind, source.get("of")
    return parse_period(kind, text) if kind and isinstance(text, str) else None


def _late(source: Source) -> object:
    """due, done: 迟交 n 天, or 按时; the day that counts is the day of submission."""
    due, done = _as_day(source.get("due")), _as_day(source.get("done"))
    if due is None or done is None:
        return None
    return f"迟交 {(done - due).days} 天" if done > due else "按时"


COLUMNS: dict[str, Callable[[Source], object]] = {
    "copy": _copy,
    "masked": _masked,
    "excerpt": _excerpt,
    "date_of": _date_of,
    "time_of": _time_of,
    "due": _due,
    "overdue": _overdue,
    "minutes_between": _minutes_between,
    "days_between": _days_between,
    "sequence": _sequence,
    "name": _name,
    "score": _score,
    "mean": _mean,
    "count": _count,
    "change": _change,
    "attained": _attained,
    "period_due": _period_due,
    "late": _late,
}


def view_rows(
    view: RecordType, source: RecordType, records: Sequence[Mapping[str, object]], known: Known
) -> tuple[dict[str, object], ...]:
    """Return a register's rows: each column of `view` worked out from one record of `source`, in order."""
    return tuple(
        {
            spec.key: COLUMNS[spec.computed.rule](
                Source(spec.computed, {**record}, {}, _at(known, source, i))
            )
            for spec in view.fields
            if spec.computed is not None
        }
        for i, record in enumerate(records, 1)
    )


def _at(known: Known, rtype: RecordType, position: int) -> Known:
    return replace(known, rtype=rtype, position=position)
