"""tests of recordkit.cli.board: what a terminal shows of a large board, and what a pipe gets."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from recordkit.actions.status import Board
from recordkit.cli.board import board_lines, plain_lines
from recordkit.cli.board_table import LEAST, Group, fitted, table_lines
from recordkit.documents.pages.board_words import Words
from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.entry import Waiver
from recordkit.domain.periods import Period
from recordkit.wording import Lang, Text
from tests.house.duties import owed, rows_at

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
LABELS = {
    "monthly-report": Text("月度总结报告", "Monthly report"),
    "quarterly-report": Text("季度分析报告", "Quarterly analysis"),
    "minutes.sent": Text("会议纪要 · 纪要发送", "Minutes: sent"),
    "complaint.reply": Text("投诉登记表 · 书面答复", "Complaint: reply"),
}
DEPARTMENTS = [f"第{n:02}临床科室" for n in range(40)]


def board(rows: Sequence[Row]) -> Board:
    return Board(NOW, "市第一医院", tuple(rows), LABELS, {"shenyan": "沈砚"})


def large() -> Board:
    rules = [
        owed("monthly-report", Deadline("month", day=5), DEPARTMENTS, Period("month", 2025, 1)),
        owed("quarterly-report", Deadline("quarter", days=10), DEPARTMENTS, Period("quarter", 2025, 1)),
    ]
    return board(rows_at(rules, NOW))


def said(shown: Board, width: int = 100, lang: Lang = "zh") -> list[str]:
    return [line.plain for line in board_lines(shown, Words(lang, shown.as_of, shown.people), width)]


def table(shown: Board, width: int = 100, lang: Lang = "zh") -> list[str]:
    return [line.plain for line in table_lines(shown, Words(lang, shown.as_of), width)]


def follow(key: str, standing: Standing, number: int = 1, due: Due | None = None, late_by: int = 0) -> Row:
    kind, _, rule = key.partition(".")
    falls = due or Due(datetime(2026, 11, 21, 16, tzinfo=ZONE), Text("4 小时内", "within 4 hours"))
    return Row(
        Duty(kind, "内科", None, falls, rule, f"会议纪要-2026-1121-{number:03}", "王芳"), standing, late_by
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_forty_departments_stay_within_the_terminals_width_a_line_each(width: int, lang: Lang) -> None:
    lines = table(large(), width, lang)
    assert max(map(cell_len, lines)) <= width
    assert all(any(line.startswith(name) for line in lines) for name in DEPARTMENTS)
    if width >= 80:
        assert len(lines) == 1 + 3 + len(DEPARTMENTS)


def test_a_sign_stands_for_each_period_under_its_month_and_its_year() -> None:
    period = Period("month", 2026, 10)
    rows = [
        Row(Duty("monthly-report", "内科", each, Due(each.end)), standing, doubtful=standing is Standing.MET)
        for each, standing in ((period.previous(), Standing.LATE), (period, Standing.MET))
    ]
    assert table(board(rows)) == [
        "",
        "      月度总结报告",
        "      '26",
        "科室  09 10",
        "内科  !  ✓?",
    ]


def test_the_marks_of_two_years_never_touch() -> None:
    december = Period("month", 2025, 12)
    rows = [
        Row(Duty("monthly-report", "内科", each, Due(each.end)), Standing.MET)
        for each in (december, december.next())
    ]
    assert table(board(rows))[2:4] == ["         '26", "科室  12 01"]


def test_what_does_not_fit_side_by_side_stands_below() -> None:
    months = tuple(Period("month", 2026, n) for n in range(1, 13))
    groups = [Group(key, key, months) for key in "abcdef"]
    assert [[group.kind for group in band] for band in fitted(groups, 6 * (LEAST * 3 + 2))] == [
        list("abcdef")
    ]
    bands = fitted(groups, 40)
    assert [group.kind for band in bands for group in band] == list("abcdef")
    assert len(bands) == 6
    assert {len(group.periods) for band in bands for group in band} == {12}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(20, 200))
def test_no_table_is_wider_than_the_terminal_and_no_duty_is_lost(counts: list[int], width: int) -> None:
    groups = [
        Group(f"k{i}", "月报", tuple(Period("month", 2026, n) for n in range(1, count + 1)))
        for i, count in enumerate(counts)
    ]
    bands = fitted(groups, width)
    assert [group.kind for band in bands for group in band] == [group.kind for group in groups]
    assert all(sum(group.width + 2 for group in band) <= width for band in bands)


def test_the_longest_late_come_first_and_the_others_are_counted() -> None:
    lines = said(large())
    start = next(i for i, line in enumerate(lines) if line.startswith("逾期未交"))
    assert lines[start].endswith("最久的在前")
    assert lines[start + 1].startswith(
        "  ! 逾期 654 天  截止 2025年2月5日  第00临床科室  月度总结报告 2025-01  ("
    )
    late = sum(row.standing is Standing.LATE for row in large().rows)
    assert f"另有 {late - 15} 项: --json 或 --xlsx FILE 看全部" in lines[start + 16]


def test_what_follows_from_records_is_counted_by_rule_and_the_soonest_are_told_with_the_rule_that_binds() -> (
    None
):
    """R8, R42, C16."""
    provisional = Due(
        NOW.date().replace(year=2027), Text("5 个工作日内", "within 5 working days"), provisional=True
    )
    rows = [
        follow("minutes.sent", Standing.DUE),
        *(follow("minutes.sent", Standing.MET, n) for n in range(2, 9)),
        follow("complaint.reply", Standing.PROVISIONAL, 9, provisional),
    ]
    lines = said(board(rows))
    assert "  会议纪要 · 纪要发送: ○ 待交 1  ✓ 按时 7" in lines
    assert (
        "    ○ 待交 还有 6 小时  截止 11月21日 16:00  内科 王芳  会议纪要 · 纪要发送 会议纪要-2026-1121-001  (4 小时内)"
        in lines
    )
    assert any("截止 2027年11月21日 (暂定)" in line and "(5 个工作日内)" in line for line in lines)


def test_who_excused_what_and_why_is_told() -> None:
    period = Period("month", 2026, 9)
    row = Row(
        Duty("monthly-report", "内科", period, Due(period.end)),
        Standing.WAIVED,
        waiver=Waiver("shenyan", NOW, "停诊"),
    )
    assert "沈砚 豁免: 停诊" in said(board([row]))[-1]
    assert "waived by 沈砚: 停诊" in said(board([row]), lang="en")[-1]


def test_what_goes_to_the_leading_group_says_so() -> None:  # R96
    row = follow("complaint.reply", Standing.LATE, late_by=8)
    late = row._replace(duty=row.duty._replace(escalate_after=7))
    assert any("应上报" in line for line in said(board([late])))


def test_a_pipe_gets_every_duty_on_a_line_of_its_own() -> None:
    shown = large()
    lines = list(plain_lines(shown, Words("zh", NOW)))
    assert len(lines) == len(shown.rows)
    assert lines[0].startswith("! 逾期 654 天")
    assert lines[-1].startswith("· 未到期")


def test_the_english_board_holds_no_chinese_of_its_own() -> None:
    rows = [follow("minutes.sent", standing, n, late_by=3) for n, standing in enumerate(Standing)]
    for each in rows:
        plain = each._replace(duty=each.duty._replace(department="Ward", person="Wang", cause="minutes-1"))
        text = "\n".join((*said(board([plain]), lang="en"), *plain_lines(board([plain]), Words("en", NOW))))
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text)
