"""`recordkit watch`: a post for each inbox, looked after until it is told to stop (INTAKE, As a service).

Law: a face. It reads the clock, and holds no rule; one instance for each inbox. Whatever a post does, the heart beats here.
"""

import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock, current_thread, main_thread

from filelock import FileLock, Timeout

from recordkit.actions.health import (
    FOLDER,
    Heartbeat,
    InboxHealth,
    State,
    joined,
    read_heartbeat,
    write_heartbeat,
)
from recordkit.actions.sweep import Swept
from recordkit.disk import FOLDER_MODE
from recordkit.errors import NotPossible
from recordkit.inbox.layout import create
from recordkit.office import Office
from recordkit.watch import systemd
from recordkit.watch.messenger import Messenger
from recordkit.watch.post import Crew, Pace, Post
from recordkit.watch.tally import Tally
from recordkit.wording import Text

BEAT = 1.0
"""Seconds between two looks at the posts."""
BEAT_AGAIN = 5.0
"""Seconds after which the heartbeat is written though nothing was done."""
PATIENCE = 60.0
"""Seconds without progress after which an inbox does not answer; at the end of `--once`, after which it is abandoned."""
LAST_PATIENCE = 10.0
"""Seconds after which it is abandoned when the watcher is told to end: what is in hand is driven forward at the next start."""
ALARM_AFTER = timedelta(minutes=5)
RUNNING = Text(
    "已有一个 recordkit watch 在看管 {inbox}。同一收件箱只能有一个; 请先停止它。",
    "another `recordkit watch` looks after {inbox}. Only one may run for an inbox; stop it first.",
)


@dataclass(slots=True)
class Watcher:
    """The posts of one office, and what is known of them as a whole."""

    office: Office
    pace: Pace
    say: Callable[[Mapping[str, object]], None]
    patience: float = PATIENCE
    posts: list[Post] = field(init=False)
    wake: Event = field(default_factory=Event)
    told: bool = False
    started: datetime = field(init=False)
    tally: Tally = field(init=False)
    messenger: Messenger = field(init=False)
    _beat_at: float = 0.0
    _progress: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.started = self.now()
        self.tally = Tally.after(read_heartbeat(self.office.root), self.started)
        self.messenger = Messenger(self.office, self._say)
        crew = Crew(self._say, self.office.config.language, self.tally, self.amiss, self.wake)
        self.posts = [Post(self.office, inbox, self.pace, crew) for inbox in self.office.inboxes]

    def end(self, *_signal: object) -> None:
        """Let every post finish the batch in hand, then stop."""
        self.told = True
        for post in self.posts:
            post.end()
        self.messenger.end()
        self.wake.set()

    def run(self, *, once: bool) -> Swept:
        """Look after the posts until all have ended, or do not answer; raises what one of them crashed with."""
        for post in self.posts:
            post.begin(once=once)
        self.messenger.begin(once=once)
        systemd.notify(systemd.READY)
        while not self._over(once=once):
            self.wake.wait(BEAT)
            self.wake.clear()
            self._look_after()
        systemd.notify(systemd.STOPPING)
        if once and not self.told:
            self.messenger.last_round()
        self._beat(stopped=True)
        for post in self.posts:
            if post.failed is not None:
                raise post.failed
        return self._whole()

    def amiss(self) -> Text | None:
        """Return what is amiss with any inbox."""
        now = self.now()
        return joined([health.sentence(now) for health in self._healths() if health.amiss])

    def now(self) -> datetime:
        """Return the instant, in the office's zone."""
        return datetime.now(self.office.zone)  # noqa: TID251 - a face reads the clock

    def _say(self, line: Mapping[str, object]) -> None:
        with self._lock:
            self.say(line)
        self.messenger.heard(line)

    def _over(self, *, once: bool) -> bool:
        if any(post.failed is not None for post in self.posts):
            self.end()
        ends = once or self.told
        return all(post.ended.is_set() or (ends and self._silent(post)) for post in self.posts)

    def _silent(self, post: Post) -> bool:
        patience = min(self.patience, LAST_PATIENCE) if self.told else self.patience
        return not post.ended.is_set() and time.monotonic() - post.report.touched > patience

    def _look_after(self) -> None:
        """Beat, and say which inbox does not answer or has been away for too long."""
        now = self.now()
        for post in self.posts:
            if self._silent(post):
                post.says.not_answering(now)
            else:
                post.says.answers(now)
        for post, health in zip(self.posts, self._healths(), strict=True):
            if health.state in (State.OFFLINE, State.SILENT) and now - health.since >= ALARM_AFTER:
                post.says.alarm(health.since, now)
        progress = sum(post.report.progress for post in self.posts)
        if progress != self._progress or time.monotonic() - self._beat_at >= BEAT_AGAIN:
            self._beat()
        if progress != self._progress:
            systemd.notify(systemd.ALIVE, systemd.status(self._line()))
            self._progress = progress

    def _beat(self, *, stopped: bool = False) -> None:
        now = self.now()
        counts, people = self.tally.at(now)
        healths, down = tuple(self._healths()), self.messenger.down
        beat = Heartbeat(now, self.started, os.getpid(), healths, counts, people, stopped, down)
        self._beat_at = time.monotonic()
        try:
            write_heartbeat(self.office.root, beat)
        except OSError as fault:  # a full disk: the posts say so, and the old heartbeat grows stale
            self._say({"event": "no_heartbeat", "at": now.isoformat(), "reason": str(fault)})

    def _healths(self) -> Iterator[InboxHealth]:
        for post in self.posts:
            health = post.report.health
            if self._silent(post):
                since = self.now() - timedelta(seconds=time.monotonic() - post.report.touched)
                yield replace(health, state=State.SILENT, reason=None, since=since)
            else:
                yield health

    def _line(self) -> str:
        counts, _ = self.tally.at(self.now())
        waiting = sum(post.report.health.waiting_count for post in self.posts)
        filed = sum(counts.get(status, 0) for status in ("filed", "version"))
        amiss = self.amiss()
        line = f"filed {filed}, rejected {counts.get('rejected', 0)} today; {waiting} waiting"
        return line if amiss is None else f"{line}; {amiss.en}"

    def _whole(self) -> Swept:
        """Return what all posts did, where they were asked to do it once."""
        hung = any(not post.ended.is_set() for post in self.posts)
        return Swept(
            tuple(outcome for post in self.posts for outcome in post.outcomes),
            tuple(one for post in self.posts for one in post.last.waiting),
            offline=hung or any(post.last.offline for post in self.posts),
            hung=hung,
        )


