"""Power cuts: a program at work on an ext4 image, what the image held at random instants, and what is left of it afterwards."""

import random
import signal
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.faults.grounds import Image, cut, image, mounted, repaired, synced
from tests.faults.invariants import acknowledged
from tests.faults.runs import Running, Warm
from tests.faults.scenes import Scene
from tests.faults.trials import afterwards

SEED = 20230315


@dataclass(frozen=True, slots=True)
class Cut:
    """One power cut: the names acknowledged before it, and what was wrong after the disk was mounted again."""

    told: tuple[str, ...]
    violations: tuple[str, ...]


def powerless(warm: Warm, scene: Scene, folder: Path, *, cuts: int, pace: float) -> list[Cut]:
    """Run the scene, cut the power again and again, at most `pace` seconds apart, and look at each disk that is left."""
    with image(folder) as disk:
        job = scene.staged(disk.mounted / "office")
        synced(disk.mounted)
        with warm.running(job) as running:
            taken = _taken(running, disk, cuts, pace)
            if scene.again is not None:
                with suppress(ProcessLookupError):
                    running.signal(signal.SIGTERM)
            running.ended()
        return [_looked_at(warm, scene, copy, told) for copy, told in taken]


def _taken(running: Running, disk: Image, cuts: int, pace: float) -> list[tuple[Path, list[str]]]:
    """Return up to so many disks on which something was acknowledged, and as many from just before that."""
    chance, number = random.Random(SEED), count()
    early: deque[tuple[Path, list[str]]] = deque()
    late: list[tuple[Path, list[str]]] = []
    while len(late) < cuts:
        time.sleep(chance.uniform(0, pace))
        copy = disk.file.with_name(f"cut-{next(number)}.img")
        said = cut(running, disk, copy)
        if said is None:
            break
        told = acknowledged(said)
        (late if told else early).append((copy, told))
        if len(early) > cuts:
            early.popleft()[0].unlink()
    return [*early, *late]


def _looked_at(warm: Warm, scene: Scene, copy: Path, told: list[str]) -> Cut:
    with mounted(repaired(copy), copy.with_suffix(".mnt")) as disk:
        return Cut(tuple(told), tuple(afterwards(warm, scene, disk / "office", told)))
