"""The list of what was made: it only grows, its texts stay texts, and a broken one is never built upon."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from recordkit.documents.pages.made_list import LONGEST, Made, add_lines, readable
from recordkit.wording import Text
from tests.house.office_files import excel, first_sheet, invalid, opened, part, values, word, zipped

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, 5, 33, 7, tzinfo=ZONE)
WALL_CLOCK = NOW.replace(tzinfo=None, second=0, microsecond=0)  # as Excel holds it: no zone
MINUTES = Text("会议纪要", "Minutes")
HEADINGS = ["生成时间", "名称", "类型", "标题", "科室", "文件"]


def made(number: int = 1, title: str = "周例会", file: str | None = None) -> Made:
    name = f"会议纪要-2026-1121-{number:03}"
    return Made(name, MINUTES, title, "医务科", NOW, f"2026-11-21/{name}.docx" if file is None else file)


def changed(listed: bytes, change: Callable[[Workbook], object]) -> bytes:
    book, target = opened(listed), io.BytesIO()
    change(book)
    book.save(target)
    return target.getvalue()


def test_a_new_list_has_headings_and_a_line_a_document() -> None:
    assert values(add_lines(None, [made()], "zh")) == [
        HEADINGS,
        [
            WALL_CLOCK,
            *("会议纪要-2026-1121-001", "会议纪要", "周例会", "医务科"),
            "2026-11-21/会议纪要-2026-1121-001.docx",
        ],
    ]


def test_another_reader_sees_the_same() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(add_lines(None, [made()], "zh")))
    assert book.get_sheet_by_name("清单").to_python()[1][:3] == [
        WALL_CLOCK,
        "会议纪要-2026-1121-001",
        "会议纪要",
    ]


def test_the_list_is_ready_to_be_read_filtered_and_printed() -> None:
    sheet = first_sheet(opened(add_lines(None, [made(1), made(2)], "zh")))
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:F3", "$1:$1")
    assert sheet.column_dimensions["D"].width == 40
    assert sheet["A2"].number_format == "yyyy-mm-dd hh:mm"


def test_the_time_is_the_wall_clock_of_the_instants_own_zone() -> None:
    line = Made("n", "t", "", "", NOW.astimezone(UTC), "")
    assert values(add_lines(None, [line], "zh"))[1][0] == WALL_CLOCK - timedelta(hours=8)


@given(st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=8, deadline=None)
def test_the_list_is_the_same_in_one_step_or_in_two(first: int, second: int) -> None:
    lines = [made(n) for n in range(1, first + second + 1)]
    grown = add_lines(add_lines(None, lines[:first], "zh"), lines[first:], "zh")
    assert values(grown) == values(add_lines(None, lines, "zh"))
    assert first_sheet(opened(grown)).auto_filter.ref == f"A1:F{1 + first + second}"


FORMULAS = ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text_however_often_the_list_grows(text: str) -> None:
    once = add_lines(None, [made(1, text)], "zh")
    twice = add_lines(once, [made(2, text)], "zh")
    for listed in (once, twice):
        assert "<f>" not in part(listed, "xl/worksheets/sheet1.xml")
    cells = first_sheet(opened(twice))["D"][1:]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(text, "s", True)] * 2


def test_what_a_person_added_to_the_list_stays() -> None:
    def edit(book: Workbook) -> None:
        sheet = first_sheet(book)
        sheet["G1"], sheet["G2"] = "备注", "已打印"
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet.column_dimensions["G"].width = 22

    grown = add_lines(changed(add_lines(None, [made(1)], "zh"), edit), [made(2)], "zh")
    sheet = first_sheet(opened(grown))
    assert [row[6] for row in values(grown)] == ["备注", "已打印", None]
    assert sheet["B2"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.column_dimensions["G"].width == 22


def test_coloured_empty_rows_do_not_push_the_list_down() -> None:
    def edit(book: Workbook) -> None:
        first_sheet(book)["A40"].fill = PatternFill("solid", fgColor="FFFF00")

    grown = add_lines(changed(add_lines(None, [made(1)], "zh"), edit), [made(2)], "zh")
    assert first_sheet(opened(grown))["B3"].value == "会议纪要-2026-1121-002"


def test_merged_cells_are_not_written_into() -> None:
    def edit(book: Workbook) -> None:
        first_sheet(book).merge_cells("A2:F6")

    grown = add_lines(changed(add_lines(None, [made(1)], "zh"), edit), [made(2)], "zh")
    assert first_sheet(opened(grown))["B7"].value == "会议纪要-2026-1121-002"


def test_a_table_made_of_the_list_keeps_its_own_filter() -> None:
    def edit(book: Workbook) -> None:
        sheet = first_sheet(book)
        sheet.auto_filter.ref = None
        sheet.add_table(Table(displayName="清单表", ref="A1:F2"))

    grown = add_lines(changed(add_lines(None, [made(1)], "zh"), edit), [made(2)], "zh")
    assert first_sheet(opened(grown)).auto_filter.ref is None


def test_the_headings_follow_the_offices_language_and_the_lines_stay() -> None:
    english = add_lines(add_lines(None, [made(1)], "zh"), [made(2)], "en")
    assert values(english)[0] == ["Made at", "Name", "Type", "Title", "Department", "File"]
    assert [row[2] for row in values(english)[1:]] == ["会议纪要", "Minutes"]
    assert readable(english)
    assert values(add_lines(english, [], "zh"))[0] == HEADINGS


BROKEN = {
    "nothing": b"",
    "text": "清单".encode(),
    "a torn file": add_lines(None, [made()], "zh")[:2000],
    "a zip of something": zipped([("a.txt", b"a")]),
    "a Word document": word("清单"),
    "a workbook with other headings": excel({"A1": "姓名", "B1": "电话"}),
    "an empty workbook": excel({}),
    "a sheet with a far corner": excel(
        dict(zip(("A1", "B1", "C1", "D1", "E1", "F1"), HEADINGS, strict=True)) | {"XFD1048576": 1}
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_list_that_cannot_be_read_is_not_built_upon(broken: bytes) -> None:
    assert not readable(broken)
    assert values(add_lines(broken, [made(7)], "zh"))[1:] == values(add_lines(None, [made(7)], "zh"))[1:]


def test_control_characters_and_too_long_texts_do_not_stop_the_list() -> None:
    listed = values(add_lines(None, [made(1, "甲\x00乙\x0b\ud83d\ufffe"), made(2, "长" * 40_000)], "zh"))
    assert listed[1][3] == "甲\ufffd乙\ufffd\ufffd\ufffd"
    assert listed[2][3] == "长" * LONGEST


@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("2026-11-21/a b#1.docx", "2026-11-21/a%20b%231.docx"),
        ("会议.docx", "%E4%BC%9A%E8%AE%AE.docx"),
    ],
)
def test_the_file_is_a_link_beside_the_list(file: str, target: str) -> None:
    cell = first_sheet(opened(add_lines(None, [made(file=file)], "zh")))["F2"]
    assert cell.value == file
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == target


@pytest.mark.parametrize(
    "file",
    ["", "/etc/passwd", "../../x.docx", "http://x/y", "javascript:alert(1)", "\\\\host\\share\\x", "C:\\x"],
)
def test_a_path_out_of_the_folder_is_no_link(file: str) -> None:
    cell = first_sheet(opened(add_lines(None, [made(file=file)], "zh")))["F2"]
    assert cell.hyperlink is None


# How openpyxl writes every workbook; Excel, WPS and LibreOffice take both.
OPENPYXL = (
    "inline-string cell(s)",
    "Unexpected element 'color'",
    "Unexpected element 'b'",
    "Unexpected element 'sz'",
)


def test_the_list_is_a_valid_workbook_but_for_the_ways_of_openpyxl(tmp_path: Path) -> None:
    grown = add_lines(add_lines(None, [made(1)], "zh"), [made(2)], "zh")
    faults = invalid(grown, tmp_path, ".xlsx")
    assert [fault for fault in faults if not any(way in fault for way in OPENPYXL)] == []
