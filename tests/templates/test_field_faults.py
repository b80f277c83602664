"""What is wrong with one field: its keys, kind, choices, what is required when, and what it starts with."""

from typing import Any

import pytest

from tests.house.type_files import FIELDS, TITLE, a_raw_type, said, with_column, with_field

NAME = {"key": "y", "label": "y", "kind": "text"}
DUE = {"rule": "due", "of": "seen", "days": 7}
SOUND: list[dict[str, Any]] = [
    {"kind": "enum", "choices": ["男", ["女", "Female"], {"zh": "未说明", "en": "Not stated"}]},
    {"kind": "date", "base": "seen", "default": "两周内"},
    {"kind": "enum", "choices": ["甲", "乙"], "default": "乙"},
    {"kind": "bool", "default": False},
    {"kind": "list", "default": ["甲", "乙"]},
    {"kind": "datetime", "moment": True, "checks": [{"rule": "after", "field": "seen"}]},
    {"kind": "enum", "computed": {"rule": "copy", "of": "sex"}},
    {"kind": "group", "columns": [NAME]},
    {"kind": "text", "mask": "free", "note": "x", "width": 255, "aliases": ["z"]},
]
FAULTY: list[tuple[dict[str, Any], list[str]]] = [
    ({"kind": "texts"}, ["x", "texts", "text"]),
    ({"kind": ["text"]}, ["x", "kind"]),
    ({"lable": "x"}, ["x", "lable", "label"]),
    ({"key": "病人-姓名"}, ["病人-姓名", "key"]),
    ({"key": "doc"}, ["doc", "reserved"]),
    ({"key": "_x"}, ["_x", "key"]),
    ({"required": "yes"}, ["x", "required", "true or false"]),
    ({"aliases": "登记号"}, ["x", "aliases", "list"]),
    ({"aliases": ["名称"]}, ["名称", "title", "x"]),
    ({"width": 256}, ["x", "width", "255"]),
    ({"note": 5}, ["x", "note"]),
    ({"kind": "table"}, ["x", "columns"]),
    ({"kind": "table", "columns": []}, ["x", "columns"]),
    ({"columns": [NAME]}, ["x", "columns"]),
    ({"columns": "y", "kind": "table"}, ["x", "columns = 'y'"]),
    ({"kind": "table", "columns": [NAME, {**NAME, "label": "z"}]}, ["x", "'y'", "twice"]),
    ({"kind": "group", "columns": [{**NAME, "kind": "txt"}]}, ["x.y", "txt", "text"]),
    ({"kind": "group", "columns": [{**NAME, "mask": 5}]}, ["x.y", "mask"]),
    ({"kind": "enum"}, ["x", "choices"]),
    ({"choices": ["a"]}, ["x", "choices"]),
    ({"kind": "enum", "choices": [["男", "Male"], ["男", "Man"]]}, ["x", "男", "twice"]),
    ({"kind": "enum", "choices": [["男"]]}, ["x", "choices", "English"]),
    ({"mask": "nmae"}, ["x", "nmae", "name"]),
    ({"required": True, "moment": True}, ["x", "never required"]),
    ({"required": True, "kind": "date", "computed": DUE}, ["x", "never required"]),
    (
        {"moment": True, "checks": [{"rule": "required_without", "field": "title"}]},
        ["x", "never required"],
    ),
    ({"moment": True, "kind": "date", "computed": DUE}, ["x", "computed", "moment"]),
    ({"kind": "date", "computed": DUE, "default": "2026-01-01"}, ["x", "computed", "default"]),
    ({"kind": "date", "computed": DUE, "checks": [{"rule": "not_future"}]}, ["x", "computed", "checks"]),
    ({"moment": True, "default": "x"}, ["x", "moment", "default"]),
    ({"kind": "int", "default": "many"}, ["x", "default", "many", "int"]),
    ({"kind": "enum", "choices": ["甲"], "default": "丙"}, ["x", "default", "丙"]),
    ({"kind": "date", "default": "两周内"}, ["x", "default"]),
    ({"default": " "}, ["x", "default"]),
    ({"kind": "table", "columns": [NAME], "default": []}, ["x", "default", "table"]),
    ({"base": "seen"}, ["x", "base", "date"]),
    ({"kind": "date", "base": "sene"}, ["x", "base", "sene", "seen"]),
    ({"kind": "date", "base": "title"}, ["x", "base", "title"]),
    ({"kind": "date", "base": "x"}, ["x", "base"]),
    ({"checks": {"rule": "length", "min": 2}}, ["x", "checks", "list"]),
    ({"checks": ["length"]}, ["x", "checks"]),
    ({"checks": [{"min": 2}]}, ["x, checks", "rule"]),
    ({"checks": [{"rule": "length", "min": 2, "severity": "warn"}]}, ["x, checks", "warn", "error"]),
    ({"computed": "due"}, ["x", "computed"]),
    ({"computed": {"of": "seen"}}, ["x, computed", "rule"]),
    ({"computed": {"rule": "name", "severity": "warning"}}, ["x, computed", "severity"]),
]


@pytest.mark.parametrize("changes", SOUND)
def test_a_sound_field_has_no_fault(changes: dict[str, Any]) -> None:
    assert said(with_field(**changes)) == []


@pytest.mark.parametrize(("changes", "words"), FAULTY)
def test_a_fault_names_its_place_and_the_nearest_right_word(
    changes: dict[str, Any], words: list[str]
) -> None:
    (fault,) = said(with_field(**changes))
    assert all(word in fault for word in words)


def test_a_tables_column_may_be_a_moment_and_a_groups_field_may_not() -> None:
    """R11: a resolution is closed by a note on its row."""
    assert said(with_column(moment=True)) == []
    group = {"key": "g", "label": "组", "kind": "group", "columns": [{**TITLE, "key": "x", "moment": True}]}
    (fault,) = said(a_raw_type(fields=[*FIELDS, group]))
    assert fault.startswith("g.x: a group's field is no moment")


def test_a_columns_term_may_count_from_its_own_row_or_from_the_record() -> None:
    assert said(with_column(kind="date", base="seen")) == []
    (fault,) = said(with_column(kind="date", base="text"))
    assert fault.startswith("jobs.x: base")


@pytest.mark.parametrize("key", ["key", "label", "kind"])
def test_what_every_field_needs_is_named_when_it_is_missing(key: str) -> None:
    raw = with_field()
    raw["fields"][-1] = {name: value for name, value in raw["fields"][-1].items() if name != key}
    assert [f"the key {key!r} is missing" in fault for fault in said(raw)] == [True]
