"""Duties and their standings: R29, R30, C4, C21; the boundary instants in zones with and without summer time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing, View, days_late, met_standing, open_standing, opened
from recordkit.domain.entry import Glance, Waiver
from recordkit.domain.owed import Owed, Owner, meeting
from recordkit.domain.periods import Period, end_of, parse_period
from tests.house.duties import glance, owed, rows_at
from tests.house.types import SHANGHAI, at

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MONTHLY = Deadline("month", day=5)
OCTOBER = Period("month", 2026, 10)
FIFTH = Due(date(2026, 11, 5))
RULE = owed("monthly-report", MONTHLY, ("医务处", "沟通科"), OCTOBER)
KEY = "monthly-report/医务处/2026-10"
INSTANTS = st.datetimes(
    datetime(2026, 10, 1),  # noqa: DTZ001 - hypothesis puts the zone on
    datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI, BERLIN]),
)
ZONES = st.sampled_from([SHANGHAI, UTC, BERLIN, NEW_YORK])


def row(now: str, *glances: Glance, **more: Any) -> Row:
    """Return how October's report of 医务处 stands."""
    return {row.duty.key: row for row in rows_at([RULE], at(now), glances, **more)}[KEY]


@pytest.mark.parametrize(
    ("received", "standing", "late_by"),
    [
        ("2026-10-31 12:00", Standing.MET, 0),
        ("2026-11-05 23:59:59.999", Standing.MET, 0),
        ("2026-11-06 00:00", Standing.MET_LATE, 1),
        ("2026-11-08 09:00", Standing.MET_LATE, 3),
    ],
)
def test_a_met_duty_stands_by_its_receipt(received: str, standing: Standing, late_by: int) -> None:
    """R29, C4: received within the due day, to its last millisecond."""
    found = row("2026-12-01 09:00", glance("月报", at(received)))
    assert (found.standing, found.late_by, found.name) == (standing, late_by, "月报")
    assert found.received == at(received)


@pytest.mark.parametrize(
    ("now", "standing", "late_by"),
    [
        ("2026-10-31 23:59", Standing.UPCOMING, 0),
        ("2026-11-01 00:00", Standing.DUE, 0),
        ("2026-11-05 23:59:59.999", Standing.DUE, 0),
        ("2026-11-06 00:00", Standing.LATE, 1),
        ("2026-11-16 08:00", Standing.LATE, 11),
    ],
)
def test_an_open_duty_stands_by_the_clock(now: str, standing: Standing, late_by: int) -> None:
    found = row(now)
    assert (found.standing, found.late_by) == (standing, late_by)


def test_a_waived_duty_is_waived_by_somebody_for_a_reason_unless_it_was_met() -> None:
    waiver = Waiver("shen", at("2026-11-10 09:00"), "停诊")
    found = row("2026-12-01 09:00", waivers={KEY: waiver})
    assert (found.standing, found.waiver) == (Standing.WAIVED, waiver)
    met = row("2026-12-01 09:00", glance("月报", at("2026-11-05 09:00")), waivers={KEY: waiver})
    assert met.standing is Standing.MET


@given(INSTANTS, ZONES)
def test_late_if_and_only_if_after_24_hours_of_the_due_day_in_the_offices_zone(
    received: datetime, zone: ZoneInfo
) -> None:
    """C4, also where the clocks are changed."""
    standing, late_by = met_standing(FIFTH, received, View(received, zone))
    late = received >= end_of(FIFTH.day, zone).astimezone(UTC)
    assert (standing is Standing.MET_LATE) == late == (late_by > 0)


@given(INSTANTS, ZONES)
def test_a_duty_is_late_from_the_instant_at_which_its_report_would_be(now: datetime, zone: ZoneInfo) -> None:
    view = View(now, zone)
    still, still_by = open_standing(FIFTH, now, view)
    met, met_by = met_standing(FIFTH, now, view)
    assert (still is Standing.LATE) == (met is Standing.MET_LATE)
    assert still_by == met_by


