"""tests of recordkit.actions.status: the board at an instant (R29: the 5th; R30: 10 days after the quarter's end)."""

from datetime import datetime

import pytest

from recordkit.actions.amend import waive, withdraw
from recordkit.actions.note import note
from recordkit.actions.status import Wanted, status
from recordkit.domain.tiers import UNKNOWN
from recordkit.errors import TierRefused, UnknownType
from recordkit.office import Office
from tests.house.offices import AT, as_, brought, events, filed, minutes, on, reopened, standings

DUTY = "monthly-report/骨科/2026-10"


@pytest.mark.parametrize(("at", "standing"), [
    (on(10, 31, 23, 59), "upcoming"), (on(11, 1, 0), "due"), (on(11, 5, 23, 59), "due"), (on(11, 6, 0), "late"),
])  # fmt: skip
def test_a_months_report_is_due_until_the_5th_at_24_00_in_the_offices_zone(
    office: Office, at: datetime, standing: str
) -> None:
    """R29, C4."""
    assert standings(office, at)[DUTY] == standing


@pytest.mark.parametrize(("at", "standing"), [
    (on(9, 30, 23), "upcoming"), (on(10, 1, 0), "due"), (on(10, 10, 23, 59), "due"), (on(10, 11, 0), "late"),
])  # fmt: skip
def test_a_quarters_report_is_due_on_the_tenth_day_after_its_end(
    office: Office, at: datetime, standing: str
) -> None:
    """R30, C21."""
    assert standings(office, at)["quarterly-report/骨科/2026Q3"] == standing


def test_all_standings_at_once(office: Office) -> None:
    brought(office, "月度总结报告-2026-1003-001.docx", minutes("一"), folder="骨科", received=on(10, 3))
    brought(office, "月度总结报告-2026-1104-001.docx", minutes("二"), folder="骨科", received=on(11, 8))
    waive(office, "monthly-report/急诊科/2026-09", "停诊", AT)
    assert standings(office, AT) == {
        "monthly-report/急诊科/2026-09": "waived",
        "monthly-report/骨科/2026-09": "met",
        "monthly-report/急诊科/2026-10": "late",
        DUTY: "met_late",
        "monthly-report/急诊科/2026-11": "upcoming",
        "monthly-report/骨科/2026-11": "upcoming",
        "quarterly-report/急诊科/2026Q3": "late",
        "quarterly-report/骨科/2026Q3": "late",
        "quarterly-report/急诊科/2026Q4": "upcoming",
        "quarterly-report/骨科/2026Q4": "upcoming",
    }
    board = status(office, AT)
    assert (board.late, len(status(office, AT, Wanted(late_only=True)).rows)) == (3, 3)


def test_the_board_of_an_earlier_instant_is_what_the_journal_knew_then(office: Office) -> None:
    name = "月度总结报告-2026-1104-001"
    brought(office, f"{name}.docx", minutes(), folder="骨科", received=on(11, 8), at=on(11, 8, 10))
    withdraw(office, name, "放错", on(11, 12))
    assert [standings(office, at)[DUTY] for at in (on(11, 7), on(11, 8, 11), on(11, 12, 10))] == [
        "late",
        "met_late",
        "late",
    ]


def test_a_waiver_excuses_from_the_instant_at_which_it_was_given(office: Office) -> None:
    waive(office, DUTY, "停诊", on(11, 10))
    assert (standings(office, on(11, 9))[DUTY], standings(office, on(11, 11))[DUTY]) == ("late", "waived")
    row = next(row for row in status(office, AT).rows if row.duty.key == DUTY)
    assert row.waiver is not None
    assert (row.waiver.reason, row.waiver.by) == ("停诊", office.person.login)


def test_what_follows_from_records_stands_on_the_board_of_its_department(office: Office) -> None:
    """R8, R10, R11, R39, R42."""
    name = filed(office, "minutes", sent_at=None, acks=None)
    case = filed(office, "complaint", feedback_at=None)
    standing = standings(office, AT)
    owner = office.config.name
    assert standing[f"minutes.sent/{owner}/{name}"] == "late"
    assert [key for key in standing if key.startswith("minutes.ack/")]
    assert [key for key in standing if key.startswith("minutes.resolution/")]
    assert [how for key, how in standing.items() if key.startswith("complaint.triage/")] == ["met"]
    assert standing[f"complaint.reply/急诊科/{case}"] == "late"
    note(office, case, {"feedback_at": "2026-11-16 23:59"}, AT)
    assert standings(office, AT)[f"complaint.reply/急诊科/{case}"] == "met"


def test_a_resolution_is_closed_by_a_note_on_its_row(office: Office) -> None:
    """R11."""
    name = filed(office, "minutes")
    open_ones = [
        key for key, how in standings(office, AT, Wanted(type="minutes.resolution")).items() if how != "met"
    ]
    noted = note(office, name, {"决议事项.1.完成日期": "2026-11-21", "resolutions.1.progress": "已上线"}, AT)
    assert noted.findings == ()
    after = standings(office, AT, Wanted(type="会议纪要.resolution"))
    assert after[open_ones[0]] == "met"
    assert len(open_ones) == len(after)
    [event] = events(office, "noted")
    assert event["facts"] == {"resolutions.1.done_on": "2026-11-21", "_open": ["ack", "resolution"]}


