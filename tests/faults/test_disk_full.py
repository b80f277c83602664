"""A disk that is full of bytes or of files: nothing is lost, it is said, and the work goes on when there is room."""

import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from tests.faults.grounds import demand_mounts, tmpfs
from tests.faults.invariants import acknowledged, lost
from tests.faults.runs import OUR_FAULT, Warm, wait_for
from tests.faults.scenes import ONCE, Scene, filing_each, standing
from tests.faults.trials import afterwards

pytestmark = pytest.mark.full("mount")
SAID = ("disk full", "No space left on device", "disk is full")
DOCUMENTS = 12


@dataclass(frozen=True, slots=True)
class Small:
    """A disk that is too small, by its bytes or by the files it may hold."""

    folder: Path
    inodes: bool

    def fill(self, room: int) -> None:
        """Fill it, but for `room` files, or as many times 4 KB."""
        (self.folder / "ballast").mkdir()
        with suppress(OSError):
            for number in count():
                (self.folder / "ballast" / str(number)).write_bytes(b"" if self.inodes else bytes(4096))
        for number in range(room):
            (self.folder / "ballast" / str(number)).unlink()

    def empty(self) -> None:
        """Make room again."""
        for one in (self.folder / "ballast").iterdir():
            one.unlink()


@pytest.fixture(params=["size=48m", "size=64m,nr_inodes=400"], ids=["bytes", "files"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Small]:
    demand_mounts()
    with tmpfs(tmp_path / "small", request.param) as folder:
        yield Small(folder, "inodes" in request.param)


def test_filing_on_a_full_disk_says_so_and_loses_nothing(small: Small, warm: Warm, tmp_path: Path) -> None:
    scene = filing_each(tmp_path / "office", DOCUMENTS)
    _cannot_end(warm, scene, small, room=14 if small.inodes else 60)


def test_watch_once_on_a_full_disk_says_so_and_loses_nothing(
    small: Small, warm: Warm, tmp_path: Path
) -> None:
    """It needs room for one document at a time: what is filed leaves the inbox."""
    scene = standing(tmp_path / "office", DOCUMENTS)
    _cannot_end(warm, replace(scene, lines=ONCE), small, room=4 if small.inodes else 8)


def test_a_watcher_pauses_while_the_disk_is_full_and_goes_on_by_itself(
    small: Small, warm: Warm, tmp_path: Path
) -> None:
    scene = standing(tmp_path / "office", DOCUMENTS)
    root = small.folder / "office"
    job = scene.staged(root)
    names = [path.name for path in (root / "inbox").glob("*.docx")]
    (root / "hand").mkdir()
    for name in names:
        (root / "inbox" / name).rename(root / "hand" / name)
    with warm.running(job) as watcher:
        wait_for(watcher, lambda: "started" in watcher.said())
        small.fill(room=0)
        for name in names:
            (root / "hand" / name).rename(root / "inbox" / name)
        wait_for(watcher, lambda: any(said in watcher.said() for said in SAID))
        small.empty()
        wait_for(watcher, lambda: len(acknowledged(watcher.said())) == DOCUMENTS)
        watcher.signal(signal.SIGTERM)
        assert watcher.ended().code == 0
    assert list(afterwards(warm, scene, root, acknowledged(watcher.said()))) == []


def _cannot_end(warm: Warm, scene: Scene, small: Small, *, room: int) -> None:
    root = small.folder / "office"
    job = scene.staged(root)
    small.fill(room)
    ran = warm.run(job)
    assert ran.code != OUR_FAULT, ran.err
    assert any(said in ran.out + ran.err for said in SAID), ran
    told = acknowledged(ran.out)
    assert len(told) < DOCUMENTS
    assert list(lost(scene.held(root), scene.drops, told)) == []
    small.empty()
    assert list(afterwards(warm, scene, root, told)) == []
