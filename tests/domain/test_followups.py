"""What follows from records: R8, R10 C15, R11, R39, R42 C16, R71, R120 - each over the shipped types, or a test's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from recordkit.domain.dues import Term, Unit
from recordkit.domain.duties import Row, Standing
from recordkit.domain.followed import Followed, Staged
from recordkit.domain.followups import FollowUp, place_of, read_moment, table_of
from recordkit.domain.projects import Project, Stage
from recordkit.templates.shelf import Shelf
from recordkit.wording import Text
from tests.house.duties import glance, rows_at
from tests.house.types import at

SHELF = Shelf()
END = "2026-11-20T16:10:00+08:00"
MINUTES = "会议纪要-2026-1120-001"


def stands(kind: str, rule: str, now: str, facts: Mapping[str, object], **more: Any) -> list[Row]:
    """Return how what follows from one filed record of a shipped type stands."""
    found = SHELF.get(kind).duty(rule)
    assert isinstance(found, FollowUp)
    entry = glance(MINUTES, at("2026-11-20 17:00"), date(2026, 11, 20), type=kind, facts=facts, **more)
    return rows_at([Followed(kind, found, "某院")], at(now), [entry])


@pytest.mark.parametrize(("sent", "now", "standing"), [
    (None, "2026-11-20 20:10", Standing.DUE), (None, "2026-11-20 20:11", Standing.LATE),
    ("2026-11-20T20:10:00+08:00", "2026-11-21 09:00", Standing.MET),
    ("2026-11-20T20:10:01+08:00", "2026-11-21 09:00", Standing.MET_LATE),
])  # fmt: skip
def test_minutes_are_out_within_4_hours_of_the_end(sent: str | None, now: str, standing: Standing) -> None:
    """R8, C14."""
    [row] = stands("minutes", "sent", now, {"ended_at": END, "sent_at": sent, "recorder": "周予安"})
    assert (row.standing, row.duty.due, row.duty.person) == (standing, at("2026-11-20 20:10"), "周予安")
    assert row.duty.key == f"minutes.sent/医务处/{MINUTES}"


def test_minutes_of_an_evening_are_due_in_the_night() -> None:
    """R8: ended 23:00, due 03:00."""
    [row] = stands("minutes", "sent", "2026-11-20 23:30", {"ended_at": "2026-11-20T23:00:00+08:00"})
    assert row.duty.due == at("2026-11-21 03:00")


RESOLVED = [
    {"owner": "沈砚", "owner_dept": "信息科", "due_date": "2026-12-04"},
    {"owner": "何小满", "owner_dept": "急诊科", "due_date": "2026-11-27"},
    {"owner": "沈砚", "owner_dept": "信息科", "due_date": "2026-12-11"},
]


def test_each_owner_acknowledges_once_within_24_hours_of_sending() -> None:
    """R10."""
    facts = {
        "ended_at": END,
        "sent_at": "2026-11-20T20:05:00+08:00",
        "resolutions": RESOLVED,
        "acks.1.owner": "何小满",
        "acks.1.ack_at": "2026-11-21T20:05:00+08:00",
    }
    rows = stands("minutes", "ack", "2026-11-21 20:06", facts)
    assert [(row.duty.person, row.standing) for row in rows] == [
        ("沈砚", Standing.LATE),
        ("何小满", Standing.MET),
    ]
    assert {row.duty.due for row in rows} == {at("2026-11-21 20:05")}
    assert rows[0].duty.department == "信息科"


def test_an_acknowledgement_is_due_28_hours_after_the_end_at_the_latest() -> None:
    """C15: from sending to that owner, capped at end + 4 h + 24 h."""
    facts = {"ended_at": END, "resolutions": RESOLVED[:1]}
    [unsent] = stands("minutes", "ack", "2026-11-20 17:00", facts)
    late = {"acks": [{"owner": "沈砚", "sent_at": "2026-11-21T15:00:00+08:00"}]}
    [row] = stands("minutes", "ack", "2026-11-21 17:00", {**facts, **late})
    assert unsent.duty.due == row.duty.due == at("2026-11-21 20:10")


def test_a_resolution_stands_by_its_own_day_and_is_closed_by_a_note_on_its_row() -> None:
    """R11, R96."""
    facts = {"resolutions": RESOLVED, "resolutions.2.done_on": "2026-11-28"}
    rows = stands("minutes", "resolution", "2026-12-12 09:00", facts)
    assert [(row.duty.department, row.standing, row.late_by, row.escalated) for row in rows] == [
        ("信息科", Standing.LATE, 8, True),
        ("急诊科", Standing.MET_LATE, 1, False),
        ("信息科", Standing.LATE, 1, False),
    ]
    assert [row.duty.cause for row in rows] == [f"{MINUTES}#{i}" for i in (1, 2, 3)]


def test_a_resolution_that_is_done_on_its_day_is_met() -> None:
    facts = {"resolutions": [{"due_date": "2026-11-27", "done_on": "2026-11-27"}]}
    [row] = stands("minutes", "resolution", "2026-12-12 09:00", facts)
    assert row.standing is Standing.MET


@pytest.mark.parametrize(("triaged", "standing"), [
    ("2026-11-09T09:22:00+08:00", Standing.MET), ("2026-11-09T09:22:01+08:00", Standing.MET_LATE),
])  # fmt: skip
def test_a_complaint_is_classified_within_10_minutes(triaged: str, standing: Standing) -> None:
    """R39."""
    facts = {"received_at": "2026-11-09T09:12:00+08:00", "triaged_at": triaged, "first_dept": "急诊科"}
    [row] = stands("complaint", "triage", "2026-11-21 09:00", facts)
    assert (row.standing, row.duty.department) == (standing, "急诊科")


@pytest.mark.parametrize(("received", "several", "due", "binding"), [
    ("2026-11-09T09:12:00+08:00", None, date(2026, 11, 16), "7 天内"),
    ("2026-11-07T09:12:00+08:00", None, date(2026, 11, 13), "5 个工作日内"),
    ("2026-11-07T09:12:00+08:00", True, date(2026, 11, 14), "7 天内"),
    ("2026-09-30T09:12:00+08:00", None, date(2026, 10, 7), "7 天内"),
])  # fmt: skip
def test_a_complaint_is_answered_by_the_earliest_of_7_days_and_5_or_10_working_days(
    received: str, several: bool | None, due: date, binding: str
) -> None:
    """R42, C16: the binding one is shown."""
    facts = {"received_at": received, "kind": "投诉", "target_dept": "骨科", "several_depts": several}
    [row] = stands("complaint", "reply", "2026-11-21 09:00", facts)
    assert (row.duty.due, row.duty.falls.binding.zh, row.duty.department) == (due, binding, "骨科")


def test_praise_wants_no_reply() -> None:
    facts = {"received_at": "2026-11-09T09:12:00+08:00", "kind": "表扬"}
    assert stands("complaint", "reply", "2026-11-21 09:00", facts) == []


def test_a_policy_is_reviewed_within_365_days_of_its_day_or_of_its_last_review() -> None:
    """R120."""
    [fresh] = stands("policy", "review", "2026-11-21 09:00", {})
    assert (fresh.duty.due, fresh.standing) == (date(2027, 11, 20), Standing.UPCOMING)
    [again] = stands("policy", "review", "2027-12-01 09:00", {"reviewed_on": "2027-03-01"})
    assert (again.duty.due, again.standing) == (date(2028, 2, 29), Standing.UPCOMING)
    [late] = stands("policy", "review", "2027-12-01 09:00", {})
    assert late.standing is Standing.LATE
    [gone] = stands("policy", "review", "2027-12-01 09:00", {"repealed_on": "2027-05-01"})
    assert gone.standing is Standing.MET


def test_the_papers_of_an_emergency_are_in_order_within_72_hours() -> None:
    """R71, C5: from the first step that went past the approval."""
    rule = FollowUp(
        "papers", Text("补办", "Papers"), "executed_at", (Term(Unit.HOURS, 72),), done="papers_at"
    )
    for papers, standing in (
        ("2026-11-23T09:00:00+08:00", Standing.MET),
        ("2026-11-23T09:01:00+08:00", Standing.MET_LATE),
    ):
        facts = {"executed_at": "2026-11-20T09:00:00+08:00", "papers_at": papers}
        entry = glance("应急采购-2026-1120-001", at("2026-11-20 09:30"), type="bypass", facts=facts)
        [row] = rows_at([Followed("bypass", rule, "某院")], at("2026-11-25 09:00"), [entry])
        assert (row.standing, row.duty.due) == (standing, at("2026-11-23 09:00"))


@pytest.mark.parametrize(
    "facts", [{}, {"ended_at": None}, {"ended_at": "昨天"}, {"ended_at": "2026-11-20T16:10:00"}]
)
def test_a_record_that_does_not_say_when_it_began_makes_nothing_owed(facts: dict[str, object]) -> None:
    assert stands("minutes", "sent", "2026-11-21 09:00", facts) == []


def test_what_was_done_long_ago_is_left_out_of_the_board_and_what_is_open_never() -> None:
    rule = SHELF.get("minutes").duty("sent")
    assert isinstance(rule, FollowUp)
    old = date(2025, 1, 10)
    done = glance(
        "一",
        at("2025-01-10 18:00"),
        old,
        type="minutes",
        facts={"ended_at": "2025-01-10T16:00:00+08:00", "sent_at": "2025-01-10T17:00:00+08:00"},
    )
    still = glance(
        "二", at("2025-01-10 18:00"), old, type="minutes", facts={"ended_at": "2025-01-10T16:00:00+08:00"}
    )
    rows = rows_at(
        [Followed("minutes", rule, "某院")],
        at("2026-11-21 09:00"),
        [done, still],
        done_since=date(2026, 10, 1),
    )
    assert [row.name for row in rows] == ["二"]


def test_only_the_departments_and_the_days_that_the_settings_name() -> None:
    rule = SHELF.get("minutes").duty("sent")
    assert isinstance(rule, FollowUp)
    entry = glance("一", at("2026-11-20 18:00"), type="minutes", facts={"ended_at": END})
    now = at("2026-11-21 09:00")
    assert rows_at([Followed("minutes", rule, "某院", departments=("骨科",))], now, [entry]) == []
    assert rows_at([Followed("minutes", rule, "某院", since=date(2026, 11, 21))], now, [entry]) == []
    assert len(rows_at([Followed("minutes", rule, "某院", departments=("医务处",))], now, [entry])) == 1


KICKOFF = SHELF.get("minutes").duty("kickoff")
PROJECTS = (
    Project("候诊改造", "门诊部", {"kickoff": date(2026, 11, 20), "closing": date(2027, 3, 1)}),
    Project("叫号系统", "信息科", {"closing": date(2027, 1, 5)}),
)


@pytest.mark.parametrize(("project", "meeting", "standing"), [
    ("候诊改造", "启动会", Standing.MET), ("候诊改造", "中期评审", Standing.LATE), ("别的", "启动会", Standing.LATE),
])  # fmt: skip
def test_each_project_has_its_key_meetings_with_filed_minutes(
    project: str, meeting: str, standing: Standing
) -> None:
    """R16."""
    assert isinstance(KICKOFF, Stage)
    facts = {"project": project, "meeting_type": meeting}
    entry = glance(MINUTES, at("2026-11-20 18:00"), type="minutes", facts=facts)
    [row] = rows_at([Staged("minutes", KICKOFF, PROJECTS)], at("2026-11-22 09:00"), [entry])
    assert (row.standing, row.duty.key) == (standing, "minutes.kickoff/门诊部/候诊改造")


def test_a_table_is_what_was_filed_with_what_was_noted_of_its_rows_over_it() -> None:
    facts = {"acks": [{"owner": "甲"}], "acks.1.ack_at": "x", "acks.3.owner": "丙", "other.1.x": 1}
    assert table_of(facts, "acks") == [{"owner": "甲", "ack_at": "x"}, {}, {"owner": "丙"}]
    assert table_of({"acks": "不是表"}, "acks") == []


@pytest.mark.parametrize(("key", "place"), [
    ("acks.2.ack_at", ("acks", 2, "ack_at")), ("acks.0.x", None), ("acks.x.y", None), ("sent_at", None),
    ("a.1.b.c", None), ("a.10000.b", None), ("a.²..b", None),
])  # fmt: skip
def test_a_key_that_means_a_value_of_a_row(key: str, place: object) -> None:
    assert place_of(key) == place


@pytest.mark.parametrize(("text", "moment"), [
    ("2026-11-20", date(2026, 11, 20)), (END, at("2026-11-20 16:10")), ("2026-11-20T08:10:00Z", at("2026-11-20 16:10")),
    ("2026-11-20T16:10:00", None), ("2026-13-01", None), (5, None), (None, None), ("", None),
])  # fmt: skip
def test_a_day_or_an_instant_with_its_zone_is_read(text: object, moment: object) -> None:
    assert read_moment(text) == moment
