"""The watcher on a mounted share: nothing tells of changes, and it can hang, go and come back (INTAKE, Noticing).

The clerk's side is SMB, the watcher's a FUSE mount of the same server; a second inbox lies on the local disk.
"""

import signal
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from recordkit.actions.health import State, read_heartbeat
from recordkit.inbox.place import place_exactly
from tests.house.office_files import word
from tests.share.clerks import Clerk
from tests.share.mounts import Mount, mounted
from tests.share.samba import HEAD, Samba
from tests.share.service import INTERVAL, SETTLE, Watch, recordkit, watching

pytestmark = pytest.mark.full("smbd", "smbpasswd", "setpriv", "rclone", "fusermount3")


@pytest.fixture(scope="module")
def mount(office: Path, samba: Samba, ground: Path) -> Iterator[Mount]:
    """Mount the second share, and make it the office's second inbox."""
    with mounted(samba, ground / f"{office.name}-mnt") as share:
        settings = office / "recordkit.toml"
        text = settings.read_text("utf-8").replace(
            'folder = "inbox"', f'folder = ["inbox", "{share.folder}"]'
        )
        settings.write_text(text.replace("[inbox]", "[inbox]\nnetwork_interval = 0.5"), "utf-8")
        recordkit("--office", str(office), "watch", "--new-inbox")
        yield share


@pytest.fixture(scope="module")
def watch(office: Path, mount: Mount) -> Iterator[Watch]:
    with watching(office) as watcher:
        watcher.until_all(2, lambda line: line["event"] == "started")
        yield watcher


@pytest.fixture
def clerk(samba: Samba) -> Iterator[Clerk]:
    with Clerk.at(samba, HEAD, "service") as someone:
        yield someone


def document(name: str) -> bytes:
    return word("家访", name)


def locally(office: Path, watch: Watch, name: str) -> None:
    """See that the other inbox goes on."""
    (office / "inbox" / name).write_bytes(document(name))
    assert watch.became(name)["event"] == "filed"


def comes_true(asked: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Ask until it is so."""
    end = time.monotonic() + seconds
    while not asked():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)  # what is asked is a file that another process writes
    return True


def test_a_network_filesystem_is_known_without_being_told_and_scanned(
    watch: Watch, mount: Mount, clerk: Clerk, name: str
) -> None:
    [said] = [
        line for line in watch.said if line["event"] == "started" and line["inbox"] == str(mount.folder)
    ]
    assert (said["network"], said["events"]) == ("fuse", False)
    content = document(name)
    clerk.write(name, content)
    became = watch.became(name)
    assert (became["event"], became["sha256"]) == ("filed", sha256(content).hexdigest())
    assert name not in clerk.names()


def test_a_slow_writer_on_the_other_side_is_filed_once_and_whole(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    content = document(name)
    with clerk.open(name) as file:
        for at in range(0, len(content), 6000):
            file.write(content[at : at + 6000])
            watch.takes_nothing(SETTLE)
    assert watch.became(name)["sha256"] == sha256(content).hexdigest()


def test_a_file_that_somebody_has_locked_is_tried_again_and_never_goes_back(
    watch: Watch, clerk: Clerk, name: str, names: Iterator[str]
) -> None:
    other = next(names)
    with clerk.open(name, others=None) as file:
        file.write(document(name))
        watch.until(lambda line: line["event"] == "waiting" and line["input"] == name)
        clerk.write(other, document(other))
        assert watch.became(other)["event"] == "filed"
        assert watch.outcomes(name) == []
    assert watch.became(name)["event"] == "filed"


def test_what_is_wrong_comes_back_on_the_share_and_a_folder_is_no_hindrance(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    clerk.make("骨科")
    clerk.write("骨科/坏.docx", document(name))
    assert watch.became("坏.docx")["event"] == "rejected"
    assert clerk.names("退回/骨科") == {"坏.docx", "坏.docx.原因.txt"}
    clerk.write(f"骨科/{name}", clerk.read("退回/骨科/坏.docx"))
    assert watch.became(name)["event"] == "filed"


def test_what_is_put_under_a_name_where_there_are_no_links_stays_there_whole(
    mount: Mount, clerk: Clerk
) -> None:
    """rclone uploads an empty file some time after it is closed: it may not come over what was put in its place."""
    away, back = mount.folder / ".recordkit" / "away", mount.folder / "退回" / "放回"
    away.mkdir(parents=True)
    back.mkdir(parents=True)
    names = {f"{number}.docx" for number in range(40)}
    for name in names:
        (away / name).write_bytes(document(name))
        assert place_exactly(away / name, back / name)
    assert not place_exactly(back / "0.docx", back / "1.docx")
    assert clerk.names("退回/放回") == names
    assert [len(clerk.read(f"退回/放回/{name}")) for name in names] == [len(document(name)) for name in names]


def test_a_share_that_goes_and_comes_back_is_offline_meanwhile_and_loses_nothing(
    office: Path, watch: Watch, mount: Mount, clerk: Clerk, name: str, names: Iterator[str]
) -> None:
    content = document(name)
    clerk.write(name, content[:9000])
    watch.until(lambda line: line["event"] == "waiting" and line["input"] == name)
    said = len(watch.said)
    mount.unmount()
    watch.until(lambda line: line["event"] == "offline", after=said)
    clerk.write(name, content)
    locally(office, watch, next(names))
    assert watch.outcomes(name) == []
    mount.mount()
    watch.until(lambda line: line["event"] == "online", after=said)
    assert watch.became(name)["sha256"] == sha256(content).hexdigest()


def test_a_share_that_hangs_stops_neither_the_other_inbox_nor_the_heart_and_goes_on_by_itself(
    office: Path, watch: Watch, mount: Mount, clerk: Clerk, name: str, names: Iterator[str]
) -> None:
    mount.hang()
    try:
        before = read_heartbeat(office)
        assert before is not None
        clerk.write(name, document(name))
        locally(office, watch, next(names))
        assert comes_true(lambda: (now := read_heartbeat(office)) is not None and now.at > before.at)
        assert watch.outcomes(name) == []
    finally:
        mount.answer()
    assert watch.became(name)["event"] == "filed"


def test_a_share_that_hangs_does_not_keep_the_watcher_from_ending(
    office: Path, mount: Mount, watch: Watch, clerk: Clerk, name: str
) -> None:
    """The last test of the module. Linux keeps a process inside a hung mount: it has ended when the mount answers."""
    content = document(name)
    mount.hang()
    try:
        clerk.write(name, content)
        assert not comes_true(lambda: bool(watch.outcomes(name)), 10 * INTERVAL)  # it waits for an answer
        watch.process.send_signal(signal.SIGTERM)
        assert comes_true(lambda: (now := read_heartbeat(office)) is not None and now.stopped)
    finally:
        mount.answer()
    assert watch.ended() == 1, "an inbox was out of reach"
    beat = read_heartbeat(office)
    assert beat is not None
    assert beat.stopped
    assert {inbox.state for inbox in beat.inboxes} == {State.WATCHING, State.SILENT}
    told = recordkit("--office", str(office), "watch", "--once", "--settle", "0.5", "--json")
    assert name.removesuffix(".docx") in told.stdout
