"""type.toml: the closed vocabulary, every fault at once."""

from pathlib import Path
from typing import Any

import pytest

from recordkit.domain.fields import Kind, Rule
from recordkit.domain.periods import Period
from recordkit.domain.recordtype import Section
from recordkit.errors import BadType
from recordkit.templates.loader import build_field, build_rule, load_type, text, type_faults
from recordkit.wording import Text

HEAD = 'key = "visit"\nword = "家访"\nlabel = { zh = "家访", en = "Visit" }\noutput = "docx"\n'
FIELD = '[[fields]]\nkey = "title"\nlabel = { zh = "名称", en = "Title" }\nkind = "text"\n'
WHOLE = """\
code = "V"
summary = { zh = "一次家访", en = "One visit" }
rules = ["R1"]
day = "seen"
natural_key = ["title"]
title = ["title"]
sensitive = true
full_tier = "director"
retention = 15
deadline = { every = "month", day = 5 }
[[sections]]
heading = "会议时间"
aliases = ["时间"]
[[fields]]
key = "title"
label = { zh = "名称", en = "Title" }
kind = "text"
required = true
aliases = ["标题"]
checks = [{ rule = "length", max = 60, severity = "warning" }, { rule = "unique_in_input" }]
[[fields]]
key = "seen"
label = { zh = "日期", en = "Day" }
kind = "date"
moment = true
[[fields]]
key = "jobs"
label = { zh = "事项", en = "Jobs" }
kind = "table"
[[fields.columns]]
key = "due"
label = { zh = "时限", en = "Due" }
kind = "date"
base = "seen"
[[fields.columns]]
key = "level"
label = { zh = "级别", en = "Level" }
kind = "enum"
choices = [["高", "High"], ["低", "Low"]]
"""


def _type(tmp_path: Path, content: str) -> Path:
    folder = tmp_path / "visit"
    folder.mkdir()
    (folder / "type.toml").write_text(content, "utf-8")
    return folder


def _faults(tmp_path: Path, content: str) -> list[str]:
    with pytest.raises(BadType) as refusal:
        load_type(_type(tmp_path, content))
    return str(refusal.value.facts["faults"]).splitlines()


def _with(**more: Any) -> dict[str, Any]:
    field = {"key": "title", "label": "名称", "kind": "text"}
    raw = {"key": "visit", "word": "家访", "label": "家访", "output": "docx", "fields": [field]}
    return {**raw, **more}


def _with_field(**more: Any) -> dict[str, Any]:
    return _with(fields=[{"key": "x", "label": "x", "kind": "text", **more}])


def test_a_whole_type_is_what_it_says(tmp_path: Path) -> None:
    rtype = load_type(_type(tmp_path, HEAD + WHOLE))
    assert (rtype.key, rtype.code, rtype.word, rtype.retention) == ("visit", "V", "家访", "15")
    assert rtype.label == Text("家访", "Visit")
    assert (rtype.sensitive, rtype.masked, rtype.full_tier) == (True, False, "director")
    assert (rtype.day_field, rtype.natural_key, rtype.title) == ("seen", ("title",), ("title",))
    assert rtype.sections == (Section("会议时间", ("时间",)),)
    assert rtype.deadline is not None
    assert rtype.deadline.due(Period("month", 2026, 10)).isoformat() == "2026-11-05"
    title, seen, jobs = rtype.fields
    assert title.checks == (Rule("length", {"max": 60}, "warning"), Rule("unique_in_input"))
    assert title.required
    assert title.aliases == ("标题",)
    assert seen.moment
    assert jobs.kind is Kind.TABLE
    assert jobs.column("due").base == "seen"
    assert jobs.column("level").choices == (Text("高", "High"), Text("低", "Low"))


def test_a_short_type_has_its_defaults(tmp_path: Path) -> None:
    rtype = load_type(_type(tmp_path, HEAD + FIELD))
    assert (rtype.code, rtype.template, rtype.deadline, rtype.view_of) == (
        "VISIT",
        "document.docx",
        None,
        None,
    )
    assert rtype.full_tier == "supervisor"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (_with(sumary="x"), ["sumary", "summary"]),
        (_with(key="visits"), ["visits", "visit"]),
        (_with(word="家-访"), ["家-访", "-"]),
        (_with(output="pdf"), ["pdf", "docx"]),
        (_with(full_tier="boss"), ["boss", "director"]),
        (_with(day="titel"), ["day", "titel", "title"]),
        (_with(natural_key=["no"]), ["natural_key", "no"]),
        (_with(title=["tilte"]), ["title", "tilte"]),
        (_with(fields=[*_with()["fields"], *_with()["fields"]]), ["title", "twice"]),
        (_with_field(kind="texts"), ["x", "texts", "text"]),
        (_with_field(lable="x"), ["x", "lable", "label"]),
        (_with_field(kind="table"), ["x", "columns"]),
        (_with_field(columns=[]), ["x", "columns"]),
        (_with_field(kind="enum"), ["x", "choices"]),
        (_with_field(choices=["a"]), ["x", "choices"]),
        (_with_field(mask="nmae"), ["x", "nmae", "name"]),
        (_with_field(required=True, moment=True), ["x", "never required"]),
        (_with_field(checks=[{"rule": "lenght"}]), ["x", "lenght", "length"]),
        (_with_field(computed={"rule": "sum"}), ["x", "sum"]),
        (
            _with_field(kind="group", columns=[{"key": "y", "label": "y", "kind": "txt"}]),
            ["x.y", "txt", "text"],
        ),
    ],
)
def test_a_fault_names_its_place_and_the_nearest_right_word(raw: dict[str, Any], words: list[str]) -> None:
    (fault,) = type_faults(raw, "visit")
    assert all(word in fault for word in words)


@pytest.mark.parametrize("key", ["key", "word", "label", "output", "fields"])
def test_what_every_type_needs_is_named_when_it_is_missing(key: str) -> None:
    faults = list(type_faults({name: value for name, value in _with().items() if name != key}, "visit"))
    assert f"the key {key!r} is missing" in faults


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    faults = _faults(
        tmp_path, 'key = "visit"\nword = "a-b"\nlabel = "a"\noutput = "pdf"\n' + FIELD.replace("text", "txt")
    )
    assert len(faults) == 3


@pytest.mark.parametrize(
    "content",
    [
        "key = ",
        HEAD + 'deadline = { every = "month" }\n' + FIELD,
        HEAD + 'deadline = { every = "month", day = 31 }\n' + FIELD,
        HEAD + 'deadline = { each = "month", day = 5 }\n' + FIELD,
        HEAD + 'label = "again"\n' + FIELD,
        HEAD.replace('en = "Visit"', 'fr = "Visite"') + FIELD,
    ],
)
def test_what_cannot_be_built_is_refused_with_its_file(tmp_path: Path, content: str) -> None:
    folder = _type(tmp_path, content)
    with pytest.raises(BadType) as refusal:
        load_type(folder)
    assert refusal.value.facts["file"] == folder / "type.toml"


def test_a_folder_without_a_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadType):
        load_type(tmp_path)


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


def test_a_field_without_more_is_plain() -> None:
    field = build_field({"key": "x", "label": "名", "kind": "bool"})
    assert (field.required, field.default, field.checks, field.note) == (False, None, (), None)
