"""A checked type.toml to a RecordType: the plain tables that TOML gives become the domain's values."""

from collections.abc import Mapping
from typing import Any

from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Condition, Term, Unit
from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.followups import FollowUp
from recordkit.domain.projects import Stage
from recordkit.domain.recordtype import DutyRule, RecordType, Section
from recordkit.wording import Text

PERIODIC = ("every", "day", "days", "on", "key", "count", "moved", "escalate_after")
FOLLOWING = ("due", "done", "each", "among", "renew", "department", "person")
SAID = ("why", "hint")
"""Parameters of a rule that people read."""


def build(raw: Mapping[str, Any]) -> RecordType:
    """Return the RecordType that a checked type.toml describes."""
    return RecordType(
        key=raw["key"],
        code=raw.get("code", raw["key"].upper()),
        word=raw["word"],
        label=text(raw["label"]),
        output=raw.get("output", "docx"),
        fields=tuple(build_field(field) for field in raw["fields"]),
        day_field=raw.get("day"),
        natural_key=tuple(raw.get("natural_key", ())),
        title=tuple(raw.get("title", ())),
        department_field=raw.get("department"),
        period_field=raw.get("period"),
        sensitive=raw.get("sensitive", False),
        masked=raw.get("masked", False),
        full_tier=raw.get("full_tier", "supervisor"),
        retention=str(raw.get("retention", "")),
        deadline=build_deadline(raw["deadline"]) if "deadline" in raw else None,
        sections=tuple(
            Section(part["heading"], tuple(part.get("aliases", ()))) for part in raw.get("sections", ())
        ),
        view_of=raw.get("view_of"),
        rules=tuple(raw.get("rules", ())),
        summary=text(raw.get("summary", "")),
        template=raw.get("template", f"document.{raw.get('output', 'docx')}"),
        duties=tuple(build_duty(duty) for duty in raw.get("duties", ())),
        filed_only=raw.get("filed_only", False),
    )


def build_duty(raw: Mapping[str, Any]) -> DutyRule:
    """Return the duty that one checked table of [[duties]] describes."""
    if "every" in raw:
        return build_deadline(raw)
    common: dict[str, Any] = {
        "key": raw["key"],
        "label": text(raw["label"]),
        "condition": build_condition(raw, "where"),
        "escalate_after": raw.get("escalate_after"),
    }
    if "stage" in raw:
        return Stage(stage=raw["stage"], project=raw["project"], **common)
    named: dict[str, Any] = {name: raw.get(name) for name in FOLLOWING}
    within = tuple(build_term(term) for term in raw.get("within", ()))
    return FollowUp(start=raw.get("from", ""), within=within, **named, **common)


def build_deadline(raw: Mapping[str, Any]) -> Deadline:
    """Return the deadline that a table describes; raises ValueError for one that cannot be."""
    said: dict[str, Any] = {name: raw[name] for name in PERIODIC if name in raw}
    if "label" in raw:
        said["label"] = text(raw["label"])
    months = tuple(raw.get("months", ()))
    return Deadline(**said, months=months, condition=build_condition(raw, "where"))


def build_term(raw: Mapping[str, Any]) -> Term:
    """Return the term that a table such as {hours = 4} describes."""
    unit = next(unit for unit in Unit if unit.value in raw)
    return Term(unit, raw[unit.value], raw.get("from"), build_condition(raw, "when"))


def build_condition(raw: Mapping[str, Any], name: str) -> Condition:
    """Return what a duty or a term asks of the facts; `name` is what it is called there."""
    when, unless = (
        {key: tuple(values) for key, values in raw.get(each, {}).items()} for each in (name, "unless")
    )
    return Condition(when, unless)


def build_field(raw: Mapping[str, Any]) -> Field:
    """Return the Field that one checked table of type.toml describes."""
    return Field(
        key=raw["key"],
        label=text(raw["label"]),
        kind=Kind(raw["kind"]),
        required=raw.get("required", False),
        moment=raw.get("moment", False),
        choices=tuple(text(choice) for choice in raw.get("choices", ())),
        columns=tuple(build_field(column) for column in raw.get("columns", ())),
        checks=tuple(build_rule(rule) for rule in raw.get("checks", ())),
        computed=build_rule(raw["computed"]) if "computed" in raw else None,
        mask=raw.get("mask"),
        base=raw.get("base"),
        aliases=tuple(raw.get("aliases", ())),
        default=raw.get("default"),
        note=text(raw["note"]) if "note" in raw else None,
        width=raw.get("width"),
    )


def build_rule(raw: Mapping[str, Any]) -> Rule:
    """Return the Rule that an inline table such as {rule = "length", min = 2} describes."""
    params = {key: value for key, value in raw.items() if key not in ("rule", "severity")}
    for name in SAID:
        if isinstance(params.get(name), (Mapping, list, tuple)):
            params[name] = text(params[name])
    return Rule(raw["rule"], params, raw.get("severity", "error"))


def text(raw: object) -> Text:
    """Return a Text from {zh, en}, from a pair, or from one wording for both languages."""
    if isinstance(raw, Mapping):
        return Text(raw["zh"], raw["en"])
    if isinstance(raw, (list, tuple)):
        return Text(raw[0], raw[1])
    return Text(str(raw), str(raw))
