"""tests of recordkit.watch.loop: INTAKE, Noticing (events wake it earlier, a tenth of the time) and As a service (it ends)."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Event

from recordkit.watch.loop import REST, Step, run


def steps(
    stop: Event, wake: Event, pauses: Iterator[Step], *, last: int
) -> tuple[list[float], Callable[[], Step]]:
    """Return a step that stops the loop at its call number `last`, and the list of the instants at which it was called."""
    calls: list[float] = []

    def step() -> Step:
        calls.append(time.monotonic())
        if len(calls) == last:
            stop.set()
            wake.set()
        return next(pauses)

    return calls, step


def test_the_loop_steps_until_it_is_told_to_stop() -> None:
    stop, wake = Event(), Event()
    calls, step = steps(stop, wake, iter([Step(0.0)] * 9), last=3)
    run(step, wake, stop)
    assert len(calls) == 3


def test_a_loop_that_is_told_beforehand_does_nothing() -> None:
    stop, wake = Event(), Event()
    stop.set()
    calls, step = steps(stop, wake, iter([]), last=1)
    run(step, wake, stop)
    assert calls == []


def test_a_wake_ends_the_pause() -> None:
    stop, wake = Event(), Event()
    calls: list[int] = []

    def step() -> Step:
        calls.append(1)
        wake.set()  # as an event does that comes during the step
        if len(calls) == 2:
            stop.set()
        return Step(1e6)

    run(step, wake, stop)
    assert len(calls) == 2


def test_looking_takes_at_most_a_tenth_of_the_time_however_often_it_is_woken() -> None:
    """INTAKE, Noticing: never more than a tenth of the time."""
    stop, wake = Event(), Event()
    calls, step = steps(stop, wake, iter([Step(1e6, looked=0.02)] * 3), last=3)

    def woken() -> Step:
        wake.set()
        return step()

    run(woken, wake, stop)
    assert all(later - earlier >= REST * 0.02 for earlier, later in pairwise(calls))


def test_a_stop_ends_the_rest_as_well() -> None:
    stop, wake = Event(), Event()
    calls, step = steps(stop, wake, iter([Step(0.0, looked=1e6)]), last=1)
    run(step, wake, stop)
    assert len(calls) == 1