@given(INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)), ZONES)
def test_earlier_filing_never_makes_later(received: datetime, earlier: timedelta, zone: ZoneInfo) -> None:
    for falls in (FIFTH, Due(at("2026-11-05 16:10"))):
        assert days_late(falls, received - earlier, zone) <= days_late(falls, received, zone)


@given(st.lists(INSTANTS, min_size=1, max_size=4), INSTANTS, INSTANTS)
def test_met_stays_met_whatever_is_filed_later(
    received: list[datetime], now: datetime, more: datetime
) -> None:
    """Only a withdrawal or another period takes an entry away (LIFE.md)."""
    glances = [glance(f"月报{i}", each) for i, each in enumerate(received)]
    before = rows_at([RULE], now, glances)
    after = rows_at([RULE], max(now, more), [*glances, glance("龟", max(now, more))])
    stood = {row.duty.key: row for row in after}
    for each in before:
        if each.standing in (Standing.MET, Standing.MET_LATE):
            assert stood[each.duty.key] == each


@pytest.mark.parametrize(("at_text", "days"), [
    ("2026-11-20 20:10:00", 0), ("2026-11-20 20:10:00.000001", 1), ("2026-11-21 20:10", 1), ("2026-11-21 20:11", 2),
])  # fmt: skip
def test_after_an_instant_the_days_are_of_24_hours(at_text: str, days: int) -> None:
    """R8: at the end of the 4 hours is in time."""
    assert days_late(Due(at("2026-11-20 20:10")), at(at_text), SHANGHAI) == days


def test_each_department_owes_each_period_once_the_oldest_first() -> None:
    duties = [row.duty for row in rows_at([RULE], at("2027-02-03 09:00"))]
    assert len({duty.key for duty in duties}) == len(duties) == 2 * 5
    assert [duty.period for duty in duties] == sorted(duty.period for duty in duties if duty.period)


def test_the_running_period_turns_with_the_offices_day() -> None:
    eve = datetime(2026, 10, 31, 16, tzinfo=UTC)  # 2026-11-01 00:00 in Shanghai
    assert [str(row.duty.period) for row in rows_at([RULE], eve)][-1] == "2026-11"
    assert [str(row.duty.period) for row in rows_at([RULE], eve, zone=UTC)][-1] == "2026-10"
    ahead = rows_at([RULE], eve, ahead=date(2027, 1, 31))
    assert [str(row.duty.period) for row in ahead][-1] == "2027-01"
    assert ahead[-1].standing is Standing.UPCOMING


def test_the_board_takes_the_earliest_entry_that_counts() -> None:
    early, late = at("2026-11-05 10:00"), at("2026-11-07 10:00")
    entries = [
        glance("迟", late),
        glance("早", early),
        glance("别", early - timedelta(days=2), department="沟通科", period="2026-09"),
        glance("类", early - timedelta(days=2), type="quarterly-report"),
        glance("无", early - timedelta(days=2), department=None),
    ]
    rows = {row.duty.key: row for row in rows_at([RULE], at("2026-11-20 09:00"), entries)}
    assert (rows[KEY].name, rows[KEY].standing) == ("早", Standing.MET)
    assert rows["monthly-report/沟通科/2026-10"].standing is Standing.LATE
    assert rows["monthly-report/沟通科/2026-11"].standing is Standing.UPCOMING


def test_what_is_received_later_is_not_known_yet() -> None:
    entry = glance("月报", at("2026-11-05 10:00"))
    assert meeting(RULE, [entry], View(at("2026-11-05 09:59"), SHANGHAI)) == {}
    assert meeting(RULE, [entry], View(at("2026-11-05 10:00"), SHANGHAI)) == {("医务处", "2026-10"): [entry]}


def test_a_department_owes_only_the_periods_in_which_it_was_open() -> None:
    owners = (
        Owner("甲", since=date(2026, 11, 1)),
        Owner("乙", until=date(2026, 11, 30)),
        Owner("丙", date(2026, 11, 15)),
    )
    rule = Owed("monthly-report", MONTHLY, owners, date(2026, 10, 1), date(2026, 12, 31))
    keys = [row.duty.key.removeprefix("monthly-report/") for row in rows_at([rule], at("2027-03-01 09:00"))]
    assert keys == ["乙/2026-10", "甲/2026-11", "乙/2026-11", "甲/2026-12", "丙/2026-12"]


