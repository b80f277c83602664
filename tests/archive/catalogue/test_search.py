"""Searching: what stands in a text is found, what does not is not; bigrams for Chinese, words for the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.catalogue.search_text import bigrams, folded, match, tokens
from recordkit.domain.tiers import Act
from tests.archive.builders import CLERK, DAY, file, in_memory, may

READ = may(CLERK, Act.READ)
CHARACTERS = "家访报告血压高ab1·-"
TEXTS = st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=3)


@given(TEXTS, st.data())
def test_every_piece_of_a_text_that_begins_with_a_whole_word_is_found(
    texts: list[str], data: st.DataObject
) -> None:
    archive = in_memory()
    for number, text in enumerate(texts, 1):
        file(archive, b"%d" % number, number, record={"a": text})
    wanted = data.draw(st.sampled_from(texts))
    begin = data.draw(st.integers(0, len(wanted)))
    piece = wanted[begin : data.draw(st.integers(begin, len(wanted)))]
    found = {entry.number for entry in archive.find(READ, piece)}
    holding = {number for number, text in enumerate(texts, 1) if _begins_word(text, piece)}
    assert holding <= found
    if len(piece) > 1 and not set(piece) & set("ab1·-"):
        assert found == {
            number for number, text in enumerate(texts, 1) if piece in text or piece in "家访报告"
        }


def _begins_word(text: str, piece: str) -> bool:
    """True if `piece` stands in the text and does not begin in the middle of a Latin word."""
    places = [place for place in range(len(text)) if text.startswith(piece, place)]
    latin = set("ab1")
    return (
        any(not (place and text[place - 1] in latin and piece[:1] in latin) for place in places) or not piece
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["血压"], '"血压"'),
        (["家访报告"], '"家访" AND "访报" AND "报告"'),
        (["第77件"], '"第" AND "77"'),
        (["77件", "血压"], '"77" AND "血压"'),
        (["家"], '"家" *'),
        (["家", "血压"], '"血压"'),
        (["abc"], '"abc" *'),
        (["abc-"], '"abc"'),
        (["ts2026-003"], '"ts2026" AND "003" *'),
        (["·"], None),
        ([], None),
        (['"'], None),
    ],
)
def test_what_is_asked_of_the_tokens(words: list[str], expected: str | None) -> None:
    assert match(words) == expected


@given(st.text(max_size=30))
def test_no_text_is_mistaken_for_a_type_or_a_department(text: str) -> None:
    assert not {"\ue000", "\ue001"} & {token[0] for token in bigrams(folded(text)).split()}


def test_a_type_and_a_department_are_tokens_of_their_own() -> None:
    assert tokens("home-visit", "门诊部", "血压").split() == [
        "\ue000686f6d652d7669736974",
        "\ue001e997a8e8af8ae983a8",
        "血压",
        "压",
    ]
    asked = match(["血压"], "home-visit", "门诊部")
    assert asked == '"\ue000686f6d652d7669736974" AND "\ue001e997a8e8af8ae983a8" AND "血压"'


@pytest.fixture
def spread() -> Archive:
    """Thirty entries over ten days, of two types and three departments."""
    archive = in_memory()
    for count in range(30):
        file(
            archive,
            b"%d" % count,
            day=DAY + timedelta(days=count % 10),
            type=("home_visit", "complaint-x")[count % 2],
            department=f"第{count % 3}科",
            record={"a": f"血压{count}"},
        )
    return archive


def test_scope_and_words_bound_what_is_found_as_reading_all_would(spread: Archive) -> None:
    everything = list(spread.entries(READ))
    for words in ("", "血压", "血压 家访"):
        for kind in (None, "home_visit", "complaint-x", "complaint"):
            for department in (None, "第1科", "第"):
                for since in (None, DAY + timedelta(days=4)):
                    until = since and since + timedelta(days=3)
                    bounds = {"type": kind, "department": department, "since": since, "until": until}
                    found = spread.find(READ, words, limit=99, **bounds)  # type: ignore[arg-type] # by name
                    assert {entry.name for entry in found} == {
                        entry.name
                        for entry in everything
                        if kind in (None, entry.type)
                        and department in (None, entry.department)
                        and (since is None or until is None or since <= entry.day < until)
                    }


@pytest.mark.parametrize("words", ["", "血压"])
def test_the_latest_days_come_first_and_no_more_than_are_wanted(spread: Archive, words: str) -> None:
    days = [entry.day for entry in spread.find(READ, words, limit=7)]
    last: date = DAY + timedelta(days=9)
    assert days == [last] * 3 + [last - timedelta(days=1)] * 3 + [last - timedelta(days=2)]
    assert spread.find(READ, words, limit=0) == []
