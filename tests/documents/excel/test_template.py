"""tests of recordkit.documents.excel.template: values of their own type, rows that repeat, and all that covers them."""

import io
import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.excel.template import compile_excel
from recordkit.errors import BadTemplate, NotReadable, RenderFault, TooLarge
from tests.house.office_files import excel, first_sheet, invalid, names, opened, part, replaced, values

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROWS = {"A3": "{%tr for r in rows %}", "A4": "{{ r.n }}", "B4": "{{ r.v }}", "A5": "{%tr endfor %}"}
REGISTER = {
    "A1": "{{ title }}（{{ rows|length }} 件）",
    "A2": "号",
    "B2": "值",
    **ROWS,
    "A6": "合计",
    "B6": "=SUM(B4:B4)",
}
NASTY = [
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@x",
    "110101199003070000",
    "00123",
    "甲<乙&丙",
    "𠮷",
    "{{ x }}",
    "_x0041_",
    " 空 ",
    "一\n二\t三",
]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n{}%=<>&_x0041")
)


def render(template: bytes, **given_values: object) -> bytes:
    return compile_excel(template, file="t.xlsx").render(given_values)


def records(count: int) -> list[dict[str, object]]:
    return [{"n": number, "v": number * 10} for number in range(1, count + 1)]


@pytest.mark.parametrize("value", NASTY)
def test_text_stays_text(value: str) -> None:
    cell = first_sheet(opened(render(excel({"A1": "{{ x }}"}), x=value)))["A1"]
    assert (cell.value, cell.data_type) == (value, "s" if not value.startswith("=") else cell.data_type)


@pytest.mark.parametrize(
    ("value", "written"),
    [("_x005F_", "_x005F_x005F_"), ("a_x0041_x0042_", "a_x005F_x0041_x005F_x0042_"), ("_x00zz_", "_x00zz_")],
)
def test_what_looks_like_an_escape_is_escaped(value: str, written: str) -> None:
    assert f">{written}</t>" in part(render(excel({"A1": "{{ x }}"}), x=value), "xl/sharedStrings.xml")


@given(TEXT)
def test_any_text_comes_back_whole(value: str) -> None:
    rendered = TEMPLATE.render({"x": value})
    found = [cell.value for cell in first_sheet(opened(rendered))[1]]
    assert found == [value or None, f"前{value}后"]
    assert "<f>" not in part(rendered, "xl/worksheets/sheet1.xml")


TEMPLATE = compile_excel(excel({"A1": "{{ x }}", "B1": "前{{ x }}后"}), file="t.xlsx")


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (3, 3, "n"),
        (Decimal("12.50"), 12.5, "n"),
        (0.1, 0.1, "n"),
        (True, True, "b"),
        (None, None, "n"),
        ("", None, "n"),
        (date(2026, 11, 9), datetime(2026, 11, 9), "d"),  # noqa: DTZ001 - what openpyxl reads
        (datetime(2026, 11, 9, 15, 30, tzinfo=SHANGHAI), datetime(2026, 11, 9, 15, 30), "d"),  # noqa: DTZ001
        (datetime(2026, 11, 9, 7, 30, tzinfo=UTC), datetime(2026, 11, 9, 7, 30), "d"),  # noqa: DTZ001
        (time(8, 30), time(8, 30), "d"),
        (date(1899, 12, 31), "1899-12-31", "s"),
        (110101199003070000, "110101199003070000", "s"),
        (999999999999999, 999999999999999, "n"),
    ],
)
def test_a_cell_of_one_tag_takes_the_values_own_type(value: object, expected: object, kind: str) -> None:
    cell = first_sheet(opened(render(excel({"A1": " {{ x }} "}), x=value)))["A1"]
    assert (cell.value, cell.data_type) == (expected, kind)


def test_a_date_keeps_the_format_of_its_cell_and_gets_one_where_there_is_none() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["B1"].font = Font(bold=True)

    rendered = render(
        excel({"A1": "{{ x }}", "B1": "{{ x }}", "C1": "{{ y }}"}, build), x=date(2026, 11, 9), y=1
    )
    first, second, third = first_sheet(opened(rendered))[1]
    assert first.number_format == 'yyyy"年"m"月"d"日"'
    assert (second.number_format, second.font.b) == ("yyyy-mm-dd", True)
    assert third.number_format == "General"


