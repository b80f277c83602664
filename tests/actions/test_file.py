"""tests of recordkit.actions.file: documents filed by hand, and the receipt that a supervisor states (R3, LIFE)."""

from datetime import datetime
from pathlib import Path

import pytest

from recordkit.actions.file import file
from recordkit.actions.status import Wanted
from recordkit.domain.tiers import UNKNOWN
from recordkit.errors import BadUsage, ReasonMissing, TierRefused
from recordkit.office import Office
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, codes, events, made, minutes, on, standings

NAME = "会议纪要-2026-1118-001"
REPORT = "月度总结报告-2026-1105-001"


def lying(office: Office, name: str, content: bytes) -> Path:
    path = office.root / f"{name}.docx"
    path.write_bytes(content)
    return path


def test_a_document_is_filed_now_and_its_source_stays(office: Office) -> None:
    path = lying(office, NAME, minutes())
    [outcome] = file(as_(office, CLERK), [path], AT)
    assert (outcome.status, outcome.name, outcome.person) == ("filed", NAME, CLERK.login)
    assert path.read_bytes() == minutes()
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert (entry.received, entry.current.by) == (AT, CLERK.login)


def test_each_document_has_its_own_verdict(office: Office) -> None:
    paths = [lying(office, "会议记要-2026-1118-001", minutes("一")), lying(office, NAME, minutes())]
    assert [(one.status, codes(one)) for one in file(office, paths, AT)] == [
        ("rejected", ["name_type_unknown"]),
        ("filed", []),
    ]


def test_a_file_that_is_not_there_is_said_before_anything_is_filed(office: Office) -> None:
    with pytest.raises(BadUsage, match="nowhere"):
        file(office, [lying(office, NAME, minutes()), office.root / "nowhere.docx"], AT)
    assert events(office, "filed") == []


def test_somebody_who_is_not_listed_files_nothing_by_hand_and_that_is_journalled(office: Office) -> None:
    """R3: a stranger has the inbox alone."""
    with pytest.raises(TierRefused):
        file(as_(office, UNKNOWN), [lying(office, NAME, minutes())], AT)
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [("unknown", "file")]


def test_paper_is_received_when_a_supervisor_says_it_was(office: Office) -> None:
    """R29: the receipt counts, and why it was stated is journalled."""
    path = lying(office, REPORT, minutes())
    boss = as_(office, SUPERVISOR)
    [outcome] = file(boss, [path], AT, received=on(11, 4), reason="纸质报告")
    assert outcome.status == "filed"
    assert (events(office, "filed")[0]["reason"], events(office, "filed")[0]["by"]) == (
        "纸质报告",
        SUPERVISOR.login,
    )
    entry = office.archive.entry(office.reading(), REPORT)
    assert entry is not None
    assert entry.received == on(11, 4)


@pytest.mark.parametrize(("received", "reason"), [(on(11, 4), None), (on(11, 4), " "), (on(11, 22), "提前")])
def test_a_stated_receipt_needs_a_reason_and_lies_in_the_past(
    office: Office, received: datetime, reason: str | None
) -> None:
    with pytest.raises((ReasonMissing, BadUsage)):
        file(office, [lying(office, NAME, minutes())], AT, received=received, reason=reason)
    assert events(office, "filed") == []


def test_a_stated_receipt_is_refused_to_staff_and_journalled(office: Office) -> None:
    """R3: backdating is a supervisor's."""
    with pytest.raises(TierRefused):
        file(as_(office, CLERK), [lying(office, NAME, minutes())], AT, received=on(11, 4), reason="纸质")
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [(CLERK.login, "received")]
    assert events(office, "filed") == []


def test_a_report_that_is_filed_late_stands_as_late(office: Office) -> None:
    """R29, R30."""
    for key, at in [("monthly-report", on(11, 6)), ("quarterly-report", on(10, 10, 23))]:
        path = made(office, key, at, dept="骨科").path
        file(office, [path], at)
    stand = standings(office, AT, Wanted("骨科"))
    assert stand["monthly-report/骨科/2026-10"] == "met_late"
    assert stand["quarterly-report/骨科/2026Q3"] == "met"
