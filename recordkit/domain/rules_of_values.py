"""Checks of a value itself: its length, shape, range and choice, and whether it had to be given."""

import re
from collections.abc import Iterator
from decimal import Decimal

from recordkit.domain.case import Case, Check
from recordkit.domain.fields import Kind
from recordkit.domain.findings import Finding
from recordkit.domain.parameters import NUMBERS, SINGLE, WRITTEN, Param, Signature, Takes, a_field, optional


def _length(case: Case) -> Iterator[Finding]:
    """min, max: characters of a text."""
    size, params = len(str(case.value)), case.rule.params
    if "min" in params and size < case.whole("min"):
        yield case.found("text_too_short", length=size, min=params["min"])
    elif "max" in params and size > case.whole("max"):
        yield case.found("text_too_long", length=size, max=params["max"])


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


def _in(case: Case) -> Iterator[Finding]:
    """values, why: the value is one of these (R78: every item 合格)."""
    allowed = case.items("values")
    if case.value not in allowed:
        why = case.rule.params.get("why", "")
        yield case.found("value_refused", allowed=[str(value) for value in allowed], why=why)


def _differs_from(case: Case) -> Iterator[Finding]:
    """field: not the same value as that field's."""
    key = case.text("field")
    if case.value == case.other(key):
        yield case.found("same_as", other=case.label(key))


def _required_when(case: Case) -> Iterator[Finding]:
    """field, in: the field must be given when another has one of these values."""
    if case.value in (None, ()) and case.other(case.text("field")) in case.items("in"):
        yield case.found("required_missing", value="")


def _required_without(case: Case) -> Iterator[Finding]:
    """field: the field must be given unless that other one is."""
    key = case.text("field")
    if case.value in (None, ()) and case.other(key) in (None, ()) and key not in case.scope.bad:
        yield case.found("required_missing", value="")


_COUNT, _NUMBER = optional(Takes.COUNT), optional(Takes.NUMBER)
RULES: dict[str, Check] = {
    "length": Check(_length, Signature({"min": _COUNT, "max": _COUNT}, on=WRITTEN, some_of=("min", "max"))),
    "matches": Check(
        _matches,
        Signature({"pattern": Param(Takes.PATTERN), "hint": optional(Takes.WORDS)}, on=WRITTEN | {Kind.INT}),
    ),
    "range": Check(_range, Signature({"min": _NUMBER, "max": _NUMBER}, on=NUMBERS, some_of=("min", "max"))),
    "in": Check(_in, Signature({"values": Param(Takes.OWN_VALUES), "why": optional(Takes.WORDS)}, on=SINGLE)),
    "differs_from": Check(_differs_from, Signature({"field": a_field(SINGLE)}, on=SINGLE)),
    "required_when": Check(
        _required_when, Signature({"field": a_field(SINGLE), "in": Param(Takes.ITS_VALUES)})
    ),
    "required_without": Check(_required_without, Signature({"field": a_field()})),
}
