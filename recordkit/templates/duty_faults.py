"""What is wrong with the duties of a type: what they are counted from, who owes them, and fields that may not be told.

Law: a duty's fields stand in the journal in the clear, so that a masked field in a duty is a fault (R83).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from recordkit.domain.dues import CLOCK, Unit
from recordkit.domain.facts import UNTOLD
from recordkit.domain.fields import Field, Kind
from recordkit.domain.followups import OF_THE_ENTRY, RECEIVED
from recordkit.domain.parameters import DAYS, INSTANTS, SINGLE
from recordkit.domain.periods import KINDS
from recordkit.domain.projects import STAGES
from recordkit.domain.values import BadValue, Setting, read_value
from recordkit.templates.build import build_deadline
from recordkit.templates.duty_shapes import COMMON, DUTY_KEYS, FORMS, RESERVED, WITHIN_KEYS
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.field_faults import Fields
from recordkit.templates.shapes import is_list, shape_faults, sound
from recordkit.wording import Text

UNITS = tuple(unit.value for unit in Unit)
ONE = SINGLE - UNTOLD
"""Kinds by which a duty may be owed, or be asked for."""
TABLE = frozenset({Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a duty's fields are looked for: the columns of its tables first, then the record's own."""

    at: str
    rows: tuple[Field, ...]
    fields: Fields

    def find(self, key: str) -> Field | None:
        """Return the field that `key` means here, or None."""
        return next((field for field in (*self.rows, *self.fields.specs) if field.key == key), None)

    def known(self) -> list[str]:
        """Return every field that there is here."""
        return [field.key for field in (*self.rows, *self.fields.specs)]


def duties_faults(raws: Sequence[Mapping[str, Any]], fields: Fields) -> Iterator[Text]:
    """Yield what is wrong with the [[duties]] of a type."""
    keys = [raw.get("key") for raw in raws]
    for place, raw in enumerate(raws):
        at = f"duties.{raw.get('key', place + 1)}"
        yield from shape_faults(raw, DUTY_KEYS, at, required=("key", "label"))
        fit = sound(raw, DUTY_KEYS)
        yield from _key_faults(fit, at, twice="key" in fit and fit["key"] in keys[:place])
        yield from _form_faults(fit, at, fields)


def _key_faults(fit: Mapping[str, Any], at: str, *, twice: bool) -> Iterator[Text]:
    key = fit.get("key", "x")
    if not (key.isascii() and key.replace("-", "_").isidentifier()) or key in RESERVED:
        yield fault(
            at,
            "key 用英文小写字母, 且不是 {reserved}",
            "a key is in small English letters, and none of {reserved}",
            reserved=tuple(sorted(RESERVED)),
        )
    if twice:
        yield fault(at, "任务 {key} 写了两次", "the duty {key} stands twice", key=key)


def _form_faults(fit: Mapping[str, Any], at: str, fields: Fields) -> Iterator[Text]:
    """Yield what is wrong with a duty as what it is: for each period (every), from a record (from, due), of a project (stage)."""
    heads = [head for head in FORMS if head in fit]
    if len(heads) != 1:
        yield fault(at, "{heads} 须写且只写一个", "exactly one of {heads} is wanted", heads=tuple(FORMS))
        return
    head = heads[0]
    for key in fit:
        if key not in FORMS[head] | COMMON:
            yield fault(at, "{key} 不能与 {head} 同用", "{key} does not go with {head}", key=key, head=head)
    place = Place(at, _rows(fit, fields), fields)
    yield from _condition_faults(fit, place, "where", "unless")
    if head == "every":
        yield from _period_faults(fit, place)
    elif head == "stage":
        yield from _stage_faults(fit, place)
    else:
        yield from _follow_faults(fit, place, head)


def _rows(fit: Mapping[str, Any], fields: Fields) -> tuple[Field, ...]:
    tables = (fit.get("each"), fit.get("among"))
    return tuple(column for spec in fields.specs if spec.key in tables for column in spec.columns)


def _period_faults(fit: Mapping[str, Any], place: Place) -> Iterator[Text]:
    if fit["every"] not in KINDS:
        yield fault(
            place.at, "every = {every}: 应为 {known} 之一", "every = {every}: one of {known}",
            every=fit["every"], known=KINDS,
        )  # fmt: skip
        return
    if "moved" in fit and fit["moved"] not in ("earlier", "later"):
        yield fault(
            place.at, "moved = {moved}: earlier 或 later", "moved = {moved}: earlier or later", moved=fit["moved"]
        )  # fmt: skip
    for key, least in (("count", 1), ("escalate_after", 0)):
        if fit.get(key, least) < least:
            yield _least(place.at, key, least)
    if any(not 1 <= month <= 12 for month in fit.get("months", ())):
        yield fault(place.at, "months 应为 1 到 12", "months are 1 to 12")
    if not is_deadline(fit):
        yield fault(
            place.at,
            "on(周 1 到 7, 月 1 到 28)、day(1 到 28)、days(0 到 366)至多写一个",
            "one of on (week 1 to 7, month 1 to 28), day (1 to 28) and days (0 to 366) at most",
        )


def is_deadline(raw: Mapping[str, Any]) -> bool:
    """True if the table is a possible deadline."""
    try:
        build_deadline({key: raw[key] for key in ("every", "on", "day", "days", "key") if key in raw})
    except ValueError:
        return False
    return True


def _least(at: str, key: str, least: int) -> Text:
    return fault(at, "{key} 至少为 {least}", "{key} is {least} at least", key=Text(key, key), least=least)


