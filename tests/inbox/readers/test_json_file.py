import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import NotReadable
from recordkit.inbox.readers.json_file import read, read_lines
from tests.house.input_types import VISIT

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("ab甲"), inner, max_size=3)),
)


@given(st.lists(st.dictionaries(st.text("ab甲"), VALUES, max_size=4), min_size=1, max_size=4))
def test_what_json_wrote_is_read_back(values: list[dict[str, object]]) -> None:
    found = read(json.dumps(values).encode(), "a.json", VISIT)
    assert [raw.values for raw in found.records] == values
    lines = "\n".join(json.dumps(value) for value in values).encode()
    assert [raw.values for raw in read_lines(lines, "a.jsonl", VISIT).records] == values


def test_numbers_keep_their_spelling() -> None:
    values = read(b'{"a": 120.00, "b": 110101190001010014, "c": 1.38E+10}', "a.json", VISIT).records[0].values
    assert values == {"a": Decimal("120.00"), "b": 110101190001010014, "c": "1.38E+10"}
    assert str(values["a"]) == "120.00"


def test_a_key_that_stands_twice_is_found_however_deep() -> None:
    raw = read(
        '[{"title": "甲", "patient": {"name": "江", "name": "李"}}]'.encode(), "a.json", VISIT
    ).records[0]
    assert [(each.code, each.column, each.record) for each in raw.findings] == [("key_repeated", "name", 1)]
    assert raw.values["patient"] == {"name": "江"}


def test_a_bad_line_is_a_finding_and_the_others_go_on() -> None:
    text = '{"title": "甲"}\n\n{"title": 坏\n[1]\n{"title": "丁"}\n'
    found = read_lines(text.encode(), "a.jsonl", VISIT)
    assert [(raw.index, raw.row, [each.code for each in raw.findings]) for raw in found.records] == [
        (1, 1, []),
        (2, 3, ["line_unreadable"]),
        (3, 4, ["not_a_record"]),
        (4, 5, []),
    ]
    assert found.records[1].findings[0].value == '{"title": 坏'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[\n{"a": 1},\n{"a" 2}]', "line 3, character 6"),
        ("", "line 1"),
        ('{"a": NaN}', "nests too deeply, or a number"),
        ("[" * 100_000, "nests too deeply"),
        ('{"a": ' * 70 + "1" + "}" * 70, "nests more than"),
        ('{"a": ' + "9" * 5000 + "}", "a number is too long"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read(text.encode(), "a.json", VISIT)
