from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import NotReadable, TooLarge
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.trees import DEPTH
from recordkit.inbox.readers.yaml_file import read, resolved
from tests.house.input_types import VISIT

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(st.characters(codec="utf-8", exclude_categories=["C"]))
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abc甲", min_size=1), inner, max_size=4)
    ),
)


def yml(text: str) -> Input:
    return read(text.encode(), "a.yaml", VISIT)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("2026-11-20 15:00", "2026-11-20 15:00"),
        ("2026-11-20", "2026-11-20"),
        ("12:30", "12:30"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("no", "no"),
        ("是", "是"),
        ("1.38E+10", "1.38E+10"),
        ("+8613800138000", "+8613800138000"),
        ("13800138000", 13800138000),
        ("110101190001010014", 110101190001010014),
        ("-3", -3),
        ("36.50", Decimal("36.50")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("tRUE", "tRUE"),
        (".inf", ".inf"),
    ],
)
def test_a_plain_scalar_keeps_its_spelling_unless_it_is_surely_something_else(
    scalar: str, value: object
) -> None:
    assert resolved(scalar) == value
    assert type(resolved(scalar)) is type(value)
    assert str(resolved("36.50")) == "36.50"


@given(st.dictionaries(st.text("abc甲", min_size=1), TREES, max_size=5))
def test_what_yaml_wrote_is_read_back(values: dict[str, object]) -> None:
    text = yaml.safe_dump([values], allow_unicode=True)
    assert [dict(raw.values) for raw in yml(text).records] == [values]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("title: 甲", ["甲"]),
        ("- title: 甲\n- title: 乙", ["甲", "乙"]),
        ("records:\n- title: 甲\n- title: 乙", ["甲", "乙"]),
        ("type: visit\nrecords:\n- title: 甲", ["甲"]),
        ("title: 甲\n---\n- title: 乙\n---\n", ["甲", "乙"]),
        ("title: &t 甲\nrole: *t", ["甲"]),
    ],
)
def test_records_come_as_a_list_one_mapping_or_several_documents(text: str, titles: list[str]) -> None:
    found = yml(text)
    assert [raw.values["title"] for raw in found.records] == titles
    assert found.findings == ()


def test_a_key_that_stands_twice_is_a_finding_with_its_line_and_the_first_counts() -> None:
    raw = yml("title: 甲\npatient:\n  name: 江某\n  name: 李某\n").records[0]
    assert [(each.code, each.column, each.row) for each in raw.findings] == [("key_repeated", "name", 4)]
    assert raw.values["patient"] == {"name": "江某"}


def test_an_item_that_is_no_mapping_is_a_finding_and_the_others_go_on() -> None:
    found = yml("- 只有一句话\n- title: 乙\n")
    assert [each.code for each in found.records[0].findings] == ["not_a_record"]
    assert found.records[1].findings == ()


def test_a_key_beside_the_records_is_a_warning() -> None:
    assert [(each.code, each.severity) for each in yml("oops: 1\nrecords: [{title: 甲}]").findings] == [
        ("key_unknown", "warning")
    ]


@pytest.mark.parametrize("text", ["", "# 空\n", "---\n---\n", "[]", "records:"])
def test_a_file_without_records_says_so(text: str) -> None:
    assert [each.code for each in yml(text + "\n").findings] == ["no_records"]


def test_tags_build_nothing() -> None:
    found = yml("title: !!python/object/apply:os.system ['echo']\nrole: !!str 12\n")
    assert found.records[0].values == {"title": ["echo"], "role": "12"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: 甲\n  bad: [\n", "line 2"),
        ("title: 甲\n\tbad: 1\n", "line 2"),
        ("a: *unknown", "not defined before"),
        ("a: &x [*x]", "not defined before"),
        ("? [a, b]\n: c", "a key must be text"),
        ("a: b\nc: '\x07'", "line 2"),
        ("[" * (DEPTH + 1) + "]" * (DEPTH + 1), "deep"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        yml(text)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
    )
    with pytest.raises(TooLarge):
        yml(bomb)
