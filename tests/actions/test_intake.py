"""tests of recordkit.actions.intake: INTAKE's Names, Identity and Content; ARCHIVE's Numbers; R1, R3, R7, R29, R83."""

from datetime import datetime

import pytest

from recordkit.actions.status import Wanted
from recordkit.documents.embedding import Embedded, embed
from recordkit.domain.entry import Entry
from recordkit.domain.tiers import UNKNOWN, Act, Person
from recordkit.office import Office
from tests.house.inbox_files import pdf
from tests.house.offices import (
    AT,
    CLERK,
    MEETING,
    OTHER,
    SUPERVISOR,
    VISITS,
    as_,
    brought,
    codes,
    edited,
    events,
    made,
    made_from,
    minutes,
    on,
    standings,
)

NAME = "会议纪要-2026-1118-001"
REPORT = "月度总结报告-2026-1105-001"


def entry(office: Office, name: str = NAME) -> Entry:
    found = office.archive.entry(office.reading(), name)
    assert found is not None
    return found


def test_a_typed_document_is_filed_under_its_name_by_who_brought_it(office: Office) -> None:
    outcome = brought(office, f"{NAME}.docx", minutes())
    assert (outcome.status, outcome.name, outcome.person, outcome.findings) == (
        "filed",
        NAME,
        CLERK.login,
        (),
    )
    assert (entry(office).person, entry(office).received, entry(office).current.by) == (
        CLERK.login,
        AT,
        CLERK.login,
    )


@pytest.mark.parametrize(("section", "line"), [
    ("会议时间", "会议时间"), ("参会人员", "参会人员"), ("决议事项", "决议事项"), ("责任分工", "责任分工"),
])  # fmt: skip
def test_minutes_without_one_of_their_four_parts_are_refused_naming_it(
    office: Office, section: str, line: str
) -> None:
    """R7: time, people, resolutions, responsibilities."""
    outcome = brought(office, f"{NAME}.docx", minutes(without=line))
    assert (outcome.status, codes(outcome)) == ("rejected", ["section_missing"])
    assert section in outcome.findings[0].message("zh")
    assert office.archive.entry(office.reading(), NAME) is None


def test_generated_minutes_have_all_that_minutes_need(office: Office) -> None:
    [document] = made_from(office, "minutes", MEETING)
    outcome = brought(office, document.path.name, document.path.read_bytes())
    assert (outcome.status, outcome.findings) == ("filed", ())


@pytest.mark.parametrize("content", [pdf(scan_size=1200), pdf()])
def test_a_signed_scan_is_filed(office: Office, content: bytes) -> None:
    outcome = brought(office, f"{NAME}.pdf", content)
    assert (outcome.status, outcome.findings) == ("filed", ())
    assert entry(office).current.path.endswith(".pdf")


@pytest.mark.parametrize("by", [CLERK, SUPERVISOR, OTHER, UNKNOWN])
def test_the_same_bytes_again_are_a_duplicate(office: Office, by: Person) -> None:
    brought(office, f"{NAME}.docx", minutes())
    again = brought(office, f"{NAME}.docx", minutes(), by, at=on(11, 22))
    assert (again.status, again.name, len(events(office, "filed"))) == ("duplicate", NAME, 1)


