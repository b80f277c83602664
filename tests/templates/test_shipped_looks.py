"""The shipped templates as finished documents: valid, complete, and set as such an office sets them (GB/T 9704, 参照)."""

import io
from datetime import date, time
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.house.office_files import invalid, opened, paragraphs, part, tables
from tests.templates.shipped import (
    FORMS,
    KEYS,
    SHELF,
    complaints,
    document,
    register,
    shipped,
    template,
    values,
)

CHINESE_FONTS = {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}
HEADINGS = ["一、会议时间", "二、参会人员", "三、会议议题", "四、决议事项", "五、责任分工"]
MONTH = "基本数据 重点工作 会议与决议完成 投诉咨询 培训 审计与整改 典型案例 存在问题 下月计划".split()
QUARTER = (
    "数据来源与口径 总体情况 趋势 结构 时限 满意度 项目延迟率 抽查20%结果 原因分析 改进措施 上季度措施回顾"
).split()
VISIT = (
    "服务对象 需求登记与审批 设备调试记录 服务过程与生命体征 健康指导与处置 异常与上报 患者反馈评分 费用结算三方核对 签名"
).split()


def opened_word(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def headings(content: bytes) -> list[str]:
    """Return the sections' names, without their numbers and spaces."""
    found = [
        each for each in opened_word(content).paragraphs if each.style and each.style.name == "Heading 1"
    ]
    return ["".join(each.text.split()).partition("、")[2] for each in found]


def sheet(workbook: Workbook, name: str) -> Worksheet:
    found = workbook[name]
    assert isinstance(found, Worksheet)
    return found


@pytest.mark.parametrize("key", KEYS)
def test_templates_and_documents_are_valid_office_files(key: str, tmp_path: Path) -> None:
    ending = f".{shipped(key).output}"
    assert invalid(SHELF.template(shipped(key)), tmp_path, ending) == []
    assert invalid(document(key), tmp_path, ending) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_template_asks_only_for_what_its_type_has(key: str) -> None:
    known = {field.key for field in shipped(key).fields} | {"doc"}
    if key == "complaint-register":
        known = {"rows", "count", "since", "until", "source_codes", "doc"}
    assert template(key).names() <= known


@pytest.mark.parametrize("key", FORMS)
def test_a_form_with_only_what_is_required_is_finished_too(key: str, tmp_path: Path) -> None:
    rtype = shipped(key)
    optional = tuple(field.key for field in rtype.fields if not field.required)
    needed = {"minutes": {"no_resolutions": "是"}, "monthly-report": {"no_cases_reason": "本月无"}}
    content = template(key).render(
        values(key, needed.get(key), tuple(o for o in optional if o not in needed.get(key, {})))
    )
    assert invalid(content, tmp_path, f".{rtype.output}") == []
    assert "None" not in part(content, "word/document.xml")


@pytest.mark.parametrize("key", FORMS)
def test_every_run_names_its_chinese_font(key: str) -> None:
    root = opened_word(document(key)).element
    fonts = [run.find(qn("w:rPr")) for run in root.iter(qn("w:r"))]
    named = {font.find(qn("w:rFonts")).get(qn("w:eastAsia")) for font in fonts}
    languages = {font.find(qn("w:lang")).get(qn("w:eastAsia")) for font in fonts}
    assert named <= CHINESE_FONTS
    assert languages == {"zh-CN"}


@pytest.mark.parametrize("key", FORMS)
def test_a_document_holds_nothing_that_wps_mishandles(key: str) -> None:
    body = part(document(key), "word/document.xml")
    assert not any(mark in body for mark in ("<w:sdt", "<w:txbxContent", "<w:pict", "<w:dataBinding"))


@pytest.mark.parametrize("key", FORMS)
def test_rows_never_split_over_pages(key: str) -> None:
    rows = list(opened_word(document(key)).element.iter(qn("w:tr")))
    assert rows
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("minutes", [each.partition("、")[2] for each in HEADINGS]),
        ("home-visit", VISIT),
        ("monthly-report", MONTH),
        ("quarterly-report", QUARTER),
    ],
)
def test_a_document_has_its_sections_in_order(key: str, expected: list[str]) -> None:
    assert headings(document(key)) == expected


