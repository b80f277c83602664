import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.embedding import form_type
from recordkit.documents.forms.blank import blank_form, sheet_title
from recordkit.domain.fields import Field, Kind
from recordkit.domain.record import Record
from recordkit.domain.recordtype import RecordType
from recordkit.inbox.readers.drafts import drafted
from recordkit.inbox.readers.guess import guess_type
from recordkit.inbox.readers.reading import read_input
from recordkit.templates.shelf import Shelf
from recordkit.wording import Lang
from tests.house.input_types import CASE, FACTS, VISIT
from tests.house.workbooks import cell_of, opened, saved

SHELF = Shelf()
SHIPPED = [rtype for rtype in SHELF if rtype.view_of is None and not rtype.filed_only]
EXAMPLES = [rtype for rtype in SHIPPED if SHELF.example(rtype.key) is not None]
LANGS: tuple[Lang, ...] = ("zh", "en")


def record_of(path: Path, rtype: RecordType) -> Record:
    found = read_input(path, rtype)
    draft = drafted(found, rtype, FACTS)[0]
    assert draft.record is not None, [each.plain("en") for each in draft.findings]
    return draft.record


def typed(value: object, spec: Field, lang: Lang) -> object:
    """Return what a clerk types for a value: words from the form's lists, days as Excel has them, lists a line each."""
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value] if spec.kind is Kind.BOOL else value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    choice = next((each.say(lang) for each in spec.choices if each.zh == value), value)
    return choice if isinstance(choice, (date, time, int, Decimal)) else str(choice)


def fill_card(
    sheet: Worksheet, fields: Sequence[Field], values: Mapping[str, object], lang: Lang, after: int = 0
) -> None:
    for spec in fields:
        value = values.get(spec.key)
        if isinstance(value, Mapping):
            row, _ = cell_of(sheet, spec.label.say(lang))
            fill_card(sheet, spec.columns, value, lang, after=row)
        elif value is not None and spec.kind is not Kind.TABLE and spec.computed is None:
            row = next(
                n for n in range(after + 1, sheet.max_row + 1) if label(sheet, n) == spec.label.say(lang)
            )
            sheet.cell(row, 2).value = typed(value, spec, lang)  # type: ignore[assignment]


def label(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, 1).value or "").removesuffix(" *")


def fill_rows(
    sheet: Worksheet, fields: Sequence[Field], rows: Sequence[Mapping[str, object]], lang: Lang
) -> None:
    for spec in fields:
        if spec.computed is None:
            top = int(str(sheet.freeze_panes).lstrip("AB")) - 1
            titles = [str(cell.value).removesuffix(" *") for cell in sheet[top]]
            column = titles.index(spec.label.say(lang)) + 1
            for i, row in enumerate(rows, 1):
                if row.get(spec.key) is not None:
                    sheet.cell(top + i, column).value = typed(row[spec.key], spec, lang)  # type: ignore[assignment]


def filled(rtype: RecordType, record: Record, lang: Lang) -> bytes:
    """Return the blank form of the type as a clerk would hand it in with that record."""
    book = opened(blank_form(rtype, lang))
    nested = any(spec.kind in (Kind.TABLE, Kind.GROUP) for spec in rtype.inputs)
    if not nested:
        fill_rows(book.worksheets[0], rtype.inputs, [record.values], lang)
        return saved(book)
    fill_card(book.worksheets[0], rtype.inputs, record.values, lang)
    for spec in rtype.inputs:
        rows = record.values.get(spec.key)
        if spec.kind is Kind.TABLE and isinstance(rows, tuple):
            fill_rows(book[sheet_title(spec, lang)], spec.columns, rows, lang)
    return saved(book)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rtype", EXAMPLES, ids=lambda rtype: rtype.key)
def test_a_filled_form_gives_the_record_that_was_typed_into_it(
    tmp_path: Path, rtype: RecordType, lang: Lang
) -> None:
    example = SHELF.example(rtype.key)
    assert example is not None
    record = record_of(example, rtype)
    form = tmp_path / "form.xlsx"
    form.write_bytes(filled(rtype, record, lang))
    found = read_input(form, rtype)
    assert found.findings == ()
    assert record_of(form, rtype).values == record.values


