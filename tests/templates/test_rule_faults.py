"""What is wrong with a field's rules: parameters, places, references; and every rule says what it takes."""

from typing import Any

import pytest

from recordkit.templates.rule_faults import CHECKS, COMPUTED
from tests.house.type_files import a_raw_type, said, with_column, with_field

SOUND_CHECKS: list[tuple[str, dict[str, Any]]] = [
    ("text", {"rule": "length", "min": 2}),
    ("text", {"rule": "length", "max": 2, "severity": "warning"}),
    ("text", {"rule": "matches", "pattern": "TS[0-9]{3}", "hint": ["如 TS001", "such as TS001"]}),
    ("decimal", {"rule": "range", "min": 0.5}),
    ("date", {"rule": "not_future"}),
    ("date", {"rule": "after", "field": "seen", "equal": True}),
    ("money", {"rule": "before", "field": "age"}),
    ("datetime", {"rule": "within", "of": "seen", "minutes": 10}),
    ("date", {"rule": "within", "of": "day", "days": 0}),
    ("person", {"rule": "member_of", "table": "team", "column": "name"}),
    ("text", {"rule": "member_of", "table": "items"}),
    ("list", {"rule": "disjoint", "table": "team", "column": "name"}),
    ("list", {"rule": "distinct"}),
    ("list", {"rule": "at_least", "count": 1}),
    ("list", {"rule": "at_most", "count": 3}),
    ("text", {"rule": "required_when", "field": "sex", "in": ["女"]}),
    ("text", {"rule": "required_when", "field": "age", "in": [1, 2]}),
    ("text", {"rule": "required_without", "field": "team"}),
    ("text", {"rule": "in", "values": ["合格"], "why": {"zh": "须合格", "en": "it must pass"}}),
    ("person", {"rule": "differs_from", "field": "title"}),
    ("money", {"rule": "sums_to", "table": "team", "column": "pay"}),
    ("text", {"rule": "unique_in_input"}),
]
FAULTY_CHECKS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("text", {"rule": "lenght", "min": 2}, ["x", "lenght", "length"]),
    ("text", {"rule": "due", "of": "seen", "days": 7}, ["x", "due"]),
    ("text", {"rule": "length"}, ["min", "max"]),
    ("text", {"rule": "length", "min": 2, "mx": 3}, ["'mx'", "'max'"]),
    ("text", {"rule": "length", "min": "2"}, ["min = '2'", "whole"]),
    ("text", {"rule": "length", "min": -1}, ["min = -1"]),
    ("text", {"rule": "length", "min": 5, "max": 2}, ["5", "2"]),
    ("int", {"rule": "length", "min": 2}, ["not for", "int"]),
    ("text", {"rule": "matches"}, ["pattern"]),
    ("text", {"rule": "matches", "pattern": "TS(["}, ["TS([", "regular expression"]),
    ("text", {"rule": "matches", "pattern": "[[a]"}, ["[[a]", "regular expression"]),
    ("text", {"rule": "matches", "pattern": "a{99999999999}"}, ["regular expression"]),
    ("text", {"rule": "range", "min": 1}, ["not for", "text"]),
    ("int", {"rule": "range", "min": "1"}, ["min = '1'", "number"]),
    ("int", {"rule": "range", "max": float("nan")}, ["max = nan"]),
    ("int", {"rule": "range", "min": True}, ["min = True"]),
    ("int", {"rule": "range", "min": 2, "max": 1}, ["more than"]),
    ("date", {"rule": "not_future", "days": 1}, ["days"]),
    ("date", {"rule": "after"}, ["field"]),
    ("date", {"rule": "after", "field": "sene"}, ["sene", "seen"]),
    ("date", {"rule": "after", "field": 5}, ["field = 5"]),
    ("date", {"rule": "after", "field": "x"}, ["itself"]),
    ("date", {"rule": "after", "field": "age"}, ["'age'", "int", "date, datetime"]),
    ("date", {"rule": "after", "field": "seen", "equal": "yes"}, ["equal", "true or false"]),
    ("datetime", {"rule": "within", "of": "seen"}, ["minutes, hours, days"]),
    ("datetime", {"rule": "within", "of": "seen", "hours": 1, "days": 1}, ["exactly one"]),
    ("datetime", {"rule": "within", "of": "day", "minutes": 10}, ["'day'", "date", "datetime"]),
    ("date", {"rule": "within", "of": "seen", "hours": 4}, ["hours", "datetime"]),
    ("datetime", {"rule": "within", "of": "seen", "days": 10**9}, ["999999"]),
    ("person", {"rule": "member_of", "table": "team"}, ["team", "column"]),
    ("person", {"rule": "member_of", "table": "team", "column": "nmae"}, ["nmae", "name"]),
    ("person", {"rule": "member_of", "table": "title", "column": "name"}, ["'title'", "text"]),
    ("person", {"rule": "member_of", "table": "team", "column": "no"}, ["'no'"]),
    ("list", {"rule": "at_least"}, ["count"]),
    ("text", {"rule": "at_least", "count": 1}, ["not for", "text"]),
    ("text", {"rule": "required_when", "field": "sex", "in": ["Female"]}, ["'sex'", "Female"]),
    ("text", {"rule": "required_when", "field": "sex", "in": "女"}, ["in = '女'", "list"]),
    ("text", {"rule": "required_when", "field": "sex", "in": ["女性"]}, ["女性", "女"]),
    ("text", {"rule": "required_when", "field": "sxe", "in": ["女"]}, ["sxe", "sex"]),
    ("text", {"rule": "required_when", "field": "team", "in": ["女"]}, ["'team'", "single"]),
    ("int", {"rule": "in", "values": ["1"]}, ["'1'"]),
    ("text", {"rule": "in", "values": []}, ["values"]),
    ("money", {"rule": "sums_to", "table": "team", "column": "name"}, ["'name'", "money"]),
    ("money", {"rule": "sums_to", "table": "items", "column": "name"}, ["'items'", "table"]),
    ("text", {"rule": "unique_in_input", "column": "x"}, ["column"]),
]
SOUND_COMPUTED: list[dict[str, Any]] = [
    {"rule": "copy", "of": "team"},
    {"rule": "masked", "of": "title"},
    {"rule": "excerpt", "of": "title", "max": 20},
    {"rule": "date_of", "of": "seen"},
    {"rule": "time_of", "of": "seen"},
    {"rule": "due", "of": "day", "days": 7},
    {"rule": "due", "of": "seen", "hours": 4},
    {"rule": "due", "of": "seen", "workdays": 5},
    {"rule": "overdue", "due": "day", "done": "seen"},
    {"rule": "minutes_between", "from": "seen", "to": "seen"},
    {"rule": "days_between", "from": "seen", "to": "day"},
    {"rule": "name"},
    {"rule": "score", "of": "sex"},
    {"rule": "count", "of": "team"},
    {"rule": "change", "of": "age", "from": "age"},
    {"rule": "attained", "of": "age", "target": "age"},
    {"rule": "late", "due": "day", "done": "seen"},
]
FAULTY_COMPUTED: list[tuple[dict[str, Any], list[str]]] = [
    ({"rule": "deu", "of": "seen", "days": 7}, ["x", "deu", "due"]),
    ({"rule": "copy"}, ["x, copy", "of"]),
    ({"rule": "copy", "of": "x"}, ["itself"]),
    ({"rule": "excerpt", "of": "team"}, ["table", "text"]),
    ({"rule": "excerpt", "of": "title", "max": 0}, ["max = 0"]),
    ({"rule": "due", "of": "seen"}, ["days, hours"]),
    ({"rule": "due", "of": "day", "hours": 4}, ["'day'", "datetime"]),
    ({"rule": "due", "of": "title", "days": 4}, ["'title'", "date, datetime"]),
    ({"rule": "overdue", "due": "day", "don": "seen"}, ["'done'"]),
    ({"rule": "sequence"}, ["columns"]),
    ({"rule": "mean", "of": "team"}, ["'team'", "group"]),
    ({"rule": "attained", "of": "age", "target": "age", "less": "age"}, ["less", "bool"]),
    ({"rule": "period_due", "of": "day"}, ["no deadline"]),
]