def test_the_same_bytes_under_another_name_are_refused_with_the_name_they_have(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    again = brought(office, "会议纪要-2026-1119-001.docx", minutes())
    assert (again.status, codes(again)) == ("rejected", ["duplicate_content"])
    assert NAME in again.findings[0].message("zh")


def test_what_was_withdrawn_under_a_wrong_name_is_filed_under_the_right_one(office: Office) -> None:
    brought(office, "会议纪要-2026-1119-001.docx", minutes())
    office.archive.withdraw(
        office.permit_of(SUPERVISOR, Act.WITHDRAW, None, AT), "会议纪要-2026-1119-001", "日期错", AT
    )
    assert brought(office, f"{NAME}.docx", minutes()).status == "filed"


def test_the_same_name_with_other_bytes_is_a_version_for_a_supervisor(office: Office) -> None:
    """R3: whoever may edit replaces; received stays the first receipt."""
    brought(office, f"{NAME}.docx", minutes())
    again = brought(office, f"{NAME}.docx", minutes("补充"), SUPERVISOR, received=on(11, 25), at=on(11, 25))
    assert (again.status, again.name) == ("version", NAME)
    assert (len(entry(office).versions), entry(office).received, entry(office).current.by) == (
        2,
        AT,
        SUPERVISOR.login,
    )


@pytest.mark.parametrize("by", [CLERK, OTHER, UNKNOWN])
def test_the_same_name_with_other_bytes_is_refused_to_staff_and_strangers_and_journalled(
    office: Office, by: Person
) -> None:
    """R3: staff and people who are not listed file, and do not replace; the right free number is offered."""
    brought(office, f"{NAME}.docx", minutes())
    later = on(11, 25)
    again = brought(office, f"{NAME}.docx", minutes("补充"), by, received=on(11, 24), at=later)
    assert (again.status, codes(again)) == ("rejected", ["may_not_replace"])
    assert all(word in again.findings[0].message("zh") for word in (NAME, by.name))
    assert "会议纪要-2026-1118-002" in again.findings[0].suggestion("zh")
    assert len(entry(office).versions) == 1
    refused = events(office, "refused")[-1]
    assert (refused["by"], refused["act"], refused["name"]) == (by.login, "revise", NAME)
    assert next(line for line, event in list(office.archive.log(office.reading()))[-1:]).at == later


@pytest.mark.parametrize(("name", "code", "nearest"), [
    ("会议记要-2026-1118-001.docx", "name_type_unknown", "会议纪要-2026-1118-001.docx"),
    ("会议纪要-2026-1131-001.docx", "name_date_impossible", "会议纪要-2026-"),
    ("会议纪要-2062-1118-001.docx", "name_date_far", ""),
    ("会议纪要.docx", "name_shape", "会议纪要-2026-"),
    ("会议纪要-2026-1118-000.docx", "name_number_invalid", "001"),
    ("会议纪要-2026-1118-001.xlsx", "name_extension", ".docx"),
])  # fmt: skip
def test_a_wrong_name_is_refused_with_the_nearest_right_one(
    office: Office, name: str, code: str, nearest: str
) -> None:
    """R1: type-date-number."""
    outcome = brought(office, name, minutes())
    assert (outcome.status, codes(outcome)) == ("rejected", [code])
    assert nearest in outcome.findings[0].suggestion("zh")


@pytest.mark.parametrize("name", [
    "会议纪要-2026-11-18-001.docx", "会议纪要-20261118-001.DOCX", "会议纪要－２０２６－１１１８－００１.docx",
    "会议纪要 - 2026-1118 - 001.docx",
    "会议纪要-2026-1118.docx",
])  # fmt: skip
def test_a_name_that_can_be_repaired_is_filed_under_its_one_spelling(office: Office, name: str) -> None:
    outcome = brought(office, name, minutes())
    assert (outcome.status, outcome.name) == ("filed", NAME)
    assert "name_repaired" in codes(outcome)
    assert {one.severity for one in outcome.findings} == {"warning"}
    assert f"{NAME}.docx" in "".join(one.message("zh") for one in outcome.findings)


@pytest.mark.parametrize(("number", "free"), [("002", "001"), ("007", "001")])
def test_a_number_beyond_the_next_free_one_is_refused_saying_which_is_free(
    office: Office, number: str, free: str
) -> None:
    """R1: no gap comes from a typed number."""
    outcome = brought(office, f"会议纪要-2026-1118-{number}.docx", minutes())
    assert codes(outcome) == ["number_taken"]
    assert f"会议纪要-2026-1118-{free}" in outcome.findings[0].suggestion("zh")
    assert events(office, "refused")[-1]["act"] == "file"


def test_a_number_that_somebody_else_holds_is_refused_to_a_typed_document(office: Office) -> None:
    document = made(as_(office, OTHER), "minutes")
    outcome = brought(office, f"{document.name}.docx", minutes())
    assert codes(outcome) == ["number_taken"]
    assert OTHER.login in outcome.findings[0].message("zh")


@pytest.mark.parametrize("by", [CLERK, OTHER, SUPERVISOR, UNKNOWN])
def test_a_generated_document_is_filed_by_whoever_brings_it(office: Office, by: Person) -> None:
    """The number was reserved for its record, which it carries: the one who filled in the form need not be the one who drags."""
    document = made(as_(office, CLERK), "minutes")
    outcome = brought(office, f"{document.name}.docx", document.path.read_bytes(), by)
    assert (outcome.status, outcome.name, outcome.findings) == ("filed", document.name, ())
    assert entry(office, document.name).person == by.login


def test_a_generated_document_without_its_number_gets_the_number_of_its_record(office: Office) -> None:
    made(office, "minutes", title="另一次会议")
    document = made(office, "minutes")
    outcome = brought(office, "会议纪要-2026-1120.docx", document.path.read_bytes())
    assert (document.name, outcome.name) == ("会议纪要-2026-1120-002", "会议纪要-2026-1120-002")


def test_a_document_that_was_edited_by_hand_is_filed_with_a_warning(office: Office) -> None:
    """LIFE: what a person sees is what counts."""
    document = made(office, "minutes")
    changed = edited(document.path.read_bytes(), "302会议室", "305会议室")
    outcome = brought(office, f"{document.name}.docx", changed)
    assert (outcome.status, codes(outcome)) == ("filed", ["record_disagrees"])
    assert all(word in outcome.findings[0].message("zh") for word in ("302会议室", "305会议室"))
    assert events(office, "filed")[-1]["claims"] == {"edited": True}


@pytest.mark.parametrize(
    "key", ["minutes", "complaint", "home-visit", "monthly-report", "quarterly-report", "complaint-register"]
)
def test_an_untouched_document_of_every_type_is_filed_without_a_warning(office: Office, key: str) -> None:
    example = office.types.example(key)
    assert example is not None
    [document] = made_from(office, key, example, on(11, 30))
    outcome = brought(office, document.path.name, document.path.read_bytes(), at=on(12, 1))
    assert (outcome.status, codes(outcome)) == ("filed", [])


def test_a_document_of_another_type_than_its_name_says_is_refused(office: Office) -> None:
    document = made_from(office, "home-visit", VISITS)[0]
    outcome = brought(office, "投诉登记表-2026-1110-001.docx", document.path.read_bytes())
    assert codes(outcome) == ["type_differs"]
    assert "家访报告" in outcome.findings[0].message("zh")


def test_a_document_of_a_type_that_is_not_here_is_refused_and_not_a_fault_of_ours(office: Office) -> None:
    foreign = embed(minutes(), Embedded(NAME, "ward-round", None, None, False, {"title": "查房"}))
    outcome = brought(office, f"{NAME}.docx", foreign)
    assert (codes(outcome), "ward-round" in outcome.findings[0].message("zh")) == (["type_differs"], True)


@pytest.mark.parametrize(("content", "code"), [
    (b"PK\x03\x04 not a zip", "file_incomplete"), (b"plain text", "file_mislabelled"), (pdf(), "file_mislabelled"),
])  # fmt: skip
def test_content_that_is_not_what_its_name_says_is_refused(office: Office, content: bytes, code: str) -> None:
    assert codes(brought(office, f"{NAME}.docx", content)) == [code]


@pytest.mark.parametrize(("folder", "by", "department"), [
    ("骨科", OTHER, "骨科"),
    (None, OTHER, "急诊科"),
    ("临时文件夹", OTHER, "急诊科"),
    (None, UNKNOWN, None),
])  # fmt: skip
def test_a_reports_department_is_its_sub_folder_else_its_persons(
    office: Office, folder: str | None, by: Person, department: str | None
) -> None:
    outcome = brought(office, f"{REPORT}.docx", minutes(), by, folder=folder)
    assert outcome.status == "filed"
    assert entry(office, REPORT).department == department
    assert ("department_missing" in codes(outcome)) is (department is None)


def test_a_generated_reports_department_and_period_are_its_own(office: Office) -> None:
    document = made(office, "monthly-report", on(11, 3), dept="骨科", period="2026-09")
    outcome = brought(
        office, f"{document.name}.docx", document.path.read_bytes(), OTHER, folder="急诊科", at=on(11, 4)
    )
    assert (outcome.status, codes(outcome)) == ("filed", [])
    assert (entry(office, document.name).department, entry(office, document.name).period) == (
        "骨科",
        "2026-09",
    )


@pytest.mark.parametrize(("name", "period", "doubtful"), [
    ("月度总结报告-2026-1101-001", "2026-10", False),
    ("月度总结报告-2026-1105-001", "2026-10", False),
    ("月度总结报告-2026-1106-001", "2026-10", True),
    ("月度总结报告-2026-1031-001", "2026-09", True),
    ("季度分析报告-2026-1010-001", "2026Q3", False),
    ("季度分析报告-2026-1011-001", "2026Q3", True),
])  # fmt: skip
def test_a_typed_report_is_of_the_last_period_that_had_ended_and_in_doubt_after_its_due_day(
    office: Office, name: str, period: str, doubtful: bool
) -> None:
    """R29 and R30: the 5th of the next month and 10 days are still in time."""
    outcome = brought(office, f"{name}.docx", minutes(), folder="骨科")
    assert (entry(office, name).period, entry(office, name).doubtful) == (period, doubtful)
    assert ("period_doubtful" in codes(outcome)) is doubtful


@pytest.mark.parametrize("second", ["月度总结报告-2026-1104-002", "月度总结报告-2026-1105-001"])
def test_a_second_report_for_the_same_month_is_in_doubt_whatever_its_day(office: Office, second: str) -> None:
    brought(office, "月度总结报告-2026-1104-001.docx", minutes(), folder="骨科")
    assert codes(brought(office, f"{second}.docx", minutes("二"), folder="骨科")) == ["period_doubtful"]
    assert brought(office, "月度总结报告-2026-1103-001.docx", minutes("三"), folder="急诊科").findings == ()


def test_a_later_version_of_a_report_keeps_the_period_that_was_assigned(office: Office) -> None:
    brought(office, f"{REPORT}.docx", minutes(), folder="骨科")
    permit = office.permit_of(SUPERVISOR, Act.ASSIGN, REPORT, AT)
    office.archive.assign(permit, REPORT, "2026-09", AT)
    outcome = brought(office, f"{REPORT}.docx", minutes("二"), SUPERVISOR, folder="骨科")
    assert (outcome.status, codes(outcome)) == ("version", [])
    assert (entry(office, REPORT).period, entry(office, REPORT).doubtful) == ("2026-09", False)


@pytest.mark.parametrize(("received", "standing"), [
    (on(11, 5, 23, 59), "met"), (on(11, 6, 0, 0), "met_late"), (on(11, 3), "met"),
])  # fmt: skip
def test_lateness_goes_by_receipt_and_not_by_the_name(
    office: Office, received: datetime, standing: str
) -> None:
    """R29, C4: the 5th at 24:00; a name with an early day makes nothing punctual."""
    brought(office, "月度总结报告-2026-1103-001.docx", minutes(), folder="骨科", received=received)
    assert standings(office, AT, Wanted("骨科"))["monthly-report/骨科/2026-10"] == standing


def test_a_sensitive_documents_file_name_and_values_stay_out_of_the_journal(office: Office) -> None:
    """R83: the journal is for ever."""
    document = made(office, "complaint")
    brought(office, f"{document.name}.docx", document.path.read_bytes())
    told = "".join(path.read_text("utf-8") for path in (office.root / "archive" / "journal").iterdir())
    assert not any(secret in told for secret in ("江怀远", "13800138000", "松林路"))
    assert [one.name for one in office.archive.find(office.reading(), "江怀远")] == []
    assert [one.name for one in office.archive.find(office.reading(), "急诊科 就医流程")] == [document.name]
