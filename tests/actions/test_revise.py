"""tests of recordkit.actions.revise: a later version, from a file or made anew from input; a supervisor's (R3)."""

import json

import pytest

from recordkit.actions.revise import revise
from recordkit.documents.embedding import embedded
from recordkit.errors import NoEntry, TierRefused
from recordkit.office import Office
from tests.house.offices import (
    AT,
    CLERK,
    MEETING,
    SUPERVISOR,
    as_,
    brought,
    codes,
    events,
    example,
    filed,
    minutes,
    on,
)

NAME = "会议纪要-2026-1118-001"


def test_a_supervisor_replaces_a_document_by_a_file_of_any_name(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    path = office.root / "新稿.docx"
    path.write_bytes(minutes("补充"))
    outcome = revise(as_(office, SUPERVISOR), NAME, path, on(11, 22))
    assert (outcome.status, outcome.name) == ("version", NAME)
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert [(one.version, one.by) for one in entry.versions] == [(1, CLERK.login), (2, SUPERVISOR.login)]
    assert (entry.received, entry.current.received) == (AT, on(11, 22))


def test_staff_replace_nothing_and_the_attempt_is_journalled(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    with pytest.raises(TierRefused, match="supervisor"):
        revise(as_(office, CLERK), NAME, MEETING, AT)
    assert [(one["by"], one["act"], one["name"]) for one in events(office, "refused")] == [
        (CLERK.login, "revise", NAME)
    ]


def test_a_document_is_made_anew_from_corrected_input_under_its_own_name(office: Office) -> None:
    name = filed(office, "minutes")
    path = office.root / "改正.json"
    path.write_text(
        json.dumps(example(office, "minutes", place="305会议室"), ensure_ascii=False, default=str), "utf-8"
    )
    outcome = revise(as_(office, SUPERVISOR), name, path, on(11, 22))
    assert (outcome.status, outcome.findings) == ("version", ())
    content = office.archive.read(office.reading(), name, journalled=False, at=AT).data
    carried = embedded(content)
    assert carried is not None
    assert (carried.name, carried.values["place"]) == (name, "305会议室")
    assert [one.name for one in office.archive.find(office.reading(), "305会议室")] == [name]


@pytest.mark.parametrize("name", ["周例会-有误.yaml", "家访-2026年11月.json"])
def test_input_that_is_faulty_or_more_than_one_record_replaces_nothing(office: Office, name: str) -> None:
    filed_as = filed(office, "minutes" if name.endswith("yaml") else "home-visit")
    outcome = revise(office, filed_as, MEETING.with_name(name), AT)
    assert outcome.status == "rejected"
    assert outcome.findings
    assert len(events(office, "filed")) == 1


def test_minutes_that_lack_a_part_replace_nothing(office: Office) -> None:
    """R7 holds for every version."""
    brought(office, f"{NAME}.docx", minutes())
    path = office.root / "新稿.docx"
    path.write_bytes(minutes(without="责任分工"))
    assert codes(revise(office, NAME, path, AT)) == ["section_missing"]


def test_the_same_bytes_are_no_new_version(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    path = office.root / "同一份.docx"
    path.write_bytes(minutes())
    assert revise(office, NAME, path, AT).status == "duplicate"


def test_a_name_that_is_not_filed_cannot_be_replaced(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    with pytest.raises(NoEntry, match=NAME):
        revise(office, "会议纪要-2026-1118-002", MEETING, AT)
