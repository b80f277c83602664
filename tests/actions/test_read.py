"""tests of recordkit.actions.read: a document or a form read back gives the values that went in."""

from pathlib import Path

import pytest
from docx.document import Document

from recordkit.actions.blank import blank
from recordkit.actions.get import Wish, get
from recordkit.actions.read import read
from recordkit.errors import NotReadable
from recordkit.office import Office
from tests.house.office_files import names as names_of
from tests.house.office_files import without, word
from tests.house.offices import AT, COMPLAINTS, VISITS, edited, filed, made, made_from, minutes, on

COMPLAINT = {
    "受理时间": "2026-11-09 09:12",
    "投诉方式": "☑来访 ☐来电 ☐来信",
    "投诉类型": "☐咨询 ☑投诉",
    "投诉人姓名": "江某",
    "与患者关系": "子女",
    "联系电话": "13800138000",
    "患者姓名": "江怀远",
    "就诊科室": "急诊科",
    "被投诉科室": "急诊科",
    "投诉类别": "就医流程与候诊",
    "投诉内容": "夜间候诊约两小时未叫号，询问分诊台均未得到解释。",
    "诉求": "说明原因。",
    "紧急程度": "☑一般 ☐紧急",
    "是否涉及医疗纠纷": "☐是 ☑否",
    "初步分类时间": "2026-11-09 09:19",
    "承办人": "何小满",
    "接待人": "周予安",
    "首诉科室": "医患沟通办公室",
}


@pytest.mark.parametrize("key", ["minutes", "complaint", "home-visit", "monthly-report", "quarterly-report"])
def test_a_document_gives_back_its_record(office: Office, key: str) -> None:
    document = made(office, key)
    result = read(office, document.path, AT)
    assert (result.type, result.name, result.masked, result.findings) == (key, document.name, False, ())
    assert [dict(one) for one in result.records] == [document.record.plain()]


def test_a_register_gives_back_its_rows_masked(office: Office) -> None:
    """R83."""
    example = office.types.example("complaint-register")
    assert example is not None
    [document] = made_from(office, "complaint-register", example, on(11, 30))
    result = read(office, document.path, AT)
    assert (result.masked, result.findings) == (True, ())
    [values] = result.records
    assert values["count"] == len(values["rows"]) == 12  # type: ignore[arg-type] # a list


def test_a_masked_copy_gives_back_masked_values_and_says_so(office: Office) -> None:
    name = filed(office, "complaint")
    copied = get(office, name, Wish(office.root / "out"), AT)
    result = read(office, copied.path, AT)
    assert (result.masked, result.name, result.findings) == (True, name, ())
    assert result.records[0]["patient_name"] == "江**"


def test_a_document_that_was_edited_says_what_no_longer_agrees(office: Office) -> None:
    document = made(office, "minutes")
    document.path.write_bytes(edited(document.path.read_bytes(), "302会议室", "305会议室"))
    [finding] = read(office, document.path, AT).findings
    assert (finding.code, finding.severity, finding.file) == (
        "record_disagrees",
        "warning",
        document.path.name,
    )


def test_a_form_filled_by_hand_gives_its_sound_records_and_every_fault(office: Office) -> None:
    result = read(office, COMPLAINTS, AT)
    assert (result.type, result.name, len(result.records)) == ("complaint", None, 170)
    assert len([one for one in result.findings if one.severity == "error"]) == 10


@pytest.mark.parametrize("name", ["随手记.docx", "照片.pdf", VISITS.name])
def test_what_is_neither_a_document_nor_a_form_is_refused(office: Office, name: str) -> None:
    path = office.root / name
    path.write_bytes(minutes())
    with pytest.raises(NotReadable):
        read(office, path, AT)


def word_form(office: Office, name: str, **changes: str) -> Path:
    """Put a Word form of complaints that somebody filled in by hand into the office's folder."""
    filled = {**COMPLAINT, **changes}

    def build(document: Document) -> None:
        table = document.add_table(len(filled), 2)
        for row, pair in zip(table.rows, filled.items(), strict=True):
            for cell, text in zip(row.cells, pair, strict=True):
                cell.text = text

    path = office.root / name
    path.write_bytes(word("投诉登记表", "投诉编号：TS20261109-009", build=build))
    return path


def test_a_word_form_filled_by_hand_gives_its_record(office: Office) -> None:
    """R37: the complaint's compulsory items, from label cells, boxes and a labelled line."""
    result = read(office, word_form(office, "投诉登记表.docx"), AT)
    assert (result.type, result.name, result.masked) == ("complaint", None, False)
    assert [one.code for one in result.findings if one.severity == "error"] == []
    [values] = result.records
    assert (values["complaint_no"], values["received_at"]) == ("TS20261109-009", "2026-11-09T09:12:00+08:00")
    assert (values["channel"], values["is_dispute"], values["reply_due"]) == ("来访", False, "2026-11-16")


def test_a_word_form_with_faults_gives_what_it_says_and_every_doubt(office: Office) -> None:
    path = word_form(office, "投诉登记表-2026-1109-009.docx", 联系电话="1380013", 患者姓名="", 诉求="")
    result = read(office, path, AT)
    assert [(one.code, one.path) for one in result.findings if one.severity == "error"] == [
        ("phone_invalid", "phone"),
        ("required_missing", "patient_name"),
        ("required_missing", "demand"),
    ]
    assert {one.file for one in result.findings} == {path.name}
    assert result.records[0]["phone"] == "1380013"


def test_a_word_form_of_any_name_is_read_when_its_type_is_named(office: Office) -> None:
    path = word_form(office, "扫描前.docx")
    with pytest.raises(NotReadable):
        read(office, path, AT)
    assert read(office, path, AT, key="投诉登记表").type == "complaint"
    assert read(office, path, AT, key="complaint").records[0]["complaint_no"] == "TS20261109-009"


def test_a_document_whose_record_was_lost_is_read_from_what_it_shows(office: Office) -> None:
    document = made(office, "complaint")
    names = [name for name in names_of(document.path.read_bytes()) if name.startswith("customXml/")]
    content = document.path.read_bytes()
    for name in names:
        content = without(content, name)
    path = office.root / "投诉登记表-2026-1109-001.docx"
    path.write_bytes(content)
    [values] = read(office, path, AT).records
    assert (values["complaint_no"], values["patient_name"], values["urgency"]) == (
        "TS20261109-003",
        "江怀远",
        "一般",
    )


def test_a_blank_form_reads_as_a_form_of_its_type(office: Office) -> None:
    path = blank(office, "home-visit", "zh", office.root / "家访.xlsx")
    assert (read(office, path, AT).type, read(office, path, AT).records) == ("home-visit", ())