def test_every_rule_stands_below_sound() -> None:
    assert {check["rule"] for _, check in SOUND_CHECKS} == set(CHECKS)
    inner = {
        "sequence",
        "mean",
        "period_due",
        "duty_due",
        "duty_binding",
    }  # the duties' are in test_duty_faults
    assert {computed["rule"] for computed in SOUND_COMPUTED} | inner == set(COMPUTED)


@pytest.mark.parametrize(("kind", "check"), SOUND_CHECKS)
def test_a_sound_check_has_no_fault(kind: str, check: dict[str, Any]) -> None:
    assert said(with_field(kind=kind, checks=[check])) == []


@pytest.mark.parametrize(("kind", "check", "words"), FAULTY_CHECKS)
def test_a_faulty_check_is_named_with_its_place(kind: str, check: dict[str, Any], words: list[str]) -> None:
    (fault,) = said(with_field(kind=kind, checks=[check]))
    assert fault.startswith("x")
    assert all(word in fault for word in words)


@pytest.mark.parametrize("computed", SOUND_COMPUTED)
def test_a_sound_computed_rule_has_no_fault(computed: dict[str, Any]) -> None:
    assert said(with_field(computed=computed)) == []


@pytest.mark.parametrize(("computed", "words"), FAULTY_COMPUTED)
def test_a_faulty_computed_rule_is_named_with_its_place(computed: dict[str, Any], words: list[str]) -> None:
    faults = said(with_field(computed=computed))
    assert faults
    assert all(word in faults[0] for word in words)


