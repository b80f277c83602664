"""tests of recordkit.actions.fill: a form in 填报/ comes back as documents, its faults as the marked workbook (INTAKE)."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from recordkit.actions.blank import blank
from recordkit.actions.memory import Memory
from recordkit.actions.sweep import sweep
from recordkit.inbox.layout import LIST, MADE, REJECTED
from recordkit.inbox.scan import scan
from recordkit.office import Office
from tests.house.office_files import first_sheet
from tests.house.offices import AT, COMPLAINTS, MEETING, VISITS, codes, drop, events, minutes, on, swept

CSV = COMPLAINTS.name


def head_of_the_month(office: Office, lines: int) -> Path:
    """The first lines of October's complaints, in the office's own encoding."""
    target = office.root / CSV
    target.write_bytes(b"".join(COMPLAINTS.read_bytes().splitlines(keepends=True)[: 3 + lines]))
    return target


def listed(office: Office) -> list[list[object]]:
    book = openpyxl.load_workbook(office.inbox / MADE / LIST)
    return [[cell.value for cell in row] for row in first_sheet(book).iter_rows(min_row=2)]


def test_a_filled_in_form_comes_back_as_documents_of_today_with_a_line_each(office: Office) -> None:
    drop(office, f"填报/{VISITS.name}", VISITS)
    [outcome] = swept(office).outcomes
    assert (outcome.status, outcome.findings, len(outcome.documents)) == ("generated", (), 5)
    folder = office.inbox / MADE / "2026-11-21"
    assert sorted(path.name for path in folder.iterdir()) == [
        f"家访报告-2026-11{n}-001.docx" for n in range(10, 15)
    ]
    assert [row[1] for row in listed(office)] == [f"家访报告-2026-11{n}-001" for n in range(10, 15)]
    assert (office.inbox / MADE / str(listed(office)[0][5])).is_file()
    assert (scan(office.inbox), list((office.inbox / REJECTED).iterdir())) == ([], [])


def test_the_day_of_the_folder_is_the_offices_and_not_greenwichs(office: Office) -> None:
    drop(office, f"填报/{MEETING.name}", MEETING)
    swept(office, on(11, 22, 0, 30))
    assert [path.parent.name for path in (office.inbox / MADE).rglob("*.docx")] == ["2026-11-22"]


def test_good_records_are_made_and_the_bad_cells_come_back_marked(office: Office) -> None:
    drop(office, f"填报/{CSV}", head_of_the_month(office, 24))
    [outcome] = swept(office).outcomes
    assert (outcome.status, len(outcome.documents)) == ("generated", 22)
    assert [one.code for one in outcome.findings if one.severity == "error"] == [
        "phone_damaged",
        "date_invalid",
    ]
    assert outcome.returned is not None
    assert Path(outcome.returned).name == CSV.replace(".csv", ".有误.xlsx")
    book = openpyxl.load_workbook(outcome.returned)
    red = {
        cell.value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.fill.fgColor.rgb == "00FFC7CE"
    }
    assert red == {"1.38E+10", "2026-10-32 09:00"}


def test_a_marked_workbook_that_was_put_right_makes_what_was_missing_and_nothing_twice(
    office: Office,
) -> None:
    """R1: the natural key gives the complaints that were made their numbers again."""
    drop(office, f"填报/{CSV}", head_of_the_month(office, 12))
    [first] = swept(office).outcomes
    assert first.returned is not None
    book = openpyxl.load_workbook(first.returned)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "1.38E+10":
                    cell.value = "13800138000"
    corrected = office.root / "改好.xlsx"
    book.save(corrected)
    shutil.copyfile(corrected, office.inbox / "填报" / "改好.xlsx")
    [second] = swept(office).outcomes
    assert (second.status, len(first.documents), len(second.documents), second.returned) == (
        "generated",
        11,
        12,
        None,
    )
    assert len(events(office, "reserved")) == 12


def test_a_form_that_is_all_wrong_comes_back_marked_and_makes_nothing(office: Office) -> None:
    drop(office, "填报/周例会-有误.yaml", MEETING.with_name("周例会-有误.yaml"))
    [outcome] = swept(office).outcomes
    assert (outcome.status, outcome.documents, len(outcome.findings)) == ("rejected", [], 4)
    [back] = list((office.inbox / REJECTED).iterdir())
    assert back.name == "周例会-有误.有误.xlsx"
    assert not (office.inbox / MADE / LIST).exists()
    assert office.archive.numbers(office.reading()) == []


def test_a_blank_form_that_nobody_filled_in_comes_back_saying_what_it_wants(office: Office) -> None:
    """R7's minutes from Excel alone, for a clerk without a command line."""
    drop(office, "填报/会议纪要.xlsx", blank(office, "minutes", "zh", office.root / "会议纪要.xlsx"))
    [outcome] = swept(office).outcomes
    assert outcome.status == "rejected"
    assert {"required_missing", "no_records"} & set(codes(outcome))


