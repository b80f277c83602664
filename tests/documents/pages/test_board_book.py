"""tests of recordkit.documents.pages.board_book: a summary, a heat map, a sheet a duty; real days, text that stays text."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from recordkit.documents.pages.board_book import COLUMNS, FILLS, STEPS, BoardBook, board_book
from recordkit.documents.pages.board_words import SIGNS
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.entry import Waiver
from recordkit.domain.periods import Period
from recordkit.wording import Lang, Text

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
OCTOBER = Duty(
    "monthly-report",
    "内科",
    Period("month", 2026, 10),
    Due(date(2026, 11, 5), Text("次月 5 日前", "by day 5")),
)
SENT = Duty(
    "minutes",
    "外科",
    None,
    Due(datetime(2026, 11, 21, 16, tzinfo=ZONE)),
    "sent",
    "会议纪要-2026-1121-001",
    "王芳",
)
LABELS = {
    "monthly-report": Text("月度总结报告", "Monthly report"),
    "minutes.sent": Text("纪要: 发送", "Minutes: sent"),
}
ROWS = (
    Row(OCTOBER, Standing.MET, 0, "月度总结报告-2026-1104-001", NOW - timedelta(days=17)),
    Row(OCTOBER._replace(department="=1+1"), Standing.LATE, 16),
    Row(OCTOBER._replace(department="骨科"), Standing.WAIVED, waiver=Waiver("shenyan", NOW, "停诊")),
    Row(SENT, Standing.DUE),
)


def opened(rows: tuple[Row, ...] = ROWS, labels: dict[str, Text] = LABELS, lang: Lang = "zh") -> Workbook:
    book = BoardBook("市第一医院", NOW, rows, labels, {"shenyan": "沈砚"})
    return openpyxl.load_workbook(BytesIO(board_book(book, lang)))


def test_there_is_a_summary_a_heat_map_and_a_sheet_for_each_duty_by_a_name_that_excel_takes() -> None:
    assert opened().sheetnames == ["概况", "热图", "纪要- 发送", "月度总结报告"]
    assert opened(lang="en").sheetnames == ["Summary", "Heat map", "Minutes- sent", "Monthly report"]


def test_two_duties_of_the_same_name_have_sheets_of_their_own() -> None:
    long = Text("甲" * 40, "Summary")
    same = {"monthly-report": long, "minutes.sent": long}
    assert opened(labels=same).sheetnames[2:] == ["甲" * 31, "甲" * 27 + " 2"]
    assert opened(labels=same, lang="en").sheetnames == ["Summary", "Heat map", "Summary 2", "Summary 3"]


def test_days_and_instants_are_real_ones_and_the_standing_is_a_word_and_a_colour() -> None:
    sheet = opened()["月度总结报告"]
    first, late, waived = sheet.iter_rows(min_row=2)
    assert [str(cell.value) for cell in first][3:9] == [
        "2026-11-05 00:00:00", "次月 5 日前", "✓ 按时", "None", "2026-11-04 10:00:00", "月度总结报告-2026-1104-001",
    ]  # fmt: skip
    assert (first[3].number_format, first[7].number_format) == ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
    assert (late[5].value, late[6].value, late[5].fill.fgColor.rgb) == (
        "! 逾期",
        16,
        "00" + FILLS[Standing.LATE][0],
    )
    assert (late[0].value, late[0].data_type) == ("=1+1", "s")
    assert waived[9].value == "沈砚 豁免: 停诊"
    assert opened()["纪要- 发送"]["D2"].value == NOW.replace(hour=16, tzinfo=None)


def test_each_sheet_keeps_its_headings_filters_and_prints_across_a4() -> None:
    for sheet in opened().worksheets:
        assert sheet.freeze_panes is not None
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows
    sheet = opened()["月度总结报告"]
    assert sheet.auto_filter.ref == "A1:J4"
    assert [cell.value for cell in sheet[1]] == [text.zh for text, _ in COLUMNS]


def test_the_summary_counts_each_standing_and_the_heat_map_each_month() -> None:
    book = opened()
    assert [cell.value for cell in book["概况"][3]][1:-1] == [
        f"{sign} {'逾期' if standing is Standing.LATE else standing.label.zh}"
        for standing, sign in SIGNS.items()
    ]
    assert [cell.value for cell in book["概况"][6]] == ["合计", 1, 1, 0, 0, 0, 1, 1, 4]
    heat = book["热图"]
    assert [(row[0].value, row[-1].value) for row in heat.iter_rows(min_row=3)] == [
        ("内科", "100% (1/1)"), ("=1+1", "0% (0/1)"), ("骨科", "–"), ("合计", "50% (1/2)"),
    ]  # fmt: skip
    assert heat["M3"].fill.fgColor.rgb == "00" + STEPS[5]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_office_that_owes_nothing_has_a_workbook_too(lang: Lang) -> None:
    assert len(opened((), lang=lang).sheetnames) == 2
