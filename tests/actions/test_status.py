"""tests of recordkit.actions.status: the board at an instant (R29: the 5th; R30: 10 days after the quarter's end)."""

from datetime import datetime

import pytest

from recordkit.actions.amend import waive
from recordkit.actions.status import Wanted, status
from recordkit.domain.tiers import UNKNOWN
from recordkit.errors import TierRefused, UnknownType
from recordkit.office import Office
from tests.house.offices import AT, as_, brought, filed, minutes, on, standings

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


def test_the_board_of_an_earlier_instant_knows_nothing_of_what_came_later(office: Office) -> None:
    brought(office, "月度总结报告-2026-1104-001.docx", minutes(), folder="骨科", received=on(11, 8))
    assert (standings(office, on(11, 7))[DUTY], standings(office, on(11, 8, 9))[DUTY]) == ("late", "met_late")


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
        "type": "monthly-report",
        "department": "骨科",
        "period": "2026-10",
        "due": "2026-11-05",
        "standing": "met_late",
        "late_by": 3,
        "name": "月度总结报告-2026-1108-001",
        "received": duties[1]["received"],
    }
    assert datetime.fromisoformat(duties[1]["received"]) == on(11, 8)


def test_somebody_who_is_not_listed_sees_no_board(office: Office) -> None:
    """R3."""
    with pytest.raises(TierRefused):
        status(as_(office, UNKNOWN), AT)
