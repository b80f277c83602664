"""Raw input to values, kind by kind, and to plain JSON and back."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.fields import NESTED, Kind
from recordkit.domain.identity import check_digit
from recordkit.domain.values import READERS, BadValue, illegal_characters, is_blank, plain, shown
from tests.house.types import CHANNELS, SHANGHAI, at, read

ACCEPTED: list[tuple[str, object, object]] = [
    ("text", "  家访\r\n报告 ", "家访 报告"),
    ("text", 3.0, "3"),
    ("text", True, "是"),
    ("text", date(2026, 11, 9), "2026-11-09"),
    ("text", "=SUM(A1)", "=SUM(A1)"),
    ("longtext", " 一\r\n二\r三 ", "一\n二\n三"),
    ("person", "欧阳修远", "欧阳修远"),
    ("department", "医务处", "医务处"),
    ("sign", True, True),
    ("sign", "王芳", "王芳"),
    ("date", "2026年11月9日", date(2026, 11, 9)),
    ("date", datetime(2026, 11, 9, 17, tzinfo=SHANGHAI).astimezone(None), date(2026, 11, 9)),
    ("datetime", "2026-11-09 15:00", at("2026-11-09 15:00")),
    ("time", "15:00", time(15)),
    ("int", "１，２３４", 1234),
    ("int", "12.0", 12),
    ("int", 12.0, 12),
    ("int", "-5", -5),
    ("decimal", "36.5", Decimal("36.5")),
    ("decimal", 36.5, Decimal("36.5")),
    ("decimal", 0.1 + 0.2, Decimal("0.3")),
    ("money", "¥1,234.50元", Decimal("1234.50")),
    ("money", "￥ 500000", Decimal("500000.00")),
    ("money", "1,234,567.8", Decimal("1234567.80")),
    ("money", "12,0000", Decimal("120000.00")),
    ("money", 19.9 * 3, Decimal("59.70")),
    ("percent", "95%", Decimal("0.95")),
    ("percent", "９５．５％", Decimal("0.955")),
    ("percent", "0.95", Decimal("0.95")),
    ("enum", "来访", "来访"),
    ("enum", " in PERSON ", "来访"),
    ("multi", "来访、来电", ("来访", "来电")),
    ("multi", "来访，来访;Other", ("来访", "其他")),
    ("multi", ["Telephone", "", None], ("来电",)),
    ("bool", "是", True),
    ("bool", "√", True),
    ("bool", 1.0, True),
    ("bool", "无", False),
    ("bool", "０", False),
    ("bool", "N", False),
    ("phone", "138 0013 8000", "13800138000"),
    ("phone", "+86-138-0013-8000", "13800138000"),
    ("phone", 13800138000.0, "13800138000"),
    ("phone", "010－12345678", "010-12345678"),
    ("phone", "0431-1234567-801", "0431-1234567-801"),
    ("phone", "400-123-4567", "400-123-4567"),
    ("idno", "11010519491231002x", "11010519491231002X"),
    ("idno", 110105491231002, "110105491231002"),
    ("month", "2026年10月", "2026-10"),
    ("month", date(2026, 10, 1), "2026-10"),
    ("quarter", "2026年第三季度", "2026Q3"),
    ("list", "a、b；c", ("a", "b", "c")),
    ("list", "a、b\n c；d\n", ("a、b", "c；d")),
    ("list", ["甲、乙", None, " "], ("甲、乙",)),
]
REFUSED: list[tuple[str, object, str]] = [
    ("text", ["a"], "text_pattern"),
    ("text", {"a": 1}, "text_pattern"),
    ("text", "a\x00b", "illegal_character"),
    ("text", "a\ud800b", "illegal_character"),
    ("longtext", "a\x0bb", "illegal_character"),
    ("list", ["a", "b\x1b"], "illegal_character"),
    ("date", "11月9日", "date_invalid"),
    ("date", "两周内", "date_invalid"),
    ("datetime", "2026-11-09", "time_missing"),
    ("datetime", "昨天", "datetime_invalid"),
    ("time", "24:00", "datetime_invalid"),
    ("int", "12.5", "number_not_whole"),
    ("int", "十二", "number_invalid"),
    ("int", True, "number_invalid"),
    ("int", "3人", "number_invalid"),
    ("decimal", "36,5", "number_invalid"),
    ("decimal", "1,2,3", "number_invalid"),
    ("decimal", "nan", "number_invalid"),
    ("decimal", float("inf"), "number_invalid"),
    ("decimal", "1e999999", "number_invalid"),
    ("decimal", "1e-999999", "number_invalid"),
    ("decimal", "", "number_invalid"),
    ("money", "1.005", "money_places"),
    ("money", "一百元", "number_invalid"),
    ("percent", "%", "number_invalid"),
    ("enum", "来信", "enum_unknown"),
    ("multi", "来访、来信", "enum_unknown"),
    ("bool", "也许", "bool_unknown"),
    ("bool", 2, "bool_unknown"),
    ("phone", "1.38E+10", "phone_damaged"),
    ("phone", "12345", "phone_invalid"),
    ("phone", "12800138000", "phone_invalid"),
    ("phone", "138001380001", "phone_invalid"),
    ("phone", "12345678", "phone_invalid"),
    ("idno", "1.10105E+17", "id_damaged"),
    ("idno", 1.10105194912310e17, "id_damaged"),
    ("idno", "110105194912310021", "id_invalid"),
    ("month", "46296", "period_invalid"),
    ("quarter", date(2026, 10, 1), "period_invalid"),
    ("list", [["a"]], "list_expected"),
]


def _read(kind: str, raw: object) -> object:
    return read(kind, raw, choices=CHANNELS)


@pytest.mark.parametrize(("kind", "raw", "expected"), ACCEPTED)
def test_accepted_values(kind: str, raw: object, expected: object) -> None:
    value = _read(kind, raw)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(("kind", "raw", "code"), REFUSED)
def test_refused_values(kind: str, raw: object, code: str) -> None:
    with pytest.raises(BadValue) as refusal:
        _read(kind, raw)
    assert refusal.value.code == code


def test_a_term_with_a_known_start_and_none_given_names_its_start() -> None:
    with pytest.raises(BadValue) as refusal:
        read("date", "两周内", base="started_at")
    assert (refusal.value.code, refusal.value.facts) == ("relative_without_base", {"base": "started_at"})


def test_every_kind_that_is_no_table_has_its_reader_and_its_row_above() -> None:
    kinds = set(Kind) - NESTED
    assert set(READERS) == kinds
    assert {kind for kind, _, _ in ACCEPTED} == kinds


def test_an_unknown_choice_offers_the_nearest() -> None:
    with pytest.raises(BadValue) as refusal:
        _read("enum", "来放")
    assert "来访" in refusal.value.facts["nearest"].zh  # type: ignore[attr-defined]
    assert refusal.value.facts["choices"] == CHANNELS


def _id(birth: date) -> str:
    first = f"110105{birth:%Y%m%d}002"
    return first + check_digit(first)


TEXTS = st.text(st.characters(codec="utf-8")).filter(
    lambda text: not illegal_characters(text) and text.strip() != ""
)
NUMBERS = st.decimals(-(10**14), 10**14, places=4)
MOMENTS = st.datetimes(datetime(1992, 1, 1), datetime(2150, 1, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001
MINUTES = st.integers(0, 24 * 60 - 1)
CHOSEN = st.lists(st.sampled_from([choice.zh for choice in CHANNELS]), min_size=1)
RAWS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS | st.integers() | st.booleans() | MOMENTS,
    Kind.LONGTEXT: TEXTS,
    Kind.PERSON: TEXTS,
    Kind.DEPARTMENT: TEXTS,
    Kind.SIGN: TEXTS | st.booleans(),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)) | MOMENTS,
    Kind.DATETIME: MOMENTS,
    Kind.TIME: st.times() | MINUTES.map(lambda n: f"{n // 60}:{n % 60:02d}"),
    Kind.INT: st.integers(-(10**14), 10**14),
    Kind.DECIMAL: NUMBERS | st.floats(-1e14, 1e14).filter(lambda n: n == 0 or abs(n) > 1e-8),
    Kind.MONEY: st.decimals(-(10**12), 10**12, places=2),
    Kind.PERCENT: st.decimals(0, 1, places=4) | st.integers(0, 100).map(lambda n: f"{n}%"),
    Kind.ENUM: st.sampled_from([text for choice in CHANNELS for text in (choice.zh, choice.en)]),
    Kind.MULTI: CHOSEN | CHOSEN.map("、".join),
    Kind.BOOL: st.booleans() | st.sampled_from(["是", "否", "有", "无"]),
    Kind.PHONE: st.integers(13000000000, 19999999999) | st.just("010-12345678"),
    Kind.IDNO: st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(_id),
    Kind.MONTH: st.dates(date(1900, 1, 1), date(2199, 1, 1)),
    Kind.QUARTER: st.builds("{}Q{}".format, st.integers(1900, 2199), st.integers(1, 4)),
    Kind.LIST: st.lists(TEXTS, min_size=1) | TEXTS,
}


@pytest.mark.parametrize("kind", sorted(RAWS))
def test_what_was_read_reads_back_from_its_plain_form(kind: Kind) -> None:
    @given(RAWS[kind])
    def law(raw: object) -> None:
        value = _read(kind, raw)
        again = json.loads(json.dumps(plain(value), ensure_ascii=False))
        assert _read(kind, again) == value

    check: Callable[[], None] = law
    check()


@given(st.sampled_from(sorted(RAWS)), TEXTS | st.floats() | st.integers() | st.booleans() | st.none())
def test_no_raw_value_crashes_a_reader(kind: Kind, raw: object) -> None:
    with suppress(BadValue):  # anything else that is raised fails
        assert json.dumps(plain(_read(kind, raw)), allow_nan=False)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "\u3000\n", [], {}, (), [None, ""], {"姓名": "", "科室": None}, [{}]]
)
def test_what_was_not_given(raw: object) -> None:
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, False, 0.0, "0", [0], {"姓名": 0}, [{"姓名": "张三"}, None]])
def test_what_was_given(raw: object) -> None:
    assert not is_blank(raw)


def test_xml_names_the_characters_that_it_forbids() -> None:
    assert illegal_characters("a\x00\t\n\r\ud800\ufffe𠮷") == ["U+0000", "U+D800", "U+FFFE"]


def test_a_finding_quotes_at_most_80_characters() -> None:
    assert shown("家" * 80) == "家" * 80
    assert shown("家" * 81) == "家" * 79 + "…"
    assert shown(None) == ""
    assert shown(at("2026-11-09 15:00") - timedelta(0)) == "2026-11-09 15:00:00+08:00"


@pytest.mark.parametrize("kind", ["table", "group"])
@pytest.mark.parametrize("raw", ["x", 5, [], {}])
def test_a_table_is_no_single_value(kind: str, raw: object) -> None:
    with pytest.raises(BadValue) as fault:
        read(kind, raw)
    assert fault.value.code == "table_expected"
