"""When something falls due: STANDARDS vectors, the boundary instants, several terms at once (R8, R10, R39, R42, R71, C16)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.dues import Condition, Due, Term, Unit, earliest
from recordkit.domain.workdays import WEEKENDS
from tests.house.duties import CALENDAR
from tests.house.types import SHANGHAI, at

BERLIN = ZoneInfo("Europe/Berlin")
REPLY = (Term(Unit.DAYS, 7), Term(Unit.WORKDAYS, 5), Term(Unit.WORKDAYS, 10))
INSTANTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis puts the zone on
    datetime(2026, 11, 30),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI, BERLIN]),
)


@pytest.mark.parametrize(("unit", "count", "start", "last"), [
    (Unit.HOURS, 4, "2026-11-20 16:10", "2026-11-20 20:10"),  # R8, C14
    (Unit.HOURS, 4, "2026-11-20 23:00", "2026-11-21 03:00"),
    (Unit.HOURS, 24, "2026-11-20 20:05", "2026-11-21 20:05"),  # R10
    (Unit.MINUTES, 10, "2026-11-09 23:55", "2026-11-10 00:05"),  # R39
    (Unit.HOURS, 72, "2026-11-20 09:00", "2026-11-23 09:00"),  # R71, C5
    (Unit.HOURS, 72, "2028-02-28 09:00", "2028-03-02 09:00"),  # a leap year
])  # fmt: skip
def test_clock_time_is_counted_from_the_instant(unit: Unit, count: int, start: str, last: str) -> None:
    due = Term(unit, count).after(at(start), SHANGHAI, CALENDAR)
    assert due is not None
    assert due.last == at(last)


@pytest.mark.parametrize(("received", "lasts", "binding"), [
    ("2026-11-09 09:12", (date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 23)), "7 天内"),
    ("2026-09-30 09:00", (date(2026, 10, 7), date(2026, 10, 13), date(2026, 10, 20)), "7 天内"),
    ("2026-02-13 09:00", (date(2026, 2, 20), date(2026, 2, 27), date(2026, 3, 5)), "7 天内"),
    ("2026-11-07 09:00", (date(2026, 11, 14), date(2026, 11, 13), date(2026, 11, 20)), "5 个工作日内"),
])  # fmt: skip
def test_all_terms_of_a_reply_are_worked_out_and_the_earliest_binds(
    received: str, lasts: tuple[date, ...], binding: str
) -> None:
    """R42, C16."""
    dues = [due for term in REPLY if (due := term.after(at(received), SHANGHAI, CALENDAR))]
    assert tuple(due.last for due in dues) == lasts
    first = earliest(dues, SHANGHAI)
    assert first is not None
    assert (first.last, first.binding.zh, first.provisional) == (min(lasts), binding, False)


def test_a_term_into_a_year_that_is_not_announced_is_provisional_and_a_calendar_week_is_not() -> None:
    """C16: 2026-12-28, 5 working days."""
    seven, five = (term.after(at("2026-12-28 10:00"), SHANGHAI, CALENDAR) for term in REPLY[:2])
    assert (seven, five) == (
        Due(date(2027, 1, 4), REPLY[0].words),
        Due(date(2027, 1, 5), REPLY[1].words, provisional=True),
    )


def test_the_day_of_receipt_is_not_counted_whatever_the_hour() -> None:
    """民法典 201."""
    for hour in ("00:00", "23:59"):
        due = REPLY[0].after(at(f"2026-11-09 {hour}"), SHANGHAI, CALENDAR)
        assert due is not None
        assert due.last == date(2026, 11, 16)


def test_clock_time_from_a_bare_day_is_nothing_and_days_from_one_are_something() -> None:
    assert Term(Unit.HOURS, 4).after(date(2026, 11, 20), SHANGHAI, CALENDAR) is None
    assert Term(Unit.DAYS, 4).after(date(2026, 11, 20), SHANGHAI, CALENDAR) == Due(
        date(2026, 11, 24), Term(Unit.DAYS, 4).words
    )
    assert earliest([], SHANGHAI) is None


def test_hours_are_hours_when_the_clocks_are_changed() -> None:
    """4 h of an evening in which Berlin's clocks go back, or forward, are 4 h."""
    back = Term(Unit.HOURS, 4).after(datetime(2026, 10, 25, 1, tzinfo=BERLIN), BERLIN, CALENDAR)
    forward = Term(Unit.HOURS, 4).after(datetime(2026, 3, 29, 1, tzinfo=BERLIN), BERLIN, CALENDAR)
    assert back is not None
    assert forward is not None
    assert (back.last, forward.last) == (
        datetime(2026, 10, 25, 4, tzinfo=BERLIN),
        datetime(2026, 3, 29, 6, tzinfo=BERLIN),
    )


@pytest.mark.parametrize("zone", [SHANGHAI, BERLIN, UTC])
@pytest.mark.parametrize(
    "day", [date(2026, 11, 5), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)]
)
def test_a_day_is_in_time_to_its_last_microsecond(day: date, zone: ZoneInfo) -> None:
    """C4: 23:59:59.999999 is in time, 00:00 is not."""
    limit = Due(day).limit(zone)
    assert limit.astimezone(zone) == datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=zone)
    assert (limit + timedelta(microseconds=1)).astimezone(zone).date() == day + timedelta(days=1)


def test_the_last_instant_is_still_in_time() -> None:
    """以内 includes (民法典 1259, C11)."""
    assert Due(at("2026-11-20 20:10")).limit(BERLIN) == at("2026-11-20 20:10")


@given(INSTANTS, st.integers(1, 300), st.sampled_from([*Unit]))
def test_what_begins_later_is_never_due_earlier(start: datetime, count: int, unit: Unit) -> None:
    for step in (timedelta(seconds=1), timedelta(days=1)):
        first, later = (
            Term(unit, count).after(each, SHANGHAI, WEEKENDS)
            for each in (start, start.astimezone(UTC) + step)
        )
        assert first is not None
        assert later is not None
        assert first.limit(SHANGHAI) <= later.limit(SHANGHAI)
        assert start < first.limit(SHANGHAI)


def test_a_condition_asks_for_values_and_for_none_of_them() -> None:
    kind = Condition({"kind": ("投诉", "建议")}, {"several": (True,)})
    assert kind.holds({"kind": "投诉"})
    assert kind.holds({"kind": "建议", "several": False})
    assert not kind.holds({"kind": "投诉", "several": True})
    assert not kind.holds({"kind": "表扬"})
    assert not kind.holds({})
    assert Condition({"tags": ("a",)}).holds({"tags": ["b", "a"]})
    assert kind.fields() == {"kind", "several"}
