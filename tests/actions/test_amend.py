"""tests of recordkit.actions.amend: assign, waive, withdraw, void; who may, and what the board says then (R3, R29)."""

from collections.abc import Callable

import pytest

from recordkit.actions.amend import assign, void, waive, withdraw
from recordkit.actions.status import Wanted
from recordkit.domain.tiers import Person
from recordkit.errors import BadUsage, NoEntry, NotPossible, ReasonMissing, RecordkitError, TierRefused
from recordkit.office import Office
from tests.house.offices import (
    AT,
    CLERK,
    OTHER,
    SUPERVISOR,
    as_,
    brought,
    events,
    filed,
    made,
    minutes,
    on,
    standings,
)

REPORT = "月度总结报告-2026-1109-001"
NAME = "会议纪要-2026-1118-001"


def doubtful(office: Office) -> None:
    brought(office, f"{REPORT}.docx", minutes(), folder="骨科", received=on(11, 9))


def board(office: Office) -> list[str]:
    return list(standings(office, AT, Wanted("骨科", "monthly-report")).values())


def test_a_supervisor_says_which_month_a_doubtful_report_is_for_and_the_board_follows(office: Office) -> None:
    doubtful(office)
    assert board(office) == ["late", "met_late", "upcoming"]
    entry = assign(as_(office, SUPERVISOR), REPORT, "2026年9月", AT)
    assert (entry.period, entry.doubtful) == ("2026-09", False)
    assert board(office) == ["met_late", "late", "upcoming"]


def test_a_director_excuses_a_duty_and_it_is_late_no_more(office: Office) -> None:
    assert board(office)[0] == "late"
    assert waive(office, "monthly-report/骨科/2026年9月", "停诊装修", AT) == "monthly-report/骨科/2026-09"
    assert board(office) == ["waived", "late", "upcoming"]
    assert [(one["duty"], one["reason"]) for one in events(office, "waived")] == [
        ("monthly-report/骨科/2026-09", "停诊装修")
    ]


def test_a_report_that_comes_after_all_counts_although_its_duty_was_waived(office: Office) -> None:
    waive(office, "monthly-report/骨科/2026-10", "停诊", AT)
    doubtful(office)
    assert board(office)[1] == "met_late"


def test_what_was_filed_by_mistake_stays_and_no_longer_meets_a_duty(office: Office) -> None:
    doubtful(office)
    entry = withdraw(as_(office, SUPERVISOR), REPORT, " 放错科室 ", AT)
    assert entry.withdrawn == "放错科室"
    assert board(office)[1] == "late"
    assert office.archive.read(office.reading(), REPORT, journalled=False, at=AT).data == minutes()
    with pytest.raises(NotPossible):
        withdraw(office, REPORT, "再来", AT)


def test_a_number_that_was_never_used_is_voided_and_not_given_again(office: Office) -> None:
    """R1: never reused, never silently missing."""
    clerk = as_(office, CLERK)
    name = made(clerk, "minutes").name
    assert void(clerk, name, "会议取消", AT) == name
    assert [(one.state.value, one.reason) for one in office.archive.numbers(office.reading())] == [
        ("voided", "会议取消")
    ]
    assert made(clerk, "minutes", title="另一次会议").name == "会议纪要-2026-1120-002"
    assert brought(office, f"{name}.docx", minutes()).status == "rejected"


def test_a_director_voids_anybodys_number(office: Office) -> None:
    name = made(as_(office, CLERK), "minutes").name
    assert void(office, name, "清理", AT) == name


@pytest.mark.parametrize(("who", "act"), [
    (CLERK, "assign"), (OTHER, "withdraw"), (CLERK, "waive"), (SUPERVISOR, "waive"), (OTHER, "void"), (SUPERVISOR, "void"),
])  # fmt: skip
def test_whose_tier_is_too_low_is_refused_and_it_is_journalled(office: Office, who: Person, act: str) -> None:
    """R3: staff view and file, supervisors edit, directors waive and void."""
    name = made(as_(office, CLERK), "minutes").name
    doubtful(office)
    before = board(office)
    with pytest.raises(TierRefused):
        TURNS[act](as_(office, who), name)
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [(who.login, act)]
    assert board(office) == before
    assert [one.state.value for one in office.archive.numbers(office.reading(), "会议纪要")] == ["reserved"]


TURNS: dict[str, Callable[[Office, str], object]] = {
    "assign": lambda office, _: assign(office, REPORT, "2026-09", AT),
    "withdraw": lambda office, _: withdraw(office, REPORT, "放错", AT),
    "waive": lambda office, _: waive(office, "monthly-report/骨科/2026-09", "停诊", AT),
    "void": lambda office, name: void(office, name, "不要了", AT),
}


@pytest.mark.parametrize(("turn", "fault"), [
    (lambda office: assign(office, REPORT, "2026Q3", AT), BadUsage),
    (lambda office: assign(office, "月度总结报告-2026-1109-002", "2026-10", AT), NoEntry),
    (lambda office: assign(office, filed(office, "minutes"), "2026-10", AT), NotPossible),
    (lambda office: waive(office, "monthly-report/骨/2026-09", "停诊", AT), BadUsage),
    (lambda office: waive(office, "monthly-report/骨科/9月", "停诊", AT), BadUsage),
    (lambda office: waive(office, "monthly-report/骨科/2026-09", " ", AT), ReasonMissing),
    (lambda office: withdraw(office, REPORT, "", AT), ReasonMissing),
    (lambda office: void(office, "不是编号", "x", AT), BadUsage),
    (lambda office: void(office, "会议纪要-2026-1120-009", "x", AT), NoEntry),
    (lambda office: void(office, REPORT, "x", AT), NotPossible),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_changes_nothing(
    office: Office, turn: Callable[[Office], object], fault: type[RecordkitError]
) -> None:
    doubtful(office)
    with pytest.raises(fault):
        turn(office)
    assert not {"assigned", "waived", "withdrawn", "voided"} & {
        str(event["verb"]) for _, event in office.archive.log(office.reading())
    }


def test_a_mistyped_duty_is_answered_with_the_nearest(office: Office) -> None:
    with pytest.raises(BadUsage, match="monthly-report/骨科/2026-09"):
        waive(office, "monthly-report/骨可/2026-09", "停诊", AT)
