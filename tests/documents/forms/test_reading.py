"""tests of recordkit.documents.forms.reading (with its parts, labels, values): a Word form filled by hand, and every doubt."""

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.forms.parts import W14, form_parts
from recordkit.documents.forms.reading import FormRead, read_form
from recordkit.documents.forms.values import written
from recordkit.documents.word.runs import W
from recordkit.domain.fields import Rule
from recordkit.wording import Text
from tests.house.office_files import part, replaced, word
from tests.house.types import CHANNELS, a_field, a_type

TYPE = a_type(
    a_field("no", label=Text("投诉编号", "Complaint no."), required=True),
    a_field("at", "datetime", label=Text("受理时间", "Received at"), required=True),
    a_field("channel", "enum", label=Text("投诉方式", "Channel"), choices=CHANNELS, aliases=("方式",)),
    a_field("method", "multi", label=Text("处理方式", "Handled by"), choices=CHANNELS),
    a_field("urgent", "bool", label=Text("是否紧急", "Urgent")),
    a_field("demand", "longtext", label=Text("诉求", "Demand")),
    a_field("fee", "money", label=Text("费用（元）", "Fee")),
    a_field("signed", "sign", label=Text("投诉人签字", "Signature")),
    a_field(
        "patient",
        "group",
        label=Text("患者", "Patient"),
        columns=(
            a_field("name", "person", label=Text("姓名", "Name")),
            a_field("sex", label=Text("性别", "Sex")),
            a_field("age", "int", label=Text("年龄", "Age")),
        ),
    ),
    a_field(
        "team",
        "table",
        label=Text("团队", "Team"),
        columns=(a_field("who", label=Text("成员", "Member")), a_field("role", label=Text("角色", "Role"))),
    ),
    a_field("closed", "date", label=Text("结案日期", "Closed on"), moment=True),
    a_field("doc_no", label=Text("文件编号", "Document no."), computed=Rule("name")),
)
Rows = list[list[str]]


def form(*lines: str, rows: Rows | None = None, xml: str = "") -> FormRead:
    def build(document: Document) -> None:
        if rows:
            fill(document.add_table(len(rows), max(map(len, rows))), rows)
        if xml:
            document.element.body.insert(0, parse_xml(xml))

    return read_form(word(*lines, build=build), TYPE, file="表.docx")


def fill(table: Table, rows: Rows) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def doubts(read: FormRead) -> list[tuple[str, str | None]]:
    return [(one.code, one.path) for one in read.findings if one.code != "field_unread"]


