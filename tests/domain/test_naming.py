"""Names: R1 and C1."""

import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.naming import (
    FORBIDDEN,
    MAX_NUMBER,
    DateStyle,
    InvalidName,
    Name,
    Stem,
    far_future,
    fits,
    parse,
    parse_stem,
    repair,
    split_extension,
)

WORDS = st.text(min_size=1, max_size=12).filter(lambda word: not FORBIDDEN.search(word))
NAMES = st.builds(Name, WORDS, st.dates(), st.integers(1, MAX_NUMBER))
DAY = date(2026, 11, 18)


@given(NAMES, st.sampled_from(DateStyle))
def test_a_name_written_in_any_style_reads_as_itself(name: Name, style: DateStyle) -> None:
    assert parse(name.text(style)) == name


@given(NAMES)
def test_str_is_the_policys_spelling_and_reads_back(name: Name) -> None:
    assert parse(str(name)) == name
    assert str(name) == name.text(DateStyle.POLICY)


@given(NAMES, st.sampled_from(DateStyle))
def test_a_canonical_name_of_plain_words_needs_no_repair(name: Name, style: DateStyle) -> None:
    text = repair(name.text(style))
    assert repair(text) == text


@given(st.text())
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(st.text(st.sampled_from("家访-0123456789 —－０３\u0301e"), max_size=24))
def test_whatever_is_typed_is_a_name_or_refused_as_none(text: str) -> None:
    with suppress(InvalidName):  # anything else that is raised fails
        name = parse(text)
        assert parse(str(name)) == name


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (DateStyle.POLICY, "家访报告-2023-0315-001"),  # R1's own example
        (DateStyle.ISO, "家访报告-2023-03-15-001"),
        (DateStyle.COMPACT, "家访报告-20230315-001"),
    ],
)
def test_three_styles_spell_one_name(style: DateStyle, expected: str) -> None:
    assert Name("家访报告", date(2023, 3, 15), 1).text(style) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议纪要-20261120-001", Name("会议纪要", date(2026, 11, 20), 1)),
        ("家访报告-2026-1118-0001", Name("家访报告", DAY, 1)),
        ("家访报告-2026-1118-1000", Name("家访报告", DAY, 1000)),
        ("家访报告-2024-02-29-012", Name("家访报告", date(2024, 2, 29), 12)),
        ("HomeVisit-2026-1118-003", Name("HomeVisit", DAY, 3)),
        ("家访(复诊)报告-2026-1118-003", Name("家访(复诊)报告", DAY, 3)),
    ],
)
def test_accepted_spellings(text: str, expected: Name) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "name_shape"),
        ("家访报告", "name_shape"),
        ("-2026-1118-001", "name_shape"),
        ("家访报告-2026-1118-01", "name_shape"),
        ("家访报告-26-1118-001", "name_shape"),
        ("家访报告-2026-11-8-001", "name_shape"),
        ("家访报告-2026-1118-001-002", "name_shape"),
        ("家访报告-2026-1118-1234567890", "name_shape"),
        ("家访报告 2026-1118-001", "name_shape"),
        ("家访-报告-2026-1118-001", "name_shape"),
        ("家访报告-２０２６-1118-001", "name_shape"),
        ("家访报告-2026-1118-001\n", "name_shape"),
        ("家访 报告-2026-1118-001", "name_word_invalid"),
        ("家访/报告-2026-1118-001", "name_word_invalid"),
        ("家访报告-2026-0229-001", "name_date_impossible"),
        ("家访报告-2026-1301-001", "name_date_impossible"),
        ("家访报告-0000-0101-001", "name_date_impossible"),
        ("家访报告-2026-1118-000", "name_number_invalid"),
        ("家访报告-2026-1118", "name_number_missing"),
        ("家访报告-20261118", "name_number_missing"),
    ],
)
def test_refused_spellings(text: str, code: str) -> None:
    with pytest.raises(InvalidName) as refusal:
        parse(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("word", ["", "a-b", "a b", "a:b", "a\tb", "a\u3000b", "a\x7f"])
def test_a_name_cannot_be_built_with_such_a_word(word: str) -> None:
    with pytest.raises(InvalidName, match="name_word_invalid"):
        Name(word, DAY, 1)


@pytest.mark.parametrize("number", [-1, 0, MAX_NUMBER + 1])
def test_a_name_cannot_be_built_with_such_a_number(number: int) -> None:
    with pytest.raises(InvalidName, match="name_number_invalid"):
        Name("家访报告", DAY, number)


@pytest.mark.parametrize("text", ["家访报告-2026-1118", "家访报告-2026-11-18", "家访报告-20261118"])
def test_a_stem_without_its_number_takes_one(text: str) -> None:
    assert parse_stem(text) == Stem("家访报告", DAY, None)
    assert parse_stem(text).named(7) == Name("家访报告", DAY, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("家访报告-２０２６-１１１８-００１", "家访报告-2026-1118-001"),
        ("家访报告－2026—1118–001", "家访报告-2026-1118-001"),
        ("  家访报告-2026-1118-001 ", "家访报告-2026-1118-001"),
        ("\u3000家访报告 - 2026 - 1118 - 001", "家访报告-2026-1118-001"),
        ("家访报告−2026﹣1118―001", "家访报告-2026-1118-001"),
        (unicodedata.normalize("NFD", "Résumé-2026-1118-001"), "Résumé-2026-1118-001"),
        ("家访 报告-2026-1118-001", "家访 报告-2026-1118-001"),  # inside a word nothing is guessed
    ],
)
def test_the_safe_repairs(text: str, expected: str) -> None:
    assert repair(text) == expected


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("家访报告-2026-1118-001.docx", ("家访报告-2026-1118-001", "docx")),
        ("家访报告.v2.DOCX ", ("家访报告.v2", "docx")),
        ("README", ("README", "")),
        (".docx", (".docx", "")),
        ("家访报告.", ("家访报告", "")),
    ],
)
def test_a_file_name_comes_apart_at_its_last_dot(filename: str, expected: tuple[str, str]) -> None:
    assert split_extension(filename) == expected


def test_255_bytes_fit_and_256_do_not() -> None:
    assert fits("家" * 85)
    assert not fits("家" * 85 + "a")
    assert fits(b"\xbc\xd2\xb7\xc3".decode("utf-8", "surrogateescape"))


def test_a_year_ahead_is_near_and_a_day_more_is_far() -> None:
    assert not far_future(DAY + timedelta(days=366), DAY)
    assert far_future(DAY + timedelta(days=367), DAY)


def test_names_sort_by_word_day_and_number() -> None:
    names = [
        Name("甲", date(2026, 1, 2), 2),
        Name("甲", date(2026, 1, 2), 1),
        Name("甲", date(2025, 1, 2), 9),
    ]
    assert sorted(names) == names[::-1]