def test_the_journal_tells_no_patient_among_the_facts(office: Office) -> None:
    """R83."""
    filed(office, "complaint")
    [event] = events(office, "filed")
    assert "江怀远" not in str(event)
    facts = event["facts"]
    assert isinstance(facts, dict)
    assert facts["target_dept"] == "急诊科"


def test_what_was_done_is_shown_for_a_month_and_what_is_open_for_ever(office: Office) -> None:
    case = filed(office, "complaint", feedback_at="2026-11-10 09:00")
    key = f"complaint.reply/急诊科/{case}"
    assert key in standings(office, on(12, 9))
    assert key not in standings(office, on(12, 31))
    assert key in standings(office, on(12, 31), Wanted(done_since=on(11, 1).date()))


def test_an_office_asks_for_the_meetings_that_its_settings_name(office: Office) -> None:
    """R13, R16."""
    settings = office.root / "recordkit.toml"
    more = (
        '\n[duties.minutes.weekly]\nsince = "2026-W46"\n[duties.complaint.triage]\nenabled = false\n'
        '[[projects]]\nname = "候诊改造"\ndepartment = "门诊部"\nkickoff = "2026-11-02"\n'
    )
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    with reopened(office) as again:
        meeting = {"meeting_type": "启动会", "project": "候诊改造", "stage_outcome": "范围"}
        filed(
            again,
            "minutes",
            on(11, 2),
            title="启动",
            started_at="2026-11-02 09:00",
            ended_at="2026-11-02 10:00",
            **meeting,
        )
        filed(again, "complaint")
        standing = standings(again, AT)
    assert standing["minutes.kickoff/门诊部/候诊改造"] == "met"
    assert [standing[f"minutes.weekly/{office.config.name}/2026-W{week}"] for week in (46, 47)] == [
        "late",
        "late",
    ]
    assert not any(key.startswith("complaint.triage") for key in standing)


def test_a_report_that_is_due_by_the_months_last_day_is_the_running_months(office: Office) -> None:
    """R34, R31."""
    settings = office.root / "recordkit.toml"
    owing = 'departments = ["骨科"]\n'
    more = f'\n[duties."满意度调研数据"]\n{owing}since = "2026-10"\n[duties."医患沟通月报"]\n{owing}'
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    with reopened(office) as again:
        brought(again, "满意度调研数据-2026-1031-001.docx", minutes(), folder="骨科", received=on(10, 31))
        brought(again, "医患沟通月报-2026-1105-001.docx", minutes("二"), folder="骨科", received=on(11, 5))
        standing = standings(again, AT)
    assert standing["satisfaction-data/骨科/2026-10"] == "met"
    assert standing["patient-communication-report/骨科/2026-10"] == "met"
    assert standing["patient-communication-report/骨科/2026-09"] == "late"


def test_a_rule_that_there_is_not_is_not_shown(office: Office) -> None:
    assert standings(office, AT, Wanted(type="minutes.nothing")) == {}
    with pytest.raises(UnknownType):
        status(office, AT, Wanted(type="nothing.sent"))


def test_the_board_may_be_of_one_department_or_one_type(office: Office) -> None:
    assert {key.split("/")[1] for key in standings(office, AT, Wanted("骨科"))} == {"骨科"}
    assert {key.split("/")[0] for key in standings(office, AT, Wanted(type="季度分析报告"))} == {
        "quarterly-report"
    }
    with pytest.raises(UnknownType):
        status(office, AT, Wanted(type="weekly"))


def test_the_board_as_the_contract_names_it(office: Office) -> None:
    filed(office, "monthly-report", on(11, 8), dept="骨科")
    board = status(office, AT, Wanted("骨科", "monthly-report")).plain()
    assert set(board) == {"as_of", "duties", "late"}
    assert board["as_of"] == "2026-11-21T10:00:00+08:00"
    duties = board["duties"]
    assert isinstance(duties, list)
    assert duties[1] == {
        "key": DUTY,
        "type": "monthly-report",
        "rule": None,
        "department": "骨科",
        "person": None,
        "period": "2026-10",
        "cause": None,
        "due": "2026-11-05",
        "provisional": False,
        "binding": {"zh": "每月, 次月 5 日前", "en": "every month, by day 5 of the next month"},
        "standing": "met_late",
        "late_by": 3,
        "escalated": False,
        "have": 1,
        "wanted": 1,
        "doubtful": False,
        "waived": None,
        "name": "月度总结报告-2026-1108-001",
        "received": duties[1]["received"],
    }
    assert datetime.fromisoformat(duties[1]["received"]) == on(11, 8)


def test_somebody_who_is_not_listed_sees_no_board(office: Office) -> None:
    """R3."""
    with pytest.raises(TierRefused):
        status(as_(office, UNKNOWN), AT)
