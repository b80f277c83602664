"""Sources that cannot be removed, and sources that are written to under the filer's hands."""

import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.faults.calls import Point, paused, points
from tests.faults.grounds import demand_mounts, read_only
from tests.faults.invariants import acknowledged
from tests.faults.runs import OUR_FAULT, Warm, wait_for
from tests.faults.scenes import Scene, filing_each, standing
from tests.faults.trials import afterwards, is_verified
from tests.house.offices import minutes

LATER = minutes("后来改的")


def one_swept(root: Path) -> Scene:
    return replace(standing(root, 1), program="sweep", lines=(("{root}",),), again=None)


def one_filed(root: Path) -> Scene:
    return filing_each(root, 1)


@pytest.mark.full("strace")
@pytest.mark.parametrize("family", ["open", "write", "sync", "name"])
@pytest.mark.parametrize("build", [one_filed, one_swept])
def test_a_source_that_is_written_to_while_it_is_filed_ends_whole_whenever_that_is(
    build: Callable[[Path], Scene], family: str, warm: Warm, ground: Path
) -> None:
    """What was filed is one content or the other, never a mixture, and the later one is not lost (ARCHIVE.md, steps 3, 5)."""
    scene, root = build(ground / "scene"), ground / "office"
    found = [point for point in points(warm, scene.staged(root), root, family) if not point.is_cache]
    shutil.rmtree(root)
    faults = [
        f"{point.call} {point.number}: {fault}"
        for point in found
        for fault in changed(warm, scene, point, root)
    ]
    assert found
    assert not faults, "\n".join(faults)


def changed(warm: Warm, scene: Scene, point: Point, root: Path) -> list[str]:
    """Write over the source at one point of a run, and return what is wrong afterwards."""
    job, written = scene.staged(root), []

    def write_over() -> None:
        for path in (*(root / scene.sources).glob("*.docx"), *root.glob("inbox/.recordkit/claims/*/*.docx")):
            path.write_bytes(LATER)
            written.append(path)

    try:
        ran = paused(warm, job, point, write_over)
        first = scene.drops[0]
        later = replace(first, sha256=sha256(LATER).hexdigest())
        must = replace(scene, drops=(later,) if written else (first,))
        crashed = [ran.err] if ran.code == OUR_FAULT else []
        found = list(afterwards(warm, must, root, acknowledged(ran.out), verify=is_verified(point)))
        known = {first.sha256, later.sha256}
        mixed = [entry.path for entry in scene.held(root).entries if entry.sha256 not in known]
        return crashed + found + mixed
    finally:
        shutil.rmtree(root)


@pytest.mark.full("mount")
def test_a_source_that_cannot_be_removed_is_filed_once_and_said_once(warm: Warm, tmp_path: Path) -> None:
    demand_mounts()
    scene, root = standing(tmp_path / "scene", 3), tmp_path / "office"
    job = scene.staged(root)
    stuck, *others = scene.drops
    folder = root / "inbox" / "骨科"
    folder.mkdir()
    (root / "inbox" / f"{stuck.name}.docx").rename(folder / f"{stuck.name}.docx")
    for other in others:
        (root / "inbox" / f"{other.name}.docx").rename(root / f"{other.name}.docx")
    with read_only(folder):
        with warm.running(job) as watcher:
            wait_for(watcher, lambda: acknowledged(watcher.said()) == [stuck.name])
            for other in others:  # each wants a round of its own
                (root / f"{other.name}.docx").rename(root / "inbox" / f"{other.name}.docx")
                wait_for(watcher, lambda: other.name in acknowledged(watcher.said()))  # noqa: B023 - called at once
            watcher.signal(signal.SIGTERM)
            assert watcher.ended().code == 0
        told = acknowledged(watcher.said())
        assert told == [stuck.name, *(other.name for other in others)]
        again = warm.run(scene.repeated(root))
        assert acknowledged(again.out) == []
        stays = replace(scene, drops=tuple(replace(one, stays=one is stuck) for one in scene.drops))
        assert list(afterwards(warm, stays, root, told)) == []
        assert (folder / f"{stuck.name}.docx").exists()
    assert list(afterwards(warm, stays, root, told)) == []
