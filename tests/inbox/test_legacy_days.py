"""Days in old file names, in whatever habit; twins of what is no day."""

from datetime import date

import pytest

from recordkit.domain.periods import Period
from recordkit.inbox.legacy_days import in_figures, spelled_in, without_days, year_of, yearless_in

TODAY = date(2026, 11, 21)
DAY = date(2019, 3, 15)

SURE = [
    "2019年3月15日",
    "2019年03月15号例会",
    "家访 2019-3-15",
    "2019.03.15",
    "2019/3/15",
    "2019_03_15",
    "2019 03 15 例会",
    "20190315",
    "会议纪要20190315终稿",
    "2019-0315",
    "二〇一九年三月十五日",
    "二零一九年三月十五日",
]
GUESSED = [
    ("19.3.15例会", None),
    ("19年3月15日", None),
    ("190315 纪要", None),
    ("3月15日", 2019),
    ("0315 例会", 2019),
]
NO_DAY = [
    "会议纪要",
    "20190230",
    "2019年13月1日",
    "2019-3-32",
    "IMG_0012",
    "13800138000",
    "110101199003070014",
    "3月15日",
    "0315",
    "2029年3月15日",
    "1904",
]
PERIODS = [
    ("2019年3月月报", None, Period("month", 2019, 3)),
    ("2019-03 月报", None, Period("month", 2019, 3)),
    ("201903", None, Period("month", 2019, 3)),
    ("2019.03", None, Period("month", 2019, 3)),
    ("19年3月月报", None, Period("month", 2019, 3)),
    ("骨科3月", 2019, Period("month", 2019, 3)),
    ("二〇一九年十二月月报", None, Period("month", 2019, 12)),
    ("2019年第一季度", None, Period("quarter", 2019, 1)),
    ("2019年三季度", None, Period("quarter", 2019, 3)),
    ("2019Q2", None, Period("quarter", 2019, 2)),
    ("四季度分析", 2019, Period("quarter", 2019, 4)),
    ("2019年度总结", None, Period("year", 2019, 1)),
]


@pytest.mark.parametrize("text", SURE)
def test_a_day_that_stands_there_whole_is_sure(text: str) -> None:
    spelled = spelled_in(text, TODAY)
    assert (spelled.day, spelled.sure, spelled.period) == (DAY, True, None)


@pytest.mark.parametrize(("text", "year"), GUESSED)
def test_a_short_year_or_a_folders_year_is_a_guess(text: str, year: int | None) -> None:
    spelled = spelled_in(text, TODAY, year)
    assert (spelled.day, spelled.sure) == (DAY, False)


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_is_none(text: str) -> None:
    assert spelled_in(text, TODAY).day is None


@pytest.mark.parametrize(("text", "year", "period"), PERIODS)
def test_a_month_or_a_quarter_alone_is_a_period(text: str, year: int | None, period: Period) -> None:
    spelled = spelled_in(text, TODAY, year)
    assert (spelled.day, spelled.period) == (None, period)


@pytest.mark.parametrize(
    ("text", "number"),
    [("20190315-007", 7), ("2019-0315-001", 1), ("20190315 12", None), ("20190315-000", None)],
)
def test_three_figures_right_behind_the_day_are_its_number(text: str, number: int | None) -> None:
    assert spelled_in(text, TODAY).number == number


@pytest.mark.parametrize(
    ("text", "modified", "day"),
    [
        ("3月15日例会", date(2019, 4, 3), date(2019, 3, 15)),
        ("12月30日例会", date(2020, 1, 3), date(2019, 12, 30)),
        ("2月29日", date(2021, 3, 1), date(2020, 2, 29)),
        ("例会", date(2019, 4, 3), None),
    ],
)
def test_without_a_year_it_is_the_last_such_day_before_the_files_own(
    text: str, modified: date, day: date | None
) -> None:
    assert yearless_in(text, modified).day == day


def test_a_month_without_a_year_is_the_last_one_that_had_begun() -> None:
    assert yearless_in("12月份月报", date(2020, 1, 3)).period == Period("month", 2019, 12)


@pytest.mark.parametrize(
    ("folder", "year"), [("2019年", 2019), ("骨科2019", 2019), ("二〇一九年", 2019), ("120190", None)]
)
def test_a_folders_year(folder: str, year: int | None) -> None:
    assert year_of(folder) == year


def test_chinese_figures_and_what_is_left_without_days() -> None:
    assert in_figures("二〇一九年十二月二十一日") == "2019年12月21日"
    assert in_figures("第三季度") == "第3季度"
    assert in_figures("三楼会议") == "三楼会议"
    assert without_days("2019年3月15日例会").strip() == "例会"