def test_inside_a_row_the_rows_own_field_goes_before_the_records() -> None:
    assert said(with_column(checks=[{"rule": "differs_from", "field": "text"}])) == []
    assert said(with_column(checks=[{"rule": "differs_from", "field": "title"}])) == []
    (fault,) = said(with_column(checks=[{"rule": "differs_from", "field": "name"}]))
    assert fault.startswith("jobs.x, differs_from: ")  # another table's column is out of reach


@pytest.mark.parametrize(
    ("rule", "place"),
    [({"rule": "masked", "of": "title"}, "computed"), ({"rule": "unique_in_input"}, "checks")],
)
def test_some_rules_are_the_records_own(rule: dict[str, Any], place: str) -> None:
    (fault,) = said(with_column(**{place: rule if place == "computed" else [rule]}))
    assert "columns" in fault


def test_rows_are_counted_in_a_table_and_scores_in_a_group() -> None:
    assert said(with_column(computed={"rule": "sequence"})) == []
    group = {"kind": "group", "columns": [{"key": "y", "label": "y", "kind": "int"}]}
    raw = with_field(**group)
    raw["fields"] = [
        *raw["fields"],
        {"key": "m", "label": "m", "kind": "decimal", "computed": {"rule": "mean", "of": "x"}},
    ]
    assert said(raw) == []


def test_distinct_names_the_tables_own_columns_and_a_list_none() -> None:
    columns = [{"key": "y", "label": "y", "kind": "text"}, {"key": "z", "label": "z", "kind": "text"}]

    def faults(**params: Any) -> list[str]:
        return said(with_field(kind="table", columns=columns, checks=[{"rule": "distinct", **params}]))

    assert faults(column="y") == []
    assert faults(columns=["y", "z"]) == []
    assert len(faults()) == 1
    assert len(faults(column="w")) == 1
    assert len(faults(columns=["y", "w"])) == 1
    assert len(faults(columns=[])) >= 1


def test_a_period_is_due_by_the_types_own_deadline() -> None:
    def faults(kind: str, **more: Any) -> list[str]:
        period = {"key": "p", "label": "p", "kind": kind}
        due = {"key": "due", "label": "due", "kind": "date", "computed": {"rule": "period_due", "of": "p"}}
        return said(a_raw_type(fields=[period, due], **more))

    monthly = {"deadline": {"every": "month", "day": 5}}
    assert faults("month", **monthly) == []
    assert len(faults("quarter", **monthly)) == 1
    assert len(faults("month")) == 1


def test_a_computed_field_is_looked_at_once_it_is_worked_out() -> None:
    due = {"key": "due", "label": "due", "kind": "date", "computed": {"rule": "due", "of": "seen", "days": 7}}
    late = {
        "key": "late",
        "label": "late",
        "kind": "text",
        "computed": {"rule": "overdue", "due": "due", "done": "day"},
    }
    seen = {"key": "seen", "label": "s", "kind": "datetime"}
    day = {"key": "day", "label": "d", "kind": "date"}
    assert said(a_raw_type(fields=[seen, day, due, late])) == []
    (fault,) = said(a_raw_type(fields=[seen, day, late, due]))
    assert fault.startswith("late, overdue: due: 'due' is computed")


def test_only_a_moments_check_may_look_at_what_is_computed() -> None:
    due = {"key": "due", "label": "due", "kind": "date", "computed": {"rule": "due", "of": "seen", "days": 7}}
    check = {"checks": [{"rule": "before", "field": "due"}], "kind": "date"}
    for moment in (True, False):
        raw = with_field(moment=moment, **check)
        raw["fields"] = [*raw["fields"], due]
        assert bool(said(raw)) is not moment


def test_what_refers_to_a_field_of_unknown_kind_says_no_more_than_that_field() -> None:
    raw = with_field(kind="date", checks=[{"rule": "after", "field": "bad"}])
    raw["fields"] = [*raw["fields"], {"key": "bad", "label": "bad", "kind": "dat"}]
    (fault,) = said(raw)
    assert fault.startswith("bad: no kind 'dat'")


def test_every_fault_of_a_rule_is_named_at_once() -> None:
    check = {"rule": "within", "off": "seen", "minutes": "ten", "severity": "warn"}
    assert len(said(with_field(kind="datetime", checks=[check]))) == 4