def watch(
    root: Path,
    *,
    once: bool,
    interval: float | None,
    settle: float | None,
    say: Callable[[Mapping[str, object]], None],
    patience: float = PATIENCE,
) -> Swept:
    """Watch the office at `root` until SIGTERM or SIGINT; with `once`, take what is there and return all that was done.

    Seconds default to recordkit.toml's; `once` waits for no settling unless `settle` is given. An inbox that makes no
    progress for `patience` seconds does not answer, and at the end is abandoned (`hung`). Raises NotPossible when another
    watcher runs, NoOffice, BadConfig, NotListed.
    """
    office = Office.open(root)
    try:
        config = office.config
        pace = Pace(
            (0.0 if once else config.settle) if settle is None else settle,
            config.interval if interval is None else interval,
            config.network_interval,
        )
        watcher = Watcher(office, pace, say, patience)
        with _alone(office), _until_told(watcher):
            return watcher.run(once=once)
    finally:
        office.archive.close()


def prepare(root: Path) -> list[Path]:
    """Make the marker and the folders in each inbox that lacks them, and return the inboxes; raises NotPossible."""
    office = Office.open(root)
    try:
        for inbox in office.inboxes:
            inbox.mkdir(parents=True, exist_ok=True)
            create(inbox, office.archive.id)
        return list(office.inboxes)
    finally:
        office.archive.close()


@contextmanager
def _alone(office: Office) -> Iterator[None]:
    """Hold each inbox's lock in the local state folder: the kernel lets go of it whatever happens to us."""
    folder = office.root / FOLDER
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    with ExitStack() as held:
        for inbox in office.inboxes:
            lock = FileLock(lock_of(office.root, inbox), timeout=0)
            try:
                lock.acquire()
            except Timeout:
                facts = {"inbox": inbox}
                raise NotPossible(what=Text(RUNNING.say("zh", facts), RUNNING.say("en", facts))) from None
            held.callback(lock.release)
        yield


def lock_of(root: Path, inbox: Path) -> Path:
    """Return the file on which the watcher of `inbox` holds a lock."""
    return root / FOLDER / f"{hashlib.sha256(os.fsencode(inbox)).hexdigest()[:12]}.lock"


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
