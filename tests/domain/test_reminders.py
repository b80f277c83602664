"""tests of recordkit.domain.reminders: stages, escalation (R96), hours, the day's digest."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing, days_late
from recordkit.domain.periods import Period
from recordkit.domain.reminders import Hold, Hours, Reminder, Stages, reminders
from tests.house.duties import CALENDAR, SHANGHAI

DAY = date(2026, 11, 5)
USUAL = Stages()


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def row(
    now: datetime, last: date = DAY, standing: Standing | None = None, patience: int | None = None
) -> Row:
    falls = Due(last)
    late_by = days_late(falls, now, SHANGHAI)
    duty = Duty("monthly-report", "内科", Period("month", 2026, 10), falls, escalate_after=patience)
    return Row(duty, standing or (Standing.LATE if late_by else Standing.DUE), late_by)


def said(now: datetime, stages: Stages = USUAL, **more: object) -> list[str]:
    return [one.stage.key for one in reminders([row(now, **more)], stages, now, SHANGHAI)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("now", "stages"), [
    (at(1), []), (at(1, 23, 59), []), (at(2, 0), ["before-3"]), (at(3), ["before-3"]), (at(4), ["before-1"]),
    (at(5, 0), ["on"]), (at(5, 23, 59), ["on"]), (at(6, 0), ["after-1"]), (at(7), ["after-1"]), (at(8), ["after-3"]),
    (at(12), ["after-7"]), (at(13), ["after-7", "escalated"]), (at(30), ["after-7", "escalated"]),
])  # fmt: skip
def test_of_the_stages_that_passed_the_latest_is_said(now: datetime, stages: list[str]) -> None:
    assert said(now) == stages


@pytest.mark.parametrize("standing", [Standing.MET, Standing.MET_LATE, Standing.WAIVED])
def test_what_is_met_or_waived_is_never_spoken_of(standing: Standing) -> None:
    assert said(at(30), standing=standing) == []


def test_a_provisional_duty_is_spoken_of_before_its_day() -> None:
    assert said(at(4), standing=Standing.PROVISIONAL) == ["before-1"]


@pytest.mark.parametrize(
    ("patience", "day", "raised"), [(3, 8, False), (3, 9, True), (10, 13, False), (10, 16, True)]
)
def test_a_rules_own_patience_binds_before_the_offices(patience: int, day: int, raised: bool) -> None:
    """R96."""
    assert ("escalated" in said(at(day), patience=patience)) is raised


def test_stages_are_a_setting() -> None:
    stages = Stages(before=(10,), on_day=False, after=(2,), escalate_after=None)
    assert [said(at(day), stages) for day in (4, 5, 6, 7, 30)] == [
        ["before-10"],
        ["before-10"],
        ["before-10"],
        ["after-2"],
        ["after-2"],
    ]


def test_a_due_instant_is_late_from_its_instant_and_today_until_then() -> None:
    last = at(5, 14)
    assert [said(now, last=last) for now in (at(4), at(5, 14), at(5, 14, 1), at(6, 14, 1))] == [
        ["before-1"],
        ["on"],
        ["after-1"],
        ["after-1"],
    ]


def test_a_stage_is_one_of_its_due_day_and_knows_what_passed_and_what_comes() -> None:
    [one] = reminders([row(at(6))], USUAL, at(6), SHANGHAI)
    assert one.key == "after-1@2026-11-05"
    assert [stage.key for stage in one.passed] == ["before-3", "before-1", "on"]
    assert [one.key_of(stage) for stage in one.later] == ["after-3@2026-11-05", "after-7@2026-11-05"]


@given(st.integers(-20, 60), st.integers(0, 10))
def test_stages_never_go_back_in_time(offset: int, more: int) -> None:
    def place(day: date) -> int:
        now = datetime.combine(day, time(9), tzinfo=SHANGHAI)
        found: list[Reminder] = [r for r in reminders([row(now)], USUAL, now, SHANGHAI) if not r.escalated]
        return len(found[0].passed) + 1 if found else 0

    day = DAY + timedelta(days=offset)
    assert place(day) <= place(day + timedelta(days=more))


@pytest.mark.parametrize(("now", "hold"), [
    (at(5, 19, 59), None), (at(5, 20), Hold.QUIET), (at(5, 0), Hold.QUIET), (at(5, 7, 29), Hold.QUIET),
    (at(5, 7, 30), None),
])  # fmt: skip
def test_nothing_goes_out_in_quiet_hours_over_midnight(now: datetime, hold: Hold | None) -> None:
    assert Hours().hold(now, CALENDAR) is hold


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    noon = Hours(quiet=(time(12), time(14)))
    assert [noon.hold(at(5, hour), CALENDAR) for hour in (11, 12, 13, 14)] == [
        None,
        Hold.QUIET,
        Hold.QUIET,
        None,
    ]
    assert Hours(quiet=None).hold(at(5, 3), CALENDAR) is None


def test_days_off_follow_the_offices_calendar() -> None:
    working = Hours(days_off=False)
    assert working.hold(at(1, month=10), CALENDAR) is Hold.DAY_OFF
    assert working.hold(at(5), CALENDAR) is None
    assert Hours().hold(at(1, month=10), CALENDAR) is None


def test_what_counts_days_waits_for_the_digest_what_counts_hours_does_not() -> None:
    days, hours = row(at(4)).duty, row(at(4), at(5, 14)).duty
    assert [Hours().waits(duty) for duty in (days, hours)] == [True, False]
    assert not Hours(at_once=frozenset({"monthly-report"})).waits(days)
    assert not Hours(digest=None).waits(days)


def test_the_digest_comes_once_its_time_has_come() -> None:
    assert Hours().digest_of(at(5, 8, 29)) is None
    assert Hours().digest_of(at(5, 17)) == at(5, 8, 30)
    assert Hours(digest=None).digest_of(at(5, 17)) is None
