"""The checks that type.toml may name: each rule's refusals, and its silence where it cannot tell."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from recordkit.domain.checks import RULES
from recordkit.domain.fields import Field
from recordkit.domain.record import Facts
from recordkit.wording import Text
from tests.house.types import FACTS, SHANGHAI, a_field, a_rule, drafted, found


def _one(kind: str, rule: str, **params: object) -> tuple[Field, ...]:
    return (a_field("x", kind, checks=(a_rule(rule, **params),)),)


def _two(kind: str, rule: str, other: str | None = None, **params: object) -> tuple[Field, ...]:
    """Return x, checked against y of the same kind or of another."""
    return (*_one(kind, rule, **params), a_field("y", other or kind))


PEOPLE = a_field(
    "people", "table", columns=(a_field("name", "person"), a_field("dept"), a_field("pay", "money"))
)
WRITTEN = _one("text", "matches", pattern=r"TS\d{3}", hint="TS001")
SCORE = _one("int", "range", min=1, max=5)  # R79, C24
AFTER = _two("datetime", "after", field="y")
SAME_DAY = _two("date", "after", field="y", equal=True)
BEFORE = _two("datetime", "before", "date", field="y", equal=True)
TRIAGE = _two("datetime", "within", of="y", minutes=10)  # R39
SENT = _two("datetime", "within", of="y", hours=4)  # R8
REPLY = _two("datetime", "within", of="y", days=7)  # R42, C16
REPLY_DAY = _two("date", "within", "datetime", of="y", days=7)
CHAIR = (*_one("person", "member_of", table="people", column="name"), PEOPLE)
GUESTS = (a_field("x", "list", checks=(a_rule("disjoint", table="people", column="name"),)), PEOPLE)
APART = (
    a_field(
        "x",
        "table",
        columns=(a_field("name", "person"), a_field("dept")),
        checks=(a_rule("disjoint", table="people", column="name"),),
    ),
    PEOPLE,
)
DISTINCT = (replace(PEOPLE, checks=(a_rule("distinct", column="name"),)),)
BOTH = (replace(PEOPLE, checks=(a_rule("distinct", columns=["name", "dept"]),)),)
TEAM = (replace(PEOPLE, checks=(a_rule("at_least", count=2), a_rule("at_most", count=3))),)
WHEN = _two("text", "required_when", "bool", field="y", **{"in": [False]})
WITHOUT = _two("phone", "required_without", field="y")
QUALIFIED = _one(
    "text", "in", values=["合格"], why=Text("须合格方可出发(R78)。", "Only sound equipment leaves (R78).")
)
SIGNERS = _two("person", "differs_from", field="y")
SUM = (*_one("money", "sums_to", table="people", column="pay"), PEOPLE)
TABLE = [{"name": "张三", "dept": "医务处", "pay": 1}, {"name": "李四", "dept": "沟通科", "pay": "2.50"}]
TWICE = [{"name": "张三", "dept": "医务处"}, {"name": "张三", "dept": "沟通科"}]
THREE = [{"name": n} for n in "甲乙丙"]

SILENT: list[tuple[tuple[Field, ...], Mapping[str, object]]] = [
    (_one("text", "length", min=2, max=3), {"x": "两个"}),
    (_one("text", "length", min=2, max=3), {"x": "三个字"}),
    (_one("text", "length", min=2), {}),
    (WRITTEN, {"x": "TS001"}),
    (SCORE, {"x": 1}),
    (SCORE, {"x": 5}),
    (_one("decimal", "range", min="0.5"), {"x": "0.5"}),
    (_one("percent", "range", min=0, max=1), {"x": "100%"}),
    (_one("date", "not_future"), {"x": "2026-11-21"}),
    (_one("datetime", "not_future"), {"x": "2026-11-21 10:00"}),
    (AFTER, {"x": "2026-11-09 10:01", "y": "2026-11-09 10:00"}),
    (AFTER, {"x": "2026-11-09 10:00"}),
    (SAME_DAY, {"x": "2026-11-09", "y": "2026-11-09"}),
    (BEFORE, {"x": "2026-11-09 23:59", "y": "2026-11-09"}),
    (_two("time", "after", field="y"), {"x": "15:00", "y": "9:00"}),
    (_two("int", "before", field="y", equal=True), {"x": 3, "y": 3}),  # C20
    (TRIAGE, {"x": "2026-11-09 09:22", "y": "2026-11-09 09:12"}),
    (SENT, {"x": "2026-11-21 03:00", "y": "2026-11-20 23:00"}),
    (REPLY, {"x": "2026-11-16 23:59", "y": "2026-11-09 09:12"}),
    (REPLY_DAY, {"x": "2026-11-16", "y": "2026-11-09 09:12"}),
    (REPLY, {"x": "2026-11-16 23:59"}),
    (CHAIR, {"x": "张三", "people": TABLE}),
    (CHAIR, {"x": "王五"}),
    (GUESTS, {"x": ["王五"], "people": TABLE}),
    (APART, {"x": [{"dept": "医务处"}], "people": [{"dept": "医务处"}]}),  # a blank cell is nobody
    (DISTINCT, {"people": TABLE}),
    (DISTINCT, {"people": [{"dept": "医务处"}, {"dept": "医务处"}]}),
    (BOTH, {"people": TWICE}),
    (_one("list", "distinct"), {"x": "a、b"}),
    (TEAM, {"people": TABLE}),
    (TEAM, {"people": THREE}),
    (TEAM, {}),
    (WHEN, {"y": "是"}),
    (WHEN, {"x": "有", "y": "否"}),
    (WHEN, {}),
    (WITHOUT, {"y": "13800138000"}),
    (QUALIFIED, {"x": "合格"}),
    (SIGNERS, {"x": "张三", "y": "李四"}),
    (SUM, {"x": "3.5", "people": TABLE}),
    (SUM, {"x": "3.5"}),
]
FOUND: list[tuple[tuple[Field, ...], Mapping[str, object], list[tuple[str, str]]]] = [
    (_one("text", "length", min=2, max=3), {"x": "一"}, [("x", "text_too_short")]),
    (_one("text", "length", min=2, max=3), {"x": "四个字呀"}, [("x", "text_too_long")]),
    (WRITTEN, {"x": "TS001号"}, [("x", "text_pattern")]),
    (SCORE, {"x": 0}, [("x", "number_out_of_range")]),
    (SCORE, {"x": 6}, [("x", "number_out_of_range")]),
    (_one("decimal", "range", min="0.5"), {"x": "0.49"}, [("x", "number_out_of_range")]),
    (_one("percent", "range", max=1), {"x": "95"}, [("x", "number_out_of_range")]),
    (_one("date", "not_future"), {"x": "2026-11-22"}, [("x", "date_future")]),
    (_one("datetime", "not_future"), {"x": "2026-11-21 10:01"}, [("x", "date_future")]),
    (AFTER, {"x": "2026-11-09 10:00", "y": "2026-11-09 10:00"}, [("x", "not_after")]),
    (AFTER, {"x": "2026-11-09 09:59", "y": "2026-11-09 10:00"}, [("x", "not_after")]),
    (SAME_DAY, {"x": "2026-11-08", "y": "2026-11-09"}, [("x", "not_after")]),
    (BEFORE, {"x": "2026-11-10 00:00", "y": "2026-11-09"}, [("x", "not_before")]),
    (_two("time", "after", field="y"), {"x": "9:00", "y": "15:00"}, [("x", "not_after")]),
    (_two("int", "before", field="y", equal=True), {"x": 4, "y": 3}, [("x", "not_before")]),
    (TRIAGE, {"x": "2026-11-09 09:23", "y": "2026-11-09 09:12"}, [("x", "deadline_breached")]),
    (SENT, {"x": "2026-11-20 20:11", "y": "2026-11-20 16:10"}, [("x", "deadline_breached")]),
    (REPLY, {"x": "2026-11-17 00:00", "y": "2026-11-09 09:12"}, [("x", "deadline_breached")]),
    (REPLY_DAY, {"x": "2026-11-17", "y": "2026-11-09 09:12"}, [("x", "deadline_breached")]),
    (CHAIR, {"x": "王五", "people": TABLE}, [("x", "not_listed")]),
    (GUESTS, {"x": ["王五", "张三", "张三"], "people": TABLE}, [("x", "listed_twice")]),
    (DISTINCT, {"people": TWICE}, [("people", "repeated")]),
    (BOTH, {"people": [TWICE[0], TWICE[0]]}, [("people", "repeated")]),
    (_one("list", "distinct"), {"x": "a、b、a"}, [("x", "repeated")]),
    (TEAM, {"people": TABLE[:1]}, [("people", "rows_missing")]),
    (TEAM, {"people": [*THREE, *THREE]}, [("people", "rows_too_many")]),
    (WHEN, {"y": "否"}, [("x", "required_missing")]),
    (WITHOUT, {}, [("x", "required_missing")]),
    (QUALIFIED, {"x": "不合格"}, [("x", "value_refused")]),
    (SIGNERS, {"x": "张三", "y": "张三"}, [("x", "same_as")]),  # R80
    (SUM, {"x": "3.51", "people": TABLE}, [("x", "sum_differs")]),
]


@pytest.mark.parametrize(("fields", "raw"), SILENT)
def test_what_is_right_or_cannot_be_told_is_not_found(
    fields: tuple[Field, ...], raw: Mapping[str, object]
) -> None:
    assert found(drafted(fields, raw)) == []


@pytest.mark.parametrize(("fields", "raw", "expected"), FOUND)
def test_what_is_wrong_is_found_once_at_its_place(
    fields: tuple[Field, ...], raw: Mapping[str, object], expected: list[tuple[str, str]]
) -> None:
    assert found(drafted(fields, raw)) == expected


def test_every_rule_is_found_and_silent_above() -> None:
    def rules(fields: tuple[Field, ...]) -> set[str]:
        return {rule.rule for field in fields for rule in field.checks}

    assert set().union(*(rules(case[0]) for case in FOUND)) == set(RULES)
    assert set().union(*(rules(case[0]) for case in SILENT)) == set(RULES)


def test_today_is_the_offices_whatever_zone_the_instant_speaks() -> None:
    utc = Facts(datetime(2026, 11, 20, 17, tzinfo=UTC), SHANGHAI)  # 2026-11-21 01:00 in the office
    fields = _one("date", "not_future")
    assert found(drafted(fields, {"x": "2026-11-21"}, utc)) == []
    assert found(drafted(fields, {"x": "2026-11-22"}, utc)) == [("x", "date_future")]


def test_a_bad_cell_silences_what_depends_on_it() -> None:
    assert found(drafted(AFTER, {"x": "2026-11-09 09:59", "y": "昨天"})) == [("y", "datetime_invalid")]
    bad_pay = {"x": "3.5", "people": [{"name": "张三", "pay": "1元整"}, {"name": "李四", "pay": "2.50"}]}
    assert found(drafted(SUM, bad_pay)) == [("people[1].pay", "number_invalid")]
    bad_name = {"x": "张三", "people": [{"name": "张\x00三"}, {"name": "李四"}]}
    assert found(drafted(CHAIR, bad_name)) == [("people[1].name", "illegal_character")]


def test_a_value_wrong_in_itself_silences_what_is_compared_with_it() -> None:
    fields = (a_field("y", "date", checks=(a_rule("not_future"),)), *_one("date", "after", field="y"))
    assert found(drafted(fields, {"y": "2062-11-09", "x": "2026-11-10"})) == [("y", "date_future")]


def test_inside_a_row_the_rows_own_field_goes_before_the_records() -> None:
    row = (a_field("due", "date", checks=(a_rule("after", field="day"),)), a_field("day", "date"))
    fields = (a_field("day", "date"), a_field("jobs", "table", columns=row))
    jobs = [{"due": "2026-11-10", "day": "2026-11-11"}, {"due": "2026-11-10", "day": "2026-11-09"}]
    assert found(drafted(fields, {"day": "2026-11-12", "jobs": jobs})) == [("jobs[1].due", "not_after")]
    group = (a_field("due", "date", checks=(a_rule("after", field="start"),)),)
    outer = (a_field("start", "date"), a_field("plan", "group", columns=group))
    raw = {"start": "2026-11-12", "plan": {"due": "2026-11-10"}}
    assert found(drafted(outer, raw)) == [("plan.due", "not_after")]


def test_blank_rows_do_not_shift_the_places() -> None:
    fields = (a_field("jobs", "table", columns=(a_field("score", "int", checks=SCORE[0].checks),)),)
    jobs = [{"score": ""}, {"score": "x"}, {"score": 9}]
    assert found(drafted(fields, {"jobs": jobs})) == [
        ("jobs[1].score", "number_invalid"),
        ("jobs[2].score", "number_out_of_range"),
    ]


def test_a_department_that_is_not_on_the_list_is_a_warning_with_the_nearest() -> None:
    result = drafted((a_field("dept", "department"),), {"dept": "医物处"})
    assert found(result) == [("dept", "department_unknown")]
    assert result.record is not None
    assert "医务处" in result.findings[0].suggestion("zh")
    assert found(drafted((a_field("dept", "department"),), {"dept": "医务处"})) == []
    assert (
        found(drafted((a_field("dept", "department"),), {"dept": "医物处"}, replace(FACTS, departments=())))
        == []
    )


def test_a_breached_deadline_may_be_a_warning_beside_the_record() -> None:
    rule = a_rule("within", severity="warning", of="y", minutes=10)
    result = drafted(
        (a_field("x", "datetime", checks=(rule,)), a_field("y", "datetime")),
        {"x": "2026-11-09 09:24", "y": "2026-11-09 09:12"},
    )
    assert result.record is not None
    assert result.findings[0].message("zh") == "“x项”超过时限 10 分钟: 实际 12 分钟"
