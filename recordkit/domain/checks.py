"""The checks that type.toml may name: a closed vocabulary, each rule implemented once, in the module of its subject.

A rule sees one field's value and may look at other fields of its row or record; when what it looks at is bad or
missing it is silent, so that one mistake gives one finding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recordkit.domain import rules_of_order, rules_of_tables, rules_of_values
from recordkit.domain.case import Case, Check, Scope
from recordkit.domain.fields import Field, Kind
from recordkit.domain.findings import Finding
from recordkit.domain.nearest import nearest
from recordkit.domain.parameters import Signature, Stands
from recordkit.domain.sentences import did_you_mean

__all__ = ["ACROSS_RECORDS", "OF_ITSELF", "RULES", "WANTS_EMPTY", "Scope", "check_fields"]

RULES: dict[str, Check] = {**rules_of_values.RULES, **rules_of_order.RULES, **rules_of_tables.RULES}
ACROSS_RECORDS: dict[str, Signature] = {"unique_in_input": Signature(stands=Stands.TOP)}
"""Checks that need the whole input: `draft_all` makes them."""
OF_ITSELF = frozenset(
    {"date_future", "number_out_of_range", "text_pattern", "text_too_short", "text_too_long"}
)
WANTS_EMPTY = frozenset({"required_when", "required_without"})


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
                yield from RULES[rule.rule].find(Case(spec, rule, path, value, row, (*fields, *top), scope))
        for place, inner in _inner(spec, path, value):
            yield from _check_row(spec.columns, top, inner, scope, f"{place}.")


def _inner(spec: Field, path: str, value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if spec.kind is Kind.GROUP and isinstance(value, Mapping):
        yield path, value
    if spec.kind is Kind.TABLE and isinstance(value, tuple):
        yield from ((f"{path}[{i}]", row) for i, row in enumerate(value, 1) if isinstance(row, Mapping))


def _department(spec: Field, path: str, value: str, scope: Scope) -> Iterator[Finding]:
    if scope.departments and value not in scope.departments:
        facts = {
            "label": spec.label,
            "nearest": did_you_mean(nearest(value, scope.departments, cutoff=0.6)),
            "times": "",
        }
        yield Finding(
            "department_unknown",
            severity="warning",
            path=path,
            value=value,
            facts=facts,
            column=spec.label.zh,
        )
