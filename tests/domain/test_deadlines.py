"""What each period owes: R13 C3, R14 C2, R17-R20, R29, R30, R34, R115 - month ends, leap years, moved days."""

from datetime import date
from typing import Any

import pytest

from recordkit.domain.deadlines import Deadline
from recordkit.domain.periods import parse_period, period_of
from tests.house.duties import CALENDAR

WEEKLY = Deadline("week", on=5, key="weekly", moved="earlier")
TWENTIETH = Deadline("month", on=20, key="strategy", moved="later")


@pytest.mark.parametrize(("deadline", "kind", "period", "due"), [
    (Deadline("month", day=5), "month", "2026-10", date(2026, 11, 5)),  # R29
    (Deadline("month", day=5), "month", "2026-12", date(2027, 1, 5)),
    (Deadline("quarter", days=10), "quarter", "2026Q4", date(2027, 1, 10)),  # R30, C21
    (Deadline("quarter", days=10), "quarter", "2026Q1", date(2026, 4, 10)),
    (Deadline("month", days=0), "month", "2026-02", date(2026, 2, 28)),  # R34
    (Deadline("month", days=0), "month", "2028-02", date(2028, 2, 29)),
    (Deadline("quarter", days=0), "quarter", "2026Q3", date(2026, 9, 30)),
    (Deadline("year", days=31), "year", "2026", date(2027, 1, 31)),  # R115
    (Deadline("month", count=2, key="talks"), "month", "2026-11", date(2026, 11, 30)),  # R20
    (Deadline("quarter", key="group"), "quarter", "2026Q4", date(2026, 12, 31)),  # R18
    (Deadline("year", key="congress"), "year", "2026", date(2026, 12, 31)),  # R19
    (Deadline("week", key="w"), "week", "2026-W53", date(2027, 1, 3)),
])  # fmt: skip
def test_a_period_falls_due_on_its_day(deadline: Deadline, kind: Any, period: str, due: date) -> None:
    when = parse_period(kind, period)
    falls = deadline.falls(when, CALENDAR)
    assert falls is not None
    assert (deadline.due(when), falls.last, falls.provisional) == (due, due, False)


@pytest.mark.parametrize(("friday", "held"), [
    (date(2026, 11, 20), date(2026, 11, 20)),
    (date(2026, 1, 2), date(2025, 12, 31)),  # the week of New Year
    (date(2026, 5, 1), date(2026, 4, 30)),
    (date(2026, 6, 19), date(2026, 6, 18)),
    (date(2026, 9, 25), date(2026, 9, 24)),
    (date(2026, 10, 2), date(2026, 9, 30)),
])  # fmt: skip
def test_a_friday_off_brings_the_weekly_meeting_forward_within_its_week_and_says_so(
    friday: date, held: date
) -> None:
    """R13, C3."""
    falls = WEEKLY.falls(period_of("week", friday), CALENDAR)
    assert falls is not None
    assert falls.last == held
    assert ("提前" in falls.binding.zh) == ("brought forward" in falls.binding.en) == (held != friday)


def test_a_week_without_a_working_day_is_exempt() -> None:
    """C3: 16 to 22 February 2026."""
    assert WEEKLY.falls(period_of("week", date(2026, 2, 20)), CALENDAR) is None


def test_a_week_whose_only_working_day_comes_after_the_friday_meets_then() -> None:
    falls = WEEKLY.falls(period_of("week", date(2024, 10, 11)), CALENDAR)
    assert falls is not None
    assert falls.last == date(2024, 10, 11)
    spring = WEEKLY.falls(period_of("week", date(2021, 2, 19)), CALENDAR)  # 11 to 17 Feb off, 20 Feb made up
    assert spring is not None
    assert spring.last == date(2021, 2, 19)


@pytest.mark.parametrize(("month", "held"), [
    ("2026-10", date(2026, 10, 20)), ("2026-02", date(2026, 2, 24)), ("2026-06", date(2026, 6, 22)),
    ("2026-09", date(2026, 9, 20)), ("2026-12", date(2026, 12, 21)),
])  # fmt: skip
def test_a_20th_that_is_off_is_put_off_to_the_next_working_day(month: str, held: date) -> None:
    """R14, C2, C3: 20 September 2026 is a Sunday that is worked."""
    falls = TWENTIETH.falls(parse_period("month", month), CALENDAR)
    assert falls is not None
    assert falls.last == held
    assert ("顺延" in falls.binding.zh) == (held.day != 20)


