"""Computed columns of figures: scores, means, changes, and whether a target was met."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from recordkit.domain.fields import Kind
from recordkit.domain.parameters import NUMBERS, Signature, a_field
from recordkit.domain.source import Column, Source

SCORES = {"很满意": 5, "满意": 4, "一般": 3, "不满意": 2, "很不满意": 1}


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


COLUMNS: dict[str, Column] = {
    "score": Column(_score, Signature({"of": a_field(frozenset({Kind.ENUM, Kind.TEXT}))})),
    "mean": Column(_mean, Signature({"of": a_field(frozenset({Kind.GROUP}))})),
    "change": Column(_change, Signature({"of": a_field(NUMBERS), "from": a_field(NUMBERS)})),
    "attained": Column(
        _attained,
        Signature(
            {
                "of": a_field(NUMBERS),
                "target": a_field(NUMBERS),
                "less": a_field(frozenset({Kind.BOOL}), required=False),
            }
        ),
    ),
}
