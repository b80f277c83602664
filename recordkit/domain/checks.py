"""The checks that type.toml may name: a closed vocabulary, each rule implemented once, here.

A rule sees one field's value and may look at other fields of its row or record; when what it looks at is bad or
missing it is silent, so that one mistake gives one finding.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.findings import Finding
from recordkit.domain.nearest import nearest
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.values import plain, shown
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Scope:
    """What a record's checks may look at: its values, the paths already found bad, the instant, the departments."""

    values: Mapping[str, object]
    bad: frozenset[str]
    now: datetime
    departments: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One rule at one value: the row that it stands in, and the scope around it."""

    spec: Field
    rule: Rule
    path: str
    value: object
    row: Mapping[str, object]
    siblings: Sequence[Field]
    scope: Scope

    def other(self, key: str) -> object:
        """Return another field's value, of this row or of the record; None when missing or bad."""
        return self.row.get(key) if key in self.row else self.scope.values.get(key)

    def spoiled(self, key: str) -> bool:
        """True if something in that table or field is bad, so that it cannot be counted on."""
        return any(path == key or path.startswith((f"{key}[", f"{key}.")) for path in self.scope.bad)

    def label(self, key: str) -> Text:
        """Return another field's label."""
        return next((field.label for field in self.siblings if field.key == key), Text(key, key))

    def text(self, name: str) -> str:
        """Return a parameter of the rule as text."""
        return str(self.rule.params[name])

    def found(self, code: str, value: object = None, **facts: object) -> Finding:
        """Return the finding of this rule, with its place."""
        quoted = shown(plain_shown(self.value if value is None else value))
        return Finding(
            code,
            severity=self.rule.severity,
            path=self.path,
            value=quoted,
            facts={"label": self.spec.label, "value": quoted, **facts},
            column=self.spec.label.zh,
        )


def check_fields(fields: Sequence[Field], scope: Scope) -> list[Finding]:
    """Return what the fields' checks find in a record, tables and groups row by row.

    A field that is wrong in itself (not because of another) counts as bad for the checks that look at it.
    """
    found = list(_check_row(fields, fields, scope.values, scope, ""))
    wrong = {
        f.path or "" for f in found if f.severity == "error" and f.code in OF_ITSELF
    } & scope.values.keys()
    if not wrong:
        return found
    values = {key: None if key in wrong else value for key, value in scope.values.items()}
    calm = replace(scope, values=values, bad=scope.bad | wrong)
    again = list(_check_row(fields, fields, values, calm, ""))
    return [f for f in found if f.path in wrong or f in again]


def _check_row(
    fields: Sequence[Field], top: Sequence[Field], row: Mapping[str, object], scope: Scope, prefix: str
) -> Iterator[Finding]:
    for spec in fields:
        path, value = f"{prefix}{spec.key}", row.get(spec.key)
        if path in scope.bad:
            continue
        if spec.kind is Kind.DEPARTMENT and isinstance(value, str):
            yield from _department(spec, path, value, scope)
        for rule in spec.checks:
            if rule.rule in RULES and (value is not None or rule.rule in WANTS_EMPTY):
                yield from RULES[rule.rule](Case(spec, rule, path, value, row, (*fields, *top), scope))
        for place, inner in _inner(spec, path, value):
            yield from _check_row(spec.columns, top, inner, scope, f"{place}.")