def test_only_the_months_that_are_asked_for() -> None:
    """C2: the quarter's closing session alone, where an office wants that."""
    closing = Deadline("month", on=20, key="strategy", months=(3, 6, 9, 12))
    assert [m for m in range(1, 13) if closing.owes(parse_period("month", f"2026-{m:02d}"))] == [3, 6, 9, 12]


@pytest.mark.parametrize(("month", "rolled"), [
    ("2026-03", date(2026, 4, 7)), ("2026-09", date(2026, 10, 8)), ("2026-10", date(2026, 11, 5)),
])  # fmt: skip
def test_an_office_may_roll_a_due_day_over_holidays(month: str, rolled: date) -> None:
    """C4, 民法典 203: not by default."""
    period, fifth = parse_period("month", month), Deadline("month", day=5)
    falls = fifth.falls(period, CALENDAR, roll=True)
    assert falls is not None
    assert falls.last == rolled
    assert ("顺延" in falls.binding.zh) == (rolled != fifth.due(period))


def test_a_moved_day_in_a_year_that_is_not_announced_is_provisional() -> None:
    falls = TWENTIETH.falls(parse_period("month", "2027-03"), CALENDAR)
    week = WEEKLY.falls(parse_period("week", "2027-W10"), CALENDAR)
    plain = Deadline("month", day=5).falls(parse_period("month", "2027-03"), CALENDAR)
    assert falls is not None
    assert week is not None
    assert plain is not None
    assert (falls.provisional, week.provisional, plain.provisional) == (True, True, False)


@pytest.mark.parametrize(("deadline", "day", "period", "doubtful"), [
    (Deadline("month", day=5), date(2026, 11, 5), "2026-10", False),  # INTAKE: 2026-11-05 is October's
    (Deadline("month", day=5), date(2026, 11, 9), "2026-10", True),
    (Deadline("month", days=0), date(2026, 10, 31), "2026-10", False),
    (Deadline("month", days=0), date(2026, 11, 2), "2026-11", True),
    (Deadline("quarter", days=10), date(2027, 1, 10), "2026Q4", False),
    (Deadline("year", days=31), date(2027, 1, 20), "2026", False),
    (Deadline("year", days=31), date(2027, 2, 1), "2026", True),
])  # fmt: skip
def test_the_period_that_a_report_named_with_a_day_is_for(
    deadline: Deadline, day: date, period: str, doubtful: bool
) -> None:
    found, doubt = deadline.reported(day)
    assert (str(found), doubt) == (period, doubtful)


@pytest.mark.parametrize("facts", [
    {"every": "week", "day": 5}, {"every": "week", "on": 8, "key": "x"}, {"every": "month", "on": 29, "key": "x"},
    {"every": "quarter", "on": 1, "key": "x"}, {"every": "month", "on": 5, "day": 5, "key": "x"}, {"every": "month"},
    {"every": "month", "days": 367}, {"every": "month", "day": 0},
])  # fmt: skip
def test_what_is_no_possible_deadline(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="deadline"):
        Deadline(**facts)


@pytest.mark.parametrize(("deadline", "zh", "en"), [
    (Deadline("month", day=5), "每月, 次月 5 日前", "every month, by day 5 of the next month"),
    (Deadline("quarter", days=10), "每季度, 期后 10 天内", "every quarter, within 10 days of its end"),
    (WEEKLY, "每周五", "every Friday"),
    (TWENTIETH, "每月 20 日", "on day 20 of every month"),
    (Deadline("month", key="x", count=2), "每月, 期内, 至少 2 次", "every month, by its last day, at least 2"),
])  # fmt: skip
def test_a_deadline_in_words(deadline: Deadline, zh: str, en: str) -> None:
    assert (deadline.words.zh, deadline.words.en) == (zh, en)
