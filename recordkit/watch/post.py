"""One inbox under watch, in a thread of its own: when its filesystem hangs, nothing else does (INTAKE, Noticing).

Law: a post has its own open office and shares with the others only what it reports; who is not answered is abandoned.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from recordkit.actions.blank import refresh_blanks
from recordkit.actions.health import SHOWN, InboxHealth, State
from recordkit.actions.index import index
from recordkit.actions.look import Looks
from recordkit.actions.memory import Memory
from recordkit.actions.outcome import Outcome
from recordkit.actions.publish import refresh_page
from recordkit.actions.sweep import Swept, sweep
from recordkit.errors import RecordkitError
from recordkit.inbox.layout import online
from recordkit.inbox.posix import network_of
from recordkit.inbox.settle import Waiting
from recordkit.office import Office
from recordkit.watch.events import Ear
from recordkit.watch.loop import Step, run
from recordkit.watch.report import Report
from recordkit.watch.says import Says
from recordkit.watch.tally import Tally
from recordkit.wording import Lang, Text

PAGE_EVERY = 60.0
LOOKING = 1.0
"""Seconds for one look at a network share: its other folders come next."""
INDEXED = 20
"""Documents whose words are read for searching in one idle round."""
WARM_FOR = 600.0
"""Seconds for which the processes that open documents are kept after the last one."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: a file lies still for `settle`; a round each `interval`, each folder of a network share each `network`."""

    settle: float
    interval: float
    network: float


@dataclass(frozen=True, slots=True)
class Crew:
    """What the posts of one watcher share: whom they tell, and what they know of each other."""

    say: Callable[[Mapping[str, object]], None]
    lang: Lang
    tally: Tally
    amiss: Callable[[], Text | None]
    wake: Event


