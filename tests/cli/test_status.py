"""The board: what is late at an instant, in words, in JSON, as a page; exit 1 only when asked for."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from recordkit.cli.options import instant
from recordkit.errors import BadUsage
from tests.cli.conftest import Shell

ZONE = ZoneInfo("Asia/Shanghai")
DUTY = {"type", "department", "period", "due", "standing", "name", "received"}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-06", "2026-11-06T23:59:59+08:00"),
        ("2026年11月6日", "2026-11-06T23:59:59+08:00"),
        ("2026-11-06 10:00", "2026-11-06T10:00:00+08:00"),
        ("2026-11-06T10:00:00+00:00", "2026-11-06T10:00:00+00:00"),
        ("2026-11-06T10:00Z", "2026-11-06T10:00:00+00:00"),
    ],
)
def test_an_instant_is_in_the_offices_zone_and_a_bare_day_means_its_last_second(text: str, iso: str) -> None:
    assert instant("--as-of", text, ZONE) == datetime.fromisoformat(iso)


@pytest.mark.parametrize("text", ["", "noon", "2026-13-01", "2026-11-06 25:00"])
def test_what_is_no_instant_is_wrong_usage(text: str) -> None:
    with pytest.raises(BadUsage):
        instant("--as-of", text, ZONE)


@pytest.mark.parametrize(
    ("as_of", "late"), [("2026-10-05", 0), ("2026-10-06", 2), ("2026-11-05", 2), ("2026-11-06 00:00", 4)]
)
def test_a_report_is_late_from_the_first_instant_after_its_due_day(
    shell: Shell, as_of: str, late: int
) -> None:
    ran = shell("status", "--as-of", as_of, "--json")
    assert (ran.code, ran.data["late"]) == (0, late)
    assert all(set(duty) >= DUTY for duty in ran.data["duties"])
    assert shell("status", "--as-of", as_of, "--fail-late").code == (1 if late else 0)


def test_in_a_pipe_the_board_is_a_line_a_duty_the_worst_first_without_colour_and_whole(shell: Shell) -> None:
    ran = shell("status", "--as-of", "2026-11-04 09:00", COLUMNS="40")
    assert "\x1b" not in ran.out
    lines = ran.out.splitlines()
    assert lines[0] == "示例医院 · 截至 2026-11-04 09:00"
    assert [line.split("  ")[0] for line in lines[2:]] == [
        *["! 逾期 30 天"] * 2,
        *["○ 待交 还有 1 天"] * 2,
        *["· 未到期"] * 2,
    ]
    assert lines[2].split() == [
        *("!", "逾期", "30", "天", "急诊科", "月度总结报告", "2026-09", "截止", "2026-10-05"),
        *("每月,", "次月", "5", "日前"),
    ]


def test_the_board_can_be_narrowed(shell: Shell) -> None:
    asked = ["status", "--as-of", "2026-11-06", "--json"]
    assert {one["department"] for one in shell(*asked, "--department", "骨科").data["duties"]} == {"骨科"}
    assert {one["standing"] for one in shell(*asked, "--late").data["duties"]} == {"late"}
    assert shell(*asked, "--type", "家访报告").data["duties"] == []


def test_an_office_without_duties_says_how_to_have_some(shell: Shell) -> None:
    settings = shell.root / "recordkit.toml"
    settings.write_text(settings.read_text("utf-8").partition("\n[duties")[0], "utf-8")
    assert "[duties." in shell("status").out


def test_when_nothing_is_so_as_it_was_asked_for_that_is_said_and_no_more(shell: Shell) -> None:
    ran = shell("status", "--as-of", "2026-10-01", "--late")
    assert (ran.code, ran.out.splitlines()[1:]) == (0, ["没有符合条件的任务"])


def test_the_board_becomes_a_page(shell: Shell) -> None:
    ran = shell("status", "--as-of", "2026-11-06", "--html", "board.html")
    assert (ran.code, ran.out) == (0, "")
    assert "骨科" in Path("board.html").read_text("utf-8")


def test_the_board_becomes_a_workbook_and_a_calendar(shell: Shell) -> None:
    ran = shell("status", "--as-of", "2026-11-06", "--xlsx", "board.xlsx", "--ics", "board.ics")
    assert (ran.code, ran.out) == (0, "")
    assert Path("board.xlsx").read_bytes().startswith(b"PK")
    assert Path("board.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
