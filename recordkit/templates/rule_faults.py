"""What is wrong with a field's rules: a name that there is not, parameters, and where a rule may stand."""

from collections.abc import Iterator, Mapping

from recordkit.domain.checks import ACROSS_RECORDS, RULES
from recordkit.domain.columns import COLUMNS
from recordkit.domain.fields import Kind, Rule
from recordkit.domain.followups import OF_THE_ENTRY, FollowUp
from recordkit.domain.parameters import Signature, Stands
from recordkit.domain.recordtype import RecordType
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.param_faults import param_faults
from recordkit.templates.reference_faults import reference_faults
from recordkit.templates.stand import Stand
from recordkit.wording import Text

CHECKS: Mapping[str, Signature] = {name: check.takes for name, check in RULES.items()} | ACROSS_RECORDS
COMPUTED: Mapping[str, Signature] = {name: column.takes for name, column in COLUMNS.items()}


def rule_faults(stand: Stand) -> Iterator[Text]:
    """Yield what is wrong with a field's checks and its computed rule; a register's references wait for view_faults."""
    for rule in stand.spec.checks:
        yield from _one_rule(rule, CHECKS, stand)
        if rule.rule in CHECKS and stand.at not in stand.unsure:
            yield from _bearer_faults(rule, CHECKS[rule.rule], stand)
    if stand.spec.computed is not None:
        yield from _one_rule(stand.spec.computed, COMPUTED, stand)


def view_faults(view: RecordType, source: RecordType | None, known: tuple[str, ...]) -> list[Text]:
    """Return what is wrong with a register beside the type that it is a view of; `known` are all types' keys."""
    key = view.view_of
    if source is None:
        return [
            fault("view_of", "没有类型 {key}{near}", "no type {key}{near}", key=key, near=offer(key, known))
        ]
    if source.view_of is not None:
        return [fault("view_of", "{key} 本身是台账", "{key} is itself a register", key=key)]
    every = source.deadline.every if source.deadline else None
    return [
        each
        for spec in view.fields
        if (rule := spec.computed) is not None
        for each in reference_faults(
            rule,
            COMPUTED[rule.rule],
            Stand(spec.key, spec, (), source.fields, every=every, view=True, duties=counted(source)),
        )
    ]


def counted(rtype: RecordType) -> frozenset[str]:
    """Return the keys of the duties that count from a field of the record."""
    return frozenset(
        rule.key
        for rule in rtype.duties
        if isinstance(rule, FollowUp) and rule.each is None and rule.start not in OF_THE_ENTRY
    )


def _one_rule(rule: Rule, known: Mapping[str, Signature], stand: Stand) -> Iterator[Text]:
    if not rule.rule:
        return
    at = f"{stand.at}, {rule.rule}"
    if rule.rule not in known:
        yield fault(
            stand.at,
            "没有规则 {rule}{near}",
            "no rule {rule}{near}",
            rule=rule.rule,
            near=offer(rule.rule, known),
        )
        return
    takes = known[rule.rule]
    yield from param_faults(rule, takes, at)
    yield from _place_faults(takes, stand, at)
    if not stand.view:
        yield from reference_faults(rule, takes, stand)


def _place_faults(takes: Signature, stand: Stand, at: str) -> Iterator[Text]:
    if takes.stands is Stands.TOP and stand.inner:
        yield fault(at, "不能用在表或组的列里", "it is not for a table's or group's columns")
    if takes.stands is Stands.ROW and not stand.inner and not stand.view:
        yield fault(at, "只用在表的列里或台账里", "it is only for a table's columns or a register's")


def _bearer_faults(rule: Rule, takes: Signature, stand: Stand) -> Iterator[Text]:
    """Yield why the field is not one that this check could look at."""
    kind, at = stand.spec.kind, f"{stand.at}, {rule.rule}"
    if kind not in takes.on:
        yield fault(at, "不适用于 {kind}", "it is not for a {kind}", kind=kind.value)
    elif kind is Kind.DATE and (unit := next((name for name in takes.instants if name in rule.params), None)):
        yield fault(
            at,
            "按 {unit} 计须为 datetime, 不是 date",
            "{unit} need a datetime, not a date",
            unit=Text(unit, unit),
        )
