"""One check at one value: what it may look at, and how it says what it found.

Law: a check sees its field's value and other fields of its row or record, and no more of the world than the instant.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recordkit.domain.fields import Field, Rule
from recordkit.domain.findings import Finding
from recordkit.domain.parameters import Signature
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

    def whole(self, name: str) -> int:
        """Return a parameter of the rule as a whole number."""
        return int(self.text(name))

    def items(self, name: str) -> list[object]:
        """Return a parameter of the rule as a list, one value being a list of one."""
        value = self.rule.params[name]
        return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]

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


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the closed vocabulary: what it does, and what it takes."""

    find: Callable[[Case], Iterator[Finding]]
    takes: Signature


def plain_shown(value: object) -> object:
    """Return a value as a sentence quotes it: instants to the minute, without their offset."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return plain(value)
