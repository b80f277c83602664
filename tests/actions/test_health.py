"""tests of recordkit.actions.health: INTAKE, As a service, "a heartbeat file" and what it means at an instant."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recordkit.actions.health import (
    FILE,
    FOLDER,
    STALE_AFTER,
    Heartbeat,
    Held,
    InboxHealth,
    State,
    read_heartbeat,
    write_heartbeat,
)
from recordkit.wording import Text
from tests.house.offices import AT, on

INBOX = InboxHealth(
    "/srv/inbox",
    State.WATCHING,
    on(11, 21),
    AT,
    network="cifs",
    missed_by_events=3,
    waiting=(
        Held("骨科/a.docx", Text("文件正由王芳打开", "open by 王芳"), on(11, 21, 9, 30)),
        Held("b.docx", Text("等", "w")),
    ),
    waiting_count=2,
    junk_count=4,
    junk_old=("~$a.docx",),
    junk_old_count=1,
)
BEAT = Heartbeat(AT, on(11, 21), 4711, (INBOX,), {"filed": 2}, {"zhouyuan": {"filed": 2}})


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    write_heartbeat(tmp_path, BEAT)
    assert read_heartbeat(tmp_path) == BEAT
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [FILE]


def test_a_name_that_is_no_text_does_not_stop_the_heart(tmp_path: Path) -> None:
    raw = replace(INBOX, waiting=(Held("\udcbc\udcd2.docx", Text("等", "w")),))
    write_heartbeat(tmp_path, replace(BEAT, inboxes=(raw,)))
    assert read_heartbeat(tmp_path) is not None


@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b'{"at": "x"}', b'"text"'])
def test_a_heartbeat_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    assert read_heartbeat(tmp_path) is None
    write_heartbeat(tmp_path, BEAT)
    (tmp_path / FOLDER / FILE).write_bytes(content)
    assert read_heartbeat(tmp_path) is None


@pytest.mark.parametrize(("beat", "later", "said"), [
    (BEAT, timedelta(), None),
    (BEAT, STALE_AFTER, None),
    (BEAT, STALE_AFTER + timedelta(seconds=1), "stopped: its last heartbeat"),
    (replace(BEAT, stopped=True), timedelta(), "was stopped"),
    (replace(BEAT, inboxes=(replace(INBOX, state=State.OFFLINE),)), timedelta(), "/srv/inbox: inbox offline since 11-21 09:00"),
    (replace(BEAT, inboxes=(replace(INBOX, state=State.SILENT),)), timedelta(), "not answering"),
    (replace(BEAT, inboxes=(INBOX, replace(INBOX, state=State.PAUSED, reason=Text("暂停: 磁盘已满", "paused: disk full")))),
     timedelta(), "/srv/inbox: paused: disk full since"),
])  # fmt: skip
def test_what_is_amiss_is_said_in_both_languages(beat: Heartbeat, later: timedelta, said: str | None) -> None:
    fault = beat.amiss(AT + later)
    assert (fault is None) is (said is None)
    if fault is not None and said is not None:
        assert said in fault.en
        assert not fault.zh.isascii()


def test_the_json_is_plain_with_instants_in_the_zone() -> None:
    plain = BEAT.plain(AT, "en")
    assert (plain["running"], plain["well"], plain["amiss"], plain["pid"]) == (True, True, None, 4711)
    inboxes = plain["inboxes"]
    assert isinstance(inboxes, list)
    [inbox] = inboxes
    assert inbox["waiting"][0] == {
        "file": "骨科/a.docx",
        "reason": "open by 王芳",
        "since": "2026-11-21T09:30:00+08:00",
    }
