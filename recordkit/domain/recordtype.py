"""A record type: what templates/<key>/type.toml says, as one immutable value (law 2: a type is data)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from recordkit.domain.deadlines import Deadline
from recordkit.domain.fields import Field, Kind, next_named, recognise
from recordkit.domain.followups import FollowUp
from recordkit.domain.naming import ANY_DOCUMENT
from recordkit.domain.periods import PeriodKind
from recordkit.domain.projects import Stage
from recordkit.wording import Text

TierName = Literal["staff", "supervisor", "director"]
OUTPUTS = ("docx", "xlsx")
NO_SUMMARY = Text("", "")
DutyRule = Deadline | FollowUp | Stage
"""What a type may make owed: something for each period, because of a record, or of a project."""


@dataclass(frozen=True, slots=True)
class Section:
    """A compulsory part of a document (R7): its heading, and the other headings that are taken for it."""

    heading: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordType:
    """A kind of record: its words, fields, name, moments, deadline, duties, retention and tiers.

    `filed_only`: its documents come from elsewhere, and none is generated.
    """

    key: str
    code: str
    word: str
    label: Text
    output: Literal["docx", "xlsx"]
    fields: tuple[Field, ...]
    day_field: str | None = None
    natural_key: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    department_field: str | None = None
    period_field: str | None = None
    sensitive: bool = False
    masked: bool = False
    full_tier: TierName = "supervisor"
    retention: str = ""
    deadline: Deadline | None = None
    sections: tuple[Section, ...] = ()
    view_of: str | None = None
    rules: tuple[str, ...] = ()
    summary: Text = NO_SUMMARY
    template: str = "document.docx"
    duties: tuple[DutyRule, ...] = ()
    filed_only: bool = False

    def __post_init__(self) -> None:
        for key in (self.day_field, self.department_field, self.period_field, *self.natural_key):
            if key is not None and key not in self.known_keys:
                raise ValueError(f"{self.key}: no field {key!r}")

    @cached_property
    def known_keys(self) -> frozenset[str]:
        """The machine names of the type's fields."""
        return frozenset(field.key for field in self.fields)

    @cached_property
    def inputs(self) -> tuple[Field, ...]:
        """The fields that a person gives: all but the computed ones."""
        return tuple(field for field in self.fields if field.computed is None)

    @cached_property
    def moments(self) -> tuple[Field, ...]:
        """The fields that come later, by `note`, and are never required at birth (LIFE.md)."""
        return tuple(field for field in self.fields if field.moment)

    @property
    def extensions(self) -> tuple[str, ...]:
        """The extensions that a document of this type may have: its output's, or a signed scan's; any, of one only filed."""
        return ANY_DOCUMENT if self.filed_only else (self.output, "pdf")

    @property
    def rules_owed(self) -> tuple[DutyRule, ...]:
        """Everything that the type makes owed: its deadline first."""
        return self.duties if self.deadline is None else (self.deadline, *self.duties)

    def duty(self, key: str) -> DutyRule:
        """Return the duty of that key; raises KeyError."""
        for rule in self.duties:
            if rule.key == key:
                return rule
        raise KeyError(key)

    @property
    def period_kind(self) -> PeriodKind | None:
        """What the type reports on, a month or a quarter, or None."""
        if self.period_field is None:
            return self.deadline.every if self.deadline else None
        return "month" if self.field(self.period_field).kind is Kind.MONTH else "quarter"

    def field(self, key: str) -> Field:
        """Return the field of that machine name; raises KeyError."""
        return next_named(self.fields, key)

    def recognise(self, heading: str) -> Field | None:
        """Return the field that a heading names, or None."""
        return recognise(self.inputs, heading)

    def headings(self) -> Iterator[str]:
        """Yield every name by which an input may call the type's fields."""
        for field in self.inputs:
            yield from field.names()
