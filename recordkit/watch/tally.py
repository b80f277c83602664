"""What was filed and refused today, and by whom: counted as it comes, carried over a restart, begun anew at midnight."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from recordkit.actions.health import Heartbeat
from recordkit.actions.outcome import Outcome


@dataclass(slots=True)
class Tally:
    """The day's outcomes by status, and each person's; instants are in the office's zone."""

    day: date
    counts: Counter[str] = field(default_factory=Counter)
    people: dict[str, Counter[str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def after(cls, last: Heartbeat | None, now: datetime) -> "Tally":
        """Return the tally at `now`, going on with what the last heartbeat of the same day says."""
        tally = cls(now.date())
        if last is not None and last.at.astimezone(now.tzinfo).date() == now.date():
            tally.counts.update(last.today)
            tally.people = {login: Counter(counts) for login, counts in last.people.items()}
        return tally

    def add(self, outcome: Outcome, at: datetime) -> None:
        """Count one outcome."""
        with self._lock:
            self._roll(at)
            self.counts[outcome.status] += 1
            if outcome.person is not None:
                self.people.setdefault(outcome.person, Counter())[outcome.status] += 1

    def at(self, now: datetime) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
        """Return the day's counts at `now`, and each person's."""
        with self._lock:
            self._roll(now)
            return dict(self.counts), {login: dict(counts) for login, counts in self.people.items()}

    def _roll(self, at: datetime) -> None:
        if at.date() != self.day:
            self.day, self.counts, self.people = at.date(), Counter(), {}
