"""tests of recordkit.documents.pages.board_calendar: what falls due, read back by another program's rules (RFC 5545)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from recordkit.documents.pages.board_calendar import KEPT, Agenda, board_calendar
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.entry import Waiver
from recordkit.domain.periods import Period
from recordkit.wording import Lang, Text

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
LABELS = {
    "monthly-report": Text("月度总结报告", "Monthly report"),
    "minutes.sent": Text("纪要发送", "Minutes sent"),
}
OCTOBER = Duty(
    "monthly-report",
    "内科",
    Period("month", 2026, 10),
    Due(date(2026, 11, 5), Text("次月 5 日前", "by day 5")),
)
SENT = Duty(
    "minutes",
    "内科",
    None,
    Due(datetime(2026, 11, 21, 16, tzinfo=ZONE)),
    "sent",
    "会议纪要-2026-1121-001",
    "王芳",
)


def events(*rows: Row, lang: Lang = "zh", now: datetime = NOW) -> list[Any]:
    agenda = Agenda("市第一医院", now, rows, LABELS, "a1b2", {"shenyan": "沈砚"})
    return icalendar.Calendar.from_ical(board_calendar(agenda, lang)).walk("VEVENT")


def test_a_due_day_is_an_event_of_the_whole_day_with_a_name_that_stays() -> None:
    [event] = events(Row(OCTOBER, Standing.LATE, 16))
    assert event["uid"] == "monthly-report/内科/2026-10@a1b2"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 11, 5), date(2026, 11, 6))
    assert event["summary"] == "! 月度总结报告 2026年10月 · 内科"
    assert event["description"].splitlines()[1] == "截止 11月5日 · 次月 5 日前"
    assert event.decoded("dtstamp") == NOW
    assert (event["status"], event["sequence"], event["transp"]) == ("CONFIRMED", 0, "TRANSPARENT")


def test_a_due_instant_is_an_event_at_that_instant() -> None:  # R8
    [event] = events(Row(SENT, Standing.DUE))
    assert event.decoded("dtstart") == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert event["summary"] == "○ 纪要发送 会议纪要-2026-1121-001 · 内科 王芳"


@pytest.mark.parametrize("standing", list(Standing))
def test_only_what_is_open_rings_a_day_before(standing: Standing) -> None:
    [event] = events(Row(OCTOBER, standing))
    open_one = standing not in (Standing.MET, Standing.MET_LATE, Standing.WAIVED)
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-1)] * open_one
    assert event["sequence"] == (0 if open_one else 1)


def test_what_was_met_stays_with_its_mark_and_what_was_waived_is_cancelled_with_the_reason() -> None:
    met, waived = events(
        Row(OCTOBER, Standing.MET, 0, "月度总结报告-2026-1104-001", NOW - timedelta(days=17)),
        Row(OCTOBER._replace(department="外科"), Standing.WAIVED, waiver=Waiver("shenyan", NOW, "停诊")),
    )
    assert met["summary"].startswith("✓ ")
    assert met.decoded("last-modified") == NOW - timedelta(days=17)
    assert waived["status"] == "CANCELLED"
    assert "沈砚 豁免: 停诊" in waived["description"]


def test_what_is_done_goes_after_a_quarter_and_what_is_open_stays() -> None:
    old = OCTOBER._replace(falls=Due(NOW.date() - KEPT - timedelta(days=1)))
    assert events(Row(old, Standing.MET)) == []
    assert len(events(Row(old, Standing.LATE, 93))) == 1
    assert len(events(Row(old._replace(falls=Due(NOW.date() - KEPT)), Standing.MET))) == 1


def test_the_calendar_names_its_office_or_its_department_and_how_often_to_look() -> None:
    agenda = Agenda("市第一医院", NOW, (), LABELS, "a1b2", {})
    for said, name in ((agenda, "市第一医院 应交"), (replace(agenda, department="内科"), "内科 应交")):
        calendar: Any = icalendar.Calendar.from_ical(board_calendar(said, "zh"))
        assert (calendar["x-wr-calname"], calendar["version"], calendar["method"]) == (name, "2.0", "PUBLISH")
        assert calendar["x-published-ttl"] == "PT1H"


def test_no_line_is_longer_than_other_programs_take() -> None:  # RFC 5545, 3.1
    agenda = Agenda("院" * 60, NOW, [Row(OCTOBER, Standing.LATE, 16)], LABELS, "a1b2", {})
    assert max(map(len, board_calendar(agenda, "zh").split(b"\r\n"))) <= 75


def test_the_same_board_gives_the_same_calendar_and_english_is_whole() -> None:
    rows = (Row(OCTOBER, Standing.LATE, 16), Row(SENT, Standing.DUE))
    agenda = Agenda("Hospital", NOW, rows, LABELS, "a1b2", {})
    assert board_calendar(agenda, "en") == board_calendar(agenda, "en")
    [first, _] = events(*rows, lang="en")
    assert first["summary"] == "! Monthly report Oct 2026 · 内科"