PLACES: list[tuple[str, Rows, dict[str, object]]] = [
    ("投诉编号：TS1", [], {"no": "TS1"}),
    ("投诉编号: TS1\t文件编号：家访报告-1", [], {"no": "TS1"}),
    ("投诉编号：TS1　　受理时间：2026-11-09 09:12", [], {"no": "TS1", "at": "2026-11-09 09:12"}),
    ("诉　　求：退费。", [], {"demand": "退费。"}),
    ("处理方式：☑来访 ☐来电", [], {"method": ["来访"]}),
    ("方式：☐来访 ☒来电", [], {"channel": "来电"}),
    ("", [["投诉编号", "TS1", "受理时间", "2026年11月9日 9:12"]], {"no": "TS1", "at": "2026年11月9日 9:12"}),
    ("", [["受\n理", "投诉方式：", "☑来访 ☐来电"]], {"channel": "来访"}),
    ("", [["投诉编号", "", "受理时间", "　年　月　日"]], {}),
    ("", [["姓 名", "江怀远", "性别／年龄", "男／68"]], {"patient": {"name": "江怀远", "sex": "男", "age": "68"}}),
    ("", [["姓名", "", "年龄", ""]], {}),
    ("", [["患者姓名", "江怀远"]], {"patient": {"name": "江怀远"}}),
    ("", [["姓名", "性别", "年龄"], ["江怀远", "男", "68"]], {"patient": {"name": "江怀远", "sex": "男", "age": "68"}}),
    ("", [["成员", "角色"], ["何小满", "护士"], ["", ""], ["顾听澜", "医师"]],
     {"team": [{"who": "何小满", "role": "护士"}, {"who": "顾听澜", "role": "医师"}]}),
    ("", [["费用", "出诊组", "财务"], ["¥ 120.00", "何小满", "周予安"]], {"fee": "¥ 120.00"}),
    ("", [["诉求", "第一。\n第二。\n签字：　　　　年　月　日"]], {"demand": "第一。\n第二。"}),
    ("", [["意见", "投诉编号：TS1\n是否紧急：☐是 ☑否"]], {"no": "TS1", "urgent": "否"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "rows", "values"), PLACES)
def test_what_was_filled_in_is_found_where_forms_have_it(
    line: str, rows: Rows, values: dict[str, object]
) -> None:
    read = form(line, rows=rows)
    assert dict(read.values) == values
    assert doubts(read) == []


BOXES = [
    ("bool", "☐是 ☑否", "否"),
    ("bool", "☐否 ☑是", "是"),
    ("bool", "☑已签署 ☐未签署", "是"),
    ("bool", "☐已签署 ☑未签署", "否"),
    ("bool", "☑", "是"),
    ("bool", "☐", "否"),
    ("bool", "☐是 ☐否", ""),
    ("sign", "☑ 已签（见原件）", "是"),
    ("sign", "☐ 已签", ""),
    ("sign", "江某\n　　　年　　月　　日", "江某"),
    ("enum", "☐来访 ☑来电", "来电"),
    ("enum", "☐来访 ☑其他：上门", "其他"),
    ("enum", "☑来访 ☑来电", "来访、来电"),
    ("enum", "来电", "来电"),
    ("multi", "■来访 □来电 √其他", ["来访", "其他"]),
    ("text", "______", ""),
    ("text", "见附件☑", "见附件☑"),
]


@pytest.mark.parametrize(("kind", "text", "value"), BOXES)
def test_boxes_and_lines_for_a_pen_are_read_as_a_person_means_them(
    kind: str, text: str, value: object
) -> None:
    assert written(a_field("x", kind), text) == value


def control(inner: str, properties: str) -> str:
    return (
        f'<w:sdt xmlns:w="{W}" xmlns:w14="{W14}"><w:sdtPr>{properties}</w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


CONTROLS = [
    ('<w:tag w:val="no"/>', "TS1", {"no": "TS1"}),
    ('<w:alias w:val="投诉编号"/>', "TS1", {"no": "TS1"}),
    ('<w:alias w:val="编号"/><w:tag w:val="no"/>', "TS1", {"no": "TS1"}),
    ('<w:tag w:val="patient.name"/>', "江怀远", {"patient": {"name": "江怀远"}}),
    ('<w:tag w:val="no"/><w:showingPlcHdr/>', "单击此处输入文字", {}),
    ('<w:tag w:val="urgent"/><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒", {"urgent": "是"}),
    ('<w:tag w:val="urgent"/><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "☐", {"urgent": "否"}),
]


@pytest.mark.parametrize(("properties", "text", "values"), CONTROLS)
def test_a_content_control_says_itself_which_field_it_is(
    properties: str, text: str, values: dict[str, object]
) -> None:
    read = form(xml=control(text, properties))
    assert dict(read.values) == values
    assert doubts(read) == []


def test_a_control_in_a_line_is_read_once() -> None:
    inline = (
        f'<w:p xmlns:w="{W}"><w:r><w:t>投诉编号：</w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="no"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>TS1</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    read = form(xml=inline)
    assert (dict(read.values), doubts(read)) == ({"no": "TS1"}, [])


def test_a_control_of_nobodys_is_a_doubt() -> None:
    assert doubts(form(xml=control("x", '<w:tag w:val="frob"/>'))) == [("label_unknown", None)]


def test_a_box_of_a_symbol_font_is_a_box() -> None:
    xml = (
        f'<w:p xmlns:w="{W}"><w:r><w:t>投诉方式：</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>来访 </w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>来电</w:t></w:r></w:p>'
    )
    assert dict(form(xml=xml).values) == {"channel": "来访"}


def test_what_stands_twice_and_differs_is_a_doubt_and_the_first_is_taken() -> None:
    read = form("投诉编号：TS1", "投诉编号：TS1", "投诉编号：TS2")
    assert (read.values["no"], doubts(read)) == ("TS1", [("label_ambiguous", "no")])
    [finding] = [one for one in read.findings if one.code == "label_ambiguous"]
    assert "2 次" in finding.message("zh")


def test_a_label_that_is_nearly_a_fields_is_offered_and_not_taken() -> None:
    read = form(rows=[["投诉编码", "TS1"]])
    [finding] = [one for one in read.findings if one.path == "no"]
    assert (finding.code, finding.severity, finding.column, finding.value) == (
        "label_unknown",
        "error",
        "投诉编码",
        "TS1",
    )
    assert "投诉编号" in finding.suggestion("zh")
    assert "no" not in read.values


def test_a_field_without_a_place_is_told_but_not_what_comes_later() -> None:
    read = form("投诉编号：TS1")
    unread = {one.path: one.severity for one in read.findings if one.code == "field_unread"}
    assert unread["at"] == "error"
    assert unread["fee"] == "warning"
    assert set(unread) == set(read.unread)
    assert not {"no", "closed", "doc_no"} & set(unread)


def test_a_narrative_that_quotes_a_label_is_left_whole() -> None:
    read = form(rows=[["诉求", "请查明。投诉编号：TS9 已提交过。"]])
    assert dict(read.values) == {"demand": "请查明。投诉编号：TS9 已提交过。"}


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    def build(document: Document) -> None:
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "团队"
        fill(outer.cell(0, 1).add_table(2, 2), [["成员", "角色"], ["何小满", "护士"]])

    content = word("", build=build)
    assert [len(table) for table in form_parts(content, file="x").tables] == [1, 2]
    assert read_form(content, TYPE, file="x").values["team"] == [{"who": "何小满", "role": "护士"}]


BLANK = word("MARK")
XML = part(BLANK, "word/document.xml")
PIECES = "投诉编号 受理时间 姓名 诉 求 ： : ☑ ☐ 来访 来电 ／ / （ ） 年 月 日 ____ \u3000 TS1 患者 Complaint".split(
    " "
)


@given(st.lists(st.sampled_from(PIECES)))
def test_whatever_a_form_says_reading_it_never_fails_and_every_doubt_has_its_words(pieces: list[str]) -> None:
    content = replaced(BLANK, {"word/document.xml": XML.replace("MARK", "".join(pieces)).encode()})
    read = read_form(content, TYPE, file="表.docx")
    assert all(one.message("zh") and one.message("en") and one.file == "表.docx" for one in read.findings)
    assert not read.unread & read.values.keys()


@given(st.text(st.sampled_from("甲乙丙 丁0123abc，。"), min_size=1).map(str.strip).filter(bool))
def test_a_text_behind_its_label_comes_out_whole(text: str) -> None:
    content = replaced(BLANK, {"word/document.xml": XML.replace("MARK", f"诉求：{text}").encode()})
    assert read_form(content, TYPE, file="表.docx").values == {"demand": text}
