"""Days and times as people write them: what is not certain is refused (R12)."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.dates import YEARS, NoDate, add, read_clock, read_day, read_instant, read_relative
from tests.house.types import SHANGHAI, at

NOVEMBER_9 = date(2026, 11, 9)
DAYS = st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))
INSTANTS = st.datetimes(datetime(1992, 1, 1), datetime(2150, 1, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-09",
        "2026-11-9",
        "2026/11/9",
        "2026.11.9",
        "2026年11月9日",
        "2026年11月9",
        "2026 年 11 月 9 日",
        "20261109",
        "２０２６－１１－０９",
        " 2026-11-09 ",
        "2026-11-09 15:00",
        "2026年11月9日15:00",
        "2026-11-09T15:00:00",
        "46335",
        46335,
        46335.625,
        date(2026, 11, 9),
        datetime(2026, 11, 9, 15, tzinfo=SHANGHAI),
    ],
)
def test_a_day_in_every_accepted_spelling(raw: object) -> None:
    assert read_day(raw) == NOVEMBER_9


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "11月9日",
        "11-09",
        "9/11/2026",
        "26-11-09",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-11-09 左右",
        "2026-11-09下午",
        "2026-11-0915:00",
        "2026年11月9日(周一)",
        "下周一",
        "9999-12-31",
        "0226-11-09",
        date(9999, 12, 31),
        datetime(1, 1, 1, tzinfo=UTC),
        "11111",
        "99999",
        True,
        None,
        1.5,
    ],
)
def test_what_is_no_certain_day(raw: object) -> None:
    with pytest.raises(NoDate) as refusal:
        read_day(raw, NOVEMBER_9)
    assert refusal.value.code == "date_invalid"


@given(DAYS)
def test_a_day_reads_as_iso_and_as_chinese(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.year}年{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-09 15:00", "2026-11-09 15:00"),
        ("2026-11-09 9:05", "2026-11-09 09:05"),
        ("2026-11-09T15:00:30", "2026-11-09 15:00:30"),
        ("2026-11-09 15：00", "2026-11-09 15:00"),
        ("2026/11/9 15时30分", "2026-11-09 15:30"),
        ("2026年11月9日15时", "2026-11-09 15:00"),
        ("2026年11月9日 15点5分", "2026-11-09 15:05"),
        ("2026年11月9日15:30", "2026-11-09 15:30"),
        ("2026-11-09T07:00:00Z", "2026-11-09 15:00"),
        ("2026-11-09 15:00+08:00", "2026-11-09 15:00"),
        ("2026-11-09T15:00:00+0800", "2026-11-09 15:00"),
        ("2026-11-08T23:00:00-08:00", "2026-11-09 15:00"),
        ("46335.625", "2026-11-09 15:00"),
        (46335.625, "2026-11-09 15:00"),
        ("46335.6319444444", "2026-11-09 15:10"),
        (datetime(2026, 11, 9, 15), "2026-11-09 15:00"),  # noqa: DTZ001 - as Excel and YAML give it
        (datetime(2026, 11, 9, 7, tzinfo=UTC), "2026-11-09 15:00"),
        (datetime(2026, 11, 9, 14, 59, 59, 999_999), "2026-11-09 15:00"),  # noqa: DTZ001
    ],
)
def test_an_instant_in_every_accepted_spelling(raw: object, expected: str) -> None:
    assert read_instant(raw, SHANGHAI) == at(expected)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-11-09", "time_missing"),
        ("46335", "time_missing"),
        (46335.0, "time_missing"),
        (NOVEMBER_9, "time_missing"),
        ("15:00", "datetime_invalid"),
        ("", "datetime_invalid"),
        ("2026-11-09 24:00", "datetime_invalid"),
        ("2026-11-09 15:60", "datetime_invalid"),
        ("2026年11月9日下午3点", "datetime_invalid"),
        ("2026-11-09 15:00-16:00", "datetime_invalid"),  # a span, not an offset of minus 16 hours
        ("2026-11-09 10:00-12:00", "datetime_invalid"),
        ("2026-11-09T15:00+99:99", "datetime_invalid"),
        ("2026-02-30 15:00", "date_invalid"),
        ("9999-12-31 15:00", "date_invalid"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "date_invalid"),  # noqa: DTZ001
        (True, "date_invalid"),
    ],
)
def test_what_is_no_certain_instant(raw: object, code: str) -> None:
    with pytest.raises(NoDate) as refusal:
        read_instant(raw, SHANGHAI)
    assert refusal.value.code == code


@given(INSTANTS, st.integers(-12, 14))
def test_an_instant_is_the_offices_whatever_offset_it_says(instant: datetime, hours: int) -> None:
    elsewhere = instant.replace(microsecond=0).astimezone(timezone(timedelta(hours=hours)))
    read = read_instant(elsewhere.isoformat(), SHANGHAI)
    assert read == elsewhere
    assert read.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("15:00", time(15)),
        ("9:05:07", time(9, 5, 7)),
        ("15时30分", time(15, 30)),
        ("15点", time(15)),
        ("00:00", time()),
        (time(15, 0, 0, 5), time(15)),
        (datetime(2026, 11, 9, 15, tzinfo=SHANGHAI), time(15)),
    ],
)
def test_accepted_times(raw: object, expected: time) -> None:
    assert read_clock(raw) == expected


@pytest.mark.parametrize("raw", ["24:00", "15:60", "3pm", "下午3点", "15", "", True, "15:00-16:00"])
def test_refused_times(raw: object) -> None:
    with pytest.raises(NoDate):
        read_clock(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两周内", (0, 14)),  # R12's own example
        ("一周内", (0, 7)),
        ("2周", (0, 14)),
        ("三个星期内", (0, 21)),
        ("1个礼拜", (0, 7)),
        ("3日内", (0, 3)),
        ("3 天之内", (0, 3)),
        ("十五天以内", (0, 15)),
        ("二十一天后", (0, 21)),
        ("一个月内", (1, 0)),
        ("3个月", (3, 0)),
        ("3月内", (3, 0)),
        ("半个月内", (0, 15)),
        ("半月", (0, 15)),
    ],
)
def test_terms_that_count_from_a_day(text: str, expected: tuple[int, int]) -> None:
    assert read_relative(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "11月",
        "三月",
        "9日",
        "二十日",
        "半天",
        "半周",
        "周一",
        "两年内",
        "5个工作日内",
        "尽快",
        "十十天",
        "1" * 5000 + "天",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert read_relative(text) is None


def test_a_term_counts_from_its_base_and_wants_one() -> None:
    assert read_day("两周内", date(2026, 11, 20)) == date(2026, 12, 4)
    with pytest.raises(NoDate) as refusal:
        read_day("两周内")
    assert refusal.value.code == "relative_without_base"


@pytest.mark.parametrize(
    ("day", "step", "expected"),
    [
        (date(2026, 1, 31), (1, 0), date(2026, 2, 28)),
        (date(2024, 1, 31), (1, 0), date(2024, 2, 29)),
        (date(2026, 12, 31), (2, 0), date(2027, 2, 28)),
        (date(2026, 8, 31), (12, 0), date(2027, 8, 31)),
        (date(2024, 2, 29), (12, 0), date(2025, 2, 28)),
        (date(2026, 12, 25), (0, 14), date(2027, 1, 8)),
        (date(2026, 1, 30), (1, 1), date(2026, 3, 1)),
    ],
)
def test_months_end_where_the_month_ends(day: date, step: tuple[int, int], expected: date) -> None:
    assert add(day, step) == expected


@pytest.mark.parametrize("step", [(9999, 0), (0, 99_999), (10**9, 0)])
def test_a_term_beyond_all_sense_is_refused(step: tuple[int, int]) -> None:
    with pytest.raises(NoDate):
        add(NOVEMBER_9, step)


@given(DAYS, st.integers(0, 9999))
def test_days_add_up(day: date, days: int) -> None:
    try:
        assert add(day, (0, days)) - day == timedelta(days=days)
    except NoDate:
        assert (day + timedelta(days=days)).year not in YEARS


@given(st.text(st.sampled_from("0123456789年月日-/.: TZ+两周内个半天"), max_size=20))
def test_nothing_that_is_typed_crashes(text: str) -> None:
    for reader in (
        lambda: read_day(text, NOVEMBER_9),
        lambda: read_instant(text, SHANGHAI),
        lambda: read_clock(text),
    ):
        with suppress(NoDate):  # anything else that is raised fails
            assert reader() is not None
