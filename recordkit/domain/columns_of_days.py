"""Computed columns of days and instants: parts of them, what lies between, when something is due, and whether it is late."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from recordkit.domain.dues import ALWAYS, Due, Term, Unit
from recordkit.domain.entry import Glance
from recordkit.domain.followups import FollowUp, following
from recordkit.domain.parameters import DAYS, INSTANTS, PERIODS, Param, Signature, Takes, a_field, optional
from recordkit.domain.periods import Period, parse_period
from recordkit.domain.source import Column, Source, as_day

COUNTED = (Unit.DAYS, Unit.HOURS, Unit.WORKDAYS)
OVERDUE = {"late": "是", "in_time": "否", "open": "未到期"}


def _date_of(source: Source) -> object:
    """of: the day of an instant."""
    value = source.get("of")
    return value.date() if isinstance(value, datetime) else value


def _time_of(source: Source) -> object:
    """of: the time of day of an instant, to the minute."""
    value = source.get("of")
    return value.time().replace(second=0, microsecond=0) if isinstance(value, datetime) else None


def _due(source: Source) -> object:
    """of, days | hours | workdays: the last day in time (the day of receipt is not counted), or the last instant."""
    start = source.get("of")
    unit = next(unit for unit in COUNTED if unit.value in source.rule.params)
    if not isinstance(start, date):
        return None
    term = Term(unit, int(str(source.rule.params[unit.value])))
    due = term.after(_local(start, source), source.known.zone, source.known.calendar)
    return None if due is None else due.last


def _local(start: date, source: Source) -> date:
    """Return an instant that says no zone as one of the office's."""
    if isinstance(start, datetime) and start.tzinfo is None:
        return start.replace(tzinfo=source.known.zone)
    return start


def _duty_due(source: Source) -> object:
    """duty: the last day or instant in time for one of the type's own duties, the earliest of its terms (C16)."""
    due = _falls(source)
    return None if due is None else due.last


def _duty_binding(source: Source) -> object:
    """duty: which of the duty's terms binds, in words (C16); 暂定 where a year's holidays are not announced."""
    due = _falls(source)
    if due is None:
        return None
    return f"{due.binding.zh}(暂定)" if due.provisional else due.binding.zh


def _falls(source: Source) -> Due | None:
    known = source.known
    rule = known.rtype.duty(str(source.rule.params["duty"]))
    if not isinstance(rule, FollowUp):
        return None
    rule = replace(rule, condition=ALWAYS)
    day = known.now.astimezone(known.zone).date()
    record = Glance("", known.rtype.key, day, None, None, known.now, doubtful=False, facts=source.values)
    return next((one.falls for one in following(rule, record, known.zone, known.calendar)), None)


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
    start, end = as_day(source.get("from")), as_day(source.get("to"))
    return None if start is None or end is None else (end - start).days


def _span(source: Source) -> timedelta | None:
    start, end = source.get("from"), source.get("to")
    return end - start if isinstance(start, datetime) and isinstance(end, datetime) else None


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
    due, done = as_day(source.get("due")), as_day(source.get("done"))
    if due is None or done is None:
        return None
    return f"迟交 {(done - due).days} 天" if done > due else "按时"


_DUE_DONE = Signature({"due": a_field(DAYS), "done": a_field(DAYS)})
COLUMNS: dict[str, Column] = {
    "date_of": Column(_date_of, Signature({"of": a_field(DAYS)})),
    "time_of": Column(_time_of, Signature({"of": a_field(INSTANTS)})),
    "due": Column(
        _due,
        Signature(
            {"of": a_field(DAYS), **{unit.value: optional(Takes.COUNT) for unit in COUNTED}},
            one_of=tuple(unit.value for unit in COUNTED),
            instants=("hours",),
        ),
    ),
    "duty_due": Column(_duty_due, Signature({"duty": Param(Takes.DUTY)})),
    "duty_binding": Column(_duty_binding, Signature({"duty": Param(Takes.DUTY)})),
    "overdue": Column(_overdue, _DUE_DONE),
    "minutes_between": Column(
        _minutes_between, Signature({"from": a_field(INSTANTS), "to": a_field(INSTANTS)})
    ),
    "days_between": Column(_days_between, Signature({"from": a_field(DAYS), "to": a_field(DAYS)})),
    "period_due": Column(_period_due, Signature({"of": a_field(PERIODS)}, deadline=True)),
    "late": Column(_late, _DUE_DONE),
}
