"""Plain tables to the domain's values."""

import pytest

from recordkit.domain.fields import Rule
from recordkit.templates.build import build_field, build_rule, text
from recordkit.wording import Text


@pytest.mark.parametrize("raw", [{"zh": "名", "en": "Name"}, ["名", "Name"], ("名", "Name")])
def test_a_wording_in_both_languages(raw: object) -> None:
    assert text(raw) == Text("名", "Name")


def test_one_wording_serves_both_languages() -> None:
    assert text("合格") == Text("合格", "合格")


def test_a_rule_keeps_its_parameters_and_says_why_in_both_languages() -> None:
    raw = {
        "rule": "in",
        "values": ["合格"],
        "severity": "warning",
        "why": {"zh": "须合格", "en": "Must be sound"},
    }
    assert build_rule(raw) == Rule(
        "in", {"values": ["合格"], "why": Text("须合格", "Must be sound")}, "warning"
    )


def test_a_pattern_may_be_shown_in_both_languages() -> None:
    rule = build_rule({"rule": "matches", "pattern": "SW", "hint": ["如 SW", "such as SW"]})
    assert rule.params["hint"] == Text("如 SW", "such as SW")


def test_a_field_without_more_is_plain() -> None:
    field = build_field({"key": "x", "label": "名", "kind": "bool"})
    assert (field.required, field.default, field.checks, field.note) == (False, None, (), None)
