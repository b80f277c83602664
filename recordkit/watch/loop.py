"""The watcher's loop: one step after another until it is told to stop.

Law: looking takes at most a tenth of the time, however often something wakes it (INTAKE, Noticing); work is no looking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

REST = 9  # a step rests nine times as long as it looked


@dataclass(frozen=True, slots=True)
class Step:
    """What a step leaves: the seconds in which there is nothing to do, and those that it spent looking."""

    pause: float
    looked: float = 0.0


def run(step: Callable[[], Step], wake: Event, stop: Event) -> None:
    """Call `step` until `stop` is set; its pause ends earlier when `wake` is set, its rest does not.

    Whoever sets `stop` sets `wake` too.
    """
    while True:
        wake.clear()  # before the look at `stop`, so that neither is missed
        if stop.is_set():
            return
        done = step()
        rest = REST * done.looked
        stop.wait(rest)
        wake.wait(max(0.0, done.pause - rest))
