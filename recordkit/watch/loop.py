"""The daemon's loop: one step after another until it is told to stop.

Law: steps take at most a tenth of the time, however often something wakes them (INTAKE, Noticing).
"""

import time
from collections.abc import Callable
from threading import Event

REST = 9  # a step rests nine times as long as it took


def run(step: Callable[[], float], wake: Event, stop: Event) -> None:
    """Call `step` until `stop` is set; it returns the seconds to sleep, unless `wake` is set earlier.

    Whoever sets `stop` sets `wake` too.
    """
    while True:
        wake.clear()  # before the look at `stop`, so that neither is missed
        if stop.is_set():
            return
        began = time.monotonic()
        pause = step()
        rest = REST * (time.monotonic() - began)
        stop.wait(rest)
        wake.wait(max(0.0, pause - rest))