def test_a_workbook_that_counts_from_1904_gets_its_own_serials() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    first_sheet(workbook)["A1"] = "{{ x }}"
    target = io.BytesIO()
    workbook.save(target)
    rendered = render(target.getvalue(), x=date(2026, 11, 9))
    assert "<v>44873</v>" in part(rendered, "xl/worksheets/sheet1.xml")


def test_mixed_text_is_text() -> None:
    template = excel({"A1": "共 {{ n }} 件{% if n > 1 %}, 多{% endif %}{# 注 #}", "A2": "{{ n }}{{ n }}"})
    assert values(render(template, n=2)) == [["共 2 件, 多"], ["22"]]


def test_rows_repeat_and_what_stands_below_moves() -> None:
    assert values(render(excel(REGISTER), title="十月", rows=records(3))) == [
        ["十月（3 件）", None],
        ["号", "值"],
        [1, 10],
        [2, 20],
        [3, 30],
        ["合计", "=SUM(B3:B5)"],
    ]


def test_no_records_leave_one_empty_styled_row() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["B4"].number_format = "0.00"
        sheet["C4"] = "固定"
        sheet.row_dimensions[4].height = 33

    rendered = render(excel(REGISTER, build), title="十月", rows=[])
    assert values(rendered)[2:] == [[None, None, None], ["合计", "=SUM(B3:B3)", None]]
    sheet = first_sheet(opened(rendered))
    assert (sheet["B3"].number_format, sheet.row_dimensions[3].height) == ("0.00", 33)


def test_styles_heights_and_fixed_cells_are_copied_with_every_row() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["B4"].font = Font(name="仿宋_GB2312", bold=True, size=14)
        sheet["C4"] = "固定"
        sheet.row_dimensions[4].height = 33

    sheet = first_sheet(opened(render(excel(REGISTER, build), title="", rows=records(2))))
    for row in (3, 4):
        assert (sheet.cell(row, 2).font.name, sheet.cell(row, 2).font.b, sheet.cell(row, 3).value) == (
            "仿宋_GB2312",
            True,
            "固定",
        )
        assert sheet.row_dimensions[row].height == 33
    assert sheet.row_dimensions[5].height is None


def test_formulas_in_a_repeated_row_mean_their_own_row_unless_fixed() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["C4"] = "=A4*B4"
        sheet["D4"] = "=RANK(B4,$B$4:$B$4)"
        sheet["E4"] = "=SUM(B$4:B4)"
        sheet["F4"] = "=B4/B6"

    found = values(render(excel(REGISTER, build), title="", rows=records(2)))
    assert [row[2:] for row in found[2:4]] == [
        ["=A3*B3", "=RANK(B3,$B$3:$B$4)", "=SUM(B$3:B3)", "=B3/B5"],
        ["=A4*B4", "=RANK(B4,$B$3:$B$4)", "=SUM(B$3:B4)", "=B4/B5"],
    ]


def above(limit: str) -> Rule:
    fill = PatternFill("solid", bgColor="FF0000")
    return Rule("cellIs", operator="greaterThan", formula=[limit], dxf=DifferentialStyle(fill=fill))


