"""Power cuts: a program at work on an ext4 image, what the image held at random instants, and what is left of it afterwards."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
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
            taken = list(_taken(running, disk, cuts, pace))
            if scene.again is not None:
                with suppress(ProcessLookupError):
                    running.signal(signal.SIGTERM)
            running.ended()
        return [_looked_at(warm, scene, copy, told) for copy, told in taken]


def _taken(running: Running, disk: Image, cuts: int, pace: float) -> Iterator[tuple[Path, list[str]]]:
    """Yield so many disks on which something was acknowledged, and up to as many from before that."""
    chance = random.Random(SEED)
    early = late = 0
    while late < cuts:
        time.sleep(chance.uniform(0, pace))
        copy = disk.file.with_name(f"cut-{early + late}.img")
        said = cut(running, disk, copy)
        if said is None:
            return
        told = acknowledged(said)
        early, late = (early, late + 1) if told else (early + 1, late)
        if told or early <= cuts:
            yield copy, told


def _looked_at(warm: Warm, scene: Scene, copy: Path, told: list[str]) -> Cut:
    with mounted(repaired(copy), copy.with_suffix(".mnt")) as disk:
        return Cut(tuple(told), tuple(afterwards(warm, scene, disk / "office", told)))
