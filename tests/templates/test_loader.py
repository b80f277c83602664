"""type.toml: read, checked, built; never any refusal but BadType."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.columns import Known, view_rows
from recordkit.domain.fields import Kind, Rule
from recordkit.domain.periods import Period
from recordkit.domain.record import draft, draft_all
from recordkit.domain.recordtype import Section
from recordkit.errors import BadType
from recordkit.templates.build import build
from recordkit.templates.folders import SHIPPED, type_folders
from recordkit.templates.loader import load_type
from recordkit.templates.rule_faults import view_faults
from recordkit.templates.type_faults import type_faults
from recordkit.wording import Text
from tests.templates.shipped import FACTS, FORMS, KEYS, NOW, ZONE, complaints, example, shipped

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
    assert refusal.value.sentence("zh").count("\n") == refusal.value.sentence("en").count("\n")
    return refusal.value.sentence("en").splitlines()[1:]


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
        HEAD + "fields = 5\n",
        HEAD + 'fields = ["a"]\n',
        HEAD + FIELD + 'checks = ["x"]\n',
        HEAD + FIELD + "default = 1" + "0" * 5000 + "\n",
        HEAD + FIELD + "default = 0x" + "f" * 5000 + "\n",
        HEAD + FIELD + "default = " + "[" * 3000 + "]" * 3000 + "\n",
        HEAD + FIELD + "".join(f"[[fields{'.columns' * n}]]\n" for n in range(1, 400)),
        HEAD + FIELD + "default = " + "{a=" * 40 + "1" + "}" * 40 + "\n",
    ],
)
def test_what_cannot_be_built_is_refused_with_its_file(tmp_path: Path, content: str) -> None:
    folder = _type(tmp_path, content)
    with pytest.raises(BadType) as refusal:
        load_type(folder)
    assert refusal.value.facts["file"] == folder / "type.toml"


def test_a_byte_order_mark_from_notepad_does_no_harm(tmp_path: Path) -> None:
    folder = _type(tmp_path, "")
    (folder / "type.toml").write_text(HEAD + FIELD, "utf-8-sig")
    assert load_type(folder).word == "家访"


def test_a_folder_without_a_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadType):
        load_type(tmp_path)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["text", "table", "enum", "date", "length", "due", "title", "name", "month", "rule", "zh", "[", "-"]
    ),
    st.dates(date(1, 1, 1)),
    st.datetimes(),
    st.just(time(9, 30)),
)
NAMES = st.one_of(
    st.sampled_from(
        "key word label output fields kind checks computed columns choices rule of field in min max zh en default base "
        "deadline every day days sections heading aliases view_of mask severity table column".split()
    ),
    st.text(max_size=4),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=8,
)
SHIPPED_TYPES = {
    key: tomllib.loads((folder / "type.toml").read_text("utf-8"))
    for key, folder in type_folders(SHIPPED).items()
}


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Yield (holder, key) of every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield value, key
        yield from _places(inner)


def _refused_or_built(raw: dict[str, Any], folder: str) -> bool:
    """Return True if the type is built; every fault says something in both languages, and nothing else is raised."""
    faults = list(type_faults(raw, folder))
    assert all(fault.zh and fault.en for fault in faults)
    return not faults and build(raw) is not None


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_whatever_stands_in_a_type_is_refused_in_words_or_built(raw: dict[str, Any]) -> None:
    _refused_or_built(raw, "visit")


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_whatever_stands_in_a_field_is_refused_in_words_or_built(field: dict[str, Any]) -> None:
    sound = {"key": "visit", "word": "家访", "label": "家访", "output": "docx"}
    title = {"key": "title", "label": "名称", "kind": "text"}
    _refused_or_built(
        {**sound, "fields": [title, {"key": "x", "label": "x", "kind": "text", **field}]}, "visit"
    )


@given(st.data())
def test_a_shipped_type_with_one_value_exchanged_is_refused_in_words_or_drafts(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(SHIPPED_TYPES)))
    raw = copy.deepcopy(SHIPPED_TYPES[key])
    places = list(_places(raw))
    holder, name = places[data.draw(st.integers(0, len(places) - 1))]
    holder[name] = data.draw(st.one_of(VALUES, st.sampled_from([inner[at] for inner, at in places])))
    if not _refused_or_built(raw, key):
        return
    rtype, source = build(raw), shipped("complaint")
    if rtype.view_of is None:
        result = draft(rtype, example(key) if key in FORMS else complaints()[0], FACTS)
        assert all(finding.message("zh") for finding in result.findings)
    elif not view_faults(rtype, source, KEYS):
        cases = [each.record.values for each in draft_all(source, complaints(), FACTS) if each.record]
        assert len(view_rows(rtype, source, cases, Known(NOW, ZONE, source))) == len(cases)
