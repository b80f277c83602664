"""What is wrong with what a rule refers to: other fields, columns of a table, values that a field may have.

Law: a rule that could never find anything is a fault, for nobody would notice that it is silent.
"""

from collections.abc import Iterator
from datetime import UTC

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.parameters import DAYS, FAMILIES, INSTANTS, NAMES, SINGLE, Param, Signature, Takes
from recordkit.domain.values import BadValue, Setting, read_value
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.param_faults import fits
from recordkit.templates.shapes import is_text
from recordkit.templates.stand import Stand
from recordkit.wording import Text


def reference_faults(rule: Rule, takes: Signature, stand: Stand) -> Iterator[Text]:
    """Yield what a rule refers to and cannot have: no such field or column, of a kind that will not do, or too late."""
    at = f"{stand.at}, {rule.rule}"
    if takes.deadline and stand.every is None:
        yield fault(at, "此类型没有 deadline", "the type has no deadline")
    if "duty" in takes.params and is_text(duty := rule.params.get("duty")) and duty not in stand.duties:
        near = offer(duty, stand.duties)
        yield fault(
            at,
            "没有从项目起算的任务 {duty}{near}",
            "no duty {duty} that counts from a field{near}",
            duty=duty,
            near=near,
        )
    for name, value in rule.params.items():
        param = takes.params.get(name)
        if param is None or not fits(param, value):
            continue
        if param.takes in NAMES:
            yield from _named_faults(rule, name, param, takes, stand)
        elif param.takes in (Takes.OWN_VALUES, Takes.ITS_VALUES):
            yield from _value_faults(rule, name, param, stand)
    yield from _column_faults(rule, takes, stand)


def _named_faults(rule: Rule, name: str, param: Param, takes: Signature, stand: Stand) -> Iterator[Text]:
    at, key = f"{stand.at}, {rule.rule}", str(rule.params[name])
    target = stand.find(key)
    if target is None:
        near = offer(key, [field.key for field in (*stand.row, *stand.top)])
        yield fault(
            at, "{name}: 没有项目 {key}{near}", "{name}: no field {key}{near}", **_said(name, key), near=near
        )
    elif target is stand.spec:
        yield fault(at, "{name} 指向了自己", "{name} is the field itself", name=Text(name, name))
    elif target.computed is not None and not _worked_out(rule, target, stand):
        yield fault(
            at,
            "{name}: {key} 由系统计算, 此时还没有值",
            "{name}: {key} is computed, and not yet when this looks at it",
            **_said(name, key),
        )
    elif stand.sure(target) and target.kind not in (wanted := _kinds(rule, param, takes, stand)):
        yield fault(
            at,
            "{name}: {key} 是 {kind}, 应为 {wanted}",
            "{name}: {key} is a {kind}; wanted is {wanted}",
            **_said(name, key),
            kind=(target.kind.value,),
            wanted=_kind_words(wanted),
        )


def _said(name: str, key: str) -> dict[str, object]:
    return {"name": Text(name, name), "key": key}


def _worked_out(rule: Rule, target: Field, stand: Stand) -> bool:
    """True if a computed field has its value when the rule looks at it; a moment's check comes after all (`note`)."""
    if stand.view:
        return True
    return stand.earlier(target) if rule is stand.spec.computed else stand.spec.moment


def _kinds(rule: Rule, param: Param, takes: Signature, stand: Stand) -> frozenset[Kind]:
    """Return the kinds that a named field may have here."""
    if param.takes is Takes.PEER:
        return next((family for family in FAMILIES if stand.spec.kind in family), frozenset(Kind))
    if takes.deadline and stand.every in ("month", "quarter"):
        return frozenset({Kind(stand.every)})
    instants = any(name in rule.params for name in takes.instants)
    return INSTANTS if instants and param.kinds == DAYS else param.kinds


def _kind_words(kinds: frozenset[Kind]) -> Text:
    if kinds == SINGLE:
        return Text("单个的值", "a single value")
    names = ", ".join(sorted(kinds))
    return Text(names, names)


def _column_faults(rule: Rule, takes: Signature, stand: Stand) -> Iterator[Text]:
    """Yield columns that the named table, or this one, has not; a table is always asked by its column, a list never."""
    own = [
        name for name, param in takes.params.items() if param.takes in (Takes.OWN_COLUMN, Takes.OWN_COLUMNS)
    ]
    its = next((param for param in takes.params.values() if param.takes is Takes.COLUMN), None)
    if own:
        keys = [key for name in own for key in _texts(rule.params.get(name, ()))]
        yield from _in_table(stand.spec, keys, SINGLE, rule, stand)
    elif its is not None:
        table = stand.find(str(rule.params.get("table", "")))
        for each in (table, stand.spec):
            if each is not None and (each is table or each.kind is Kind.TABLE):
                yield from _in_table(each, _texts(rule.params.get("column", ())), its.kinds, rule, stand)


def _in_table(
    table: Field, keys: list[str], kinds: frozenset[Kind], rule: Rule, stand: Stand
) -> Iterator[Text]:
    at, said = f"{stand.at}, {rule.rule}", Text(table.key, table.key)
    if table.kind is not Kind.TABLE:
        return
    if not keys:
        yield fault(
            at,
            "须写明表 {table} 的列(column)",
            "a column of the table {table} is wanted (column)",
            table=said,
        )
    columns = {column.key: column for column in table.columns if column.computed is None}
    for key in keys:
        if key not in columns:
            near = offer(key, columns)
            yield fault(
                at,
                "表 {table} 没有列 {key}{near}",
                "{table} has no column {key}{near}",
                table=said,
                key=key,
                near=near,
            )
        elif columns[key].kind not in kinds and f"{table.key}.{key}" not in stand.unsure:
            yield fault(
                at,
                "列 {key} 应为 {wanted}",
                "the column {key} should be {wanted}",
                key=key,
                wanted=_kind_words(kinds),
            )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []


def _value_faults(rule: Rule, name: str, param: Param, stand: Stand) -> Iterator[Text]:
    """Yield the values that the field can never have: a choice that there is not, a text where a number stands."""
    field = stand.spec if param.takes is Takes.OWN_VALUES else stand.find(str(rule.params.get("field", "")))
    values = rule.params[name]
    if field is None or field.kind not in SINGLE or not (_certain(field, stand)):
        return
    for value in values if isinstance(values, (list, tuple)) else ():
        if not _reads_as_itself(field, value):
            near = offer(value, [choice.zh for choice in field.choices])
            yield fault(
                f"{stand.at}, {rule.rule}",
                "{name}: {key} 不会是 {value}{near}",
                "{name}: {key} is never {value}{near}",
                **_said(name, field.key),
                value=value,
                near=near,
            )


def _reads_as_itself(field: Field, value: object) -> bool:
    try:
        return read_value(field, value, Setting(UTC)) == value
    except BadValue:
        return False


def _certain(field: Field, stand: Stand) -> bool:
    return stand.at not in stand.unsure if field is stand.spec else stand.sure(field)
