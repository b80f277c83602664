import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recordkit.domain.fields import squeeze
from recordkit.errors import NotReadable
from recordkit.inbox.readers.csv_file import heads, read
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.lists import TOTALS
from tests.house.input_types import CASE

HEAD = "编号,受理时间,方式,联系电话\n"
ROW = "1,2026-10-01 09:00,来访,13800138000\n"


def csv(text: str, encoding: str = "utf-8") -> Input:
    return read(text.encode(encoding), "a.csv", CASE)


def codes(found: Input) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in found.findings]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    text = f'十月登记,,,\n\n{HEAD}1,x,来访,"1\n2"\n,,,\n2,y,来电,3\n'
    found = csv(text, "gb18030")
    assert [(raw.index, raw.row, raw.values["case_no"]) for raw in found.records] == [
        (1, 4, "1"),
        (2, 6, "2"),
    ]
    assert found.findings == ()
    assert found.records[1].places["phone"].ref == "D6"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_shows_the_headings(separator: str) -> None:
    found = csv((HEAD + ROW).replace(",", separator))
    assert found.records[0].values["phone"] == "13800138000"


def test_cells_keep_leading_zeros_spaces_and_control_characters() -> None:
    cells = csv(HEAD + "007, x ,候诊\x0b两小时\x1f,1.38E+10\n").records[0].values
    assert list(cells.values()) == ["007", " x ", "候诊\x0b两小时\x1f", "1.38E+10"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=4, max_size=4))
def test_a_quoted_cell_comes_back_as_it_was(cells: list[str]) -> None:
    assume(
        next((squeeze(cell) for cell in cells if cell.strip()), "") not in TOTALS
    )  # a row of sums: see below
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    found = csv(HEAD + ROW + row + "\n")
    assert len(found.records) == (2 if any(cell.strip() for cell in cells) else 1)
    if len(found.records) == 2:
        written = dict(zip(("case_no", "received_at", "channel", "phone"), cells, strict=True))
        assert found.records[1].values == {key: cell for key, cell in written.items() if cell.strip()}


def test_a_row_with_more_cells_than_headings_is_refused_alone() -> None:
    found = csv(HEAD + "1,a,b,c,多出,,格\n" + ROW)
    fault = found.records[0].findings[0]
    assert (fault.code, fault.record, fault.row, fault.value) == ("row_extra_cells", 1, 2, "多出、格")
    assert found.records[1].findings == ()


def test_an_unknown_column_with_data_is_one_warning_with_the_nearest_name() -> None:
    found = csv(HEAD.strip() + ",内溶,空列\n" + (ROW.strip() + ",甲,\n") * 3)
    assert codes(found) == [("column_unknown", "warning")]
    assert "内容" in found.findings[0].suggestion("zh")


def test_a_missing_required_column_is_one_error_and_is_named() -> None:
    found = csv("编号,受理时间,方式\n" + "1,2026-10-01 09:00,来访\n" * 3)
    assert codes(found) == [("column_missing", "error")]
    assert found.missing_columns == {"phone"}


@pytest.mark.parametrize(("second", "expected"), [("2", [("column_repeated", "error")]), ("", [])])
def test_a_column_that_stands_twice_is_an_error_once_it_holds_data(
    second: str, expected: list[tuple[str, str]]
) -> None:
    found = csv(HEAD.strip() + f",电话,联系电话\n{ROW.strip()},,{second}\n")
    assert codes(found) == expected
    assert found.records[0].values["phone"] == "13800138000"


def test_computed_columns_and_running_numbers_are_passed_over_in_silence() -> None:
    found = csv("序号,文件编号," + HEAD + "1,甲," + ROW)
    assert codes(found) == []
    assert "doc_no" not in found.records[0].values


@pytest.mark.parametrize("sums", ["合计,,240,", ",总 和,,", "SUM,,,3"])
def test_a_row_of_sums_is_no_record_and_is_said(sums: str) -> None:
    found = csv(HEAD + ROW + sums + "\n")
    assert len(found.records) == 1
    assert [(each.code, each.severity, each.row) for each in found.findings] == [("row_total", "warning", 3)]


def test_headings_that_come_again_on_a_later_page_are_no_record() -> None:
    assert [raw.row for raw in csv(HEAD + ROW + HEAD + ROW).records] == [2, 4]


@pytest.mark.parametrize(("text", "code"), [("甲,乙\n1,2\n", "headings_missing"), (HEAD, "no_records")])
def test_a_file_without_headings_or_records_says_so(text: str, code: str) -> None:
    assert codes(csv(text)) == [(code, "error")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + ROW + '3,"从这里起,,\n' + ROW * 9, "double quote in row 3 is never closed"),
        (HEAD + "1," + "长" * 200_000 + ",,\n", "row 2: field larger"),
    ],
)
def test_what_would_swallow_rows_is_refused_with_its_row(text: str, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        csv(text)


def test_the_first_rows_are_shown_under_each_separator() -> None:
    assert [len(grid.rows[0]) for grid in heads(HEAD.encode(), "a.csv")] == [4, 1, 1]
