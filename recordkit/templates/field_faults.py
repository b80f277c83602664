"""What is wrong with a type's fields: keys, kinds, choices, columns, what is required when, and the values they start with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from recordkit.domain.fields import NESTED, Field, Kind
from recordkit.domain.masking import FREE, MASKS
from recordkit.domain.parameters import DAYS
from recordkit.domain.periods import PeriodKind
from recordkit.domain.values import BadValue, Setting, is_blank, read_value
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.rule_faults import rule_faults
from recordkit.templates.shapes import FIELD_KEYS, TEXT, Shape, is_text, shape_faults
from recordkit.templates.stand import KINDS, Stand, kind_known, sketch
from recordkit.wording import Text

SOME_DAY = date(2026, 1, 1)
"""The day from which a default such as 两周内 is read when a type is checked."""
TAKEN = frozenset("doc and else false if in is none not or true".split())
"""What a template's tags mean already."""
RULE_KEYS: dict[str, Shape] = {
    "rule": TEXT,
    "severity": Shape(
        lambda value: value in ("error", "warning"),
        Text('应为 "error" 或 "warning"', '"error" or "warning" is wanted'),
    ),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """A type's fields as its table has them, and as far as they are sound."""

    raws: tuple[Mapping[str, Any], ...]
    specs: tuple[Field, ...]
    unsure: frozenset[str]
    every: PeriodKind | None = None
    view: bool = False
    duties: frozenset[str] = frozenset()


def read_fields(
    raws: Sequence[Mapping[str, Any]],
    every: PeriodKind | None,
    *,
    view: bool,
    duties: frozenset[str] = frozenset(),
) -> Fields:
    """Return the fields of a type; `every` is its deadline's period, `view` says that it is a register."""
    specs = tuple(sketch(raw) for raw in raws)
    return Fields(tuple(raws), specs, frozenset(_unsure(raws, "")), every, view, duties)


def _unsure(raws: Sequence[Mapping[str, Any]], prefix: str) -> Iterator[str]:
    for raw in raws:
        path = f"{prefix}{raw.get('key')}"
        if not kind_known(raw):
            yield path
        yield from _unsure(_columns(raw), f"{path}.")


def _columns(raw: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    columns = raw.get("columns", ())
    return columns if FIELD_KEYS["columns"].fits(columns) else ()


def field_faults(fields: Fields) -> Iterator[Text]:
    """Yield what is wrong with the fields, those of tables and groups after their own."""
    yield from _row_faults(fields, fields.raws, fields.specs, "")


def _row_faults(
    fields: Fields, raws: Sequence[Mapping[str, Any]], row: tuple[Field, ...], prefix: str
) -> Iterator[Text]:
    for raw, spec in zip(raws, row, strict=True):
        stand = Stand(
            f"{prefix}{spec.key}",
            spec,
            row,
            fields.specs,
            fields.unsure,
            fields.every,
            fields.view,
            fields.duties,
        )
        yield from shape_faults(raw, FIELD_KEYS, stand.at, required=("key", "label", "kind"))
        yield from _rule_shape_faults(raw, stand.at)
        yield from _kind_faults(raw, stand)
        yield from _time_faults(stand)
        yield from _start_faults(raw, stand)
        yield from rule_faults(stand)
        yield from _row_faults(fields, _columns(raw), spec.columns, f"{stand.at}.")
    yield from _name_faults(row, prefix.rstrip("."))


def _name_faults(row: tuple[Field, ...], at: str) -> Iterator[Text]:
    """Yield keys that stand twice, and headings by which an input could mean either of two fields."""
    keys = [spec.key for spec in row if spec.key != "?"]
    for repeated in sorted({key for key in keys if keys.count(key) > 1}):
        yield fault(at, "项目 {key} 写了两次", "the field {key} stands twice", key=repeated)
    meant: dict[str, str] = {}
    for spec in row if len(keys) == len(set(keys)) else ():
        for name in dict.fromkeys(() if spec.computed else spec.names()):
            first = meant.setdefault(name, spec.key)
            if first != spec.key and name != "?":
                yield fault(
                    at,
                    "{name} 既指 {first} 又指 {key}",
                    "{name} means {first} as well as {key}",
                    name=name,
                    first=first,
                    key=spec.key,
                )


def _rule_shape_faults(raw: Mapping[str, Any], at: str) -> Iterator[Text]:
    checks = raw.get("checks", ())
    for rule in checks if FIELD_KEYS["checks"].fits(checks) else ():
        known = {key: value for key, value in rule.items() if key in RULE_KEYS}
        yield from shape_faults(known, RULE_KEYS, f"{at}, checks", required=("rule",))
    if isinstance(computed := raw.get("computed"), Mapping):
        if not is_text(computed.get("rule")):
            yield fault(f"{at}, computed", "缺少 {key}", "the key {key} is missing", key="rule")
        if "severity" in computed:
            yield fault(f"{at}, computed", "没有 {key} 这一项", "no key {key}", key="severity")


def _kind_faults(raw: Mapping[str, Any], stand: Stand) -> Iterator[Text]:
    spec, at = stand.spec, stand.at
    if is_text(raw.get("key")) and not _speakable(spec.key, inner=stand.inner):
        yield fault(
            at,
            "key 须像变量名, 且不是保留词",
            "a key is written like a variable's name, and is no reserved word",
        )
    if "mask" in raw and spec.mask is not None and spec.mask not in MASKS.keys() | {FREE}:
        near = offer(spec.mask, [*MASKS, FREE])
        yield fault(at, "没有 mask {mask}{near}", "no mask {mask}{near}", mask=spec.mask, near=near)
    if not kind_known(raw):
        if is_text(kind := raw.get("kind")):
            yield fault(
                at, "没有 kind {kind}{near}", "no kind {kind}{near}", kind=kind, near=offer(kind, KINDS)
            )
        return
    if (spec.kind in NESTED) != bool(raw.get("columns", "columns" in raw)):
        yield fault(
            at,
            "columns 只用于 table 和 group, 且必须有",
            "columns belong to a table or a group, and each has some",
        )
    if (spec.kind in (Kind.ENUM, Kind.MULTI)) != bool(
        raw.get("choices", "choices" in raw)
    ) and not spec.computed:
        yield fault(
            at, "choices 只用于 enum 和 multi, 且必须有", "choices belong to enum or multi, and each has some"
        )
    for words in ([choice.zh for choice in spec.choices], [choice.en for choice in spec.choices]):
        for repeated in sorted({word for word in words if words.count(word) > 1}):
            yield fault(at, "choices 中 {word} 写了两次", "the choice {word} stands twice", word=repeated)


def _speakable(key: str, *, inner: bool) -> bool:
    """True if a template's tag can say the key."""
    return key.isidentifier() and not key.startswith("_") and (inner or key not in TAKEN)


def _time_faults(stand: Stand) -> Iterator[Text]:
    """Yield what contradicts itself: what comes later or is worked out is neither required, nor given, nor checked."""
    spec, at = stand.spec, stand.at
    demands = [rule.rule for rule in spec.checks if rule.rule.startswith("required_")]
    if (spec.required or demands) and (spec.moment or spec.computed):
        yield fault(
            at, "事后登记或由系统计算的项目从不必填", "a moment or a computed field is never required"
        )
    if spec.moment and stand.inner and not _in_table(stand):
        yield fault(
            at,
            "组里的项目不能是 moment; 请写在整组上",
            "a group's field is no moment; write it at the whole group",
        )
    if spec.computed and (spec.moment or spec.checks or spec.default is not None or spec.base is not None):
        yield fault(
            at,
            "computed 的项目没有 moment、checks、default、base",
            "a computed field has no moment, checks, default or base",
        )
    if spec.moment and spec.default is not None:
        yield fault(at, "moment 的项目没有 default", "a moment has no default")


def _in_table(stand: Stand) -> bool:
    head = stand.at.partition(".")[0]
    return any(field.key == head and field.kind is Kind.TABLE for field in stand.top)


def _start_faults(raw: Mapping[str, Any], stand: Stand) -> Iterator[Text]:
    """Yield what is wrong with the default, and with the field that a term counts from."""
    spec, at = stand.spec, stand.at
    if not kind_known(raw):
        return
    if spec.default is not None and not _readable(spec):
        yield fault(
            at,
            "default = {value} 不是有效的 {kind}",
            "default = {value} is no {kind}",
            value=spec.default,
            kind=(spec.kind.value,),
        )
    if spec.base is None or spec.computed is not None:
        return
    base = stand.find(spec.base)
    if spec.kind is not Kind.DATE:
        yield fault(at, "base 只用于 date", "base is only for a date")
    if base is None:
        near = offer(spec.base, [field.key for field in (*stand.row, *stand.top)])
        yield fault(at, "base: 没有项目 {key}{near}", "base: no field {key}{near}", key=spec.base, near=near)
    elif base is spec or base.computed is not None or (stand.sure(base) and base.kind not in DAYS):
        yield fault(
            at,
            "base: {key} 不是录入的 date 或 datetime",
            "base: {key} is no date or datetime that is given",
            key=spec.base,
        )


def _readable(spec: Field) -> bool:
    try:
        read_value(spec, spec.default, Setting(UTC, SOME_DAY if spec.base else None))
    except BadValue:
        return False
    return not is_blank(spec.default)
