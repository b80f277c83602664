"""Duties and their standings: R29, R30, C4, C21."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.duties import Duty, Owed, Row, Standing, board, days_late, duties, meeting, stand
from recordkit.domain.entry import Entry, Version
from recordkit.domain.periods import Period, end_of, parse_period
from recordkit.domain.recordtype import Deadline
from tests.house.types import SHANGHAI, at

MONTHLY, QUARTERLY = Deadline("month", day=5), Deadline("quarter", days=10)
OCTOBER = Period("month", 2026, 10)
DUTY = Duty("monthly-report", "医务处", OCTOBER, date(2026, 11, 5))
OWED = Owed("monthly-report", MONTHLY, ("医务处", "沟通科"), OCTOBER)
INSTANTS = st.datetimes(
    datetime(2026, 10, 1),  # noqa: DTZ001 - hypothesis puts the zone on
    datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI]),
)


def _entry(received: datetime, **more: Any) -> Entry:
    version = Version(1, "p", "a" * 64, 1, "wang", received, received)
    facts: dict[str, Any] = {
        "type": "monthly-report",
        "department": "医务处",
        "period": "2026-10",
        "number": 1,
    }
    return Entry(
        day=date(2026, 11, 5), versions=(version,), **{"name": "月报-2026-1105-001", **facts, **more}
    )


@pytest.mark.parametrize(
    ("kind", "period", "due"),
    [
        ("month", "2026-10", date(2026, 11, 5)),
        ("month", "2026-12", date(2027, 1, 5)),
        ("quarter", "2026Q4", date(2027, 1, 10)),
        ("quarter", "2026Q1", date(2026, 4, 10)),
        ("quarter", "2026Q2", date(2026, 7, 10)),
        ("quarter", "2026Q3", date(2026, 10, 10)),
    ],
)
def test_due_days(kind: Any, period: str, due: date) -> None:
    assert {"month": MONTHLY, "quarter": QUARTERLY}[kind].due(parse_period(kind, period)) == due


@pytest.mark.parametrize(
    ("received", "standing", "late_by"),
    [
        ("2026-10-31 12:00", Standing.MET, 0),
        ("2026-11-05 23:59", Standing.MET, 0),
        ("2026-11-06 00:00", Standing.MET_LATE, 1),
        ("2026-11-08 09:00", Standing.MET_LATE, 3),
    ],
)
def test_a_met_duty_stands_by_its_receipt(received: str, standing: Standing, late_by: int) -> None:
    row = stand(DUTY, _entry(at(received)), at("2026-12-01 09:00"), SHANGHAI)
    assert row == Row(DUTY, standing, late_by, "月报-2026-1105-001", at(received))


@pytest.mark.parametrize(
    ("now", "standing", "late_by"),
    [
        ("2026-10-31 23:59", Standing.UPCOMING, 0),
        ("2026-11-01 00:00", Standing.DUE, 0),
        ("2026-11-05 23:59", Standing.DUE, 0),
        ("2026-11-06 00:00", Standing.LATE, 1),
        ("2026-11-16 08:00", Standing.LATE, 11),
    ],
)
def test_an_open_duty_stands_by_the_clock(now: str, standing: Standing, late_by: int) -> None:
    assert stand(DUTY, None, at(now), SHANGHAI) == Row(DUTY, standing, late_by)


def test_a_waived_duty_is_waived_unless_it_was_met() -> None:
    now = at("2026-12-01 09:00")
    assert stand(DUTY, None, now, SHANGHAI, waived=True).standing is Standing.WAIVED
    assert stand(DUTY, _entry(at("2026-11-05 09:00")), now, SHANGHAI, waived=True).standing is Standing.MET


@given(INSTANTS, st.sampled_from([SHANGHAI, UTC, ZoneInfo("America/New_York")]))
def test_late_if_and_only_if_received_after_24_hours_of_the_due_day_in_the_offices_zone(
    received: datetime, zone: Any
) -> None:
    row = stand(DUTY, _entry(received), received + timedelta(days=99), zone)
    late = received >= end_of(DUTY.due, zone)
    assert (row.standing is Standing.MET_LATE) == late
    assert (row.late_by > 0) == late
    assert (days_late(DUTY.due, received, zone) > 0) == late


@given(INSTANTS)
def test_a_duty_is_late_from_the_instant_at_which_its_report_would_be(now: datetime) -> None:
    open_row, met_row = stand(DUTY, None, now, SHANGHAI), stand(DUTY, _entry(now), now, SHANGHAI)
    assert (open_row.standing is Standing.LATE) == (met_row.standing is Standing.MET_LATE)
    assert open_row.late_by == met_row.late_by


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(SHANGHAI)))  # noqa: DTZ001
def test_each_department_owes_each_period_once(now: datetime) -> None:
    owed = duties([OWED], now, SHANGHAI)
    assert len({duty.key for duty in owed}) == len(owed)
    assert len(owed) == 2 * max(0, (now.year - 2026) * 12 + now.month - 9)
    assert [duty.period for duty in owed] == sorted(duty.period for duty in owed)


def test_the_running_period_turns_with_the_offices_day() -> None:
    eve = datetime(2026, 10, 31, 16, tzinfo=UTC)  # 2026-11-01 00:00 in Shanghai
    assert [str(duty.period) for duty in duties([OWED], eve, SHANGHAI)][-1] == "2026-11"
    assert [str(duty.period) for duty in duties([OWED], eve, UTC)][-1] == "2026-10"


def test_the_board_takes_the_earliest_entry_that_counts() -> None:
    early, late = at("2026-11-05 10:00"), at("2026-11-07 10:00")
    entries = [
        _entry(late, name="迟"),
        _entry(early, name="早"),
        _entry(early - timedelta(days=1), name="撤", withdrawn="归错"),
        _entry(early - timedelta(days=2), name="别", department="沟通科", period="2026-09"),
        _entry(early - timedelta(days=2), name="类", type="quarterly-report"),
        _entry(early - timedelta(days=2), name="无", department=None),
    ]
    rows = {row.duty.key: row for row in board([OWED], entries, at("2026-11-20 09:00"), SHANGHAI)}
    assert rows["monthly-report/医务处/2026-10"].name == "早"
    assert rows["monthly-report/医务处/2026-10"].standing is Standing.MET
    assert rows["monthly-report/沟通科/2026-10"].standing is Standing.LATE
    assert rows["monthly-report/沟通科/2026-11"].standing is Standing.UPCOMING


def test_what_is_received_later_is_not_known_yet() -> None:
    entry = _entry(at("2026-11-05 10:00"))
    assert meeting([entry], at("2026-11-05 09:59")) == {}
    assert meeting([entry], at("2026-11-05 10:00")) == {("monthly-report", "医务处", "2026-10"): entry}


def test_a_waiver_excuses_its_duty_alone() -> None:
    rows = board([OWED], [], at("2026-11-20 09:00"), SHANGHAI, waived=[DUTY.key])
    assert [row.standing for row in rows[:2]] == [Standing.WAIVED, Standing.LATE]


def test_what_is_owed_by_the_quarter_is_not_owed_since_a_month() -> None:
    with pytest.raises(ValueError, match="owed by the quarter"):
        Owed("quarterly-report", QUARTERLY, ("医务处",), OCTOBER)


def test_every_standing_has_its_words() -> None:
    assert len({standing.label.zh for standing in Standing}) == len(Standing)
    assert all(standing.label.en for standing in Standing)