def test_at_least_two_a_month_is_met_by_the_second() -> None:
    """R20."""
    talks = owed("minutes", Deadline("month", key="talks", count=2), ("院",), OCTOBER, whole=True)
    first = glance("一", at("2026-10-08 18:00"), type="minutes", department=None, period=None)
    second = glance("二", at("2026-10-29 18:00"), type="minutes", department="骨科", period=None)
    now = at("2026-11-02 09:00")
    one, _ = rows_at([talks], now, [first])
    assert (one.standing, one.have, one.duty.wanted) == (Standing.LATE, 1, 2)
    two, _ = rows_at([talks], now, [second, first])
    assert (two.standing, two.have, two.name) == (Standing.MET, 2, "二")


def test_a_cadence_counts_for_the_period_that_holds_the_entrys_own_day() -> None:
    """R13: the minutes of Friday's meeting, filed on Monday, are that week's and late."""
    weekly = owed(
        "minutes",
        Deadline("week", on=5, key="weekly", moved="earlier"),
        ("院",),
        parse_period("week", "2026-W47"),
    )
    minutes = glance(
        "纪要", at("2026-11-23 09:00"), date(2026, 11, 20), type="minutes", department="院", period=None
    )
    this, following = rows_at([weekly], at("2026-11-24 09:00"), [minutes])
    assert (this.standing, this.late_by) == (Standing.MET_LATE, 3)
    assert following.standing is Standing.DUE


def test_a_week_without_a_working_day_shows_as_excused_with_its_reason() -> None:
    """C3."""
    weekly = owed(
        "minutes",
        Deadline("week", on=5, key="weekly", moved="earlier"),
        ("院",),
        parse_period("week", "2026-W08"),
    )
    exempt, _ = rows_at([weekly], at("2026-02-27 09:00"))
    assert (exempt.standing, exempt.duty.falls.binding.zh) == (Standing.WAIVED, "本周没有工作日, 免开")


def test_what_hangs_on_a_year_that_is_not_announced_stands_as_provisional_until_it_is_past() -> None:
    strategy = owed(
        "minutes", Deadline("month", on=20, key="s", moved="later"), ("院",), parse_period("month", "2027-03")
    )
    assert [row.standing for row in rows_at([strategy], at("2027-03-10 09:00"))] == [Standing.PROVISIONAL]
    assert [row.standing for row in rows_at([strategy], at("2027-03-31 09:00"))] == [Standing.LATE]


def test_a_week_before_its_day_something_within_its_period_is_due() -> None:
    congress = owed("minutes", Deadline("year", key="congress"), ("院",), parse_period("year", "2026"))
    assert [rows_at([congress], at(now))[0].standing for now in ("2026-12-23 23:59", "2026-12-24 00:00")] == [
        Standing.UPCOMING,
        Standing.DUE,
    ]


def test_a_long_delay_is_escalated_after_so_many_days() -> None:
    """R96: after 7 overdue days."""
    duty = Duty("minutes", "骨科", None, FIFTH, "resolution", "会议纪要-2026-1020-001#1", escalate_after=7)
    on = [
        opened(duty, at("2026-11-01 00:00"), View(at(f"2026-11-{day} 09:00"), SHANGHAI)) for day in (12, 13)
    ]
    assert [(row.late_by, row.escalated) for row in on] == [(7, False), (8, True)]
    assert duty.key == "minutes.resolution/骨科/会议纪要-2026-1020-001#1"
    assert (duty.kind, duty.occasion) == ("minutes.resolution", "会议纪要-2026-1020-001#1")


def test_every_standing_has_its_words() -> None:
    assert len({standing.label.zh for standing in Standing}) == len(Standing)
    assert all(standing.label.en for standing in Standing)
