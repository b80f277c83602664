"""`recordkit watch`: sweeps the inbox until it is told to stop, and says every change of state (INTAKE, As a service).

Law: a face. It reads the clock, and holds no rule; one instance for each office.
"""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, current_thread, main_thread

from filelock import FileLock, Timeout

from recordkit.actions.blank import refresh_blanks
from recordkit.actions.publish import refresh_page
from recordkit.actions.sweep import Swept, sweep
from recordkit.errors import NotPossible, RecordkitError
from recordkit.inbox.layout import online
from recordkit.inbox.settle import Settling, Waiting
from recordkit.office import Office
from recordkit.watch.events import waking
from recordkit.watch.loop import run
from recordkit.watch.says import Says
from recordkit.wording import Text

LOCK = ".watch.lock"
PAGE_EVERY = 60.0
RUNNING = Text(
    "已有一个 recordkit watch 在看管 {office}。同一单位只能运行一个; 请先停止它。",
    "another `recordkit watch` looks after {office}. Only one may run for an office; stop it first.",
)


@dataclass(slots=True)
class Watcher:
    """One office under watch: what it remembers from round to round."""

    office: Office
    settle: float
    interval: float
    says: Says
    stop: Event = field(default_factory=Event)
    wake: Event = field(default_factory=Event)
    settling: Settling = field(init=False)
    page_at: float | None = None

    def __post_init__(self) -> None:
        self.settling = Settling(self.office.config.incomplete_after)

    def end(self, *_signal: object) -> None:
        """Finish the document in hand, then stop."""
        self.stop.set()
        self.wake.set()

    def step(self) -> float:
        """Do one round, and return how many seconds there is nothing to do.

        What keeps the whole office from working (no disk, no lock) is said, and tried again.
        """
        tick = time.monotonic()
        try:
            swept = self.round(tick)
        except (OSError, RecordkitError) as fault:
            self.says.paused(fault, self.now())
            return self.interval
        return min([self.interval, *settling_in(swept.waiting, self.settle, tick)])

    def round(self, tick: float) -> Swept:
        """Sweep once, say what changed, and keep the status page fresh: after each change, and every minute."""
        now = self.now()
        swept = sweep(
            self.office,
            self.settling,
            at=now,
            tick=tick,
            settle=self.settle,
            go_on=lambda: not self.stop.is_set(),
        )
        changed = bool(swept.outcomes) or self.says.is_news(swept)
        self.says.swept(swept, now)
        if not swept.offline and (changed or self.page_at is None or tick - self.page_at >= PAGE_EVERY):
            refresh_page(self.office, now, waiting=swept.waiting)
            self.page_at = tick
        return swept

    def now(self) -> datetime:
        """Return the instant, in the office's zone."""
        return datetime.now(self.office.zone)  # noqa: TID251 - a face reads the clock


def watch(
    root: Path,
    *,
    once: bool,
    interval: float | None,
    settle: float | None,
    say: Callable[[Mapping[str, object]], None],
) -> Swept:
    """Watch the office at `root` until SIGTERM or SIGINT; with `once`, take what is there and return all that was done.

    Seconds default to recordkit.toml's; `once` waits for no settling unless `settle` is given. Raises NotPossible when
    another watcher runs, NoOffice, BadConfig, NotListed.
    """
    office = Office.open(root)
    config = office.config
    watcher = Watcher(
        office,
        (0.0 if once else config.settle) if settle is None else settle,
        config.interval if interval is None else interval,
        Says(say, config.language),
    )
    with _alone(root), _until_told(watcher):
        if online(office.inbox, office.archive.id):
            refresh_blanks(office)
        return drain(watcher) if once else _stay(watcher)


def drain(watcher: Watcher) -> Swept:
    """Sweep until nothing is ready or about to settle; what waits for another reason is returned as waiting."""
    tick = time.monotonic()
    swept = watcher.round(tick)
    outcomes = [*swept.outcomes]
    while not watcher.stop.is_set():
        soon = min(settling_in(swept.waiting, watcher.settle, tick), default=0.0)
        if not (swept.outcomes or soon):
            break
        watcher.stop.wait(soon)
        tick = time.monotonic()
        swept = watcher.round(tick)
        outcomes += swept.outcomes
    return Swept(tuple(outcomes), swept.waiting, swept.offline)


def settling_in(waiting: tuple[Waiting, ...], settle: float, tick: float) -> Iterator[float]:
    """Yield the seconds, more than 0, after which each file will have lain still for the settle time."""
    return (left for one in waiting if (left := one.since + settle - tick) > 0)


def _stay(watcher: Watcher) -> Swept:
    with waking(watcher.office.inbox, watcher.wake) as told:
        watcher.says.started(watcher.office.inbox, events=told)
        run(watcher.step, watcher.wake, watcher.stop)
    watcher.says.stopped()
    return Swept()


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise NotPossible(
            what=Text(RUNNING.say("zh", {"office": root}), RUNNING.say("en", {"office": root}))
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _until_told(watcher: Watcher) -> Iterator[None]:
    """Let SIGTERM and SIGINT end the watcher; elsewhere than in the main thread, whoever started it does."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.signal(number, watcher.end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
