"""tests of recordkit.actions.notify: sent, then journalled; after a crash again with the same id, never lost, never twice."""

import json
from datetime import timedelta

import pytest
from filelock import FileLock

from recordkit.actions.notify import LOCK, notify, preview, rejected
from recordkit.actions.reminding import state_folder
from recordkit.config.notices_section import MailConfig, Secret
from recordkit.domain.reminders import Hold
from recordkit.errors import ArchiveBusy, NotPossible, TierRefused
from recordkit.notices.spool import spooled
from recordkit.office import Office
from tests.house.notices import DIRECTOR, GUKE, JIZHEN, ZHOU, Box, reminding
from tests.house.offices import CLERK, as_, events, journal, on
from tests.house.servers import HOST, Mailbox, mail_server

AT = on(11, 7)


class Killed(BaseException):
    """What ends a process in the middle."""


def killed() -> None:
    raise Killed


def test_reminders_go_out_once_and_a_message_is_one_line_of_the_journal(office: Office) -> None:
    mine, box = reminding(office), Box()
    lines = {line.seq for line, _ in journal(office)}
    done = notify(mine, AT, deliver=box)
    assert {message.to for message in box.taken} == {JIZHEN, GUKE, DIRECTOR}
    assert (len(done.sent), done.failed, len(events(office, "notified"))) == (3, (), 10)
    assert len({line.seq for line, _ in journal(office)} - lines) == 3
    assert notify(mine, AT + timedelta(hours=1), deliver=box).sent == ()
    assert len(box.taken) == 3


def test_the_journal_says_what_went_to_whom_as_which_message(office: Office) -> None:
    box = Box()
    notify(reminding(office), AT, deliver=box)
    ids = {message.to: message.message_id for message in box.taken}
    found = [event for event in events(office, "notified") if event["duty"] == "monthly-report/骨科/2026-10"]
    assert [(e["stage"], e["channel"], e["to"], e["message_id"]) for e in found] == [
        ("after-1@2026-11-05", "mail", GUKE, ids[GUKE])
    ]


def test_after_a_crash_between_sending_and_the_journal_the_same_message_goes_out_again(
    office: Office,
) -> None:
    mine, first, second = reminding(office), Box(after=killed), Box()
    with pytest.raises(Killed):
        notify(mine, AT, deliver=first)
    notify(mine, AT + timedelta(minutes=1), deliver=second)
    assert first.taken[0].message_id in {message.message_id for message in second.taken}
    assert len(second.taken) == 3
    assert len(events(office, "notified")) == 10


def test_what_the_archive_could_not_journal_is_not_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, box = reminding(office), Box()
    with monkeypatch.context() as busy:

        def refuse(*_: object) -> None:
            raise ArchiveBusy(seconds=30)

        busy.setattr(type(office.archive), "notify", refuse)
        with pytest.raises(ArchiveBusy):
            notify(mine, AT, deliver=box)
    assert len(box.taken) == 1
    notify(mine, AT + timedelta(minutes=1), deliver=box)
    assert sorted(message.to for message in box.taken) == sorted([JIZHEN, GUKE, DIRECTOR])
    assert len(events(office, "notified")) == 10


def test_a_channel_that_is_down_is_asked_once_a_round_and_again_after_its_pause(office: Office) -> None:
    mine, box = reminding(office), Box(down={JIZHEN: True, GUKE: True, DIRECTOR: True})
    done = notify(mine, AT, deliver=box)
    assert (done.sent, len(done.failed), {item.hold for item in done.held}) == ((), 1, {Hold.DOWN})
    assert "没有响应" in done.down[0].zh
    assert notify(mine, AT + timedelta(seconds=30), deliver=box).failed == ()
    box.down.clear()
    done = notify(mine, AT + timedelta(seconds=61), deliver=box)
    assert (len(done.sent), done.down) == (3, ())