def _inner(spec: Field, path: str, value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if spec.kind is Kind.GROUP and isinstance(value, Mapping):
        yield path, value
    if spec.kind is Kind.TABLE and isinstance(value, tuple):
        yield from ((f"{path}[{i}]", row) for i, row in enumerate(value, 1) if isinstance(row, Mapping))


def _department(spec: Field, path: str, value: str, scope: Scope) -> Iterator[Finding]:
    if scope.departments and value not in scope.departments:
        facts = {"label": spec.label, "nearest": did_you_mean(nearest(value, scope.departments))}
        yield Finding(
            "department_unknown",
            severity="warning",
            path=path,
            value=value,
            facts=facts,
            column=spec.label.zh,
        )


def _length(case: Case) -> Iterator[Finding]:
    """min, max: characters of a text."""
    size = len(str(case.value))
    if size < _whole(case.rule.params.get("min", 0)):
        yield case.found("text_too_short", length=size, min=case.rule.params["min"])
    elif size > _whole(case.rule.params.get("max", size)):
        yield case.found("text_too_long", length=size, max=case.rule.params["max"])


def _matches(case: Case) -> Iterator[Finding]:
    """pattern, hint: the whole text matches."""
    if not re.fullmatch(case.text("pattern"), str(case.value)):
        yield case.found("text_pattern", hint=case.rule.params.get("hint", ""))


def _range(case: Case) -> Iterator[Finding]:
    """min, max: a number, both ends included."""
    if not isinstance(case.value, (int, Decimal)):
        return
    low, high = case.rule.params.get("min"), case.rule.params.get("max")
    if (low is not None and case.value < Decimal(str(low))) or (
        high is not None and case.value > Decimal(str(high))
    ):
        yield case.found(
            "number_out_of_range", min="-∞" if low is None else low, max="∞" if high is None else high
        )


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
    unit = next(name for name in ("minutes", "hours", "days") if name in case.rule.params)
    if unit == "days" and not (isinstance(start, datetime) and isinstance(value, datetime)):
        start, value = _midnight(start), _midnight(value)
    if not isinstance(start, datetime) or not isinstance(value, datetime):
        return
    limit = timedelta(**{unit: _whole(case.rule.params[unit])})
    late = value.date() > start.date() + limit if unit == "days" else value - start > limit
    if late:
        yield case.found("deadline_breached", limit=spoken_span(limit), taken=spoken_span(value - start))


def _midnight(value: object) -> datetime | None:
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else None


def _member_of(case: Case) -> Iterator[Finding]:
    """table, column: the text stands in that column of the table."""
    listed = _column(case, case.other(case.text("table")))
    if listed and case.value not in listed and not case.spoiled(case.text("table")):
        yield case.found("not_listed", other=case.label(case.text("table")))


def _disjoint(case: Case) -> Iterator[Finding]:
    """table, column: no row of this table stands in the other."""
    listed, mine = set(_column(case, case.other(case.text("table")))), _column(case, case.value)
    for twice in dict.fromkeys(name for name in mine if name in listed):
        yield case.found("listed_twice", value=twice, other=case.label(case.text("table")))


def _column(case: Case, rows: object) -> list[object]:
    if not isinstance(rows, tuple):
        return []
    key = str(case.rule.params.get("column", ""))
    return [row.get(key) if isinstance(row, Mapping) else row for row in rows if row is not None]


def _distinct(case: Case) -> Iterator[Finding]:
    """column(s): no two rows of a table, or items of a list, are the same."""
    keys = case.rule.params.get("columns") or [case.rule.params.get("column", "")]
    seen: set[tuple[object, ...]] = set()
    for row in case.value if isinstance(case.value, tuple) else ():
        mark = tuple(row.get(str(key)) for key in _names(keys)) if isinstance(row, Mapping) else (row,)
        if mark in seen and any(mark):
            yield case.found("repeated", value=" ".join(str(part) for part in mark if part is not None))
        seen.add(mark)


def _at_least(case: Case) -> Iterator[Finding]:
    """count: rows of a table, or items of a list."""
    if isinstance(case.value, tuple) and len(case.value) < _whole(case.rule.params["count"]):
        yield case.found("rows_missing", value=" ", min=case.rule.params["count"], count=len(case.value))


def _at_most(case: Case) -> Iterator[Finding]:
    """count: rows of a table, or items of a list."""
    if isinstance(case.value, tuple) and len(case.value) > _whole(case.rule.params["count"]):
        yield case.found("rows_too_many", value=" ", max=case.rule.params["count"], count=len(case.value))


def _required_when(case: Case) -> Iterator[Finding]:
    """field, in: the field must be given when another has one of these values."""
    if case.value in (None, ()) and case.other(case.text("field")) in _names(case.rule.params["in"]):
        yield case.found("required_missing", value="")


def _required_without(case: Case) -> Iterator[Finding]:
    """field: the field must be given unless that other one is."""
    key = case.text("field")
    if case.value in (None, ()) and case.other(key) in (None, ()) and key not in case.scope.bad:
        yield case.found("required_missing", value="")


def _in(case: Case) -> Iterator[Finding]:
    """values, why: the value is one of these (R78: every item 合格)."""
    allowed = _names(case.rule.params["values"])
    if case.value not in allowed:
        why = case.rule.params.get("why", "")
        yield case.found("value_refused", allowed=[str(value) for value in allowed], why=why)


def _differs_from(case: Case) -> Iterator[Finding]:
    """field: not the same value as that field's."""
    key = case.text("field")
    if case.value == case.other(key):
        yield case.found("same_as", other=case.label(key))


def _sums_to(case: Case) -> Iterator[Finding]:
    """table, column: the amount is the sum of that column."""
    parts = [
        part for part in _column(case, case.other(case.text("table"))) if isinstance(part, (int, Decimal))
    ]
    if case.spoiled(case.text("table")):
        return
    if parts and isinstance(case.value, (int, Decimal)) and sum(parts) != case.value:
        yield case.found("sum_differs", sum=sum(parts))


def _whole(value: object) -> int:
    return int(str(value))


def _names(value: object) -> list[object]:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]


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


def plain_shown(value: object) -> object:
    """Return a value as a sentence quotes it: instants to the minute, without their offset."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return plain(value)


RULES: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "length": _length,
    "matches": _matches,
    "range": _range,
    "not_future": _not_future,
    "after": _after,
    "before": _before,
    "within": _within,
    "member_of": _member_of,
    "disjoint": _disjoint,
    "distinct": _distinct,
    "at_least": _at_least,
    "at_most": _at_most,
    "required_when": _required_when,
    "required_without": _required_without,
    "in": _in,
    "differs_from": _differs_from,
    "sums_to": _sums_to,
}
ACROSS_RECORDS = frozenset({"unique_in_input"})
OF_ITSELF = frozenset(
    {"date_future", "number_out_of_range", "text_pattern", "text_too_short", "text_too_long"}
)
WANTS_EMPTY = frozenset({"required_when", "required_without"})
