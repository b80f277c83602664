"""tests of recordkit.actions.reminding: what goes out, to whom, and what is held back and why."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from recordkit.actions.amend import waive
from recordkit.actions.reminding import Plan, plan
from recordkit.domain.reminders import Hold, Hours, Stages
from recordkit.domain.tiers import Act
from recordkit.office import Office
from tests.house.notices import DIRECTOR, GUKE, JIZHEN, reminding
from tests.house.offices import brought, filed, minutes, on


def subjects(planned: Plan) -> dict[str, str]:
    return {letter.message.to: letter.message.subject for letter in planned.letters}


def stages(planned: Plan, to: str) -> list[str]:
    found = (letter for letter in planned.letters if letter.message.to == to)
    return sorted(f"{item.duty} {item.stage}" for letter in found for item in letter.items)


def holds(planned: Plan) -> Counter[Hold | None]:
    return Counter(item.hold for item in planned.held)


def test_each_recipient_gets_one_message_a_day_with_what_is_late_first(office: Office) -> None:
    planned = plan(reminding(office), on(11, 7, 9))
    assert subjects(planned) == {
        JIZHEN: "【提醒 3 项, 逾期 3 项】示例市第一人民医院",
        GUKE: "【提醒 3 项, 逾期 3 项】示例市第一人民医院",
        DIRECTOR: "【提醒 4 项, 逾期 4 项】示例市第一人民医院",
    }
    assert stages(planned, JIZHEN) == [
        "monthly-report/急诊科/2026-09 after-7@2026-10-05",
        "monthly-report/急诊科/2026-10 after-1@2026-11-05",
        "quarterly-report/急诊科/2026Q3 after-7@2026-10-10",
    ]
    [item] = [
        one for letter in planned.letters for one in letter.items if one.duty.endswith("急诊科/2026-10")
    ]
    assert item.superseded == ("before-3", "before-1", "on")


def test_one_reminder_alone_is_the_subject(office: Office) -> None:
    for month in ("09", "10"):
        waive(office, f"monthly-report/骨科/2026-{month}", "停诊", on(11, 1))
    planned = plan(reminding(office), on(11, 7, 9))
    assert subjects(planned)[GUKE] == "【逾期 28 天】季度分析报告 2026年第3季度 — 骨科"


def test_what_is_met_is_not_spoken_of(office: Office) -> None:
    brought(
        office,
        "月度总结报告-2026-1104-001.docx",
        minutes("二"),
        folder="骨科",
        received=on(11, 4),
        at=on(11, 4),
    )
    assert "monthly-report/骨科/2026-10 after-1@2026-11-05" not in stages(
        plan(reminding(office), on(11, 7)), GUKE
    )


@pytest.mark.parametrize(("at", "hours", "hold"), [
    (on(11, 7, 21), Hours(), Hold.QUIET), (on(11, 7, 7), Hours(), Hold.QUIET), (on(11, 7, 8), Hours(), Hold.DIGEST),
    (on(11, 7), Hours(days_off=False), Hold.DAY_OFF),
])  # fmt: skip
def test_what_may_not_go_out_now_is_held_and_says_why(
    office: Office, at: datetime, hours: Hours, hold: Hold
) -> None:
    planned = plan(reminding(office, hours=hours), at)
    assert planned.letters == ()
    assert holds(planned) == {hold: 10}


def test_without_a_digest_everything_goes_at_once(office: Office) -> None:
    assert len(plan(reminding(office, hours=Hours(digest=None)), on(11, 7, 8)).letters) == 3


def test_what_came_up_after_the_digest_waits_for_the_next(office: Office) -> None:
    everybody = {name: (f"mail{i}@h.cn",) for i, name in enumerate(office.config.departments)}
    mine = reminding(office, departments=everybody)
    case = filed(office, "complaint", on(11, 13, 15), feedback_at=None)
    today, tomorrow = plan(mine, on(11, 13, 16)), plan(mine, on(11, 14, 9))
    assert {item.hold for item in today.held if item.duty.endswith(case)} == {Hold.DIGEST}
    assert any(item.duty.endswith(case) for letter in tomorrow.letters for item in letter.items)


def test_what_is_due_by_the_hour_waits_for_no_digest(office: Office) -> None:
    """R8."""
    everybody = {name: (f"mail{i}@h.cn",) for i, name in enumerate(office.config.departments)}
    mine = reminding(office, departments={**everybody, office.config.name: ("yuanban@h.cn",)}, persons={})
    filed(office, "minutes", on(11, 20, 17), sent_at=None, acks=None)
    gone = {item.duty.split("/")[0] for letter in plan(mine, on(11, 20, 18)).letters for item in letter.items}
    assert {"minutes.sent", "minutes.ack"} <= gone


def test_a_department_without_an_address_is_shown(office: Office) -> None:
    planned = plan(reminding(office, departments={"骨科": (GUKE,)}), on(11, 7))
    assert {item.duty.split("/")[1] for item in planned.held} == {"急诊科"}
    assert holds(planned) == {Hold.NO_ADDRESS: 3}


def test_an_office_without_settings_shows_what_nobody_is_told(office: Office) -> None:
    planned = plan(office, on(11, 7))
    assert (planned.letters, set(holds(planned))) == ((), {Hold.NO_ADDRESS})


def test_directors_hear_only_of_what_is_escalated(office: Office) -> None:
    """R96."""
    mine = reminding(office, stages=Stages(escalate_after=30))
    assert stages(plan(mine, on(11, 7)), DIRECTOR) == [
        "monthly-report/急诊科/2026-09 escalated@2026-10-05",
        "monthly-report/骨科/2026-09 escalated@2026-10-05",
    ]


def test_what_went_out_is_not_planned_again_but_its_next_stage_is(office: Office) -> None:
    mine, at = reminding(office), on(11, 7)
    for letter in plan(mine, at).letters:
        office.archive.notify(office.permit(Act.NOTIFY, None, at), letter.notices(), at)
    assert plan(mine, on(11, 7, 10)).letters == ()
    assert stages(plan(mine, on(11, 8)), GUKE) == ["monthly-report/骨科/2026-10 after-3@2026-11-05"]


def test_a_stage_that_was_said_is_not_followed_by_an_earlier_one(office: Office) -> None:
    mine, at = reminding(office), on(11, 12)
    for letter in plan(mine, at).letters:
        office.archive.notify(office.permit(Act.NOTIFY, None, at), letter.notices(), at)
    assert plan(mine, on(11, 7)).letters == ()


def test_a_message_is_the_same_message_whenever_it_is_planned_on_a_day(office: Office) -> None:
    mine = reminding(office)
    first, again = (plan(mine, on(11, 7) + timedelta(minutes=n)) for n in (0, 90))
    assert [one.message.message_id for one in first.letters] == [
        one.message.message_id for one in again.letters
    ]


def test_the_office_speaks_its_language(office: Office) -> None:
    mine = reminding(office)
    object.__setattr__(mine.config, "language", "en")
    letter = next(one for one in plan(mine, on(11, 7)).letters if one.message.to == GUKE)
    assert letter.message.subject == "[3 reminders, 3 late] 示例市第一人民医院"
    assert "[2 days late] Monthly report October 2026 — 骨科, due 2026-11-05" in letter.message.text


@pytest.mark.parametrize("key", ["complaint", "home-visit"])
def test_no_personal_data_of_a_patient_leaves_the_house(office: Office, key: str) -> None:
    """R83."""
    open_case: dict[str, object] = {"feedback_at": None} if key == "complaint" else {}
    filed(office, key, on(11, 10), **open_case)
    planned = plan(reminding(office, hours=Hours(digest=None)), on(11, 30))
    said = " ".join([letter.message.text + letter.message.subject for letter in planned.letters])
    said += " ".join(item.subject + item.line + item.duty for item in planned.held)
    values = _texts(office.archive.record(office.permit(Act.READ_FULL, None, on(11, 30)), _name(office, key)))
    known = {*office.config.departments, _name(office, key), "投诉"}
    assert len(values) > 5
    assert [value for value in values if len(value) > 1 and value in said and value not in known] == []
    assert "逾期" in said


def _name(office: Office, key: str) -> str:
    return next(office.archive.entries(office.reading(), type=key)).name


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) and not value.isascii() else []
