"""元数据.xlsx: a column an element, a row a version; what was done, and what was left out."""

import io

from openpyxl import load_workbook

from recordkit.documents.pages.metadata_book import metadata_book
from recordkit.domain.transfer import ELEMENTS, LeftOut
from recordkit.wording import Text
from tests.domain.test_transfer import item

LEFT = (LeftOut("投诉登记表-2026-1102-001", Text("敏感", "sensitive")),)


def test_each_element_is_a_column_and_each_version_a_row() -> None:
    book = load_workbook(io.BytesIO(metadata_book((item(pages=2), item(version=2)), LEFT, "zh")))
    sheet = book["元数据"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [label.zh for label, _ in ELEMENTS.values()]
    row = dict(zip(ELEMENTS, (cell.value for cell in sheet[2]), strict=True))
    assert (row["document_no"], row["pages"], row["retention"], row["sensitive"]) == (
        "会议纪要-2026-1109-001",
        2,
        "10年",
        "否",
    )
    assert row["archival_code"] is None
    assert sheet["A5"].value.startswith("档号: ")
    assert sheet.auto_filter.ref == "A1:V3"


def test_the_deeds_of_a_document_stand_once_and_what_was_left_out_has_its_reason() -> None:
    book = load_workbook(io.BytesIO(metadata_book((item(), item(version=2)), LEFT, "en")))
    deeds = list(book["Process"].iter_rows(min_row=2, values_only=True))
    assert [(deed[0], deed[2], deed[3], deed[4]) for deed in deeds] == [
        ("会议纪要-2026-1109-001", "filed", "张三", "version=1")
    ]
    assert list(book["Left out"].iter_rows(min_row=2, values_only=True)) == [
        ("投诉登记表-2026-1102-001", "sensitive")
    ]


def test_without_anything_left_out_there_is_no_such_sheet() -> None:
    assert load_workbook(io.BytesIO(metadata_book((item(),), (), "zh"))).sheetnames == ["元数据", "业务行为"]
