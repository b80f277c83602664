"""tests of recordkit.documents.filters: tables of what each filter says, and of what it refuses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from recordkit.documents.faults import Unfit
from recordkit.documents.filters import (
    FILTERS,
    blank_if_none,
    choices,
    clock,
    cn_date,
    cn_datetime,
    cn_number,
    iso_date,
    joined,
    money,
    percent,
    period_cn,
    tick,
    yes_no,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINTH = datetime(2026, 11, 9, 15, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("apply", "value", "said"),
    [
        (cn_date, date(2026, 11, 9), "2026年11月9日"),
        (cn_date, datetime(2026, 11, 9, 0, 30, tzinfo=SHANGHAI), "2026年11月9日"),
        (cn_date, datetime(2026, 11, 8, 16, 30, tzinfo=UTC), "2026年11月8日"),
        (cn_datetime, NINTH, "2026年11月9日 15:00"),
        (clock, NINTH, "15:00"),
        (clock, time(8, 5), "08:05"),
        (iso_date, date(2026, 1, 9), "2026-01-09"),
        (iso_date, NINTH, "2026-11-09"),
        (money, Decimal("1234.5"), "1,234.50"),
        (money, Decimal("0.005"), "0.01"),
        (money, Decimal("-0.005"), "-0.01"),
        (money, 1234567, "1,234,567.00"),
        (money, 2.675, "2.68"),
        (percent, Decimal("0.964"), "96.4%"),
        (percent, Decimal("0.96450"), "96.5%"),
        (percent, 1, "100.0%"),
        (joined, ["张三", "李四"], "张三、李四"),
        (joined, [], ""),
        (joined, [1, None, 2], "1、、2"),
        (yes_no, True, "是"),
        (yes_no, False, "否"),
        (tick, True, "☑"),
        (tick, False, "☐"),
        (blank_if_none, 0, 0),
        (cn_number, 0, "零"),
        (cn_number, 1, "一"),
        (cn_number, 10, "十"),
        (cn_number, 11, "十一"),
        (cn_number, 20, "二十"),
        (cn_number, 99, "九十九"),
        (period_cn, "2026-10", "2026年10月"),
        (period_cn, "2026-01", "2026年1月"),
        (period_cn, "2026Q3", "2026年第三季度"),
        (period_cn, "2026", "2026年"),
    ],
)
def test_a_filter_says(apply: Callable[[object], object], value: object, said: object) -> None:
    assert apply(value) == said


@pytest.mark.parametrize(
    ("apply", "value"),
    [
        (cn_date, "2026-11-09"),
        (cn_datetime, date(2026, 11, 9)),
        (clock, date(2026, 11, 9)),
        (iso_date, 20261109),
        (money, "一千"),
        (money, True),
        (money, Decimal("NaN")),
        (money, Decimal("1e40")),
        (percent, [1]),
        (joined, "张三"),
        (joined, 3),
        (cn_number, 100),
        (cn_number, -1),
        (cn_number, "1"),
        (period_cn, "2026-13"),
        (period_cn, "2026Q5"),
        (period_cn, "十月"),
    ],
)
def test_a_filter_refuses_what_it_cannot_say(apply: Callable[[object], object], value: object) -> None:
    with pytest.raises(Unfit):
        apply(value)


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"tick", "choices", "chart"}))
def test_nothing_becomes_the_empty_text(name: str) -> None:
    assert FILTERS[name](None) == ""


def test_a_box_is_drawn_even_for_nothing() -> None:
    assert tick(None) == "☐"
    assert choices(None, ["来访", "来电"]) == "☐来访 ☐来电"


def test_chosen_options_are_ticked() -> None:
    assert choices("来访", ["来访", "来电"]) == "☑来访 ☐来电"
    assert choices(["来电", "来访"], ["来访", "来电", "信件"]) == "☑来访 ☑来电 ☐信件"


def test_a_list_of_mappings_is_joined_by_one_key() -> None:
    people = [{"name": "张三"}, {"name": "李四"}]
    assert joined(people, ", ", of="name") == "张三, 李四"
    with pytest.raises(Unfit, match="tier"):
        joined(people, of="tier")
    with pytest.raises(Unfit, match="name"):
        joined(["张三"], of="name")


def test_percent_takes_its_places() -> None:
    assert percent(Decimal("0.12345"), 2) == "12.35%"
    assert percent(Decimal("0.125"), 0) == "13%"
