"""tests of recordkit.watch.messenger: the watcher reminds by itself, and a dead mail server stops no filing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest

from recordkit.actions.health import read_heartbeat
from recordkit.actions.init import Founding, init
from recordkit.actions.reminding import state_folder
from recordkit.notices.spool import spooled
from recordkit.office import Office
from recordkit.watch.daemon import watch
from recordkit.watch.messenger import Messenger
from tests.house.office_files import word
from tests.house.servers import HOST, Mailbox, mail_server

AT = datetime(2026, 1, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SETTINGS = """
[duties.monthly-report]
departments = ["急诊科"]
since = "2026-01"

[notices]
quiet = false
digest = false
[notices.departments]
"急诊科" = ["jizhen@h.cn"]
[notices.persons]
root = "shen@h.cn"
[notices.mail]
host = "{host}"
port = {port}
tls = "none"
sender = "r@h.cn"
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return init(tmp_path / "office", Founding("示例医院", departments=["急诊科"]), AT)


def reminding(office: Office, port: int) -> Office:
    with (office.root / "recordkit.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(host=HOST, port=port))
    office.archive.close()
    return Office.open(office.root)


def test_a_round_of_watch_once_sends_what_is_due(office: Office) -> None:
    with mail_server(Mailbox()) as mailbox:
        root = reminding(office, mailbox.port).root
        said: list[Mapping[str, object]] = []
        watch(root, once=True, interval=None, settle=None, say=said.append)
    assert {to for [to], _ in mailbox.received} == {"jizhen@h.cn", "shen@h.cn"}
    assert [line["to"] for line in said if line["event"] == "notified"] == ["jizhen@h.cn", "shen@h.cn"]


def test_a_mail_server_that_refuses_stops_no_filing_and_is_shown(office: Office) -> None:
    with mail_server(Mailbox(refuse="451 later")) as mailbox:
        mine = reminding(office, mailbox.port)
        (mine.inbox / "家访报告-2026-0315-001.docx").write_bytes(word("家访"))
        said: list[Mapping[str, object]] = []
        swept = watch(mine.root, once=True, interval=None, settle=None, say=said.append)
    assert [one.status for one in swept.outcomes] == ["filed"]
    assert [line["event"] for line in said if str(line["event"]).startswith("channel")] == ["channel_down"]
    beat = read_heartbeat(mine.root)
    assert beat is not None
    assert "451" in beat.channels_down[0].en
    assert beat.plain(beat.at, "en")["channels_down"] == [beat.channels_down[0].en]


def test_the_thread_sends_and_ends_when_it_is_told(office: Office) -> None:
    told = Event()
    with mail_server(Mailbox()) as mailbox:
        mine = reminding(office, mailbox.port)
        said: list[Mapping[str, object]] = []

        def say(line: Mapping[str, object]) -> None:
            said.append(line)
            if len(said) == 2:
                told.set()

        messenger = Messenger(mine, say, every=30.0)
        messenger.begin(once=False)
        assert told.wait(20)
        messenger.end()
    assert {line["event"] for line in said} == {"notified"}


def test_a_file_that_comes_back_is_remembered_for_its_person(office: Office) -> None:
    mine = reminding(office, 1)
    messenger = Messenger(mine, lambda _: None)
    messenger.heard({"event": "rejected", "person": "root", "input": "x.docx"})
    messenger.heard({"event": "rejected", "person": None, "input": "x.docx"})
    messenger.heard({"event": "filed", "person": "root", "input": "y.docx"})
    assert [one.login for one in spooled(state_folder(mine.root))] == ["root"]


def test_an_office_that_wants_no_reminders_sends_none(office: Office) -> None:
    with mail_server(Mailbox()) as mailbox:
        mine = reminding(office, mailbox.port)
        assert mine.config.notices is not None
        off = replace(mine, config=replace(mine.config, notices=replace(mine.config.notices, enabled=False)))
        Messenger(off, lambda _: None).last_round()
    assert mailbox.received == []
