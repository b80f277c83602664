"""移交清单.xlsx: form 4.14 whole, on A4, with the machine's figures and three places to sign."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.pages.handover_list import handover_list
from recordkit.domain.transfer import Handover
from recordkit.wording import Lang
from tests.domain.test_transfer import item

HANDOVER = Handover("YJ-2026-01", "示例医院", "沈砚", date(2026, 11, 9), "年度移交", "综合档案室", "周予安")
ITEMS = (item(pages=3), item("会议纪要-2026-1109-002", 2, title="=HYPERLINK(1)"))


def sheet(lang: Lang = "zh") -> Worksheet:
    content = handover_list(HANDOVER, ITEMS, (5, 1234, "ab" * 32), lang)
    return load_workbook(io.BytesIO(content)).worksheets[0]


def texts(page: Worksheet) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_fields_of_the_form_are_there() -> None:
    page = sheet()
    said = texts(page)
    assert said[0] == "移交清单"
    for wanted in ("YJ-2026-01", "2026-11-09", "示例医院  沈砚", "综合档案室", "周予安", "年度移交"):
        assert wanted in said
    heads = [cell.value for cell in page[5]]
    assert heads == ["序号", "档号", "题名", "责任者", "日期", "页数", "份数", "保管期限", "载体", "备注"]


def test_a_document_is_a_row_and_the_total_counts_them() -> None:
    page = sheet()
    assert [cell.value for cell in page[6]] == [
        1, None, "周例会", "示例医院", "20261109", 3, 1, "10年", "电子", "会议纪要-2026-1109-001"
    ]  # fmt: skip
    assert page["J7"].value == "会议纪要-2026-1109-002 共 2 个版本"
    assert "2 件, 已知 3 页" in texts(page)


def test_a_title_that_looks_like_a_formula_stays_text() -> None:
    cell = sheet()["C7"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_machines_figures_stand_below() -> None:
    [figures] = [text for text in texts(sheet()) if "SHA-256: " in text and "ab" * 32 in text]
    assert "2 件, 5 个文件, 1234 字节" in figures


def test_three_sign_and_it_prints_on_a4_upright_with_its_headings_on_each_page() -> None:
    page = sheet()
    signed = [text for text in texts(page) if "(签字盖章)" in text]
    assert [text.partition("(")[0] for text in signed] == ["移交人", "接收人", "监交人"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$5:$5"


@pytest.mark.parametrize(("lang", "word"), [("zh", "监交人"), ("en", "Witness")])
def test_it_is_whole_in_both_languages(lang: Lang, word: str) -> None:
    said = texts(sheet(lang))
    assert word in said
    data = {"示例医院  沈砚", "综合档案室", "周予安", "年度移交", "周例会", "示例医院"}
    foreign = [
        text for text in said if lang == "en" and text not in data and not text.startswith("会议纪要-")
    ]
    assert [text for text in foreign if any("一" <= c <= "鿿" for c in text.replace("元数据.json", ""))] == []
