"""What is wrong with a type as a whole: each fault with its place and the nearest right word."""

from typing import Any

import pytest

from tests.house.type_files import FIELDS, TITLE, a_raw_type, said

COPY = {"rule": "copy", "of": "title"}
MONTH = {"key": "month", "label": "月份", "kind": "month"}
TABLES: list[tuple[dict[str, Any], list[str]]] = [
    ({"sumary": "x"}, ["sumary", "summary"]),
    ({"key": "visits"}, ["visits", "'visit'"]),
    ({"key": 5}, ["key = 5", "text"]),
    ({"label": {"zh": "家访"}}, ["label", "zh"]),
    ({"label": ["家访"]}, ["label"]),
    ({"label": ["家访", 5]}, ["label"]),
    ({"label": 5}, ["label = 5"]),
    ({"summary": ""}, ["summary"]),
    ({"word": "家-访"}, ["家-访", "-"]),
    ({"word": "家 访"}, ["家 访"]),
    ({"word": "家访/出诊"}, ["家访/出诊"]),
    ({"word": "家访（一）"}, ["家访（一）", "家访(一)"]),
    ({"word": "访" * 80}, ["too long"]),
    ({"output": "pdf"}, ["pdf", "docx"]),
    ({"template": "../secrets/key.docx"}, ["template", "docx"]),
    ({"template": "document.xlsx"}, ["template", "docx"]),
    ({"full_tier": "boss"}, ["boss", "director"]),
    ({"sensitive": "yes"}, ["sensitive", "true or false"]),
    ({"retention": "ten"}, ["retention", "ten"]),
    ({"retention": True}, ["retention", "True"]),
    ({"rules": "R1"}, ["rules", "list"]),
    ({"day": "titel"}, ["day", "titel", "title"]),
    ({"day": "title"}, ["day", "title", "text"]),
    ({"department": "team"}, ["department", "team", "table"]),
    ({"period": "day"}, ["period", "day", "date"]),
    ({"natural_key": ["no"]}, ["natural_key", "no"]),
    ({"natural_key": "title"}, ["natural_key", "list"]),
    ({"title": ["tilte"]}, ["title", "tilte"]),
    ({"deadline": 5}, ["deadline"]),
    ({"deadline": {"day": 5}}, ["deadline", "every"]),
    ({"deadline": {"every": "day", "day": 5}}, ["deadline", "day", "week", "month"]),
    ({"deadline": {"every": "week", "day": 5}}, ["deadline", "day", "days"]),
    ({"deadline": {"every": "month"}}, ["deadline", "day"]),
    ({"deadline": {"every": "month", "day": 5, "days": 5}}, ["deadline", "day"]),
    ({"deadline": {"every": "month", "day": 31}}, ["deadline", "28"]),
    ({"deadline": {"every": "month", "day": "5"}}, ["deadline", "day", "whole"]),
    ({"deadline": {"each": "month", "every": "month", "day": 5}}, ["deadline", "each"]),
    (
        {"fields": [MONTH], "period": "month", "deadline": {"every": "quarter", "days": 5}},
        ["deadline", "quarter", "'month'"],
    ),
    ({"sections": ["时间"]}, ["sections"]),
    ({"sections": [{"aliases": ["时间"]}]}, ["sections", "heading"]),
    ({"sections": [{"heading": "时间", "alias": ["时间"]}]}, ["sections", "alias", "aliases"]),
    ({"fields": 5}, ["fields = 5"]),
    ({"fields": ["a"]}, ["fields"]),
    ({"fields": []}, ["fields", "at least one"]),
    ({"fields": [*FIELDS, TITLE]}, ["title", "twice"]),
    ({"fields": [*FIELDS, {**TITLE, "key": "name"}]}, ["名称", "'title'", "'name'"]),
    ({"view_of": "case"}, ["every column", "computed"]),
    ({"view_of": "visit", "fields": [{**TITLE, "computed": COPY}]}, ["view_of", "itself"]),
]


def test_a_sound_type_has_no_fault() -> None:
    assert said(a_raw_type()) == []


@pytest.mark.parametrize(("changes", "words"), TABLES)
def test_a_fault_names_its_place_and_the_nearest_right_word(
    changes: dict[str, Any], words: list[str]
) -> None:
    raw = a_raw_type(**changes)
    if "view_of" in changes and "fields" not in changes:
        raw["fields"] = [TITLE]
    (fault,) = said(raw)
    assert all(word in fault for word in words)


def test_a_natural_key_is_known_when_the_record_is_made() -> None:
    later, worked_out = {"key": "later", "moment": True}, {"key": "out", "computed": COPY}
    for extra in (later, worked_out):
        field = {"label": "x", "kind": "text", **extra}
        (fault,) = said(a_raw_type(fields=[*FIELDS, field], natural_key=[field["key"]]))
        assert "natural_key" in fault


@pytest.mark.parametrize("key", ["key", "word", "label", "output", "fields"])
def test_what_every_type_needs_is_named_when_it_is_missing(key: str) -> None:
    raw = {name: value for name, value in a_raw_type().items() if name != key}
    assert said(raw) == [f"the key {key!r} is missing"]


def test_every_fault_is_named_at_once_and_a_broken_one_says_no_more() -> None:
    broken = {"key": "x", "label": 5, "kind": "txt", "checks": [{"rule": "lenght"}], "mask": "nmae"}
    raw = a_raw_type(word="a-b", output="pdf", day="x", fields=[*FIELDS, broken])
    assert [fault.split(" = ")[0].split(" (")[0] for fault in said(raw)] == [
        "output",
        "word",
        "x: label",
        "x: no mask 'nmae'",
        "x: no kind 'txt'",
        "x: no rule 'lenght'",
    ]