def test_minutes_are_set_on_a_page_of_22_lines_of_28_characters() -> None:
    """GB/T 9704-2012, 5.1-5.3: margins 37/35/28/26 mm; 16 pt less 0.25 pt, lines of 28.95 pt."""
    section = opened_word(document("minutes")).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((margin or 0) / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    body = next(p for p in opened_word(document("minutes")).paragraphs if p.text.startswith("10月共受理"))
    face = body.runs[0]._r.rPr
    assert face is not None
    assert [face.find(qn(name)).get(qn("w:val")) for name in ("w:sz", "w:spacing")] == ["32", "-5"]  # type: ignore[union-attr]


def test_minutes_say_who_what_and_by_when() -> None:
    """R7, R9, R11."""
    said = paragraphs(document("minutes"))
    assert said[0] == "示例市第一人民医院会议纪要"
    assert "2026年11月20日 15:00 至 16:10。" in said
    assert "出席：林知夏（医患沟通办公室 主任）、周予安（医患沟通办公室 干事）" in "".join(said)
    assert "（一）急诊候诊叫号屏增加预计等候时间。成果：上线说明。" in said
    assert tables(document("minutes"))[0] == [
        ["序号", "决议事项", "责任人／责任科室", "完成时限"],
        ["1", "急诊候诊叫号屏增加预计等候时间", "沈砚／信息科", "2026年12月4日"],
        ["2", "11月投诉典型案例脱敏后入案例库", "何小满／医患沟通办公室", "2026年11月27日"],
        [
            "3",
            "制定叫号系统离线时的广播与巡视用语，并通知全员",
            "顾听澜／急诊科\n（配合：护理部）",
            "2026年12月4日",
        ],
    ]
    assert tables(document("minutes"))[1][0] == ["抄送：院长办公室，医务处，护理部。"]


def test_a_meeting_without_resolutions_says_so_under_both_headings() -> None:
    content = template("minutes").render(values("minutes", {"resolutions": [], "no_resolutions": "是"}))
    said = [each for each in paragraphs(content) if each]
    for heading in HEADINGS[3:]:
        assert said[said.index(heading) + 1] == "本次会议无决议事项。"


def test_page_numbers_stand_at_the_outer_foot() -> None:
    section = opened_word(document("minutes")).sections[0]
    shapes = [foot.paragraphs[0] for foot in (section.footer, section.even_page_footer)]
    assert [str(shape.alignment).partition(" ")[0] for shape in shapes] == ["RIGHT", "LEFT"]
    assert [shape.text for shape in shapes] == ["— 1 —", "— 1 —"]


def test_a_complaint_form_ticks_what_was_chosen() -> None:
    cells = {cell for row in tables(document("complaint"))[0] for cell in row}
    assert "☑来访 ☐来电 ☐来信 ☐网络 ☐12345转办 ☐上级交办 ☐意见箱 ☐其他" in cells
    assert "☐咨询 ☑投诉 ☐建议 ☐表扬" in cells
    handled = next(cell for cell in cells if cell.startswith("处理方式："))
    assert "☑解释说明 ☐协调调解 ☑改进建议" in handled


@pytest.mark.parametrize("kind", ["channel", "kind", "method", "fault", "satisfaction", "feedback_by"])
def test_a_complaint_form_offers_every_choice_of_its_type(kind: str) -> None:
    words = [choice.zh for choice in shipped("complaint").field(kind).choices]
    body = "".join(cell for row in tables(document("complaint"))[0] for cell in row)
    assert all(f"☐{word}" in body or f"☑{word}" in body for word in words)


def test_the_registers_rows_are_typed_and_masked() -> None:
    """R83: masked by default; telephone numbers are text, days are days."""
    found = sheet(opened(document("complaint-register")), "台账")
    heading, first = list(found.iter_rows(3, 4, values_only=True))
    assert list(heading) == [field.label.zh for field in shipped("complaint-register").fields]
    row = dict(zip(heading, first, strict=True))
    assert (row["投诉人"], row["患者"], row["联系电话"]) == ("陆**", "陆**", "138****8000")
    assert str(row["受理日期"]) == "2026-11-02 00:00:00"
    assert row["受理时间"] in (time(8, 40), time(8, 39, 59, 999999))
    assert (row["分类用时(分)"], row["满意度"], row["是否转纠纷"]) == (6, 4, "否")
    assert found.max_row == 3 + len(complaints())
    assert "江怀远" not in part(document("complaint-register"), "xl/sharedStrings.xml")


def test_a_demand_that_looks_like_a_formula_stays_text() -> None:
    rows = complaints()[:2]
    rows[0]["诉求"], rows[1]["诉求"] = '=HYPERLINK("http://example.invalid","点此")', "+1 次书面道歉"
    found = sheet(opened(template("complaint-register").render(register(rows))), "台账")
    assert [(found[f"N{row}"].value, found[f"N{row}"].data_type) for row in (4, 5)] == [
        (rows[0]["诉求"], "s"),
        (rows[1]["诉求"], "s"),
    ]


def test_what_covers_the_registers_rows_grows_with_them() -> None:
    last = 3 + len(complaints())
    book = opened(document("complaint-register"))
    found = sheet(book, "台账")
    assert found.auto_filter.ref == f"A3:AB{last}"
    assert found.freeze_panes == "C4"
    assert found.print_title_rows == "$1:$3"
    assert {str(each.sqref) for each in found.data_validations.dataValidation} >= {
        f"E4:E{last}",
        f"L4:L{last}",
    }
    assert {str(each.sqref) for each in found.conditional_formatting} >= {f"O4:O{last}", f"S4:S{last}"}
    assert sheet(book, "统计")["B4"].value == f"=COUNTA(台账!$B$4:$B${last})"


def test_every_figure_is_a_live_formula() -> None:
    found = sheet(opened(document("complaint-register")), "统计")
    numbers = [
        cell for row in found.iter_rows() for cell in row if isinstance(cell.value, (int, float, date))
    ]
    formulas = [cell for row in found.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert numbers == []
    assert len(formulas) > 100
    assert not any("#REF" in str(cell.value) for cell in formulas)


def test_departments_of_the_figures_are_those_of_the_rows() -> None:
    found = sheet(opened(document("complaint-register")), "统计")
    names = [found[f"A{row}"].value for row in range(30, 40)]
    expected = sorted({row["被投诉科室"] for row in complaints()})
    assert [name for name in names if name] == expected


def test_the_code_tables_hold_every_choice() -> None:
    found = sheet(opened(document("complaint-register")), "代码表")
    columns = {
        column[2]: {word for word in column[3:] if word} for column in found.iter_cols(values_only=True)
    }
    for field in ("channel", "relation", "category", "method", "fault"):
        spec = shipped("complaint").field(field)
        assert columns[spec.label.zh] == {choice.zh for choice in spec.choices}


def test_a_register_without_a_case_is_finished_too(tmp_path: Path) -> None:
    content = template("complaint-register").render(register([]))
    assert invalid(content, tmp_path, ".xlsx") == []
    assert "#REF" not in part(content, "xl/worksheets/sheet2.xml")


def test_like_gives_like_bytes() -> None:
    assert template("complaint-register").render(register()) == document("complaint-register")
    assert template("minutes").render(values("minutes")) == document("minutes")
