"""Periods: half-open, and their due days inclusive (C4)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.periods import (
    Period,
    PeriodKind,
    end_of,
    last_ended,
    parse_period,
    period_of,
    start_of,
)
from tests.house.types import SHANGHAI, at

KINDS = st.sampled_from(["month", "quarter"])
DAYS = st.dates(date(1000, 1, 1), date(9997, 12, 31))
PERIODS = st.builds(period_of, KINDS, DAYS)


@given(PERIODS)
def test_next_and_previous_are_inverse(period: Period) -> None:
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.previous() < period < period.next()


@given(PERIODS)
def test_a_period_ends_where_the_next_begins(period: Period) -> None:
    assert period.end == period.next().begin
    assert period.end - timedelta(days=1) < period.end


@given(KINDS, DAYS)
def test_a_period_holds_its_day(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert period.begin <= day < period.end
    assert last_ended(kind, day) == period.previous()


@given(PERIODS)
def test_a_period_reads_as_it_is_written(period: Period) -> None:
    assert parse_period(period.kind, str(period)) == period


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("month", "2026-10", "2026-10"),
        ("month", "2026-1", "2026-01"),
        ("month", "202610", "2026-10"),
        ("month", "2026/10", "2026-10"),
        ("month", "2026.10", "2026-10"),
        ("month", "2026年10月", "2026-10"),
        ("month", " 2026 年 3 月 ", "2026-03"),
        ("quarter", "2026Q3", "2026Q3"),
        ("quarter", "2026-Q3", "2026Q3"),
        ("quarter", "2026q3", "2026Q3"),
        ("quarter", "2026年第三季度", "2026Q3"),
        ("quarter", "2026年三季度", "2026Q3"),
        ("quarter", "2026年第4季", "2026Q4"),
        ("quarter", "2026 第1季度", "2026Q1"),
    ],
)
def test_accepted_periods(kind: PeriodKind, text: str, expected: str) -> None:
    assert str(parse_period(kind, text)) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("month", ""),
        ("month", "10月"),
        ("month", "2026-13"),
        ("month", "2026-00"),
        ("month", "2026"),
        ("month", "20261"),
        ("month", "46296"),  # Excel's serial of 2026-10-01
        ("month", "2026-10-01"),
        ("month", "2026Q3"),
        ("month", "0000-10"),
        ("quarter", "2026Q5"),
        ("quarter", "2026-3"),
        ("quarter", "2026年3月"),
        ("quarter", "46293"),
        ("quarter", "2026-10"),
        ("quarter", "第三季度"),
    ],
)
def test_refused_periods(kind: PeriodKind, text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        parse_period(kind, text)


@pytest.mark.parametrize(("kind", "index"), [("month", 0), ("month", 13), ("quarter", 0), ("quarter", 5)])
def test_no_such_period_can_be_made(kind: PeriodKind, index: int) -> None:
    with pytest.raises(ValueError, match="no such"):
        Period(kind, 2026, index)


def test_the_last_period_that_can_be_written_still_has_an_end() -> None:
    assert Period("month", 9998, 12).end == Period("quarter", 9998, 4).end == date(9999, 1, 1)


def test_a_report_named_with_november_is_octobers() -> None:
    assert str(last_ended("month", date(2026, 11, 5))) == "2026-10"
    assert str(last_ended("quarter", date(2027, 1, 1))) == "2026Q4"


def test_a_day_is_in_time_until_24_hours_in_the_office() -> None:
    due = date(2026, 11, 5)
    assert start_of(due, SHANGHAI) == at("2026-11-05 00:00")
    assert end_of(due, SHANGHAI) == datetime(2026, 11, 5, 16, tzinfo=UTC)


def test_february_29_belongs_to_its_month() -> None:
    assert period_of("month", date(2024, 2, 29)).end == date(2024, 3, 1)
