"""tests of recordkit.notices.words: subjects that say it all, in both languages."""

from datetime import date, datetime

import pytest

from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import Period
from recordkit.domain.reminders import Reminder, Stage, When
from recordkit.notices.words import (
    SHOWN,
    line_of,
    on_one_line,
    period_words,
    rejection_words,
    subject_of,
    whole_lines,
    whole_subject,
)
from recordkit.wording import Lang, Text
from tests.house.duties import SHANGHAI

LABELS = {
    "monthly-report": Text("月度总结报告", "Monthly report"),
    "minutes.sent": Text("会议纪要 · 发送", "Minutes: sent"),
}
TODAY = Stage(When.ON)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


def reminder(late_by: int = 0, stage: Stage = TODAY, last: date = date(2026, 11, 5)) -> Reminder:
    duty = Duty("monthly-report", "内科", Period("month", 2026, 10), Due(last))
    if isinstance(last, datetime):
        duty = Duty("minutes", "内科", None, Due(last), "sent", "会议纪要-2026-1105-001")
    return Reminder(Row(duty, Standing.LATE if late_by else Standing.DUE, late_by), stage)


@pytest.mark.parametrize(("now", "one", "zh", "en"), [
    (at(7), reminder(2), "【逾期 2 天】月度总结报告 2026年10月 — 内科", "[2 days late] Monthly report October 2026 — 内科"),
    (at(6), reminder(1), "【逾期 1 天】月度总结报告 2026年10月 — 内科", "[1 day late] Monthly report October 2026 — 内科"),
    (at(5), reminder(), "【今天到期】月度总结报告 2026年10月 — 内科", "[due today] Monthly report October 2026 — 内科"),
    (at(4), reminder(), "【明天到期】月度总结报告 2026年10月 — 内科", "[due tomorrow] Monthly report October 2026 — 内科"),
    (at(2), reminder(), "【还有 3 天】月度总结报告 2026年10月 — 内科", "[due in 3 days] Monthly report October 2026 — 内科"),
    (at(13), reminder(8, Stage(When.ESCALATED)), "【上报: 逾期 8 天】月度总结报告 2026年10月 — 内科",
     "[escalated: 8 days late] Monthly report October 2026 — 内科"),
    (at(5), reminder(last=at(5, 14)), "【今天 14:00 到期】会议纪要 · 发送 会议纪要-2026-1105-001 — 内科",
     "[due today at 14:00] Minutes: sent 会议纪要-2026-1105-001 — 内科"),
    (at(5, 15), reminder(1, last=at(5, 14)), "【已过时限】会议纪要 · 发送 会议纪要-2026-1105-001 — 内科",
     "[overdue] Minutes: sent 会议纪要-2026-1105-001 — 内科"),
])  # fmt: skip
def test_a_subject_says_it_all(now: datetime, one: Reminder, zh: str, en: str) -> None:
    assert [subject_of(one, LABELS, now, lang) for lang in ("zh", "en")] == [zh, en]


def test_a_line_adds_when_it_falls_due() -> None:
    assert line_of(reminder(2), "题", at(7), "zh") == "题, 截止 2026-11-05"
    assert line_of(reminder(last=at(5, 14)), "s", at(5), "en") == "s, due 2026-11-05 14:00"


@pytest.mark.parametrize(("period", "zh", "en"), [
    (Period("month", 2026, 10), "2026年10月", "October 2026"), (Period("quarter", 2026, 3), "2026年第3季度", "Q3 2026"),
    (Period("week", 2026, 47), "2026年第47周", "week 47 of 2026"), (Period("year", 2026, 1), "2026年", "2026"),
    (Period("week", 2026, 1), "2026年第1周", "week 1 of 2026"),
])  # fmt: skip
def test_periods_in_words(period: Period, zh: str, en: str) -> None:
    assert [period_words(period, lang) for lang in ("zh", "en")] == [zh, en]


@pytest.mark.parametrize(("lang", "late", "whole"), [
    ("zh", 1, "【提醒 2 项, 逾期 1 项】示例医院"), ("zh", 0, "【提醒 2 项】示例医院"),
    ("en", 1, "[2 reminders, 1 late] 示例医院"),
])  # fmt: skip
def test_several_reminders_are_counted_in_the_subject(lang: Lang, late: int, whole: str) -> None:
    assert whole_subject(["a", "b"], late, "示例医院", lang) == whole
    assert whole_subject(["a"], late, "示例医院", lang) == "a"


def test_a_message_stays_readable() -> None:
    lines = whole_lines([str(i) for i in range(SHOWN + 5)], "zh")
    assert (len(lines), lines[-1]) == (SHOWN + 1, "……另有 5 项")


def test_a_department_typed_over_two_lines_makes_no_second_header() -> None:
    assert on_one_line("内科\nBcc: x@y.z\x00\t儿科") == "内科 Bcc: x@y.z 儿科"


def test_a_file_that_came_back_is_named_only_by_a_proper_name() -> None:
    assert rejection_words(None, at(5), "zh")[0] == "【退回】您放入收件夹的文件未能归档"
    assert (
        rejection_words("会议纪要-2026-1105-001", at(5), "en")[0]
        == "[returned] 会议纪要-2026-1105-001 was not filed"
    )
