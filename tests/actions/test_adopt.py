"""An old tree brought in: all checked first, filed with old path and date, never twice, its sources untouched."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from recordkit.actions.adopt import Adopted, adopt
from recordkit.actions.propose import propose, write_mapping
from recordkit.archive.asked import Asked
from recordkit.documents.pages.mapping_book import COLUMNS
from recordkit.domain.tiers import Act, permit
from recordkit.errors import TierRefused
from recordkit.office import Office
from tests.house.legacy import WRITTEN, old_file, old_tree
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, brought, events, minutes
from tests.house.trees import tree

PLACES = {key: place for place, key in enumerate(COLUMNS, 1)}
MEETING, VISIT = "会议/2019-3-15例会会议纪要.docx", "家访/家访 张三 20190316.docx"


def mapped(office: Office, root: Path, **changes: object) -> Path:
    """Write the mapping of a tree next to it; `changes` are cells of the meeting's row, by column."""
    target = root.with_suffix(".xlsx")
    write_mapping(office, propose(office, root, AT), target, "zh")
    edit(target, MEETING, **changes)
    return target


def edit(mapping: Path, name: str, /, **changes: object) -> int:
    """Change the cells of a row as a person would in Excel, and return its number."""
    book = load_workbook(mapping)
    sheet = book.worksheets[0]
    row = next((cell.row for cell in sheet["A"] if cell.value == name), 0)
    for key, value in changes.items():
        sheet.cell(row, PLACES[key]).value = value  # type: ignore[assignment]
    book.save(mapping)
    return row


def run(office: Office, root: Path, mapping: Path, *, trial: bool = False) -> Adopted:
    return adopt(office, root, mapping, AT, "zh", trial=trial)


def faults(done: Adopted) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.row, one.column) for one in done.findings if one.severity == "error"]


def test_what_is_marked_is_filed_with_its_old_path_and_date(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    before = tree(root)
    done = run(office, root, mapped(office, root))
    assert {one.input: (one.status, one.name) for one in done.outcomes} == {
        MEETING: ("filed", "会议纪要-2019-0315-001"),
        VISIT: ("filed", "家访报告-2019-0316-001"),
        "家访/家访报告-2019-0320-003.docx": ("filed", "家访报告-2019-0320-003"),
        "骨科/2019年3月月度总结报告.docx": ("filed", "月度总结报告-2019-0403-001"),
    }
    assert (done.ok, done.skipped, done.unmapped) == (True, 6, ())
    assert tree(root) == before
    told = {event["name"]: event for event in events(office, "filed")}
    meeting, visit = told["会议纪要-2019-0315-001"], told["家访报告-2019-0316-001"]
    assert (meeting["source_name"], meeting["reason"]) == (MEETING, "import old")
    assert meeting["received"] == visit["received"] == "2019-04-03T02:00:00.000000Z"
    assert meeting["claims"] == {"mtime": "2019-04-03T02:00:00.000000Z"}
    assert "source_name" not in visit  # a sensitive type's old path may hold a name (R83)
    report = office.archive.entry(office.reading(), "月度总结报告-2019-0403-001")
    assert report is not None
    assert (report.department, report.period, report.doubtful) == ("骨科", "2019-03", False)


def test_the_archive_is_sound_afterwards_its_numbers_explained(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    run(office, root, mapped(office, root))
    report = office.archive.verify(permit(office.person, Act.VERIFY), Asked())
    assert report.ok, report.items
    assert [event["name"] for event in events(office, "opened")] == ["家访报告-2019-0320-002"]


def test_a_second_run_files_nothing_twice(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root)
    run(office, root, mapping)
    head = office.archive.head
    again = run(office, root, mapping)
    assert {one.status for one in again.outcomes} == {"duplicate"}
    assert [one.name for one in again.outcomes if one.input == MEETING] == ["会议纪要-2019-0315-001"]
    assert office.archive.head == head


def test_what_a_person_changed_is_what_is_filed(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root, day="2019年3月16日", number=1, department="急诊科")
    edit(mapping, VISIT, treatment="跳过")
    edit(
        mapping,
        "报告.docx",
        treatment="归档",
        word="季度分析报告",
        day="2019-04-09",
        period="2019Q1",
        department="骨科",
    )
    done = run(office, root, mapping)
    assert {one.name for one in done.outcomes} >= {"会议纪要-2019-0316-001", "季度分析报告-2019-0409-001"}
    assert VISIT not in {one.input for one in done.outcomes}
    entry = office.archive.entry(office.reading(), "季度分析报告-2019-0409-001")
    assert entry is not None
    assert (entry.period, entry.department, entry.doubtful) == ("2019Q1", "骨科", False)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"word": "会议记要"}, ("enum_unknown", "建议类型")),
        ({"word": None}, ("required_missing", "建议类型")),
        ({"day": "三月"}, ("date_invalid", "建议日期")),
        ({"day": None}, ("required_missing", "建议日期")),
        ({"day": "2099-01-01"}, ("date_future", "建议日期")),
        ({"number": "一"}, ("number_not_whole", "编号")),
        ({"number": 0}, ("number_not_whole", "编号")),
        ({"number": 5}, ("number_taken", "编号")),
        ({"department": "骨课"}, ("enum_unknown", "科室")),
        ({"treatment": "归挡"}, ("enum_unknown", "处理")),
        ({"path": "会议/没有.docx"}, ("import_path_unknown", "原路径")),
        ({"path": VISIT}, ("import_path_twice", "原路径")),
        ({"word": "投诉登记台账"}, ("name_extension", "原路径")),
    ],
)
def test_a_fault_of_the_mapping_is_named_by_row_and_column_and_nothing_is_filed(
    office: Office, tmp_path: Path, changes: dict[str, object], fault: tuple[str, str]
) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root)
    row, head = edit(mapping, MEETING, **changes), office.archive.head
    done = run(office, root, mapping)
    code, column = fault
    assert (code, row, column) in faults(done)
    assert (done.outcomes, done.ok) == ((), False)
    assert office.archive.head == head