def _stage_faults(fit: Mapping[str, Any], place: Place) -> Iterator[Text]:
    if fit["stage"] not in STAGES:
        yield fault(
            place.at, "stage = {stage}: 应为 {known} 之一", "stage = {stage}: one of {known}",
            stage=fit["stage"], known=STAGES,
        )  # fmt: skip
    if "project" not in fit:
        yield fault(place.at, "缺少 {key}", "the key {key} is missing", key="project")
    yield from _field_faults(fit, place, {"project": ONE})


def _follow_faults(fit: Mapping[str, Any], place: Place, head: str) -> Iterator[Text]:
    yield from _table_faults(fit, place)
    yield from _field_faults(
        fit,
        place,
        {"due": DAYS, "done": DAYS, "renew": DAYS, "department": ONE, "person": ONE},
    )
    if fit.get("escalate_after", 0) < 0:
        yield _least(place.at, "escalate_after", 0)
    if head == "due":
        return
    if not fit.get("within"):
        yield fault(place.at, "缺少 {key}", "the key {key} is missing", key="within")
    for number, term in enumerate(fit.get("within", ()), 1):
        yield from _term_faults(term, fit["from"], place, f"{place.at}, within {number}")


def _table_faults(fit: Mapping[str, Any], place: Place) -> Iterator[Text]:
    yield from _field_faults(fit, place, {"each": TABLE, "among": TABLE})
    if "among" in fit and not {"each", "person"} <= fit.keys():
        yield fault(place.at, "among 须与 each 和 person 同用", "among goes with each and person")
        return
    for name in ("each", "among") if "among" in fit else ():
        table = next((spec for spec in place.fields.specs if spec.key == fit[name]), None)
        if table is not None and all(column.key != fit["person"] for column in table.columns):
            yield fault(
                place.at, "表 {table} 没有列 {key}", "{table} has no column {key}",
                table=Text(table.key, table.key), key=fit["person"],
            )  # fmt: skip


def _term_faults(term: Mapping[str, Any], start: str, place: Place, at: str) -> Iterator[Text]:
    yield from shape_faults(term, WITHIN_KEYS, at)
    fit = sound(term, WITHIN_KEYS)
    units = [unit for unit in UNITS if unit in fit]
    if len(units) != 1:
        yield fault(at, "{names} 须写且只写一个", "exactly one of {names} is wanted", names=UNITS)
        return
    if not 1 <= fit[units[0]] <= MOST:
        yield fault(
            at, "{unit} 应为 1 到 {most}", "{unit} is 1 to {most}", unit=Text(units[0], units[0]), most=MOST
        )
    within = Place(at, place.rows, place.fields)
    yield from _condition_faults(fit, within, "when", "unless")
    kinds = INSTANTS if Unit(units[0]) in CLOCK else DAYS
    yield from _field_faults({"from": fit.get("from", start)}, within, {"from": kinds})


MOST = 100_000


def _field_faults(
    fit: Mapping[str, Any], place: Place, wanted: Mapping[str, frozenset[Kind]]
) -> Iterator[Text]:
    """Yield the fields that there are not, that are of another kind, or that may not be told."""
    for name, kinds in wanted.items():
        key = fit.get(name)
        if key is None or (name == "from" and key in OF_THE_ENTRY and (key == RECEIVED or kinds == DAYS)):
            continue
        spec, said = place.find(key), Text(name, name)
        if spec is None:
            near = offer(key, place.known())
            yield fault(
                place.at, "{name}: 没有项目 {key}{near}", "{name}: no field {key}{near}", name=said, key=key, near=near
            )  # fmt: skip
        elif not _unsure(spec, place) and spec.kind not in kinds:
            kind, known = (spec.kind.value,), tuple(sorted(kinds))
            yield fault(
                place.at, "{name}: {key} 是 {kind}, 应为 {wanted}", "{name}: {key} is a {kind}; wanted is {wanted}",
                name=said, key=key, kind=kind, wanted=known,
            )  # fmt: skip
        else:
            yield from _telling_faults(spec, place, said)


def _unsure(spec: Field, place: Place) -> bool:
    return any(path == spec.key or path.endswith(f".{spec.key}") for path in place.fields.unsure)


def _telling_faults(spec: Field, place: Place, name: Text) -> Iterator[Text]:
    if spec.mask is not None or spec.computed is not None:
        yield fault(
            place.at,
            "{name}: {key} 须脱敏或由系统计算, 不能写进日志",
            "{name}: {key} is masked or computed, and cannot be told in the journal",
            name=name,
            key=spec.key,
        )


def _condition_faults(fit: Mapping[str, Any], place: Place, *names: str) -> Iterator[Text]:
    """Yield the fields that a condition asks and that there are not, and values that they never have."""
    for name in names:
        for key, values in fit.get(name, {}).items():
            yield from _field_faults({name: key}, place, {name: ONE | {Kind.MULTI}})
            spec = place.find(key)
            if not is_list(values) or not values:
                yield fault(
                    place.at, "{name}: {key} 应为若干值的列表", "{name}: {key} takes a list of values",
                    name=Text(name, name), key=key,
                )  # fmt: skip
            elif spec is not None and spec.kind in ONE and not _unsure(spec, place):
                yield from _value_faults(spec, values, place, name)


def _value_faults(spec: Field, values: Sequence[object], place: Place, name: str) -> Iterator[Text]:
    for value in values:
        try:
            fits = read_value(spec, value, Setting(UTC)) == value
        except BadValue:
            fits = False
        if not fits:
            near = offer(value, [choice.zh for choice in spec.choices])
            yield fault(
                place.at, "{name}: {key} 不会是 {value}{near}", "{name}: {key} is never {value}{near}",
                name=Text(name, name), key=spec.key, value=value, near=near,
            )  # fmt: skip
