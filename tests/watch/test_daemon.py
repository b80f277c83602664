"""tests of recordkit.watch.daemon: INTAKE, As a service (one instance, --once drains, SIGTERM ends it)."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from recordkit.actions.init import Founding, init
from recordkit.actions.sweep import Swept
from recordkit.errors import NotPossible
from recordkit.inbox.layout import MARKER, REJECTED, STATE, STATUS_PAGE
from recordkit.inbox.settle import CHANGING, Waiting
from recordkit.office import Office
from recordkit.watch.daemon import LOCK, settling_in, watch
from tests.house.office_files import word

AT = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NAME = "家访报告-2023-0315-001.docx"
RUN = """
import json, sys
from pathlib import Path
from recordkit.watch.daemon import watch
watch(Path(sys.argv[1]), once=False, interval=60.0, settle=0.0, say=lambda line: print(json.dumps(line), flush=True))
"""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return init(
        tmp_path_factory.mktemp("office") / "office", Founding("示例医院", departments=["急诊科"]), AT
    )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return init(tmp_path / "office", Founding("示例医院", departments=["急诊科"]), AT)


def drained(office: Office, settle: float | None = None) -> tuple[Swept, list[Mapping[str, object]]]:
    said: list[Mapping[str, object]] = []
    return watch(office.root, once=True, interval=None, settle=settle, say=said.append), said


def test_once_takes_what_is_there_and_tells_what_waits(office: Office) -> None:
    (office.inbox / NAME).write_bytes(word("家访"))
    (office.inbox / "家访.docx").write_bytes(word("家访"))
    (office.inbox / "half.docx").write_bytes(word("家访")[:900])
    swept, said = drained(office)
    assert [(one.input, one.status) for one in swept.outcomes] == [("家访.docx", "rejected"), (NAME, "filed")]
    assert [one.path.name for one in swept.waiting] == ["half.docx"]
    assert [line["event"] for line in said] == ["rejected", "filed", "waiting"]
    assert (office.inbox / REJECTED / "家访.docx.原因.txt").exists()
    assert (office.inbox / STATUS_PAGE).exists()


def test_once_waits_for_the_settle_time_when_it_is_given(office: Office) -> None:
    (office.inbox / NAME).write_bytes(word("家访"))
    swept, said = drained(office, settle=0.2)
    assert [one.status for one in swept.outcomes] == ["filed"]
    assert [line["event"] for line in said] == ["waiting", "filed"]


def test_an_inbox_that_is_offline_loses_nothing(office: Office) -> None:
    (office.inbox / NAME).write_bytes(word("家访"))
    (office.inbox / STATE / MARKER).unlink()
    swept, said = drained(office)
    assert swept.offline
    assert [line["event"] for line in said] == ["offline"]
    assert (office.inbox / NAME).exists()


def test_a_second_watcher_is_refused(founded: Office) -> None:
    with FileLock(founded.root / LOCK), pytest.raises(NotPossible, match="another `recordkit watch`"):
        drained(founded)
    assert drained(founded)[0].outcomes == ()


def test_only_what_still_settles_is_waited_for() -> None:
    waiting = tuple(Waiting(Path(str(since)), CHANGING, since) for since in (90.0, 97.0, 100.0))
    assert list(settling_in(waiting, 5.0, 100.0)) == [2.0, 5.0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_watcher_whole(office: Office, number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", RUN, str(office.root)], stdout=subprocess.PIPE) as watcher:
        assert watcher.stdout is not None
        assert json.loads(watcher.stdout.readline())["event"] == "started"
        (office.inbox / NAME).write_bytes(word("家访"))
        assert json.loads(watcher.stdout.readline())["event"] == "filed"
        watcher.send_signal(number)
        assert [json.loads(line)["event"] for line in watcher.stdout] == ["stopped"]
    assert watcher.returncode == 0
    assert drained(office)[0].outcomes == ()
