import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.inbox.annotate import annotated
from recordkit.inbox.copies import WHOLE, visible
from recordkit.inbox.readers.drafts import drafted
from recordkit.inbox.readers.guess import guess_type
from recordkit.inbox.readers.reading import read_input
from recordkit.wording import Lang
from tests.house.input_types import CASE, FACTS, VISIT
from tests.house.workbooks import opened, saved, workbook

HEAD = ["编号", "受理时间", "方式", "联系电话", "内容"]
GOOD = ["1", "2026-10-01 09:00", "来访", "13800138000", "=1+1"]
BAD = ["2", "2026-10-32 09:00", "来访", "1.38E+10", "候\x0b诊"]
CSV = "\n".join(["十月登记,,,,", ",".join(HEAD), ",".join(GOOD), ",".join(BAD)]) + "\n"
RED, AMBER = "00FFC7CE", "00FFEB9C"


def findings_of(source: Path, rtype: RecordType) -> list[Finding]:
    found = read_input(source, rtype)
    return [*found.findings, *(each for draft in drafted(found, rtype, FACTS) for each in draft.findings)]


def marked(source: Path, rtype: RecordType = CASE, lang: Lang = "zh") -> Workbook:
    return opened(annotated(source, rtype, findings_of(source, rtype), lang))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reds(book: Workbook, sheet: int = 1) -> list[str]:
    return [
        cell.coordinate
        for row in book.worksheets[sheet].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == RED and cell.comment is not None
    ]


def test_a_csv_comes_back_as_text_with_its_bad_cells_red_and_said(tmp_path: Path) -> None:
    book = marked(written(tmp_path, "十月.csv", CSV))
    sheet = book.worksheets[1]
    assert book.sheetnames == ["问题清单", "十月"]
    assert reds(book) == ["B4", "D4", "E4"]
    assert (sheet["D4"].value, sheet["D4"].number_format) == ("1.38E+10", "@")
    assert "科学计数" in (sheet["D4"].comment.text if sheet["D4"].comment else "")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    cell = marked(written(tmp_path, "a.csv", CSV)).worksheets[1]["E3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_control_character_is_shown_as_its_picture_and_named_in_the_comment(tmp_path: Path) -> None:
    cell = marked(written(tmp_path, "a.csv", CSV)).worksheets[1]["E4"]
    assert cell.value == "候␋诊"
    assert cell.comment is not None
    assert "U+000B" in cell.comment.text


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("zh", ["程度", "文件", "记录", "行", "列", "填写的内容", "问题", "怎么办"]),
        ("en", ["Severity", "File", "Record", "Row", "Column", "Value", "What is wrong", "What to do"]),
    ],
)
def test_every_finding_is_listed_first_with_a_link_to_its_cell(
    tmp_path: Path, lang: Lang, headings: list[str]
) -> None:
    sheet = marked(written(tmp_path, "a.csv", CSV), lang=lang).worksheets[0]
    assert [cell.value for cell in sheet[2]] == headings
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[1:6] for row in rows] == [
        ["a.csv", 2, 4, "受理时间", "2026-10-32 09:00"],
        ["a.csv", 2, 4, "联系电话", "1.38E+10"],
        ["a.csv", 2, 4, "内容", "候␋诊"],
    ]
    assert all(row[6] and row[7] for row in rows)
    assert [sheet.cell(row, 5).hyperlink.location for row in (3, 4, 5)] == ["'a'!B4", "'a'!D4", "'a'!E4"]  # type: ignore[union-attr]


def case_book() -> Workbook:
    book = opened(
        workbook({"台账": [["十月"], HEAD, GOOD, BAD[:4], ["3", None, "来访", "13800138000", "备"]]})
    )
    book["台账"]["E3"].data_type = "s"
    book["台账"]["G3"] = "=SUM(1,2)"
    return book


def test_a_workbook_comes_back_itself_with_its_bad_cells_marked(tmp_path: Path) -> None:
    book = case_book()
    book["台账"].column_dimensions["B"].width = 33
    book["台账"]["D4"].comment = Comment("请核对", "周予安")
    source = written(tmp_path, "a.xlsx", saved(book))
    copy = marked(source)
    sheet = copy["台账"]
    assert reds(copy) == ["B4", "D4", "B5"]
    assert (sheet.column_dimensions["B"].width, sheet["D4"].value) == (33, "1.38E+10")
    assert [(sheet[ref].value, sheet[ref].data_type) for ref in ("E3", "G3")] == [
        ("=1+1", "s"),
        ("=SUM(1,2)", "f"),
    ]
    assert sheet["D4"].comment is not None
    assert sheet["D4"].comment.text.endswith("请核对")


