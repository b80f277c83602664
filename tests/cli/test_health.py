"""`status --watch`: the watcher's health in words and in JSON; exit 1 when it does not run or something is amiss."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from recordkit.actions.health import Heartbeat, Held, InboxHealth, State, write_heartbeat
from recordkit.cli.health import health_lines
from recordkit.wording import Text
from tests.cli.conftest import Shell
from tests.cli.test_light import HEAVY, loaded
from tests.house.offices import AT, on

INBOX = InboxHealth(
    "/srv/inbox",
    State.WATCHING,
    on(11, 21),
    AT,
    network="smb2",
    missed_by_events=3,
    waiting=(
        Held("骨科/a.docx", Text("文件正由王芳打开", "open by 王芳"), on(11, 21, 9, 30)),
        Held(
            "b.docx",
            Text("文件不完整: 缺少结尾部分", "it is incomplete: its end is missing"),
            on(11, 20, 22, 42),
        ),
        Held("c.docx", Text("仍在写入", "still growing")),
    ),
    waiting_count=5,
    junk_count=4,
    junk_old=("~$a.docx",),
    junk_old_count=2,
)
BEAT = Heartbeat(
    AT,
    on(11, 21),
    4711,
    (INBOX,),
    {"filed": 2, "rejected": 1},
    {"zhouyuan": {"filed": 2}, "x": {"rejected": 1}},
)


def test_all_that_waits_is_listed_with_its_reason_and_since_when() -> None:
    assert list(health_lines(BEAT, AT, "zh", {"zhouyuan": "周予安"})) == [
        "watch 正常运行(进程 4711, 自 09:00:00)",
        "/srv/inbox: 正常, 上次扫描 10:00:00",
        "  网络文件系统(smb2), 逐个文件夹扫描",
        "  未收到系统通知而由扫描发现: 3",
        "  等待 5:",
        "    骨科/a.docx — 文件正由王芳打开, 自 09:30:00",
        "    b.docx — 文件不完整: 缺少结尾部分, 自 2026-11-20 22:42",
        "    c.docx — 仍在写入",
        "    … 另有 2 个",
        "  临时文件 4 个, 其中 2 个已超过一天:",
        "    ~$a.docx",
        "    … 另有 1 个",
        "今天: 已归档 2、退回 1",
        "  (未登记的人): 退回 1",
        "  周予安: 已归档 2",
    ]


def test_the_same_in_english() -> None:
    lines = list(health_lines(replace(BEAT, inboxes=(replace(INBOX, state=State.OFFLINE),)), AT, "en", {}))
    assert lines[0] == "/srv/inbox: inbox offline since 11-21 09:00"
    assert "    骨科/a.docx — open by 王芳, since 09:30:00" in lines
    assert "today: filed 2, rejected 1" in lines


def test_where_no_watcher_ever_ran_that_is_said(shell: Shell) -> None:
    ran = shell("status", "--watch")
    assert (ran.code, ran.out) == (1, "watch 没有运行过\n")
    assert shell("status", "--watch", "--json").data["running"] is False


@pytest.mark.parametrize(("beat", "code"), [
    (BEAT, 0),
    (replace(BEAT, inboxes=(replace(INBOX, state=State.OFFLINE),)), 1),
    (replace(BEAT, inboxes=(replace(INBOX, state=State.SILENT),)), 1),
    (replace(BEAT, inboxes=(replace(INBOX, state=State.PAUSED, reason=Text("暂停: 磁盘已满", "paused: disk full")),)), 1),
    (replace(BEAT, stopped=True), 1),
])  # fmt: skip
def test_the_exit_code_tells_whether_all_is_well(shell: Shell, beat: Heartbeat, code: int) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the command reads the clock
    write_heartbeat(shell.root, replace(beat, at=now, started=now))
    ran = shell("status", "--watch", "--json")
    assert (ran.code, ran.data["well"], ran.data["pid"]) == (code, code == 0, 4711)
    assert shell("status", "--watch").code == code


def test_a_heartbeat_that_stopped_is_exit_code_1(shell: Shell) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251 - the command reads the clock
    write_heartbeat(shell.root, replace(BEAT, at=long_ago, started=long_ago))
    ran = shell("status", "--watch")
    assert (ran.code, "watch 已停止" in ran.out) == (1, True)


def test_looking_at_the_watcher_is_light(shell: Shell) -> None:
    assert loaded(shell.root, "status", "--watch", of=[*HEAVY, "rich", "pydantic"]) == "1"
