import pytest

from recordkit.inbox.readers.grids import Grid, find_headings, path_of, vocabulary
from tests.house.input_types import CASE, VISIT

NAMES = vocabulary(CASE.inputs)


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("case_no", "case_no"),
        ("编号", "case_no"),
        (" 编 号 *", "case_no"),
        ("Case no.", "case_no"),
        ("登记时间：", "received_at"),
        ("费用(元)", "fee"),
        ("文件编号", None),  # computed: no input gives it
        ("备注", None),
        (46308, None),
        (None, None),
    ],
)
def test_a_heading_is_a_machine_name_a_label_or_an_alias(heading: object, path: str | None) -> None:
    assert path_of(heading, NAMES) == path


@pytest.mark.parametrize(
    "heading", ["患者.姓名", "patient.name", "患者·姓名", "患者 / 姓名", "Patient.Name", "患者.name"]
)
def test_a_groups_fields_are_named_through_the_group(heading: str) -> None:
    assert path_of(heading, vocabulary(VISIT.inputs)) == "patient.name"


def test_the_heading_row_is_the_one_that_names_most_fields() -> None:
    rows = [
        ["2026年10月案件登记"],
        [],
        ["编号", "说明"],
        ["编号", "方式", "联系电话", "备注"],
        ["1", "来访", "2", ""],
    ]
    found = find_headings(Grid(None, rows), NAMES)
    assert found is not None
    assert (found.offset, found.paths) == (3, ("case_no", "channel", "phone", None))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["编号"]],  # one heading is no heading row
        [["编号", "方式", "甲", "乙", "丙"]],  # fewer than half are known
        [["编号", "编号"]],
        [[""]] * 100 + [["编号", "方式", "联系电话"]],  # too far down
    ],
)
def test_rows_that_are_no_headings(rows: list[list[str]]) -> None:
    assert find_headings(Grid(None, rows), NAMES) is None
