"""Working days: 民法典 201 and 203, the vectors of C16 and C3, and years that nobody has announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.workdays import WEEKENDS, Calendar, Counted, Year
from tests.house.duties import CALENDAR

DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("start", "five", "ten"), [
    (date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)),
    (date(2026, 9, 30), date(2026, 10, 13), date(2026, 10, 20)),
    (date(2026, 2, 13), date(2026, 2, 27), date(2026, 3, 5)),
])  # fmt: skip
def test_working_days_after_a_day_are_counted_without_it(start: date, five: date, ten: date) -> None:
    """C16."""
    assert CALENDAR.add_workdays(start, 5) == Counted(five, provisional=False)
    assert CALENDAR.add_workdays(start, 10) == Counted(ten, provisional=False)


def test_what_crosses_into_a_year_that_is_not_announced_is_provisional() -> None:
    assert CALENDAR.add_workdays(date(2026, 12, 28), 5) == Counted(date(2027, 1, 5), provisional=True)
    assert CALENDAR.add_workdays(date(2026, 12, 24), 5) == Counted(date(2026, 12, 31), provisional=False)
    assert Calendar({2026: CALENDAR.years[2026]}).add_workdays(date(2026, 12, 31), 1).provisional


def test_a_year_of_which_nothing_is_known_has_its_weekends_off() -> None:
    assert [WEEKENDS.is_workday(date(2050, 1, day)) for day in (1, 2, 3)] == [False, False, True]
    assert not WEEKENDS.announced(date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(("day", "worked"), [
    (date(2026, 1, 4), True), (date(2026, 2, 14), True), (date(2026, 2, 28), True), (date(2026, 5, 9), True),
    (date(2026, 9, 20), True), (date(2026, 10, 10), True), (date(2026, 1, 2), False), (date(2026, 2, 20), False),
    (date(2026, 5, 1), False), (date(2026, 6, 19), False), (date(2026, 9, 25), False), (date(2026, 10, 2), False),
])  # fmt: skip
def test_the_days_of_2026_that_are_made_up_and_the_fridays_that_are_off(day: date, worked: bool) -> None:
    """C3: the State Council's days."""
    assert CALENDAR.is_workday(day) is worked


def test_the_last_working_day_of_a_span_and_the_next_one() -> None:
    assert CALENDAR.last_within(date(2026, 2, 16), date(2026, 2, 23)) is None
    assert CALENDAR.last_within(date(2026, 9, 28), date(2026, 10, 3)) == date(2026, 9, 30)
    assert CALENDAR.on_or_after(date(2026, 10, 5)) == Counted(date(2026, 10, 8), provisional=False)
    assert CALENDAR.on_or_after(date(2026, 11, 5)) == Counted(date(2026, 11, 5), provisional=False)


def test_a_calendar_without_any_working_day_does_not_count_for_ever() -> None:
    rest = frozenset(date(2026, 1, 1) + timedelta(days=i) for i in range(365))
    idle = Calendar({2026: Year(rest, frozenset(), "x")})
    assert idle.add_workdays(date(2026, 2, 1), 5).day < date(2026, 6, 1)
    assert idle.on_or_after(date(2026, 2, 1)).day == date(2026, 2, 1)


@given(DAYS, st.integers(1, 30))
def test_working_days_add_up(day: date, count: int) -> None:
    ends = CALENDAR.add_workdays(day, count).day
    passed = (day + timedelta(days=i) for i in range(1, (ends - day).days + 1))
    assert sum(CALENDAR.is_workday(each) for each in passed) == count
    assert CALENDAR.is_workday(ends)


@given(DAYS, st.integers(1, 20), st.integers(1, 20))
def test_counting_on_is_counting_at_once(day: date, first: int, second: int) -> None:
    on = CALENDAR.add_workdays(CALENDAR.add_workdays(day, first).day, second).day
    assert on == CALENDAR.add_workdays(day, first + second).day


def test_the_years_2004_to_2026_are_shipped_each_with_its_source_and_later_ones_are_provisional() -> None:
    announced = {year for year, said in CALENDAR.years.items() if not said.provisional}
    assert announced == set(range(2004, 2027))
    assert {2027, 2030, 2035} <= CALENDAR.years.keys()
    for year, said in CALENDAR.years.items():
        assert said.source
        assert all(day.year == year for day in said.off | said.work)
        assert all(day.isoweekday() > 5 for day in said.work)
        assert not said.off & said.work
        assert len(said.off) >= 10