@pytest.mark.parametrize(("name", "content"), [
    ("纪要.docx", minutes()), ("空.csv", b"a,b\n1,2\n"), ("坏.json", b"{"), ("会议.txt", "会议很好".encode()),
    ("坏.yaml", b"a: [1\n"),
])  # fmt: skip
def test_what_is_no_form_goes_back_with_its_reason_and_is_no_fault_of_ours(
    office: Office, name: str, content: bytes
) -> None:
    drop(office, f"填报/{name}", content)
    [outcome] = swept(office).outcomes
    assert (outcome.status, outcome.documents) == ("rejected", ())
    assert "fault_of_ours" not in codes(outcome)
    assert (office.inbox / REJECTED / name).read_bytes() == content
    assert (office.inbox / REJECTED / f"{name}.原因.txt").exists()


def test_a_list_that_cannot_be_read_is_kept_aside_and_begun_anew(office: Office) -> None:
    drop(office, f"{MADE}/{LIST}", b"no workbook")
    drop(office, f"填报/{MEETING.name}", MEETING)
    swept(office)
    assert [row[1] for row in listed(office)] == ["会议纪要-2026-1120-001"]
    assert (office.inbox / MADE / LIST.replace(".xlsx", ".损坏.xlsx")).read_bytes() == b"no workbook"


def test_the_list_names_no_patient_in_the_clear(office: Office) -> None:
    """R83: the list in the shared folder is a list."""
    drop(office, f"填报/{CSV}", head_of_the_month(office, 5))
    swept(office)
    told = "".join(str(cell) for row in listed(office) for cell in row)
    assert "TS20261031-001" in told
    assert "13800138000" not in told


def test_what_was_made_is_filed_when_it_is_dragged_over(office: Office) -> None:
    drop(office, f"填报/{VISITS.name}", VISITS)
    [outcome] = swept(office).outcomes
    for document in outcome.documents:
        shutil.move(document, office.inbox)
    result = swept(office, AT)
    assert [(one.status, one.findings) for one in result.outcomes] == [("filed", ())] * 5


def test_forms_of_several_people_at_once_all_come_back(office: Office) -> None:
    drop(office, f"填报/骨科/{VISITS.name}", VISITS)
    drop(office, f"填报/急诊科/{MEETING.name}", MEETING)
    drop(office, f"填报/{CSV}", head_of_the_month(office, 5))
    outcomes = swept(office).outcomes
    assert [one.status for one in outcomes] == ["generated"] * 3
    assert len(listed(office)) == sum(len(one.documents) for one in outcomes) == 11


def test_a_form_dropped_twice_gets_the_same_numbers(office: Office) -> None:
    """R1: the natural key is the record's own."""
    names = []
    for _ in range(2):
        drop(office, f"填报/{VISITS.name}", VISITS)
        [outcome] = swept(office).outcomes
        names.append([Path(document).name for document in outcome.documents])
    assert names[0] == names[1]
    assert len(events(office, "reserved")) == 5


def test_a_form_that_is_half_saved_waits_for_the_rest(office: Office) -> None:
    form = blank(office, "minutes", "zh", office.root / "会议纪要.xlsx").read_bytes()
    memory = Memory.of(office.inbox)
    path = drop(office, "填报/会议纪要.xlsx", form[: len(form) // 2])
    first = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert (first.outcomes, len(first.waiting)) == ((), 1)
    path.write_bytes(form)
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["rejected"]


def test_a_form_saved_over_again_by_rename_is_taken_as_it_is_in_the_end(office: Office) -> None:
    """Excel writes a temporary file and renames it over the old one."""
    memory = Memory.of(office.inbox)
    drop(office, f"填报/{VISITS.name}", b"[]")
    sweep(office, memory, at=AT, tick=0.0, settle=5.0)
    temporary = drop(office, "填报/1A2B3C00", VISITS)
    temporary.replace(office.inbox / "填报" / VISITS.name)
    outcomes = [sweep(office, memory, at=AT, tick=tick, settle=5.0).outcomes for tick in (5.0, 10.0)]
    assert [[one.status for one in each] for each in outcomes] == [[], ["generated"]]