def covered(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("A6:A7")
    sheet.merge_cells("F2:F6")
    sheet.conditional_formatting.add("B4:B4", above("$B$6"))
    choices = DataValidation("list", formula1='"甲,乙"')
    choices.add("C4")
    choices.add("C6")
    sheet.add_data_validation(choices)
    sheet.auto_filter.ref = "A2:B4"
    sheet.print_area = "A1:D6"
    sheet["C6"].hyperlink = "https://example.org/"
    sheet.row_breaks.append(Break(id=6))
    sheet.freeze_panes = "A3"


def test_what_covers_the_rows_grows_and_what_is_below_moves(tmp_path: Path) -> None:
    rendered = render(excel(REGISTER, covered), title="", rows=records(4))
    sheet = first_sheet(opened(rendered))
    assert sorted(map(str, sheet.merged_cells.ranges)) == [
        "A1:B1",
        "A7:A8",
        "C3:D3",
        "C4:D4",
        "C5:D5",
        "C6:D6",
        "F2:F7",
    ]
    assert [(str(each.sqref), each.rules[0].formula) for each in sheet.conditional_formatting] == [
        ("B3:B6", ["$B$7"])
    ]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["C3:C6 C7"]
    assert (sheet.auto_filter.ref, sheet.print_area) == ("A2:B6", "'台账'!$A$1:$D$7")
    assert sheet["C7"].hyperlink.ref == "C7"
    assert [each.id for each in sheet.row_breaks.brk] == [7]
    assert sheet.dimensions == "A1:F8"
    assert invalid(rendered, tmp_path, ".xlsx") == []


def test_rules_stay_valid_without_records(tmp_path: Path) -> None:
    rendered = render(excel(REGISTER, covered), title="", rows=[])
    sheet = first_sheet(opened(rendered))
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B3"]
    assert sheet.auto_filter.ref == "A2:B3"
    assert invalid(rendered, tmp_path, ".xlsx") == []


def with_second_sheet(build: Callable[[Any], None]) -> bytes:
    workbook = opened(excel(REGISTER))
    build(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_ranges_on_other_sheets_and_names_grow() -> None:
    def build(workbook: Any) -> None:
        sheet = workbook.create_sheet("统计 表")
        sheet["A1"] = '=COUNTIF(台账!$B$4:$B$4,">10")'
        sheet["A2"] = "='台账'!B6+SUM('统计 表'!A4:A4)"
        sheet["A3"] = '=SUM(台账!B:B)+LEN("B4:B4")+台账!B3:B5'
        workbook.defined_names["金额"] = DefinedName("金额", attr_text="台账!$B$4:$B$4")

    workbook = opened(render(with_second_sheet(build), title="", rows=records(3)))
    assert [row[0].value for row in workbook["统计 表"].iter_rows()] == [
        '=COUNTIF(台账!$B$3:$B$5,">10")',
        "='台账'!B6+SUM('统计 表'!A4:A4)",
        '=SUM(台账!B:B)+LEN("B4:B4")+台账!B3:B5',
    ]
    assert workbook.defined_names["金额"].attr_text == "台账!$B$3:$B$5"


def test_tables_and_charts_grow_with_their_rows(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        sheet.add_table(Table(displayName="登记", ref="A2:B4"))
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=4))
        sheet.add_chart(chart, "A9")

    rendered = render(excel(REGISTER, build), title="", rows=records(4))
    assert 'ref="A2:B6"' in part(rendered, "xl/tables/table1.xml")
    assert "$B$3:$B$6" in part(rendered, "xl/charts/chart1.xml")
    assert "<row>9</row>" in part(rendered, "xl/drawings/drawing1.xml")
    assert invalid(rendered, tmp_path, ".xlsx") == []


def test_several_blocks_a_sheet_and_blocks_in_blocks() -> None:
    template = excel(
        {
            "A1": "{%tr for d in departments %}",
            "A2": "{{ d.name }}",
            "A3": "{%tr for p in d.people %}",
            "A4": "{{ p }}",
            "B4": "=A2",
            "A5": "{%tr endfor %}",
            "A6": "小计",
            "B6": "=COUNTA(A4:A4)",
            "A7": "{%tr endfor %}",
            "A9": "{%tr if late %}",
            "A10": "逾期",
            "A11": "{%tr else %}",
            "A12": "按时",
            "A13": "{%tr endif %}",
            "B14": "=COUNTA(A2:A6)",
        }
    )
    departments = [{"name": "医务科", "people": ["张", "李"]}, {"name": "护理部", "people": []}]
    assert values(render(template, departments=departments, late=False)) == [
        ["医务科", None],
        ["张", "=A1"],
        ["李", "=A1"],
        ["小计", "=COUNTA(A2:A3)"],
        ["护理部", None],
        [None, None],
        ["小计", "=COUNTA(A6:A6)"],
        [None, None],
        ["按时", None],
        [None, "=COUNTA(A1:A7)"],
    ]


def test_a_block_of_two_rows_gives_its_rules_to_the_right_rows() -> None:
    def build(sheet: Worksheet) -> None:
        sheet.conditional_formatting.add("A2", above("1"))
        sheet.merge_cells("B2:B3")

    template = excel(
        {"A1": "{%tr for x in xs %}", "A2": "{{ x }}", "A3": "注", "A4": "{%tr endfor %}"}, build
    )
    sheet = first_sheet(opened(render(template, xs=[1, 2])))
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["A1 A3"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["B1:B2", "B3:B4"]


def test_blank_rows_of_the_template_stay_where_they_were() -> None:
    template = excel(
        {
            "A2": "头",
            "A5": "{%tr for x in xs %}",
            "A6": "{{ x }}",
            "A7": "{%tr endfor %}",
            "A10": "尾",
            "B20": "=A10",
        }
    )
    sheet = first_sheet(opened(render(template, xs=[1, 2, 3])))
    assert {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    } == {
        "A2": "头",
        "A5": 1,
        "A6": 2,
        "A7": 3,
        "A10": "尾",
        "B20": "=A10",
    }


def test_shared_formulas_are_written_out() -> None:
    xml = part(excel(REGISTER), "xl/worksheets/sheet1.xml")
    master = '<row r="7"><c r="A7"><f t="shared" ref="A7:A8" si="0">B6*2</f></c></row>'
    follower = '<row r="8"><c r="A8"><f t="shared" si="0"/></c></row>'
    shared = xml.replace("</sheetData>", f"{master}{follower}</sheetData>")
    template = replaced(excel(REGISTER), {"xl/worksheets/sheet1.xml": shared.encode()})
    assert [row[0] for row in values(render(template, title="", rows=records(3)))][6:] == ["=B6*2", "=B7*2"]


def test_like_gives_like_bytes_and_nothing_of_a_rendering_stays() -> None:
    template = compile_excel(excel(REGISTER, covered), file="t.xlsx")
    first = template.render({"title": "甲", "rows": records(3)})
    assert template.render({"title": "乙", "rows": []}) != first
    assert template.render({"title": "甲", "rows": records(3)}) == first
    assert compile_excel(excel(REGISTER, covered), file="t.xlsx").parts.keys() == template.parts.keys()


def test_no_tag_is_left_in_the_finished_file() -> None:
    rendered = render(excel(REGISTER), title="甲", rows=records(2))
    assert "{{" not in part(rendered, "xl/sharedStrings.xml") + part(rendered, "xl/worksheets/sheet1.xml")


def test_the_names_that_a_template_wants_are_its_top_level_names() -> None:
    assert compile_excel(excel(REGISTER), file="t.xlsx").names() == {"title", "rows"}


def test_all_faults_are_shown_at_once_with_their_places() -> None:
    cells = {
        "A1": "{{ a|moeny }}",
        "B2": "{%tr for a in b %}",
        "C2": "多余",
        "A3": "｛｛ x ｝｝",
        "A4": "{%p if a %}",
        "A5": "{% if a %}",
        "A6": "{% endif %}",
        "A7": '=HYPERLINK("{{ x }}")',
    }
    with pytest.raises(BadTemplate) as refused:
        compile_excel(excel(cells), file="t.xlsx")
    lines = str(refused.value).splitlines()
    for expected in (
        "sheet '台账' A1: {{ a|moeny }}: no filter or test 'moeny'; did you mean money?",
        "sheet '台账' B2: {%tr for a in b %}: {%tr … %} stands in a row of its own",
        "sheet '台账' B2: {%tr for a in b %}: the block is not ended: add {%tr endfor %}",
        "sheet '台账' A3: ｛｛ x ｝｝: full-width braces",
        "sheet '台账' A4: {%p if a %}: in a sheet only",
        "sheet '台账' A6: {% endif %}: its block began in sheet '台账' A5",
        "sheet '台账' A7: HYPERLINK(\"{{ x }}\"): no tags in a formula",
    ):
        assert any(line.startswith(expected) for line in lines), expected


@pytest.mark.parametrize(
    "value", ["\x01", "\ud800", [1], {"a": 1}, float("nan"), float("inf"), "长" * 32_768]
)
def test_what_cannot_be_written_is_refused_with_its_cell(value: object) -> None:
    with pytest.raises(RenderFault, match=r"sheet '台账' B4: \{\{ r\.v \}\}: "):
        render(excel(REGISTER), title="", rows=[{"n": 1, "v": value}])


def test_the_longest_text_fits_and_a_longer_mixed_one_is_refused() -> None:
    longest = "长" * 32_767
    assert values(render(excel({"A1": "{{ x }}"}), x=longest)) == [[longest]]
    with pytest.raises(RenderFault, match="too long for a cell"):
        render(excel({"A1": "前{{ x }}"}), x=longest)


def test_else_of_a_repeated_row_is_a_fault() -> None:
    cells = {
        "A1": "{%tr for a in b %}",
        "A2": "{{ a }}",
        "A3": "{%tr else %}",
        "A4": "无",
        "A5": "{%tr endfor %}",
    }
    with pytest.raises(BadTemplate, match="takes no else"):
        compile_excel(excel(cells), file="t.xlsx")


def test_a_template_with_ghost_cells_or_broken_parts_is_refused() -> None:
    xml = part(excel({"A1": 1}), "xl/worksheets/sheet1.xml")
    ghost = xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    with pytest.raises(TooLarge):
        compile_excel(replaced(excel({}), {"xl/worksheets/sheet1.xml": ghost.encode()}), file="t.xlsx")
    with pytest.raises(NotReadable):
        compile_excel(replaced(excel({}), {"xl/worksheets/sheet1.xml": b"<a>"}), file="t.xlsx")


@pytest.mark.full("soffice")
def test_libreoffice_reads_and_works_out_what_was_rendered(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    file.write_bytes(render(excel(REGISTER, covered), title="十月", rows=records(3)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:2] for line in lines] == [
        ["十月（3 件）", ""],
        ["号", "值"],
        ["1", "10"],
        ["2", "20"],
        ["3", "30"],
        ["合计", "60"],
    ]


def test_a_sheet_whose_elements_bear_a_prefix_is_filled_like_any_other() -> None:
    template = excel(REGISTER, covered)
    wanted = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"} & set(names(template))
    prefixed = {name: with_prefix(part(template, name)).encode() for name in wanted}
    given_values = {"title": "十月", "rows": records(3)}
    rendered = render(replaced(template, prefixed), **given_values)
    assert values(rendered) == values(render(template, **given_values))
    assert "<x:" not in part(rendered, "xl/worksheets/sheet1.xml")


def with_prefix(xml: str) -> str:
    named = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml)
    return named.replace("xmlns=", "xmlns:x=")


def headed(sheet: Worksheet) -> None:
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = "{{ title }} 第 &P 页"
    sheet.oddFooter.left.text = "{% if rows %}共 {{ rows|length }} 件{% endif %}"


def test_headers_and_footers_are_filled_as_text(tmp_path: Path) -> None:
    rendered = render(excel(REGISTER, headed), title="甲&D<乙", rows=records(2))
    assert "<oddHeader>&amp;C甲&amp;&amp;D&lt;乙 第 &amp;P 页</oddHeader>" in part(
        rendered, "xl/worksheets/sheet1.xml"
    )
    assert "共 2 件" in part(rendered, "xl/worksheets/sheet1.xml")
    assert invalid(rendered, tmp_path, ".xlsx") == []
    assert compile_excel(excel({}, headed), file="t.xlsx").names() == {"title", "rows"}


def test_faults_of_headers_are_named_and_long_ones_refused() -> None:
    def wrong(sheet: Worksheet) -> None:
        assert sheet.oddHeader is not None
        sheet.oddHeader.center.text = "{%tr for a in b %}{{ x|moeny }}"

    with pytest.raises(BadTemplate, match=r"sheet '台账' header: .*only"):
        compile_excel(excel({}, wrong), file="t.xlsx")
    with pytest.raises(RenderFault, match="too long for a header"):
        render(excel(REGISTER, headed), title="长" * 300, rows=[])


def commented(sheet: Worksheet) -> None:
    for address in ("A2", "B4", "A6"):
        sheet[address].comment = Comment(f"注{address}", "甲")


@pytest.mark.parametrize(
    ("count", "places"),
    [(3, {"A2": "注A2", "B3": "注B4", "A6": "注A6"}), (0, {"A2": "注A2", "B3": "注B4", "A4": "注A6"})],
)
def test_comments_follow_their_rows_with_their_boxes(
    count: int, places: Mapping[str, str], tmp_path: Path
) -> None:
    rendered = render(excel(REGISTER, commented), title="", rows=records(count))
    sheet = first_sheet(opened(rendered))
    assert {
        cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment
    } == places
    boxes = re.findall(r"Row>(\d+)<", part(rendered, "xl/drawings/commentsDrawing1.vml"))
    assert [int(row) + 1 for row in boxes] == [int(place[1:]) for place in places]
    assert invalid(rendered, tmp_path, ".xlsx") == []


def test_comments_stay_when_their_boxes_cannot_be_read() -> None:
    template = excel(REGISTER, commented)
    broken = replaced(template, {"xl/drawings/commentsDrawing1.vml": b"<xml><br></xml>"})
    assert 'ref="A6"' in part(render(broken, title="", rows=records(3)), "xl/comments/comment1.xml")


def test_a_comment_of_a_row_that_is_gone_goes_too() -> None:
    cells = {"A1": "{%tr if late %}", "A2": "逾期", "A3": "{%tr endif %}", "A4": "尾"}
    template = excel(cells, lambda sheet: setattr(sheet["A2"], "comment", Comment("注", "甲")))
    rendered = render(template, late=False)
    assert "<comment " not in part(rendered, "xl/comments/comment1.xml")
    assert "ObjectType" not in part(rendered, "xl/drawings/commentsDrawing1.vml")
