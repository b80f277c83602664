from pathlib import Path

from recordkit.domain.record import Draft
from recordkit.inbox.readers.drafts import drafted
from recordkit.inbox.readers.reading import read_input
from tests.house.input_types import CASE, FACTS, VISIT
from tests.house.workbooks import workbook

HEAD = "十月登记,,,,\n\n编号,受理时间,方式,联系电话,内容\n"
GOOD = "1,2026-10-01 09:00,来访,13800138000,甲\n"


def faults(name: str, text: str) -> list[list[tuple[str, int | None, str | None]]]:
    found = read_input(Path(name), CASE, content=text.encode())
    return [
        [(each.code, each.row, each.column) for each in draft.findings]
        for draft in drafted(found, CASE, FACTS)
    ]


def test_a_batch_goes_on_past_bad_records_and_says_file_row_and_column() -> None:
    rows = [
        GOOD,
        "2,2026-10-32 09:00,来访,1.38E+10,\n",
        "3,2026-10-02 09:00,来访,13800138000,候\x0b诊\n",
        GOOD,
    ]
    assert faults("a.csv", HEAD + "".join(rows)) == [
        [],
        [("date_invalid", 5, "受理时间"), ("phone_damaged", 5, "联系电话")],
        [("illegal_character", 6, "内容")],
        [("duplicate", 7, "编号")],
    ]


def test_a_missing_column_is_not_said_again_of_each_record_but_refuses_them_all() -> None:
    text = HEAD.replace(",联系电话", "") + "1,2026-10-01 09:00,来访,甲\n2,,来电,乙\n"
    found = read_input(Path("a.csv"), CASE, content=text.encode())
    drafts = drafted(found, CASE, FACTS)
    assert [each.code for each in found.findings] == ["column_missing"]
    assert [[each.code for each in draft.findings] for draft in drafts] == [[], ["required_missing"]]
    assert [draft.record for draft in drafts] == [None, None]


def test_a_record_that_was_read_wrongly_is_refused_for_that_alone() -> None:
    assert faults("a.csv", HEAD + "2,x,来访,甲,乙,多出\n" + GOOD) == [[("row_extra_cells", 4, None)], []]


def test_a_warning_of_the_file_refuses_nothing() -> None:
    text = HEAD.replace("内容", "备注") + GOOD
    found = read_input(Path("a.csv"), CASE, content=text.encode())
    assert [each.severity for each in found.findings] == ["warning"]
    assert drafted(found, CASE, FACTS)[0].record is not None


def test_a_column_that_a_table_lacks_is_not_said_again_of_each_of_its_rows() -> None:
    card = [["名称", "甲"], ["开始时间", "2026-10-01 09:00"], ["患者"], ["姓名", "江某"]]
    content = workbook({"报告": card, "team": [["序号", "角色"], [1, "护士"], [2, "医师"]]})
    found = read_input(Path("a.xlsx"), VISIT, content=content)
    assert [each.code for each in found.findings] == ["column_missing"]
    assert drafted(found, VISIT, FACTS) == [Draft(None, ())]