def test_one_address_that_is_refused_keeps_nobody_else_back(office: Office) -> None:
    box = Box(down={GUKE: False})
    done = notify(reminding(office), AT, deliver=box)
    assert ({message.to for message in box.taken}, len(done.failed)) == ({JIZHEN, DIRECTOR}, 1)
    assert done.failed[0].again == AT + timedelta(hours=1)


def test_preview_sends_and_journals_nothing(office: Office) -> None:
    before = journal(office)
    assert len(preview(reminding(office), AT).letters) == 3
    assert journal(office) == before


def test_it_stops_between_two_messages_when_it_is_told(office: Office) -> None:
    box = Box()
    notify(reminding(office), AT, deliver=box, go_on=lambda: not box.taken)
    assert len(box.taken) == 1
    assert len(notify(reminding(office), AT, deliver=box).sent) == 2


def test_only_one_process_sends(office: Office) -> None:
    folder = state_folder(office.root)
    folder.mkdir(exist_ok=True)
    with FileLock(folder / LOCK), pytest.raises(NotPossible):
        notify(reminding(office), AT, deliver=Box())


def test_staff_may_not_send_reminders(office: Office) -> None:
    """R3."""
    with pytest.raises(TierRefused):
        notify(as_(reminding(office), CLERK), AT, deliver=Box())


def test_a_file_that_came_back_is_told_once_to_who_dropped_it(office: Office) -> None:
    mine, box = reminding(office, departments={}, directors=()), Box()
    rejected(mine, "zhouyuan", "王小明 13800138000.docx", AT)
    notify(mine, AT, deliver=box)
    [message] = box.taken
    assert (message.to, message.subject) == (ZHOU, "【退回】您放入收件夹的文件未能归档")
    assert "王小明" not in message.text + json.dumps(events(office, "notified"), ensure_ascii=False)
    assert spooled(state_folder(office.root)) == []
    assert notify(mine, AT, deliver=box).sent == ()


def test_a_file_of_a_proper_name_is_named(office: Office) -> None:
    mine, box = reminding(office, departments={}, directors=()), Box()
    rejected(mine, "zhouyuan", "会议纪要-2026-1105-001.docx", AT)
    notify(mine, AT, deliver=box)
    assert box.told() == {ZHOU: "【退回】会议纪要-2026-1105-001 未能归档"}


def test_who_has_no_address_is_not_spooled_for(office: Office) -> None:
    rejected(reminding(office), "hexiaoman", "x.docx", AT)
    rejected(reminding(office, enabled=False), "zhouyuan", "x.docx", AT)
    rejected(office, "zhouyuan", "x.docx", AT)
    assert spooled(state_folder(office.root)) == []


def test_a_file_that_came_back_at_night_is_told_in_the_morning(office: Office) -> None:
    mine, box = reminding(office, departments={}, directors=()), Box()
    rejected(mine, "zhouyuan", "x.docx", on(11, 7, 23))
    assert notify(mine, on(11, 7, 23), deliver=box).held[-1].hold is Hold.QUIET
    notify(mine, on(11, 8, 7, 30), deliver=box)
    assert ZHOU in box.told()


def test_real_mail_and_no_secret_anywhere(office: Office) -> None:
    (office.root / "secrets").mkdir(exist_ok=True)
    (office.root / "secrets" / "mail").write_text("HUSH-HUSH\n", "utf-8")
    with mail_server(Mailbox(refuse="451 HUSH-HUSH")) as mailbox:
        config = MailConfig(HOST, "r@h.cn", mailbox.port, "none", None, Secret(file="secrets/mail"))
        mine = reminding(office, mail=config)
        done = notify(mine, AT)
        mailbox.refuse = None
        again = notify(mine, AT + timedelta(minutes=2))
    assert (len(done.failed), len(again.sent), len(mailbox.received)) == (1, 3, 3)
    kept = [
        path.read_bytes()
        for path in office.root.rglob("*")
        if path.is_file() and path.parent.name != "secrets"
    ]
    assert not any(b"HUSH" in content for content in kept)
    assert "HUSH" not in repr(done)
