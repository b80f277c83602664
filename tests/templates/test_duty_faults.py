"""The [[duties]] of a type: what is sound, and every fault named with its place (R83: nothing that is masked)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Condition, Term, Unit
from recordkit.domain.followups import FollowUp
from recordkit.domain.projects import Stage
from recordkit.templates.build import build_duty
from recordkit.templates.duty_shapes import DUTY_KEYS, FORMS
from recordkit.templates.type_faults import type_faults
from recordkit.wording import Text
from tests.house.type_files import FIELDS, a_raw_type, said

WHO: dict[str, Any] = {"key": "who", "label": "病人", "kind": "person", "mask": "name"}
STORY: dict[str, Any] = {"key": "story", "label": "经过", "kind": "longtext"}
OPEN: dict[str, Any] = {
    "key": "jobs",
    "label": "事项",
    "kind": "table",
    "columns": [
        {"key": "name", "label": "姓名", "kind": "person"},
        {"key": "by", "label": "期限", "kind": "date"},
        {"key": "at", "label": "完成", "kind": "date", "moment": True},
    ],
}
MORE = [*FIELDS, WHO, STORY, OPEN]
EVENT: dict[str, Any] = {"from": "seen", "within": [{"hours": 4}]}


def duty(**more: Any) -> dict[str, Any]:
    """Return a sound type with one duty."""
    return a_raw_type(fields=MORE, duties=[{"key": "do", "label": ["办", "Do"], **more}])


SOUND: list[dict[str, Any]] = [
    {"every": "week", "on": 5, "moved": "earlier", "where": {"sex": ["男"]}},
    {"every": "month", "on": 20, "moved": "later", "months": [3, 6]},
    {"every": "month", "count": 2},
    {"every": "quarter", "days": 10, "escalate_after": 7},
    {"every": "year"},
    {**EVENT, "done": "day", "department": "title", "person": "title"},
    {
        "from": "day",
        "within": [
            {"days": 7},
            {"workdays": 5, "unless": {"sex": ["女"]}},
            {"workdays": 10, "when": {"sex": ["女"]}},
        ],
    },
    {"from": "day", "within": [{"days": 365}], "renew": "seen"},
    {"from": "received", "within": [{"minutes": 10}]},
    {"due": "by", "done": "at", "each": "jobs", "person": "name"},
    {
        "from": "seen",
        "within": [{"hours": 24}, {"hours": 28, "from": "received"}],
        "each": "jobs",
        "among": "team",
        "person": "name",
    },
    {"stage": "kickoff", "project": "title", "where": {"sex": ["男"]}},
]
FAULTY: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["every", "from", "due", "stage"]),
    ({"every": "month", "stage": "kickoff"}, ["exactly one"]),
    ({"every": "day"}, ["every", "day", "week"]),
    ({"every": "month", "on": 29}, ["on"]),
    ({"every": "month", "on": 5, "day": 5}, ["on", "day"]),
    ({"every": "quarter", "on": 5}, ["on"]),
    ({"every": "month", "count": 0}, ["count", "1"]),
    ({"every": "month", "moved": "back"}, ["moved", "earlier"]),
    ({"every": "month", "months": [13]}, ["months"]),
    ({"every": "month", "done": "day"}, ["done", "every"]),
    ({"every": "month", "where": {"sexx": ["男"]}}, ["where", "sexx", "sex"]),
    ({"every": "month", "where": {"sex": ["无"]}}, ["where", "sex", "无"]),
    ({"every": "month", "where": {"sex": []}}, ["where", "sex", "list"]),
    ({"every": "month", "where": {"who": ["张三"]}}, ["where", "who", "masked"]),
    ({"from": "seen"}, ["within"]),
    ({"from": "seem", "within": [{"hours": 4}]}, ["from", "seem", "seen"]),
    ({"from": "day", "within": [{"hours": 4}]}, ["from", "day", "datetime"]),
    ({"from": "title", "within": [{"days": 4}]}, ["from", "title", "date"]),
    ({"from": "seen", "within": [{"hours": 4, "days": 1}]}, ["within 1", "exactly one"]),
    ({"from": "seen", "within": [{}]}, ["within 1", "exactly one"]),
    ({"from": "seen", "within": [{"hours": 0}]}, ["within 1", "hours"]),
    ({"from": "seen", "within": [{"hours": 4, "whn": {}}]}, ["within 1", "whn", "when"]),
    ({"from": "seen", "within": [{"hours": 4, "when": {"age": ["x"]}}]}, ["when", "age", "x"]),
    ({**EVENT, "done": "title"}, ["done", "title", "date"]),
    ({**EVENT, "done": "at"}, ["done", "at"]),
    ({**EVENT, "person": "who"}, ["person", "who", "masked"]),
    ({**EVENT, "department": "story"}, ["department", "story"]),
    ({**EVENT, "each": "items"}, ["each", "items", "table"]),
    ({**EVENT, "each": "jobs", "among": "team"}, ["among", "person"]),
    ({**EVENT, "each": "jobs", "among": "team", "person": "title"}, ["jobs", "title"]),
    ({"due": "title"}, ["due", "title", "date"]),
    ({"due": "day", "within": [{"days": 1}]}, ["within", "due"]),
    ({"stage": "start", "project": "title"}, ["stage", "start", "kickoff"]),
    ({"stage": "kickoff"}, ["project"]),
    ({"every": "month", "key": "since"}, ["since", "none of"]),
    ({"every": "month", "key": "a/b"}, ["key"]),
    ({"every": "month", "evry": 1}, ["evry", "every"]),
    ({"every": "month", "label": 5}, ["label", "5"]),
]


@pytest.mark.parametrize("more", SOUND, ids=str)
def test_a_sound_duty(more: dict[str, Any]) -> None:
    raw = duty(**more)
    assert said(raw) == []
    assert build_duty(raw["duties"][0]).key == "do"


@pytest.mark.parametrize(("more", "words"), FAULTY, ids=str)
def test_a_fault_of_a_duty_is_named(more: dict[str, Any], words: list[str]) -> None:
    faults = [fault for fault in said(duty(**more)) if all(word in fault for word in words)]
    assert faults, said(duty(**more))
    assert all(fault.startswith("duties.") for fault in said(duty(**more)))


def test_a_duty_stands_once() -> None:
    twice = [{"key": "do", "label": "办", "every": "month"}] * 2
    faults = [fault for fault in said(a_raw_type(duties=twice)) if "twice" in fault]
    assert len(faults) == 1


def test_every_key_of_a_duty_belongs_to_what_it_is() -> None:
    assert set(DUTY_KEYS) == {"key", "label", "where", "unless", "escalate_after"}.union(*FORMS.values())


def test_what_the_tables_say_is_what_is_built() -> None:
    label = Text("办", "Do")
    assert build_duty(
        duty(every="week", on=5, moved="earlier", where={"sex": ["男"]})["duties"][0]
    ) == Deadline("week", on=5, key="do", label=label, moved="earlier", condition=Condition({"sex": ("男",)}))
    built = build_duty(duty(**{**EVENT, "done": "day", "escalate_after": 3})["duties"][0])
    assert built == FollowUp("do", label, "seen", (Term(Unit.HOURS, 4),), done="day", escalate_after=3)
    assert build_duty(duty(stage="closing", project="title")["duties"][0]) == Stage(
        "do", label, "closing", "title"
    )


def test_a_column_shows_when_a_duty_falls_due_and_knows_its_name() -> None:
    column = {"key": "x", "label": "x", "kind": "date", "computed": {"rule": "duty_due", "duty": "do"}}
    raw = duty(**EVENT)
    assert said({**raw, "fields": [*MORE, column]}) == []
    (fault,) = said({**raw, "fields": [*MORE, {**column, "computed": {"rule": "duty_due", "duty": "dos"}}]})
    assert "x, duty_due" in fault
    assert "did you mean 'do'" in fault


def test_a_type_that_is_only_filed_says_nothing_of_how_it_is_made() -> None:
    bare = {key: value for key, value in a_raw_type(filed_only=True).items() if key != "output"}
    assert said(bare) == []
    for key, value in (("output", "docx"), ("template", "document.docx"), ("natural_key", ["title"])):
        (fault,) = said({**bare, key: value})
        assert "filed_only" in fault
    (missing,) = said({key: value for key, value in a_raw_type().items() if key != "output"})
    assert "output" in missing


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 400),
        st.text(max_size=5),
        st.sampled_from([*DUTY_KEYS, "seen", "jobs"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*DUTY_KEYS, "hours", "days"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*DUTY_KEYS]), VALUES, max_size=6))
def test_whatever_stands_in_a_duty_is_named_or_can_be_built(more: dict[str, Any]) -> None:
    raw = duty(**more)
    if not list(type_faults(raw, "visit")):
        assert build_duty(raw["duties"][0]).key == raw["duties"][0]["key"]
