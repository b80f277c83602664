"""Fields: what a type asks for, and the closed set of kinds, rules and computed columns that describe it (LIFE.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recordkit.domain.findings import Severity
from recordkit.wording import Text


class Kind(StrEnum):
    """What a field's value is."""

    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    ENUM = "enum"
    MULTI = "multi"
    BOOL = "bool"
    PERSON = "person"
    DEPARTMENT = "department"
    PHONE = "phone"
    IDNO = "idno"
    MONTH = "month"
    QUARTER = "quarter"
    LIST = "list"
    TABLE = "table"
    GROUP = "group"
    SIGN = "sign"


NESTED = frozenset({Kind.TABLE, Kind.GROUP})
MANY = frozenset({Kind.LIST, Kind.MULTI})


@dataclass(frozen=True, slots=True)
class Rule:
    """A named, parameterised rule of the closed vocabulary: a check or a computed column, never an expression."""

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a type asks for; `columns` are a table's or a group's own fields."""

    key: str
    label: Text
    kind: Kind
    required: bool = False
    moment: bool = False
    choices: tuple[Text, ...] = ()
    columns: tuple["Field", ...] = ()
    checks: tuple[Rule, ...] = ()
    computed: Rule | None = None
    mask: str | None = None
    base: str | None = None
    aliases: tuple[str, ...] = ()
    default: object = None
    note: Text | None = None
    width: int | None = None

    def called(self, heading: str) -> bool:
        """True if `heading` is this field's machine name, its label in either language, or a declared alias."""
        plain = squeeze(heading)
        return plain in {squeeze(name) for name in self.names()}

    def names(self) -> Iterator[str]:
        """Yield every heading that stands for this field."""
        yield self.key
        yield self.label.zh
        yield self.label.en
        yield from self.aliases

    @property
    def inputs(self) -> tuple["Field", ...]:
        """The table's or group's own fields that a person gives: all but the computed ones."""
        return tuple(column for column in self.columns if column.computed is None)

    def column(self, key: str) -> "Field":
        """Return the table's or group's own field of that machine name; raises KeyError."""
        return next_named(self.columns, key)


def next_named(fields: tuple[Field, ...], key: str) -> Field:
    """Return the field with machine name `key`; raises KeyError."""
    for candidate in fields:
        if candidate.key == key:
            return candidate
    raise KeyError(key)


def recognise(fields: tuple[Field, ...], heading: str) -> Field | None:
    """Return the field that `heading` names, by machine name or label in either language, or None.

    The exact spelling goes first, so that an audit's `N` and `n` stay two fields.
    """
    exact = next((candidate for candidate in fields if heading in candidate.names()), None)
    return exact or next((candidate for candidate in fields if candidate.called(heading)), None)


def squeeze(heading: str) -> str:
    """Return a heading as it is compared: no spaces, no required-mark, half-width brackets, lower case."""
    plain = "".join(heading.split()).rstrip("*＊:：").lower()
    return plain.replace("（", "(").replace("）", ")").replace("／", "/")
