"""tests of recordkit.actions.made_lines: INTAKE, Filling in; 清单.xlsx open in somebody's Excel loses no line."""

import os
from pathlib import Path

import openpyxl
import pytest

from recordkit.actions.made_lines import LINES, list_lines, write_kept_lines
from recordkit.documents.pages.made_list import Made
from recordkit.inbox.layout import LIST, MADE, STATE
from recordkit.office import Office
from recordkit.wording import Text
from tests.house.office_files import first_sheet
from tests.house.offices import AT, MEETING, drop, swept


def line(name: str) -> Made:
    return Made(name, Text("会议纪要", "Minutes"), "例会", "护理部", AT, f"2026-11-21/{name}.docx")


def listed(office: Office) -> list[object]:
    book = openpyxl.load_workbook(office.inbox / MADE / LIST)
    return [row[1].value for row in first_sheet(book).iter_rows(min_row=2)]


def kept(office: Office) -> list[Path]:
    return list((office.inbox / STATE / LINES).iterdir())


def test_a_line_is_written_at_once_when_nobody_has_the_list_open(office: Office) -> None:
    list_lines(office, [line("甲"), line("乙")])
    assert (listed(office), kept(office)) == (["甲", "乙"], [])


@pytest.mark.parametrize("lock", [f"~${LIST}", f".~lock.{LIST}#"])
def test_while_the_list_is_open_lines_are_kept_and_written_later_in_order(office: Office, lock: str) -> None:
    list_lines(office, [line("甲")])
    held = drop(office, f"{MADE}/{lock}", ",王芳,pc,20.11.2026 15:00,file:///;".encode())
    for name in "乙丙丁":
        list_lines(office, [line(name)])
    waiting = write_kept_lines(office)
    assert waiting is not None
    assert ("王芳" in waiting.reason.zh, listed(office)) == (True, ["甲"])
    held.unlink()
    assert write_kept_lines(office) is None
    assert (listed(office), kept(office)) == (["甲", "乙", "丙", "丁"], [])


def test_a_form_dropped_while_the_list_is_open_is_made_and_its_line_comes_with_the_next_round(
    office: Office,
) -> None:
    held = drop(office, f"{MADE}/~${LIST}", bytes([4]) + "王芳".encode("gbk"))
    drop(office, f"填报/{MEETING.name}", MEETING)
    first = swept(office)
    assert ([one.status for one in first.outcomes], [one.path.name for one in first.waiting]) == (
        ["generated"],
        [LIST],
    )
    held.unlink()
    assert swept(office).waiting == ()
    assert listed(office) == ["会议纪要-2026-1120-001"]


@pytest.mark.skipif(os.name != "posix", reason="a folder in the way is refused otherwise there")
def test_a_share_that_refuses_the_list_for_now_keeps_the_lines(office: Office) -> None:
    """A sharing violation shows as an OSError; here a folder bears the list's name."""
    (office.inbox / MADE / LIST).mkdir()
    list_lines(office, [line("甲")])
    waiting = write_kept_lines(office)
    assert waiting is not None
    assert (len(kept(office)), waiting.path.name) == (1, LIST)
    (office.inbox / MADE / LIST).rmdir()
    write_kept_lines(office)
    assert (listed(office), kept(office)) == (["甲"], [])


def test_lines_that_a_power_cut_tore_stop_nothing(office: Office) -> None:
    (office.inbox / STATE / LINES).mkdir()
    (office.inbox / STATE / LINES / "000000-x.json").write_bytes(b'[{"name":')
    list_lines(office, [line("甲")])
    assert (listed(office), kept(office)) == (["甲"], [])