def test_all_faults_are_found_at_once_those_of_the_content_too(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root, day="?")
    rows = [
        edit(mapping, MEETING),
        edit(mapping, "会议纪要20190622.docx", treatment="归档"),
        edit(mapping, "报告.docx", treatment="归档", word="没有的类型"),
    ]
    done = run(office, root, mapping)
    assert {(code, row) for code, row, _ in faults(done)} == {
        ("date_invalid", rows[0]),
        ("file_mislabelled", rows[1]),
        ("enum_unknown", rows[2]),
    }
    assert all(one.file == mapping.name for one in done.findings)


def test_two_rows_of_one_content_are_a_fault(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root)
    edit(mapping, "会议/副本 2019-3-15例会会议纪要.docx", treatment="归档")
    assert [code for code, _, _ in faults(run(office, root, mapping))] == ["import_same_content"]


def test_a_number_that_is_held_is_a_fault_and_never_becomes_a_version(office: Office, tmp_path: Path) -> None:
    brought(office, "会议纪要-2019-0315-001.docx", minutes("another"))
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root, number=1)
    [(code, _, column)] = faults(run(office, root, mapping))
    assert (code, column) == ("number_taken", "编号")


def test_a_trial_checks_and_files_nothing(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping, head = mapped(office, root), office.archive.head
    done = run(office, root, mapping, trial=True)
    assert (done.ok, done.ready, done.outcomes) == (True, 4, ())
    assert office.archive.head == head


def test_files_that_no_row_speaks_of_are_told(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root)
    old_file(root, "新来的.docx")
    assert run(office, root, mapping).unmapped == ("新来的.docx",)


def test_many_files_are_filed_in_batches_in_the_order_of_their_numbers(
    office: Office, tmp_path: Path
) -> None:
    root = tmp_path / "old"
    for number in range(1, 56):
        old_file(root, f"{number % 7}/会议纪要-2019-0315-{number:03d}.docx")
    head = office.archive.head
    done = run(office, root, mapped(office, root))
    assert len([one for one in done.outcomes if one.status == "filed"]) == 55
    assert office.archive.head.seq == head.seq + 2
    assert office.archive.free("会议纪要", WRITTEN.date().replace(month=3, day=15)).number == 56


def test_a_file_of_the_future_was_received_now(office: Office, tmp_path: Path) -> None:
    old_file(tmp_path / "old", MEETING, written=AT + timedelta(days=30))
    run(office, tmp_path / "old", mapped(office, tmp_path / "old"))
    entry = office.archive.entry(office.reading(), "会议纪要-2019-0315-001")
    assert entry is not None
    assert entry.received == AT


def test_a_supervisor_may_and_opening_numbers_are_a_directors(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    mapping = mapped(office, root)
    with pytest.raises(TierRefused):
        run(as_(office, CLERK), root, mapping)
    with pytest.raises(TierRefused):
        run(as_(office, SUPERVISOR), root, mapping)
    assert events(office, "filed") == []
    edit(mapping, "家访/家访报告-2019-0320-003.docx", number=None)
    book = load_workbook(mapping)
    book["起始编号"].delete_rows(3)
    book.save(mapping)
    assert run(as_(office, SUPERVISOR), root, mapping).ok
