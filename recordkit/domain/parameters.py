"""What the rules of the closed vocabulary take: each parameter's shape, and the kinds of field that it may name.

Law: a rule's signature stands beside its function, and type.toml is checked against it before any rule is at work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recordkit.domain.fields import MANY, NESTED, Kind

EVERY_KIND = frozenset(Kind)
SINGLE = EVERY_KIND - NESTED - MANY
LISTED = frozenset({Kind.TABLE, Kind.LIST, Kind.MULTI})
TABLES = frozenset({Kind.TABLE})
DAYS = frozenset({Kind.DATE, Kind.DATETIME})
INSTANTS = frozenset({Kind.DATETIME})
NUMBERS = frozenset({Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})
PERIODS = frozenset({Kind.MONTH, Kind.QUARTER})
WRITTEN = frozenset({Kind.TEXT, Kind.LONGTEXT, Kind.PERSON, Kind.DEPARTMENT, Kind.PHONE, Kind.IDNO}) | PERIODS
FAMILIES = (DAYS, frozenset({Kind.TIME}), NUMBERS)
"""Kinds whose values have an order among themselves."""

MOST = 999_999
"""The highest count: more days than this leave the calendar."""


class Takes(StrEnum):
    """What a parameter takes."""

    FIELD = "field"  # another field's machine name, of this row or of the record
    PEER = "peer"  # the same, of a kind that has an order with this field's
    TABLE = "table"  # a table's or list's machine name
    COLUMN = "column"  # a column of the table that `table` names
    OWN_COLUMN = "own_column"  # a column of the table that bears the rule
    OWN_COLUMNS = "own_columns"  # several of them
    DUTY = "duty"  # one of the type's own duties that count from a field
    COUNT = "count"  # a whole number, `least` to MOST
    NUMBER = "number"
    FLAG = "flag"
    PATTERN = "pattern"  # a regular expression
    WORDS = "words"  # a wording in one language or both
    OWN_VALUES = "own_values"  # values that this field may have
    ITS_VALUES = "its_values"  # values that the field named by `field` may have


NAMES = frozenset({Takes.FIELD, Takes.PEER, Takes.TABLE})
"""What names another field."""


class Stands(StrEnum):
    """Where a rule may stand."""

    ANYWHERE = "anywhere"
    TOP = "top"  # on a field of the record itself
    ROW = "row"  # on a table's column, or a register's


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: its shape, and of a field that it names, which kinds will do."""

    takes: Takes
    required: bool = True
    kinds: frozenset[Kind] = EVERY_KIND
    least: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """All that a rule takes: `on` are the kinds of field that may bear it.

    `one_of`: exactly one of these must be given; `some_of`: at least one; `instants`: with any of these, bare days
    will not do; `deadline`: the type must have one.
    """

    params: Mapping[str, Param] = field(default_factory=dict)
    on: frozenset[Kind] = EVERY_KIND
    one_of: tuple[str, ...] = ()
    some_of: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    stands: Stands = Stands.ANYWHERE
    deadline: bool = False


NOTHING = Signature()
"""What a rule takes that needs no parameter."""


def a_field(kinds: frozenset[Kind] = EVERY_KIND, *, required: bool = True) -> Param:
    """Return the parameter that names another field of one of these kinds."""
    return Param(Takes.FIELD, required, kinds)


def optional(takes: Takes, *, least: int = 0) -> Param:
    """Return a parameter that may be left out."""
    return Param(takes, required=False, least=least)
