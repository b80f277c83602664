"""The report of a verification as a workbook: it prints on A4, its heads repeat, a result is a word and a colour."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from recordkit.documents.pages.verify_book import COLOURS, Line, VerifyBook, verify_book
from recordkit.wording import Lang

ITEMS = [
    Line("1-1", "真实性", "固化信息", "passed", "通过", "53 行"),
    Line("1-10", "真实性", "电子属性", "failed", "不通过", "2 处, 见明细"),
    Line("2-6", "完整性", "编号", "manual", "人工", "长" * 400),
    Line("4-1", "安全性", "杀毒软件", "unchecked", "未检测", "没有安装"),
]
DETAILS = [
    Line("1-10", "真实性", "电子属性", "failed", "不通过", "内容被改动", "=1+1", "records/a\x07b.docx")
]
SAID = VerifyBook(
    [("单位", "示例医院"), ("链首", "0" * 64)],
    [("passed", "通过"), ("failed", "不通过"), ("unchecked", "未检测"), ("manual", "人工")],
    [("真实性", [1, 1, 0, 0]), ("完整性", [0, 0, 0, 1])],
    "结论",
    False,
    ITEMS,
    DETAILS,
)


def book(said: VerifyBook = SAID, lang: Lang = "zh") -> Workbook:
    return load_workbook(io.BytesIO(verify_book(said, lang)))


@pytest.mark.parametrize(
    ("lang", "titles"), [("zh", ["封面", "检测项目", "明细"]), ("en", ["Cover", "Items", "Details"])]
)
def test_it_has_three_sheets_on_a4_whose_heads_repeat(lang: Lang, titles: list[str]) -> None:
    opened = book(lang=lang)
    assert opened.sheetnames == titles
    for sheet in opened.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            9,
            1,
            0,
        )
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [sheet.print_title_rows for sheet in opened.worksheets] == [None, "$1:$1", "$1:$1"]
    assert [sheet.page_setup.orientation for sheet in opened.worksheets] == [
        "portrait",
        "portrait",
        "landscape",
    ]


def test_each_result_is_a_word_and_a_colour() -> None:
    sheet = book().worksheets[1]
    found = [(sheet.cell(row, 4).value, sheet.cell(row, 4).fill.fgColor.rgb[2:]) for row in range(2, 6)]
    assert found == [(item.label, COLOURS[item.result]) for item in ITEMS]


def test_the_items_of_a_nature_stand_under_one_heading() -> None:
    sheet = book().worksheets[1]
    assert {str(box) for box in sheet.merged_cells.ranges} >= {"A2:A3"}
    assert [sheet.cell(row, 1).value for row in (2, 4, 5)] == ["真实性", "完整性", "安全性"]


def test_a_text_stays_a_text() -> None:
    sheet = book().worksheets[2]
    assert (sheet.cell(2, 4).value, sheet.cell(2, 4).data_type) == ("=1+1", "s")
    assert sheet.cell(2, 5).value == "records/a\ufffdb.docx"


def test_nothing_to_detail_is_said() -> None:
    sheet = book(VerifyBook(SAID.facts, SAID.results, SAID.tallies, "结论", True, ITEMS, [])).worksheets[2]
    assert sheet.cell(2, 1).value == "没有需要逐件列出的问题"


def test_another_program_reads_the_same() -> None:
    read = CalamineWorkbook.from_filelike(io.BytesIO(verify_book(SAID, "zh")))
    assert read.sheet_names == ["封面", "检测项目", "明细"]
    assert read.get_sheet_by_name("检测项目").to_python()[2] == [
        "",
        "1-10",
        "电子属性",
        "不通过",
        "2 处, 见明细",
    ]
