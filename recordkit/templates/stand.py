"""Where a field stands: what its rules can see from there, and how a reference is resolved.

Law: a reference means the row's own field first, then the record's; of what is not certain nothing is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.periods import PeriodKind
from recordkit.templates.build import build_field
from recordkit.templates.shapes import FIELD_KEYS, is_text, sound

KINDS = tuple(str(kind) for kind in Kind)


@dataclass(frozen=True, slots=True)
class Stand:
    """One field at its place: `row` are the fields beside it, `top` the record's own; `unsure` paths have no known kind.

    `every` is the period of the type's deadline, `duties` those of its duties that count from a field; in a
    register (`view`) rules look at the source's fields instead.
    """

    at: str
    spec: Field
    row: tuple[Field, ...]
    top: tuple[Field, ...]
    unsure: frozenset[str] = frozenset()
    every: PeriodKind | None = None
    view: bool = False
    duties: frozenset[str] = frozenset()

    @property
    def inner(self) -> bool:
        """True if the field is a table's or group's column."""
        return "." in self.at

    def find(self, key: str) -> Field | None:
        """Return the field that `key` means here, or None."""
        return next((field for field in (*self.row, *self.top) if field.key == key), None)

    def sure(self, target: Field) -> bool:
        """True if the kind of a field that was found from here is known."""
        beside = any(field is target for field in self.row)
        path = self.at.removesuffix(self.spec.key) + target.key if beside else target.key
        return path not in self.unsure

    def earlier(self, target: Field) -> bool:
        """True if `target` is worked out before this field (or the table that holds it)."""
        if any(field is target for field in self.row):
            return _place(self.row, target) < _place(self.row, self.spec)
        head = self.at.partition(".")[0]
        return _place(self.top, target) < next(i for i, field in enumerate(self.top) if field.key == head)


def _place(fields: tuple[Field, ...], target: Field) -> int:
    return next(i for i, field in enumerate(fields) if field is target)


def sketch(raw: Mapping[str, Any]) -> Field:
    """Return the field as far as its table is sound: what is broken is left out, an unknown kind passes for text."""
    fit = sound(raw, FIELD_KEYS)
    inner = {name: fit.pop(name, ()) for name in ("columns", "checks")}
    computed = fit.pop("computed", {} if "computed" in raw else None)
    named = {"key": "?", "label": "?", **fit, "kind": raw.get("kind") if kind_known(raw) else "text"}
    return replace(
        build_field(named),
        columns=tuple(sketch(column) for column in inner["columns"]),
        checks=tuple(_rule(rule) for rule in inner["checks"]),
        computed=None if computed is None else _rule(computed),
    )


def kind_known(raw: Mapping[str, Any]) -> bool:
    """True if the field's table says a kind that there is."""
    return is_text(raw.get("kind")) and raw["kind"] in KINDS


def _rule(raw: Mapping[str, Any]) -> Rule:
    params = {key: value for key, value in raw.items() if key not in ("rule", "severity")}
    return Rule(raw["rule"] if is_text(raw.get("rule")) else "", params)
