"""One trial: a fresh office, a run that is struck at one point, a look; then a plain run, and a closer look."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.calls import KILL, Point, points, struck
from tests.faults.holdings import of_recordkit
from tests.faults.invariants import acknowledged, lost, unsettled
from tests.faults.runs import OUR_FAULT, Job, Ran, Warm
from tests.faults.scenes import OPEN, Scene


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of striking one point; `hit` is False if the run ended before it came there."""

    point: Point
    hit: bool
    violations: tuple[str, ...]
    ran: Ran


def tried(
    warm: Warm, scene: Scene, family: str, effect: str, folder: Path, *, cache_every: int = 1
) -> list[Trial]:
    """Strike each point of one family of calls in turn; of those that only concern the catalogue, each so-and-so-many-th."""
    root = folder / "office"
    found = points(warm, scene.staged(root), root, family)
    shutil.rmtree(root)
    cached = [point for point in found if point.is_cache][::cache_every]
    return [
        _trial(warm, scene, point, effect, root) for point in found if not point.is_cache or point in cached
    ]


def report(trials: Sequence[Trial]) -> str:
    """Return what went wrong, point by point; nothing where nothing did."""
    return "\n".join(
        f"{one.point.call} {one.point.number} (exit {one.ran.code}): {violation}\n{one.ran.err[-600:]}"
        for one in trials
        for violation in one.violations
    )


def afterwards(
    warm: Warm, scene: Scene, root: Path, told: Sequence[str], *, verify: bool = True
) -> Iterator[str]:
    """Yield what is lost now, then do a plain run and yield what is not as it must be; `told` was acknowledged.

    `verify` asks recordkit as well, which costs as much as a run.
    """
    yield from (f"at once: {fault}" for fault in lost(scene.held(root), scene.drops, told))
    again = warm.run(scene.repeated(root))
    if again.code != 0:
        yield f"the plain run ended with {again.code}: {again.err[-400:]}"
    told = [*told, *acknowledged(again.out)]
    yield from (f"in the end: {fault}" for fault in unsettled(scene.held(root), scene.drops, told))
    if verify and scene.read is of_recordkit:
        verified = warm.run(Job("recordkit", [[*(word.format(root=root) for word in OPEN), "verify"]]))
        if verified.code != 0:
            yield f"verify: {verified.out[-400:]}{verified.err[-400:]}"


def is_verified(point: Point) -> bool:
    """True for each third point: the others are looked at by the invariants alone."""
    return point.number % 3 == 1


def _trial(warm: Warm, scene: Scene, point: Point, effect: str, root: Path) -> Trial:
    job = scene.staged(root)
    try:
        ran = struck(warm, job, point, effect)
        crashed = [f"it crashed: {ran.err[-800:]}"] if ran.code == OUR_FAULT else []
        found = list(afterwards(warm, scene, root, acknowledged(ran.out), verify=is_verified(point)))
        return Trial(point, effect != KILL or ran.code < 0, (*crashed, *found), ran)
    finally:
        shutil.rmtree(root)
