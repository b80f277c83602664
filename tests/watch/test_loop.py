"""tests of recordkit.watch.loop: INTAKE, Noticing (events wake it earlier) and As a service (it ends when told)."""

from collections.abc import Callable, Iterator
from threading import Event

from recordkit.watch.loop import run


def steps(
    stop: Event, wake: Event, pauses: Iterator[float], *, last: int
) -> tuple[list[int], Callable[[], float]]:
    """Return a step that stops the loop at its call number `last`, and the list that counts the calls."""
    calls: list[int] = []

    def step() -> float:
        calls.append(len(calls))
        if len(calls) == last:
            stop.set()
            wake.set()
        return next(pauses)

    return calls, step


def test_the_loop_steps_until_it_is_told_to_stop() -> None:
    stop, wake = Event(), Event()
    calls, step = steps(stop, wake, iter([0.0] * 9), last=3)
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

    def step() -> float:
        calls.append(1)
        wake.set()  # as an event does that comes during the step
        if len(calls) == 2:
            stop.set()
        return 1e6

    run(step, wake, stop)
    assert len(calls) == 2