def test_a_list_form_takes_many_records(tmp_path: Path) -> None:
    book = opened(blank_form(CASE, "zh"))
    rows = [
        {
            "case_no": f"{i:03}",
            "received_at": datetime(2026, 10, i, 9, 30),  # noqa: DTZ001 - as Excel has it
            "channel": "来访",
            "phone": "13800138000",
        }
        for i in range(1, 6)
    ]
    fill_rows(book.worksheets[0], CASE.inputs, rows, "zh")
    form = tmp_path / "form.xlsx"
    form.write_bytes(saved(book))
    drafts = drafted(read_input(form, CASE), CASE, FACTS)
    assert [draft.record.values["case_no"] for draft in drafts if draft.record] == [
        "001",
        "002",
        "003",
        "004",
        "005",
    ]


@pytest.mark.parametrize("rtype", [CASE, VISIT, *SHIPPED], ids=lambda rtype: rtype.key)
@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_form_says_that_it_holds_no_record(tmp_path: Path, rtype: RecordType, lang: Lang) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(blank_form(rtype, lang))
    found = read_input(form, rtype)
    assert [each.code for each in found.findings] == ["no_records"]
    assert guess_type(form, [CASE, VISIT, *SHIPPED]) is rtype


@pytest.mark.parametrize("rtype", [CASE, VISIT, *SHIPPED], ids=lambda rtype: rtype.key)
def test_the_same_type_gives_the_same_bytes_and_bears_its_mark(rtype: RecordType) -> None:
    form = blank_form(rtype, "zh", departments=("急诊科",))
    assert form == blank_form(rtype, "zh", departments=("急诊科",))
    assert form_type(form) == rtype.key
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def lists(book: Workbook) -> dict[str, str]:
    sheet = book.worksheets[0]
    return {str(rule.sqref): str(rule.formula1) for rule in sheet.data_validations.dataValidation}


def test_choices_and_yes_no_are_lists_and_text_columns_keep_their_digits() -> None:
    book = opened(blank_form(CASE, "en"))
    sheet = book.worksheets[0]
    top, column = cell_of(sheet, "Channel")
    letter = get_column_letter(column)
    assert lists(book)[f"{letter}{top + 1}:{letter}{top + 1000}"] == '"In person,Telephone"'
    assert '"yes,no"' in lists(book).values()
    formats = {
        name: sheet.cell(top + 1, cell_of(sheet, name)[1]).number_format
        for name in ("Telephone", "Identity no.", "Received at")
    }
    assert formats == {"Telephone": "@", "Identity no.": "@", "Received at": "yyyy-mm-dd hh:mm"}


def test_a_list_too_long_to_be_written_out_stands_on_a_hidden_sheet() -> None:
    complaint = SHELF.get("complaint")
    departments = [f"第{i}临床医学中心" for i in range(60)]
    book = opened(blank_form(complaint, "zh", departments=departments))
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"].iter_rows(max_col=1)] == departments
    assert "'选项'!$A$1:$A$60" in lists(book).values()
    assert all(len(source) <= 257 for source in lists(book).values())


def test_required_fields_are_starred_and_every_heading_says_what_it_wants() -> None:
    sheet = opened(blank_form(CASE, "zh")).worksheets[0]
    top, _ = cell_of(sheet, "编号")
    said = {cell.value: cell.comment.text if cell.comment else "" for cell in sheet[top]}
    assert said["编号 *"] == "必填"
    assert said["受理时间 *"] == "必填；日期和时间, 如 2026-11-09 15:00"
    assert said["方式 *"] == "必填；可选: 来访、来电"
    assert "文件编号" not in said  # computed: nobody fills it in
    assert sheet.freeze_panes == f"B{top + 1}"


def test_what_comes_later_stands_apart() -> None:
    sheet = opened(blank_form(VISIT, "zh")).worksheets[0]
    labels = [label(sheet, row) for row in range(1, sheet.max_row + 1)]
    assert labels[2:] == [
        "基本信息",
        "名称",
        "开始时间",
        "服务项目",
        "患者",
        "姓名",
        "年龄",
        "后续登记(以后填, 现在可空)",
        "发送时间",
    ]


def test_a_label_that_no_sheet_can_bear_gives_way_to_the_machine_name() -> None:
    team = VISIT.field("team")
    assert (sheet_title(team, "zh"), sheet_title(team, "en")) == ("team", "Team")


def test_the_form_opens_without_a_warning() -> None:
    book = load_workbook(io.BytesIO(blank_form(VISIT, "en")))
    assert book.sheetnames == ["Visit report", "Team"]
    assert [cell.value for cell in book["Team"][3]] == ["No.", "Name *", "Role"]
