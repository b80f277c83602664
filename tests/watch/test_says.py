"""tests of recordkit.watch.says: INTAKE, As a service, "one JSON log line per change of state"."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from recordkit.actions.outcome import Outcome
from recordkit.actions.sweep import Swept
from recordkit.errors import ArchiveBusy
from recordkit.inbox.settle import Waiting
from recordkit.watch.says import Line, Says
from recordkit.wording import Text

AT = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OPEN = Waiting(Path("/in/a.docx"), Text("由王芳打开", "open by 王芳"), 0.0)
CHANGING = Waiting(Path("/in/a.docx"), Text("等待写完", "waiting"), 0.0)


def test_a_state_is_said_when_it_begins_and_not_again() -> None:
    said: list[Line] = []
    says = Says(said.append, "zh")
    for swept in (
        Swept(waiting=(OPEN,)),
        Swept(waiting=(OPEN,)),
        Swept(waiting=(CHANGING,)),
        Swept(),
        Swept(),
    ):
        says.swept(swept, AT)
    assert [line["reason"] for line in said] == ["由王芳打开", "等待写完"]


def test_an_inbox_that_goes_and_comes_back_is_said_twice() -> None:
    said: list[Line] = []
    says = Says(said.append, "en")
    for offline in (False, True, True, False, False):
        says.swept(Swept(offline=offline), AT)
    assert [line["event"] for line in said] == ["offline", "online"]


def test_while_the_inbox_is_offline_what_waits_is_not_forgotten() -> None:
    said: list[Line] = []
    says = Says(said.append, "en")
    for swept in (Swept(waiting=(OPEN,)), Swept(offline=True), Swept(waiting=(OPEN,))):
        says.swept(swept, AT)
    assert [line["event"] for line in said] == ["waiting", "offline", "online"]


def test_a_fault_of_the_disk_is_said_once_and_so_is_its_end() -> None:
    said: list[Line] = []
    says = Says(said.append, "en")
    says.paused(OSError(28, "No space left on device"), AT)
    says.paused(OSError(28, "No space left on device"), AT)
    says.paused(ArchiveBusy(seconds=30), AT)
    says.swept(Swept(), AT)
    says.swept(Swept(), AT)
    assert [line["event"] for line in said] == ["paused", "paused", "resumed"]


def test_each_outcome_is_one_line_of_json() -> None:
    said: list[Line] = []
    Says(said.append, "zh").swept(Swept(outcomes=(Outcome("a.docx", "filed", "家访报告-2023-0315-001"),)), AT)
    line = json.loads(json.dumps(said[0]))
    assert (line["event"], line["input"], line["name"]) == ("filed", "a.docx", "家访报告-2023-0315-001")
    assert line["at"] == "2026-11-21T10:00:00+08:00"
