"""What a post reports of its inbox, for the heartbeat, the status page and the daemon that looks after the posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import Lock

from recordkit.actions.health import SHOWN, Held, InboxHealth, State
from recordkit.actions.sweep import Swept
from recordkit.inbox.scan import Junk
from recordkit.inbox.settle import Waiting
from recordkit.wording import Text

OLD = timedelta(days=1)
"""Junk that lies this long is somebody's to look at: a copy that broke off, a lock that nobody holds."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Report:
    """What the daemon's own thread reads: `progress` grows with each document and round, `touched` is its tick."""

    health: InboxHealth
    touched: float
    progress: int = 0
    _lock: Lock = field(default_factory=Lock)

    def note(self, tick: float) -> None:
        """Say that something was done at `tick`."""
        with self._lock:
            self.progress += 1
            self.touched = tick

    def stands(self, state: State, at: datetime, reason: Text | None = None) -> None:
        """Say how the inbox stands; since when is kept while it stands so."""
        same = (self.health.state, self.health.reason) == (state, reason)
        self.health = replace(
            self.health, state=state, reason=reason, since=self.health.since if same else at
        )

    def scanned(self, swept: Swept, at: datetime, tick: float) -> None:
        """Say what a round at `tick` found waiting."""
        waiting = tuple(
            held(one, self.health.folder, at, tick) for one in islice(by_age(swept.waiting), SHOWN)
        )
        self.health = replace(self.health, last_scan=at, waiting=waiting, waiting_count=len(swept.waiting))

    def junk(self, junk: Iterable[Junk], at: datetime) -> None:
        """Say how much junk lies there, and name what is old."""
        found = list(junk)
        born = ((at - EPOCH - OLD) / timedelta(microseconds=1)) * 1000
        old = sorted(place_in(self.health.folder, one.path) for one in found if one.ctime_ns < born)
        self.health = replace(
            self.health, junk_count=len(found), junk_old=tuple(old[:SHOWN]), junk_old_count=len(old)
        )


def held(one: Waiting, folder: str, at: datetime, tick: float) -> Held:
    """Return a waiting file as it is reported: its place in the inbox, and since when, if that is known."""
    since = None if one.since <= 0 else at - timedelta(seconds=max(0.0, tick - one.since))
    return Held(place_in(folder, str(one.path)), one.reason, since)


def by_age(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Return the waiting files, the one that waits longest first."""
    return sorted(waiting, key=lambda one: one.since) if len(waiting) <= 5 * SHOWN else list(waiting)


def place_in(folder: str, path: str) -> str:
    """Return a path as people know it: below the inbox, bytes that are no text replaced."""
    below = Path(path).relative_to(folder).as_posix() if path.startswith(folder) else path
    return below.encode("utf-8", "replace").decode()
