"""Drafts: a record, or every finding; one mistake gives one finding."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.fields import Kind
from recordkit.domain.record import Facts, Record, draft, draft_all, name_day, natural_key, read_back
from recordkit.domain.recordtype import RecordType
from recordkit.templates.shelf import Shelf
from recordkit.wording import Text
from tests.house.types import CHANNELS, FACTS, SHANGHAI, a_field, a_rule, a_type, at, drafted, found, values

JOBS = a_field(
    "jobs",
    "table",
    columns=(
        a_field("no", "int"),
        a_field("text", "longtext", required=True),
        a_field("owner", "person", required=True),
        a_field("due", "date", base="started_at"),
    ),
)
MEETING = a_type(
    a_field("title", required=True, aliases=("会议名称",)),
    JOBS,
    a_field("started_at", "datetime", required=True, label=Text("开始时间", "Start")),
    a_field("place", "group", columns=(a_field("room", required=True), a_field("seats", "int"))),
    a_field("access", "enum", choices=CHANNELS, default="来访"),
    a_field("tags", "list", default=["周例会"]),
    a_field("open_on", "date", computed=a_rule("due", of="started_at", days=1)),
    day_field="started_at",
    natural_key=("title", "started_at"),
)
SOUND: Mapping[str, object] = {
    "会议名称": "周例会",
    "开始时间": "2026-11-20 15:00",
    "jobs": [{"text": "系统更新", "owner": "赵六", "due": "两周内"}],
}


def _with(**more: object) -> Mapping[str, object]:
    return {**SOUND, **more}


def test_a_sound_record_has_every_field_in_its_order() -> None:
    record = values(draft(MEETING, SOUND, FACTS))
    assert dict(record) == {
        "title": "周例会",
        "jobs": ({"no": None, "text": "系统更新", "owner": "赵六", "due": date(2026, 12, 4)},),  # R12
        "started_at": at("2026-11-20 15:00"),
        "place": None,
        "access": "来访",
        "tags": ("周例会",),
        "open_on": date(2026, 11, 21),
    }
    assert list(record) == [field.key for field in MEETING.fields]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, [("title", "required_missing"), ("started_at", "required_missing")]),
        (_with(会议名称="  "), [("title", "required_missing")]),
        (_with(titel="周例会"), [("titel", "key_unknown")]),
        (_with(titel="", remark=None, extra=[{}]), []),
        (_with(title="周例会"), []),
        (_with(title="另一个会"), [("title", "key_repeated")]),
        (_with(open_on="2026-11-21"), [("open_on", "key_unknown")]),
        (_with(jobs=[]), []),
        (_with(jobs=[{}, None, {"text": "", "owner": None}]), []),
        (_with(jobs="系统更新"), [("jobs", "table_expected")]),
        (_with(jobs=7), [("jobs", "table_expected")]),
        (_with(jobs=[7]), [("jobs[1]", "table_expected")]),
        (_with(jobs=[["系统更新"]]), [("jobs[1]", "table_expected")]),
        (_with(jobs={"text": "系统更新", "owner": "赵六"}), []),
        (_with(jobs=["系统更新"]), [("jobs[1].owner", "required_missing")]),
        (
            _with(jobs=[{"text": "系统更新", "onwer": "赵六"}]),
            [("jobs[1].onwer", "key_unknown"), ("jobs[1].owner", "required_missing")],
        ),
        (_with(jobs=[{"text": "一", "owner": "甲", "due": "11月"}]), [("jobs[1].due", "date_invalid")]),
        (_with(place={}), []),
        (_with(place={"room": ""}), []),
        (_with(place={"seats": 3}), [("place.room", "required_missing")]),
        (_with(place={"room": "三楼", "seats": "三"}), [("place.seats", "number_invalid")]),
        (_with(place="三楼"), [("place", "table_expected")]),
        (_with(access="来信"), [("access", "enum_unknown")]),
        (_with(title={"a": 1}, 会议名称=None), [("title", "text_pattern")]),
        (_with(会议名称="周\x00例会"), [("title", "illegal_character")]),
    ],
)
def test_every_fault_is_found_at_its_place(
    raw: Mapping[str, object], expected: list[tuple[str, str]]
) -> None:
    result = draft(MEETING, raw, FACTS)
    assert found(result) == expected
    assert (result.record is None) == bool(expected)


PLAN = (
    a_field(
        "jobs",
        "table",
        columns=(
            a_field("no", "int", computed=a_rule("sequence")),
            a_field("text"),
            a_field("copied", computed=a_rule("copy", of="text")),
        ),
    ),
    a_field("sums", "group", columns=(a_field("n", "int"), a_field("m", "int", computed=a_rule("name")))),
)


def test_a_computed_column_is_not_typed() -> None:
    """Like a computed field of the record itself."""
    result = drafted(PLAN, {"jobs": [{"text": "甲", "no": 9, "copied项": "乙"}], "sums": {"n": 1, "m": 2}})
    assert found(result) == [
        ("jobs[1].no", "key_unknown"),
        ("jobs[1].copied项", "key_unknown"),
        ("sums.m", "key_unknown"),
    ]
    assert values(drafted(PLAN, {"jobs": [{"text": "甲", "no": ""}]}))["jobs"] == (
        {"no": 1, "text": "甲", "copied": "甲"},
    )


def test_a_bare_text_stands_for_a_column_that_is_given() -> None:
    assert values(drafted(PLAN, {"jobs": ["甲"]}))["jobs"] == ({"no": 1, "text": "甲", "copied": "甲"},)


def test_a_table_that_nobody_can_read_back_stays_as_it_is() -> None:
    rtype = a_type(*PLAN)
    assert read_back(rtype, {"jobs": "甲", "sums": 5}, SHANGHAI) == {"jobs": "甲", "sums": 5}


def test_a_finding_quotes_what_was_typed() -> None:
    fields = (a_field("when", "datetime", checks=(a_rule("not_future"),)),)
    finding = drafted(fields, {"when": "2027年1月1日8点"}).findings[0]
    assert finding.value == "2027年1月1日8点"
    assert finding.column == "when项"


def test_an_unknown_key_offers_the_nearest() -> None:
    finding = draft(MEETING, _with(titel="周例会"), FACTS).findings[0]
    assert finding.suggestion("en") == "Did you mean title? "


def test_what_counts_from_a_bad_or_missing_start_says_no_more_than_the_start() -> None:
    assert found(draft(MEETING, _with(开始时间="昨天"), FACTS)) == [("started_at", "datetime_invalid")]
    assert found(draft(MEETING, _with(开始时间=""), FACTS)) == [("started_at", "required_missing")]


def test_a_term_without_anything_to_count_from_names_what_is_missing() -> None:
    free = a_type(
        a_field("started_on", "date", label=Text("开始日", "Start")),
        replace(JOBS.column("due"), base="started_on"),
    )
    result = draft(free, {"due": "两周内"}, FACTS)
    assert found(result) == [("due", "relative_without_base")]
    assert result.findings[0].message("zh") == "“due项”写的是“两周内”, 但起算的“开始日”没有填对"
    assert found(drafted((a_field("day", "date"),), {"day": "两周内"})) == [("day", "date_invalid")]


def test_a_term_counts_from_its_own_rows_field_first() -> None:
    row = (a_field("due", "date", base="day"), a_field("day", "date"))
    rtype = a_type(a_field("jobs", "table", columns=row), a_field("day", "date"))
    raw = {"day": "2026-11-01", "jobs": [{"due": "3日内", "day": "2026-12-01"}, {"due": "3日内"}]}
    rows = values(draft(rtype, raw, FACTS))["jobs"]
    assert [one["due"] for one in rows] == [date(2026, 12, 4), date(2026, 11, 4)]  # type: ignore[attr-defined]


def test_a_bad_default_is_found_like_a_bad_value() -> None:
    assert found(drafted((a_field("n", "int", default="x"),), {})) == [("n", "number_invalid")]
    assert values(drafted((a_field("n", "bool", default=False),), {}))["n"] is False


def test_a_bare_text_stands_for_a_rows_name() -> None:
    people = a_field(
        "people", "table", columns=(a_field("no", "int"), a_field("dept"), a_field("name", "person"))
    )
    plain = a_field("steps", "table", columns=(a_field("no", "int"), a_field("step")))
    record = values(drafted((people, plain), {"people": ["张三"], "steps": ["出发"]}))
    assert record["people"] == ({"no": None, "dept": None, "name": "张三"},)
    assert record["steps"] == ({"no": None, "step": "出发"},)


CASE = a_type(
    a_field("no", required=True, checks=(a_rule("unique_in_input"),), aliases=("编号",)), a_field("n", "int")
)


def test_a_number_that_must_be_unique_is_found_the_second_time() -> None:
    drafts = draft_all(CASE, [{"no": "TS001"}, {"编号": " TS001 "}, {"no": "TS002"}, {"no": "TS001"}], FACTS)
    assert [found(one) for one in drafts] == [[], [("no", "duplicate")], [], [("no", "duplicate")]]
    assert drafts[3].findings[0].message("en") == "NO repeats that of record 1: TS001"
    assert [one.record is None for one in drafts] == [False, True, False, True]


def test_blank_numbers_are_missing_and_not_repeated() -> None:
    drafts = draft_all(CASE, [{"no": ""}, {"no": None}, {"no": "", "编号": "TS001"}, {"no": "TS001"}], FACTS)
    missing = [("no", "required_missing")]
    assert [found(one) for one in drafts] == [missing, missing, [], [("no", "duplicate")]]


def test_a_bad_record_of_a_number_still_takes_it() -> None:
    drafts = draft_all(CASE, [{"no": "TS001", "n": "x"}, {"no": "TS001"}], FACTS)
    assert [found(one) for one in drafts] == [[("n", "number_invalid")], [("no", "duplicate")]]


EVERYTHING = a_type(
    *(a_field(kind, kind, choices=CHANNELS) for kind in Kind if kind not in (Kind.TABLE, Kind.GROUP)),
    a_field("rows", "table", columns=(a_field("when", "datetime"), a_field("pay", "money"))),
    a_field("box", "group", columns=(a_field("day", "date"), a_field("names", "list"))),
    a_field("late", computed=a_rule("copy", of="text")),
)
RAW: dict[str, object] = {
    "text": "甲",
    "longtext": "甲\n乙",
    "date": "2026年11月9日",
    "datetime": "2026-11-09T07:00:00Z",
    "time": "15:00",
    "int": 3,
    "decimal": "36.50",
    "money": "1,234.5",
    "percent": "95.5%",
    "enum": "Other",
    "multi": "来访、来电",
    "bool": "否",
    "person": "张三",
    "department": "医务处",
    "phone": "138-0013-8000",
    "idno": "11010519491231002x",
    "month": "2026年10月",
    "quarter": "2026年第三季度",
    "list": "a、b",
    "sign": True,
    "rows": [{"when": "2026-11-09 15:00", "pay": 1}, {"pay": "2.50"}],
    "box": {"day": "20261109", "names": ["甲", "乙"]},
}


@given(st.sets(st.sampled_from(sorted(RAW))))
def test_a_record_reads_back_from_its_plain_form(keys: set[str]) -> None:
    record = draft(EVERYTHING, {key: RAW[key] for key in keys}, FACTS).record
    assert record is not None
    again = json.loads(json.dumps(record.plain(), ensure_ascii=False))
    assert read_back(EVERYTHING, again, SHANGHAI) == {k: v for k, v in record.values.items() if v is not None}


def test_the_table_above_has_every_kind() -> None:
    record = values(draft(EVERYTHING, RAW, FACTS))
    assert None not in record.values()
    assert record["datetime"] == at("2026-11-09 15:00")
    assert record["time"] == time(15)
    assert record["money"] == Decimal("1234.50")


def test_a_registers_values_read_back_row_by_row() -> None:
    view = Shelf().get("complaint-register")
    row = {
        "seq": 1,
        "received_date": date(2026, 11, 9),
        "received_time": time(9, 12),
        "method": ("道歉",),
        "remark": None,
    }
    record = Record(
        view.key, {"rows": (row,), "count": 1, "since": date(2026, 11, 9), "until": date(2026, 11, 9)}
    )
    assert read_back(view, record.plain(), SHANGHAI) == record.values


def test_what_no_longer_reads_stays_as_it_is() -> None:
    rtype = a_type(a_field("phone", "phone"), a_field("when", "datetime"))
    stored: Mapping[str, Any] = {"phone": "138****8000", "when": "很久以前", "gone": [1, {"a": 2}]}
    assert read_back(rtype, stored, SHANGHAI) == stored


@given(st.dictionaries(st.sampled_from([*RAW, "nobody"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["when", "day", "x"]), inner, max_size=2),
    max_leaves=5,
)))  # fmt: skip
def test_nothing_that_comes_in_raises(raw: dict[str, object]) -> None:
    result = draft(EVERYTHING, raw, FACTS)
    found(result)
    if result.record is not None:
        json.dumps(result.record.plain(), allow_nan=False)


def _key(rtype: RecordType, raw: Mapping[str, object], *, masked: bool = False) -> str:
    record = draft(rtype, raw, FACTS).record
    assert record is not None
    return natural_key(rtype, record.plain(), masked=masked)


def test_the_same_case_has_the_same_key_however_it_is_written() -> None:
    key = _key(MEETING, SOUND)
    assert _key(MEETING, _with(jobs=[], 开始时间="2026年11月20日15点")) == key
    assert _key(MEETING, _with(会议名称="月例会")) != key
    assert _key(MEETING, SOUND, masked=True) != key


def test_without_a_natural_key_every_input_counts() -> None:
    loose = replace(MEETING, natural_key=())
    assert _key(loose, SOUND) == _key(loose, {key: SOUND[key] for key in sorted(SOUND)})
    assert _key(loose, SOUND) != _key(loose, _with(jobs=[]))


def test_a_registers_key_is_that_of_its_cases() -> None:
    view = a_type(a_field("no"), key="register", view_of="visit", natural_key=("no",))
    one, two = {"rows": [{"no": "1", "x": "a"}]}, {"rows": [{"no": "1", "x": "b"}]}
    assert natural_key(view, one) == natural_key(view, two)
    assert natural_key(view, one) != natural_key(view, {"rows": [{"no": "2"}]})


@pytest.mark.parametrize(
    ("given_values", "expected"),
    [
        ({"started_at": at("2026-11-20 15:00")}, date(2026, 11, 20)),
        ({"started_at": date(2026, 11, 20)}, date(2026, 11, 20)),
        ({"started_at": None}, date(2026, 11, 21)),
        ({}, date(2026, 11, 21)),
    ],
)
def test_the_day_of_the_name(given_values: Mapping[str, object], expected: date) -> None:
    assert name_day(MEETING, Record("visit", given_values), date(2026, 11, 21)) == expected


def test_an_instant_told_in_another_zone_names_the_offices_day() -> None:
    rtype = a_type(a_field("started_at", "datetime"), day_field="started_at")
    record = draft(
        rtype, {"started_at": "2026-11-20T17:00:00Z"}, Facts(datetime(2026, 12, 1, tzinfo=UTC), SHANGHAI)
    ).record
    assert record is not None
    assert name_day(rtype, record, date(2000, 1, 1)) == date(2026, 11, 21)


def test_a_record_says_what_was_not_given_by_leaving_it_out() -> None:
    assert Record("visit", {"a": None, "b": False, "c": Decimal("1.50"), "d": ()}).plain() == {
        "b": False,
        "c": "1.50",
        "d": [],
    }
