"""tests of recordkit.actions.generate: structured input to named, numbered documents that carry their records (R1, R83)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
import openpyxl
import pytest

from recordkit.actions.draft import draft_values
from recordkit.actions.generate import Generated, Options, generate
from recordkit.actions.get import Wish, get
from recordkit.documents.embedding import embedded
from recordkit.documents.reading import visible_text
from recordkit.errors import PurposeMissing, TierRefused, UnknownType
from recordkit.office import Office
from tests.actions.conftest import copy_of
from tests.house.offices import (
    AT,
    CLERK,
    COMPLAINTS,
    DATA,
    MEETING,
    SUPERVISOR,
    VISITS,
    as_,
    events,
    example,
    filed,
    made,
    made_from,
    on,
)

EXPECTED = json.loads((DATA / "投诉登记-2026年10月.expected.json").read_text("utf-8"))


@dataclass(frozen=True)
class October:
    office: Office
    made: Generated

    @property
    def content(self) -> bytes:
        return self.made.documents[0].path.read_bytes()


@pytest.fixture(scope="module")
def october(template: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[October]:
    office = copy_of(template, tmp_path_factory.mktemp("october") / "office")
    yield October(office, generate(office, "complaint-register", [COMPLAINTS], options(office), AT))
    office.archive.close()


def register_rows(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(content))["台账"]
    rows: list[list[object]] = [[*row] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if str(row[1] or "").startswith("TS2026")]


def options(office: Office, **wish: object) -> Options:
    return Options(office.root / "work", **wish)  # type: ignore[arg-type] # the tests name them


def test_a_month_of_complaints_gives_a_register_of_the_sound_ones(october: October) -> None:
    made = october.made
    assert (made.records, made.rejected, len(made.documents)) == (180, 10, 1)
    assert (made.documents[0].name, made.documents[0].status) == ("投诉登记台账-2026-1121-001", "generated")
    assert len(register_rows(october.content)) == 170


def test_the_errors_of_a_month_of_complaints_are_exactly_its_bad_cells(october: October) -> None:
    found = [
        {"record": one.record, "column": one.column, "value": one.value, "kind": one.code}
        for one in october.made.findings
        if one.severity == "error"
    ]
    assert found == EXPECTED["bad_cells"]


def test_a_breached_limit_is_a_warning_and_the_record_goes_on(october: October) -> None:
    """R39 and R42: classified after 10 minutes, answered after 7 days, recorded as it was."""
    warned = [one for one in october.made.findings if one.severity == "warning"]
    assert {one.code for one in warned} == {"deadline_breached"}
    assert {one.path for one in warned} == {"triaged_at", "feedback_at"}
    bad = {cell["record"] for cell in EXPECTED["bad_cells"]}
    assert {one.record for one in warned} - bad


def test_a_register_shows_nobodys_name_or_telephone(october: October) -> None:
    """R83: the names of the input are masked; what was given as anonymous stays so."""
    shown = [str(cell) for row in register_rows(october.content) for cell in row]
    assert "13800138000" not in "".join(shown)
    assert sum("138****8000" in cell for cell in shown) == 170
    carried = embedded(october.content)
    assert carried is not None
    assert carried.masked
    assert "13800138000" not in json.dumps(dict(carried.values), ensure_ascii=False)


def test_a_formula_a_rare_character_and_a_dotted_name_come_out_as_text_whole(october: October) -> None:
    book = openpyxl.load_workbook(BytesIO(october.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert any(text.startswith('=HYPERLINK("http') for text in texts)
    assert "+1 次书面道歉" in texts
    assert any(text.startswith("𠮷") for text in texts)
    assert not any(cell.data_type == "f" and "HYPERLINK" in str(cell.value) for cell in cells)
    assert all(
        cell.hyperlink is None or "example.invalid" not in str(cell.hyperlink.target) for cell in cells
    )


def test_the_marked_copy_of_the_input_has_every_bad_cell(october: October) -> None:
    [marked] = october.made.annotated
    book = openpyxl.load_workbook(marked)
    coloured = [
        cell
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.fill.fgColor.rgb == "00FFC7CE"
    ]
    assert len(coloured) == 10
    assert book.worksheets[0].max_row == 2 + len(october.made.findings)


def test_the_same_month_again_is_the_same_register(october: October) -> None:
    again = generate(october.office, "complaint-register", [COMPLAINTS], options(october.office), AT)
    assert [one.name for one in again.documents] == [one.name for one in october.made.documents]
    assert again.documents[0].path.read_bytes() == october.content
    assert again.documents[0].kept is None


def test_a_full_register_wants_a_tier_and_a_purpose_and_is_another_document(october: October) -> None:
    """R83 and R3: unmasked for a supervisor who says what for; journalled, and what is filed is still found masked only."""
    office = october.office
    with pytest.raises(PurposeMissing):
        generate(office, "complaint-register", [COMPLAINTS], options(office, full=True), AT)
    with pytest.raises(TierRefused):
        generate(
            as_(office, CLERK),
            "complaint-register",
            [COMPLAINTS],
            options(office, full=True, purpose="x"),
            AT,
        )
    assert events(office, "refused")[-1]["act"] == "read_full"
    wish = options(office, full=True, purpose="院领导核查", file=True)
    [full] = generate(as_(office, SUPERVISOR), "complaint-register", [COMPLAINTS], wish, AT).documents
    assert full.name == "投诉登记台账-2026-1121-002"
    assert "13800138000" in {str(cell) for row in register_rows(full.path.read_bytes()) for cell in row}
    said = events(office, "read")[-1]
    assert (said["full"], said["purpose"], said["by"], said["name"]) == (
        True,
        "院领导核查",
        SUPERVISOR.login,
        full.name,
    )
    assert office.archive.find(office.reading(), "13800138000") == []
    copy = get(as_(office, CLERK), full.name, Wish(office.root / "out"), AT)
    assert copy.masked
    assert "13800138000" not in "".join(visible_text(copy.path.read_bytes(), "xlsx"))
    assert len(register_rows(copy.path.read_bytes())) == 170


def test_minutes_work_out_when_each_resolution_is_due(office: Office) -> None:
    """R11 and R12: 一周内 and 两周内 are days, counted from the meeting."""
    [document] = made_from(office, "minutes", MEETING)
    assert document.name == "会议纪要-2026-1120-001"
    rows = document.record.values["resolutions"]
    assert isinstance(rows, tuple)
    assert [str(row["due_date"]) for row in rows] == ["2026-12-04", "2026-11-27", "2026-12-04"]
    text = "".join(visible_text(document.path.read_bytes(), "docx"))
    assert text.count("2026年12月4日") >= 2
    assert "2026年11月27日" in text


def test_what_looks_like_markup_comes_out_as_text(office: Office) -> None:
    content = made_from(office, "minutes", MEETING)[0].path.read_bytes()
    assert "用语卡 & 培训签到 <纸质>" in "\n".join(
        one.text for one in docx.Document(BytesIO(content)).paragraphs
    )


def test_faulty_minutes_are_refused_with_every_fault_at_once(office: Office) -> None:
    result = generate(office, "minutes", [DATA / "周例会-有误.yaml"], options(office), AT)
    assert (result.records, result.rejected, result.documents) == (1, 1, ())
    assert [(one.code, one.path) for one in result.findings] == [
        ("key_unknown", "titel"),
        ("required_missing", "ended_at"),
        ("required_missing", "resolutions[1].owner"),
        ("not_after", "resolutions[1].due_date"),
    ]
    assert office.archive.numbers(office.reading()) == []


def test_a_months_visits_are_a_report_each_named_by_the_day_of_the_visit(office: Office) -> None:
    """R1, R78, R79, R80: five visits, each with its equipment test, score and three-party settlement."""
    documents = made_from(office, "home-visit", VISITS)
    assert [one.name for one in documents] == [f"家访报告-2026-11{day}-001" for day in range(10, 15)]
    text = "".join(visible_text(documents[0].path.read_bytes(), "docx"))
    assert all(word in text for word in ("便携心电图机", "4.8", "唐一鸣", "13800138000"))


def test_the_same_records_again_get_their_names_again(office: Office) -> None:
    first, second = (
        made_from(office, "home-visit", VISITS),
        made_from(office, "home-visit", VISITS, on(11, 30)),
    )
    assert [one.name for one in first] == [one.name for one in second]
    assert [one.path.read_bytes() for one in second] == [one.path.read_bytes() for one in first]
    assert len(events(office, "reserved")) == 5


def test_the_numbers_of_a_day_follow_each_other_without_a_gap(office: Office) -> None:
    """R1: reserved in one commit, never reused and never skipped, whoever asks."""
    names = [
        made(as_(office, who), "minutes", title=f"第{n}次会").name
        for n, who in enumerate([CLERK, SUPERVISOR] * 2)
    ]
    assert names == [f"会议纪要-2026-1120-{n:03}" for n in (1, 2, 3, 4)]
    assert [one.by for one in office.archive.numbers(office.reading())] == [CLERK.login, SUPERVISOR.login] * 2


@pytest.mark.parametrize("key", ["minutes", "complaint", "home-visit", "monthly-report", "quarterly-report"])
def test_each_document_carries_its_record_and_is_named_by_it(office: Office, key: str) -> None:
    document = made(office, key)
    carried = embedded(document.path.read_bytes())
    assert carried is not None
    assert (carried.name, carried.type, carried.masked) == (document.name, key, False)
    assert dict(carried.values) == document.record.plain()
    drafted = draft_values(office, office.types.get(key), example(office, key), AT).record
    assert drafted is not None
    given = {field.key for field in office.types.get(key).inputs}
    assert {k: v for k, v in carried.values.items() if k in given} == {
        k: v for k, v in drafted.plain().items() if k in given
    }


def test_a_document_is_filed_at_once_where_that_is_asked_for(office: Office) -> None:
    result = generate(office, "minutes", [MEETING], options(office, file=True), AT)
    assert [one.status for one in result.documents] == ["filed"]
    entry = office.archive.entry(office.reading(), result.documents[0].name)
    assert entry is not None
    assert (entry.received, entry.type) == (AT, "minutes")
    again = generate(office, "minutes", [MEETING], options(office, file=True), on(11, 30))
    assert (again.documents[0].name, len(events(office, "filed"))) == (entry.name, 1)


def test_a_corrected_record_that_is_filed_is_refused_to_staff_beside_the_good_ones(office: Office) -> None:
    """R3: what is filed is replaced by a supervisor; the others of the input are made and filed all the same."""
    clerk = as_(office, CLERK)
    visits = json.loads(VISITS.read_text("utf-8"))
    assert generate(clerk, "home-visit", [VISITS], options(office, file=True), AT).rejected == 0
    visits[0]["fee"] = "150.00"
    visits.append({**visits[1], "req_no": "XQ20261199"})
    corrected = office.root / "corrected.json"
    corrected.write_text(json.dumps(visits, ensure_ascii=False), "utf-8")
    result = generate(clerk, "home-visit", [corrected], options(office, file=True), AT)
    assert [(one.code, one.facts["name"]) for one in result.findings] == [
        ("may_not_replace", "家访报告-2026-1110-001")
    ]
    assert [one.status for one in result.documents] == ["generated", *["filed"] * 5]
    assert (events(office, "refused")[-1]["by"], len(events(office, "filed"))) == (CLERK.login, 6)


def test_the_period_and_the_department_may_be_said_for_the_whole_input(office: Office) -> None:
    values = {k: v for k, v in example(office, "monthly-report").items() if k not in ("period", "dept")}
    path = office.root / "月报.json"
    path.write_text(json.dumps(values, ensure_ascii=False, default=str), "utf-8")
    wish = options(office, period="2026年9月", department="骨科", day=on(10, 4).date())
    [document] = generate(office, "monthly-report", [path], wish, AT).documents
    assert document.name == "月度总结报告-2026-1004-001"
    assert (document.record.values["period"], document.record.values["dept"]) == ("2026-09", "骨科")


def test_a_document_corrected_by_hand_is_kept_beside_the_one_made_anew(office: Office) -> None:
    document = made(office, "minutes")
    document.path.write_bytes(b"changed by hand")
    again = made(office, "minutes")
    assert again.kept is not None
    assert (again.name, again.kept.read_bytes()) == (document.name, b"changed by hand")


def test_an_unknown_type_is_refused_with_the_nearest(office: Office) -> None:
    with pytest.raises(UnknownType, match="minutes"):
        generate(office, "minute", [MEETING], options(office), AT)


def test_a_filed_form_is_found_by_what_it_says(office: Office) -> None:
    assert [one.name for one in office.archive.find(office.reading(), "饮水点")] == []
    name = filed(office, "monthly-report")
    assert [one.name for one in office.archive.find(office.reading(), "饮水点")] == [name]