class Post:
    """Watches one inbox until it is told to stop."""

    def __init__(self, office: Office, inbox: Path, pace: Pace, crew: Crew) -> None:
        """Take `office` for its settings only: the thread opens one of its own."""
        self.inbox, self.pace, self.crew = inbox, pace, crew
        self.says = Says(crew.say, crew.lang, inbox)
        self.stop, self.wake, self.ended = Event(), Event(), Event()
        self.outcomes: list[Outcome] = []
        self.last = Swept()
        self.failed: BaseException | None = None
        self._root, self._zone = office.root, office.zone
        self._incomplete_after = office.config.incomplete_after
        self.report = Report(InboxHealth(str(inbox), State.STARTING, self.now()), time.monotonic())
        self._looks = Looks()
        self._ear: Ear | None = None
        self._heard_since: float | None = None
        self._page_at: float | None = None
        self._busy_at = 0.0
        self._looked = 0.0

    def begin(self, *, once: bool) -> None:
        """Start the thread: it stays, or with `once` takes what is there and ends."""
        life = Thread(target=self._life, args=(once,), name=f"post {self.inbox.name}", daemon=True)
        life.start()

    def end(self) -> None:
        """Finish the batch in hand, then stop."""
        self.stop.set()
        self.wake.set()

    def now(self) -> datetime:
        """Return the instant, in the office's zone."""
        return datetime.now(self._zone)  # noqa: TID251 - a face reads the clock

    def _life(self, once: bool) -> None:  # noqa: FBT001 - a thread's argument
        try:
            office = Office.open(self._root).at_inbox(self.inbox)
            try:
                self._watch(office, once=once)
            finally:
                self._hush()
                office.archive.close()
        except BaseException as fault:  # noqa: BLE001 - the daemon raises it in its own thread
            self.failed = fault
        finally:
            self._looks.close()
            self.ended.set()
            self.crew.wake.set()

    def _watch(self, office: Office, *, once: bool) -> None:
        memory = Memory.of(self.inbox, incomplete_after=self._incomplete_after, looks=self._looks)
        self._arrive(office, memory, once=once)
        if once:
            self._drain(office, memory)
        else:
            run(lambda: self._step(office, memory), self.wake, self.stop)
            self.says.stopped()

    def _arrive(self, office: Office, memory: Memory, *, once: bool) -> None:
        """Find out what the inbox lies on, and listen to it; again whenever it was away."""
        network = None
        if here := online(self.inbox, office.archive.id):
            network = network_of(self.inbox)
            refresh_blanks(office)
        memory.lookout.every = self.pace.network if network else 0.0
        self._hush()
        if not once:
            if here and network is None:
                self._ear = Ear(self.inbox, self.wake)
                self._ear.start()
            self.says.started(events=self._ear is not None and self._ear.listens, network=network)
        self.report.health = self.report.health.on(network)

    def _hush(self) -> None:
        if self._ear is not None:
            self._ear.stop()
            self._ear = self._heard_since = None

    def _step(self, office: Office, memory: Memory) -> Step:
        """Do one round. What keeps everything from working (no disk, no lock) is said, and tried again."""
        tick, away = time.monotonic(), self.last.offline
        try:
            swept = self._round(office, memory, tick)
            if away and not swept.offline:
                self._arrive(office, memory, once=False)
        except (OSError, RecordkitError) as fault:
            now = self.now()
            self.says.paused(fault, now)
            self.report.stands(State.PAUSED, now, _reason(fault))
            return Step(self.pace.interval)
        if not (swept.taken or swept.outcomes):
            self._looked = time.monotonic() - tick
        soon = settling_in(swept.waiting, self.pace.settle, tick)
        return Step(min([self.pace.interval, *soon]), self._looked)

    def _round(self, office: Office, memory: Memory, tick: float) -> Swept:
        """Sweep once, say what changed, and keep the status page fresh: after each change, and every minute."""
        now = self.now()
        if self._ear is not None:
            memory.lookout.stir(self._ear.news())
        swept = sweep(
            office,
            memory,
            at=now,
            tick=tick,
            settle=self.pace.settle,
            go_on=self._go_on,
            enough=lambda: time.monotonic() - tick > LOOKING,
            tell=self._tell,
        )
        self.last = swept
        self.report.note(time.monotonic())
        self._stand(swept, now, tick)
        news = self.says.is_news(swept)
        self.says.swept(swept, now)
        if not swept.offline:
            self._attend(memory, swept, tick)
            if swept.outcomes or news or self._page_at is None or tick - self._page_at >= PAGE_EVERY:
                self._publish(office, memory, swept, now)
                self._page_at = tick
            self._rest(office, swept, now, tick)
        return swept

    def _go_on(self) -> bool:
        self.report.note(time.monotonic())
        return not self.stop.is_set()

    def _tell(self, outcome: Outcome) -> None:
        """Say what became of one file: a `rejected` one carries the login of who dropped it, for whoever sends notices."""
        now = self.now()
        self.report.note(time.monotonic())
        self.crew.tally.add(outcome, now)
        self.says.outcome(outcome, now)

    def _stand(self, swept: Swept, now: datetime, tick: float) -> None:
        if swept.offline:
            self.report.stands(State.OFFLINE, now)
            return
        self.report.stands(State.WATCHING if swept.paused is None else State.PAUSED, now, swept.paused)
        self.report.scanned(swept, now, tick)

    def _attend(self, memory: Memory, swept: Swept, tick: float) -> None:
        if self._ear is None:
            return
        if self._heard_since is None:  # of what lay there before, no event could tell
            self._heard_since = tick
        self._ear.count(path for path, since in swept.taken if since > self._heard_since)
        self._ear.attend(memory.lookout.top_folders())
        self.report.health = self.report.health.missing(self._ear.missed if self._ear.listens else None)

    def _publish(self, office: Office, memory: Memory, swept: Swept, now: datetime) -> None:
        self.report.junk(memory.lookout.junk, now)
        refresh_page(office, now, waiting=swept.waiting[:SHOWN], health=self.crew.amiss())

    def _rest(self, office: Office, swept: Swept, now: datetime, tick: float) -> None:
        """Use an idle round: words are read for searching, processes made ready for what settles, or let go."""
        if swept.outcomes or swept.waiting:
            self._busy_at = tick
        if any(tick - one.since < self.pace.settle for one in swept.waiting):
            self._looks.warm()
        elif tick - self._busy_at > WARM_FOR:
            self._looks.cool()
        if not swept.taken and self.inbox == office.inboxes[0]:
            index(office, now, limit=INDEXED)

    def _drain(self, office: Office, memory: Memory) -> None:
        """Sweep until nothing is ready or about to settle; what waits for another reason is left waiting."""
        while not self.stop.is_set():
            tick = time.monotonic()
            swept = self._round(office, memory, tick)
            self.outcomes += swept.outcomes
            soon = min(settling_in(swept.waiting, self.pace.settle, tick), default=0.0)
            if not (swept.outcomes or soon):
                return
            self.stop.wait(soon)


def settling_in(waiting: tuple[Waiting, ...], settle: float, tick: float) -> Iterator[float]:
    """Yield the seconds, more than 0, after which each file will have lain still for the settle time."""
    return (left for one in waiting if (left := one.since + settle - tick) > 0)


def _reason(fault: OSError | RecordkitError) -> Text:
    if isinstance(fault, RecordkitError):
        return Text(fault.sentence("zh"), fault.sentence("en"))
    return Text(str(fault), str(fault))
