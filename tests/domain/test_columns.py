"""Computed columns: what lacks what it counts from is None; nothing is guessed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from recordkit.domain.columns import COLUMNS, Known, compute, view_rows
from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Term, Unit
from recordkit.domain.followups import FollowUp
from recordkit.wording import Text
from tests.house.duties import CALENDAR
from tests.house.types import NOW, SHANGHAI, a_field, a_rule, a_type, at

RECEIVED = at("2026-11-09 09:12")
MONTHLY = Deadline("month", day=5)
REPLY = FollowUp(
    "reply", Text("答复", "Reply"), "a", (Term(Unit.DAYS, 7), Term(Unit.WORKDAYS, 5), Term(Unit.WORKDAYS, 10))
)

WORKED_OUT: list[tuple[str, Mapping[str, object], Mapping[str, object], object]] = [
    ("copy", {"of": "a"}, {"a": 3}, 3),
    ("copy", {"of": "a"}, {}, None),
    ("date_of", {"of": "a"}, {"a": RECEIVED}, date(2026, 11, 9)),
    ("date_of", {"of": "a"}, {"a": date(2026, 11, 9)}, date(2026, 11, 9)),
    ("date_of", {"of": "a"}, {}, None),
    ("time_of", {"of": "a"}, {"a": at("2026-11-09 09:12:40")}, time(9, 12)),
    ("time_of", {"of": "a"}, {"a": date(2026, 11, 9)}, None),
    ("due", {"of": "a", "days": 7}, {"a": RECEIVED}, date(2026, 11, 16)),  # C16
    ("due", {"of": "a", "days": 7}, {"a": at("2026-09-30 08:00")}, date(2026, 10, 7)),
    ("due", {"of": "a", "days": 7}, {"a": date(2026, 2, 13)}, date(2026, 2, 20)),
    ("due", {"of": "a", "hours": 4}, {"a": at("2026-11-20 23:00")}, at("2026-11-21 03:00")),  # R8
    ("due", {"of": "a", "hours": 72}, {"a": at("2026-11-20 09:00")}, at("2026-11-23 09:00")),
    ("due", {"of": "a", "hours": 4}, {"a": date(2026, 11, 20)}, None),
    ("due", {"of": "a", "days": 7}, {}, None),
    ("due", {"of": "a", "workdays": 5}, {"a": at("2026-09-30 08:00")}, date(2026, 10, 13)),  # C16
    ("duty_due", {"duty": "reply"}, {"a": RECEIVED}, date(2026, 11, 16)),  # R42, C16
    ("duty_due", {"duty": "reply"}, {"a": at("2026-11-07 08:00")}, date(2026, 11, 13)),  # a Saturday
    ("duty_due", {"duty": "reply"}, {}, None),
    ("duty_binding", {"duty": "reply"}, {"a": RECEIVED}, "7 天内"),
    ("duty_binding", {"duty": "reply"}, {"a": at("2026-11-07 08:00")}, "5 个工作日内"),
    ("duty_binding", {"duty": "reply"}, {"a": at("2027-03-06 08:00")}, "5 个工作日内(暂定)"),
    ("duty_binding", {"duty": "reply"}, {}, None),
    ("overdue", {"due": "a", "done": "b"}, {"a": date(2026, 11, 16), "b": at("2026-11-16 23:59")}, "否"),
    ("overdue", {"due": "a", "done": "b"}, {"a": date(2026, 11, 16), "b": at("2026-11-17 00:00")}, "是"),
    ("overdue", {"due": "a", "done": "b"}, {"a": at("2026-11-20 20:10"), "b": at("2026-11-20 20:11")}, "是"),
    ("overdue", {"due": "a", "done": "b"}, {"a": at("2026-11-20 20:10"), "b": date(2026, 11, 20)}, "否"),
    ("overdue", {"due": "a", "done": "b"}, {"a": date(2026, 11, 21)}, "未到期"),
    ("overdue", {"due": "a", "done": "b"}, {"a": date(2026, 11, 20)}, "是"),
    ("overdue", {"due": "a", "done": "b"}, {"a": at("2026-11-21 10:00")}, "未到期"),
    ("overdue", {"due": "a", "done": "b"}, {"a": at("2026-11-21 09:59")}, "是"),
    ("overdue", {"due": "a", "done": "b"}, {"b": at("2026-11-21 09:59")}, None),
    ("minutes_between", {"from": "a", "to": "b"}, {"a": RECEIVED, "b": at("2026-11-09 09:24:59")}, 12),
    ("minutes_between", {"from": "a", "to": "b"}, {"a": RECEIVED}, None),
    ("days_between", {"from": "a", "to": "b"}, {"a": at("2026-11-09 23:59"), "b": date(2026, 11, 10)}, 1),
    ("days_between", {"from": "a", "to": "b"}, {"b": date(2026, 11, 10)}, None),
    ("sequence", {}, {}, 4),
    ("name", {}, {}, "家访报告-2026-1118-001"),
    ("score", {"of": "a"}, {"a": "很满意"}, 5),
    ("score", {"of": "a"}, {"a": "说不清"}, None),
    ("mean", {"of": "a"}, {"a": {"x": 5, "y": 4, "z": None, "t": "好"}}, Decimal("4.5")),
    ("mean", {"of": "a"}, {"a": {"x": 5, "y": 4, "z": 4, "w": 4}}, Decimal("4.3")),  # 4.25, half up (C24)
    ("mean", {"of": "a"}, {"a": {}}, None),
    ("count", {"of": "a"}, {"a": ({}, {})}, 2),
    ("count", {"of": "a"}, {}, None),
    ("change", {"of": "a", "from": "b"}, {"a": 8, "b": 10}, Decimal("-0.200")),
    ("change", {"of": "a", "from": "b"}, {"a": Decimal("1.0005"), "b": 1}, Decimal("0.001")),
    ("change", {"of": "a", "from": "b"}, {"a": 1, "b": -2}, Decimal("1.500")),
    ("change", {"of": "a", "from": "b"}, {"a": 8, "b": 0}, None),
    (
        "change",
        {"of": "a", "from": "b"},
        {"a": Decimal("1e14"), "b": Decimal("1e-9")},
        Decimal("99999999999999999999999.000"),
    ),
    ("change", {"of": "a", "from": "b"}, {"b": 10}, None),
    ("attained", {"of": "a", "target": "b"}, {"a": Decimal("0.9"), "b": Decimal("0.90")}, "是"),  # R109, C11
    ("attained", {"of": "a", "target": "b"}, {"a": Decimal("0.899"), "b": Decimal("0.90")}, "否"),
    ("attained", {"of": "a", "target": "b", "less": "c"}, {"a": 5, "b": 5, "c": True}, "是"),
    ("attained", {"of": "a", "target": "b", "less": "c"}, {"a": 6, "b": 5, "c": True}, "否"),
    ("attained", {"of": "a", "target": "b", "less": "c"}, {"a": 6, "b": 5, "c": False}, "是"),
    ("attained", {"of": "a", "target": "b"}, {"a": 5}, None),
    ("period_due", {"of": "a"}, {"a": "2026-10"}, date(2026, 11, 5)),  # R29
    ("period_due", {"of": "a"}, {}, None),
    ("late", {"due": "a", "done": "b"}, {"a": date(2026, 11, 5), "b": date(2026, 11, 5)}, "按时"),
    ("late", {"due": "a", "done": "b"}, {"a": date(2026, 11, 5), "b": at("2026-11-08 08:00")}, "迟交 3 天"),
    ("late", {"due": "a", "done": "b"}, {"a": date(2026, 11, 5)}, None),
    ("masked", {"of": "who"}, {"who": "欧阳修远"}, "欧阳**"),
    ("masked", {"of": "others"}, {"others": ("张三", "李小明")}, ("张*", "李**")),
    ("masked", {"of": "story"}, {"story": "张三致电13800138000", "who": "张三"}, "张*致电138****8000"),
    ("masked", {"of": "who"}, {}, None),
    ("excerpt", {"of": "story", "max": 6}, {"story": "张三 说\n了很多话", "who": "张三"}, "张* 说 …"),
    ("excerpt", {"of": "story", "max": 8}, {"story": "张三说了很多话", "who": "张三"}, "张*说了很多话"),
    ("excerpt", {"of": "story"}, {}, None),
]


def _known(**more: Any) -> Known:
    given = (
        a_field("who", "person", mask="name"),
        a_field("others", "list", mask="name"),
        a_field("story", "longtext"),
    )
    return Known(
        **{
            "now": NOW,
            "zone": SHANGHAI,
            "rtype": a_type(*given, deadline=MONTHLY, duties=(REPLY,)),
            "position": 4,
            "calendar": CALENDAR,
            **more,
        }
    )


def _worked_out(
    rule: str, params: Mapping[str, object], values: Mapping[str, object], known: Known
) -> object:
    spec = a_field("x", "text", computed=a_rule(rule, **params))
    return compute((spec,), values, known)["x"]


@pytest.mark.parametrize(("rule", "params", "values", "expected"), WORKED_OUT)
def test_columns_that_are_worked_out(
    rule: str, params: Mapping[str, object], values: Mapping[str, object], expected: object
) -> None:
    assert _worked_out(rule, params, values, _known(name="家访报告-2026-1118-001")) == expected


def test_every_column_rule_stands_above() -> None:
    assert {case[0] for case in WORKED_OUT} == set(COLUMNS)


def test_a_full_copy_is_not_masked() -> None:
    assert _worked_out("masked", {"of": "who"}, {"who": "张三"}, _known(full=True)) == "张三"
    assert (
        _worked_out("excerpt", {"of": "story", "max": 3}, {"story": "张三说了很多"}, _known(full=True))
        == "张三…"
    )


def test_what_still_runs_is_measured_by_the_offices_day() -> None:
    midnight = datetime(2026, 11, 16, 16, tzinfo=UTC)  # 2026-11-17 00:00 in Shanghai
    due = {"a": date(2026, 11, 16)}
    assert _worked_out("overdue", {"due": "a", "done": "b"}, due, _known(now=midnight)) == "是"


def test_a_type_without_a_deadline_has_no_period_due() -> None:
    assert (
        _worked_out("period_due", {"of": "a"}, {"a": "2026-10"}, _known(rtype=a_type(a_field("a")))) is None
    )


def test_columns_of_rows_and_groups_see_the_record_and_know_their_place() -> None:
    row = (
        a_field("n", "int", computed=a_rule("sequence")),
        a_field("value", "int"),
        a_field("change", "percent", computed=a_rule("change", of="value", **{"from": "base"})),
    )
    fields = (
        a_field("twice", "int", computed=a_rule("count", of="rows")),
        a_field("rows", "table", columns=row),
        a_field("sum", "group", columns=(a_field("copy", computed=a_rule("copy", of="base")),)),
        a_field("base", "int"),
    )
    done = compute(fields, {"base": 10, "rows": ({"value": 5}, {"value": 20}), "sum": {}}, _known())
    assert list(done) == ["twice", "rows", "sum", "base"]
    assert done["twice"] == 2
    assert done["sum"] == {"copy": 10}
    assert done["rows"] == (
        {"n": 1, "value": 5, "change": Decimal("-0.500")},
        {"n": 2, "value": 20, "change": Decimal("1.000")},
    )


def test_a_column_may_count_from_a_column_before_it() -> None:
    fields = (
        a_field("due", "date", computed=a_rule("due", of="received", days=7)),
        a_field("late", computed=a_rule("overdue", due="due", done="done")),
    )
    done = compute(fields, {"received": RECEIVED, "done": at("2026-11-17 08:00")}, _known())
    assert done == {"due": date(2026, 11, 16), "late": "是"}


def test_a_register_shows_each_record_masked_in_its_own_row() -> None:
    view = a_type(
        a_field("n", "int", computed=a_rule("sequence")),
        a_field("who_masked", computed=a_rule("masked", of="who")),
        a_field("what", computed=a_rule("excerpt", of="story")),
        key="register",
        view_of="visit",
    )
    source = _known().rtype
    records = [{"who": "张三", "story": "张三来访"}, {"who": "李小明", "story": "张三来访"}]
    assert view_rows(view, source, records, _known()) == (
        {"n": 1, "who_masked": "张*", "what": "张*来访"},
        {"n": 2, "who_masked": "李**", "what": "张三来访"},
    )
