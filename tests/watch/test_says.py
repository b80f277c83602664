"""tests of recordkit.watch.says: INTAKE, As a service, "one JSON log line per change of state"."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from recordkit.actions.outcome import Outcome
from recordkit.actions.sweep import Swept
from recordkit.actions.work import DISK_FULL
from recordkit.domain.findings import Finding
from recordkit.errors import ArchiveBusy
from recordkit.inbox.settle import Waiting
from recordkit.watch.says import Line, Says
from recordkit.wording import Text

AT = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
INBOX = Path("/in")
OPEN = Waiting(Path("/in/a.docx"), Text("由王芳打开", "open by 王芳"), 0.0)
CHANGING = Waiting(Path("/in/a.docx"), Text("等待写完", "waiting"), 0.0)


def test_a_state_is_said_when_it_begins_and_not_again() -> None:
    said: list[Line] = []
    says = Says(said.append, "zh", INBOX)
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
    says = Says(said.append, "en", INBOX)
    for offline in (False, True, True, False, False):
        says.swept(Swept(offline=offline), AT)
    assert [line["event"] for line in said] == ["offline", "online"]


def test_while_the_inbox_is_offline_what_waits_is_not_forgotten() -> None:
    said: list[Line] = []
    says = Says(said.append, "en", INBOX)
    for swept in (Swept(waiting=(OPEN,)), Swept(offline=True), Swept(waiting=(OPEN,))):
        says.swept(swept, AT)
    assert [line["event"] for line in said] == ["waiting", "offline", "online"]


def test_a_fault_of_the_disk_is_said_once_and_so_is_its_end() -> None:
    said: list[Line] = []
    says = Says(said.append, "en", INBOX)
    says.paused(OSError(28, "No space left on device"), AT)
    says.paused(OSError(28, "No space left on device"), AT)
    says.paused(ArchiveBusy(seconds=30), AT)
    says.swept(Swept(), AT)
    says.swept(Swept(), AT)
    assert [line["event"] for line in said] == ["paused", "paused", "resumed"]


def test_each_outcome_is_one_line_of_json_with_who_dropped_it() -> None:
    said: list[Line] = []
    outcome = Outcome("a.docx", "filed", "家访报告-2023-0315-001", person="zhouyuan")
    Says(said.append, "zh", INBOX).outcome(outcome, AT)
    line = json.loads(json.dumps(said[0]))
    assert (line["event"], line["input"], line["name"]) == ("filed", "a.docx", "家访报告-2023-0315-001")
    assert (line["at"], line["person"]) == ("2026-11-21T10:00:00+08:00", "zhouyuan")


def test_what_somebody_wrote_into_a_form_stands_in_no_log() -> None:
    """R83: of a fault in a form its place alone; what is wrong with a file's name is said in full."""
    said: list[Line] = []
    wrong = Finding(
        "phone_invalid", path="phone", value="1380013", row=4, column="联系电话", facts={"label": "联系电话"}
    )
    named = Finding("name_number_missing", value="家访报告.docx")
    edited = Finding("record_disagrees", file="a.docx", facts={"what": "“江怀远” → “江怀选”"})
    Says(said.append, "zh", INBOX).outcome(Outcome("a.xlsx", "rejected", findings=(wrong, named, edited)), AT)
    assert not any(secret in json.dumps(said, ensure_ascii=False) for secret in ("1380013", "江怀"))
    findings = said[0]["findings"]
    assert isinstance(findings, list)
    assert [(one["code"], one["row"], one["value"]) for one in findings] == [
        ("phone_invalid", 4, None),
        ("name_number_missing", None, "家访报告.docx"),
        ("record_disagrees", None, None),
    ]


def test_a_full_disk_is_said_in_words_and_its_end_too() -> None:
    """INTAKE, waiting is visible: paused: disk full."""
    said: list[Line] = []
    says = Says(said.append, "en", INBOX)
    for swept in (Swept(paused=DISK_FULL), Swept(paused=DISK_FULL), Swept()):
        says.swept(swept, AT)
    assert [line["event"] for line in said] == ["paused", "resumed"]
    assert (said[0]["reason"], DISK_FULL.zh) == ("paused: disk full", "暂停: 磁盘已满")


def test_an_alarm_is_given_once_for_each_absence() -> None:
    """INTAKE, Noticing: alarm after some minutes."""
    said: list[Line] = []
    says = Says(said.append, "en", INBOX)
    for _ in range(2):
        says.swept(Swept(offline=True), AT)
        says.alarm(AT, AT)
        says.alarm(AT, AT)
        says.swept(Swept(), AT)
    assert [line["event"] for line in said] == ["offline", "alarm", "online"] * 2


def test_an_inbox_that_hangs_and_answers_again_is_said_twice() -> None:
    said: list[Line] = []
    says = Says(said.append, "en", INBOX)
    for tell in (says.answers, says.not_answering, says.not_answering, says.answers, says.answers):
        tell(AT)
    assert [line["event"] for line in said] == ["silent", "answering"]