def test_a_second_round_shows_only_what_is_still_wrong(tmp_path: Path) -> None:
    book = case_book()
    book["台账"]["D4"].comment = Comment("请核对", "周予安")
    source = written(tmp_path, "a.xlsx", saved(book))
    corrected = opened(annotated(source, CASE, findings_of(source, CASE), "zh"))
    corrected["台账"]["D4"] = "13800138000"
    corrected["台账"]["B5"] = "2026-10-03 10:00"
    second = marked(written(tmp_path, "b.xlsx", saved(corrected)))
    assert second.sheetnames == ["问题清单", "台账"]
    assert reds(second) == ["B4"]
    comment = second["台账"]["D4"].comment
    assert comment is not None
    assert comment.text == "请核对"


def test_a_merged_cell_is_marked_where_its_value_stands(tmp_path: Path) -> None:
    book = case_book()
    book["台账"].merge_cells("B4:B5")
    assert reds(marked(written(tmp_path, "a.xlsx", saved(book)))) == ["B4", "D4"]


def test_an_unknown_heading_is_amber_at_the_heading(tmp_path: Path) -> None:
    text = CSV.replace("联系电话,内容", "联系电话,备注")
    cell = marked(written(tmp_path, "a.csv", text)).worksheets[1]["E2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("备注", AMBER)


def test_nested_records_come_back_a_value_a_row_with_what_is_missing_added(tmp_path: Path) -> None:
    text = (
        "名称: 甲\nstarted_at: 2026-10-32 09:00\npatient: {name: 江某, age: 八}\n"
        "team:\n- {姓名: 何小满, 角色: =cmd}\n- {role: 医师}\ntitel: 乙\n"
    )
    sheet = marked(written(tmp_path, "a.yaml", text), VISIT).worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [1, "名称", "名称", "甲"] in rows
    assert [1, "team[1].角色", "角色", "=cmd"] in rows
    wrong = {row[1].value for row in sheet.iter_rows(min_row=2) if row[3].fill.fgColor.rgb == RED}
    assert wrong == {"started_at", "patient.age", "team[2].name", "titel"}


def long_csv(bad: Sequence[int]) -> str:
    rows = [
        ",".join([str(i), "2026-10-32" if i in bad else "2026-10-01 09:00", *GOOD[2:]])
        for i in range(WHOLE + 9)
    ]
    return "\n".join([",".join(HEAD), *rows]) + "\n"


def test_of_a_long_file_only_the_beginning_and_what_is_wrong_comes_back(tmp_path: Path) -> None:
    book = marked(written(tmp_path, "a.csv", long_csv([4000, WHOLE])))
    sheet = book.worksheets[1]
    assert sheet.max_row == 102
    assert [sheet[f"A{row}"].value for row in (101, 102)] == ["4000", str(WHOLE)]
    assert reds(book) == ["B101", "B102"]
    assert [book.worksheets[0].cell(row, 4).value for row in (3, 4)] == [4002, WHOLE + 2]


def test_a_copy_can_be_handed_in_again(tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", CSV)
    copy = written(tmp_path, "b.xlsx", annotated(source, CASE, findings_of(source, CASE), "zh"))
    assert guess_type(copy, [VISIT, CASE]) is CASE
    assert read_input(copy, CASE).records[0].values == read_input(source, CASE).records[0].values


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x0bb\x1f", "a␋b␟"),
        ("\ufffe", "\ufffd"),
        ("_x0041_", "_x005F_x0041_"),
        ("甲\n乙", "甲\n乙"),
        ("x" * 40_000, "x" * 32_000 + "…"),
    ],
)
def test_what_a_sheet_cannot_hold_is_shown_as_a_picture_of_it(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", CSV)
    copy = written(tmp_path, "b.xlsx", annotated(source, CASE, findings_of(source, CASE), "zh"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
        "--outdir",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    text = next(tmp_path.glob("b*.csv")).read_text("utf-8")
    assert "=1+1" in text
    assert "候␋诊" in text
