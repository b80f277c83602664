"""One round's work on the inbox: what is in hand, what became of it, and the two ways back - to its place, or to 退回/.

Law: a fault of the disk or the share means later, and blames nobody; a fault of ours sends back one file and stops nothing.
"""

import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from recordkit.actions.look import Look
from recordkit.actions.outcome import Outcome
from recordkit.archive.store.source import SourceChanged
from recordkit.domain.findings import Finding
from recordkit.domain.tiers import Person
from recordkit.errors import ArchiveBusy, ArchiveDamaged, RecordkitError
from recordkit.inbox.claim import release, remove_origin
from recordkit.inbox.identify import Identified
from recordkit.inbox.kept import Kept
from recordkit.inbox.quarantine import reject
from recordkit.inbox.room import is_full
from recordkit.inbox.settle import Waiting
from recordkit.inbox.sheets import Claim
from recordkit.office import Office
from recordkit.wording import Text

WRITTEN_MEANWHILE = Text(
    "归档时又被改写, 将作为新版本再看", "it was written to meanwhile, and is looked at again"
)
DISK_FULL = Text("暂停: 磁盘已满", "paused: disk full")
T = TypeVar("T")
NOT_NOW = (OSError, ArchiveBusy, ArchiveDamaged, SourceChanged)
"""Faults of the disk, the share or the moment: the file is put back and tried again, and nobody is blamed."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A claimed file with what its name says and what was seen in it before; `faults` send it back unjudged."""

    claimed: Claim
    named: Identified
    looked: Look
    faults: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Work:
    """What one round does, and what became of it; `tell` hears each outcome as it comes."""

    office: Office
    kept: Kept
    at: datetime
    received: datetime | None = None
    tell: Callable[[Outcome], None] = lambda _: None
    outcomes: list[Outcome] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    paused: Text | None = None
    people: dict[int, Person] = field(default_factory=dict)

    def done(self, outcome: Outcome) -> None:
        """Keep an outcome, and tell it."""
        self.outcomes.append(outcome)
        self.tell(outcome)

    def wait(self, claimed: Claim, reason: Text) -> None:
        """Put a claimed file back where it lay; where even that fails it stays claimed, and the next round goes on with it."""
        place = claimed.origin
        with suppress(OSError):
            place = release(claimed)
        self.waiting.append(Waiting(place, reason, 0.0))

    def leave(self, claimed: Claim, name: str | None, reason: Text) -> None:
        """Put a file back that is done with and cannot be removed, and remember it: it is said once, not each round."""
        with suppress(OSError):
            back = release(claimed)
            self.kept.keep(replace(claimed, origin=back), name)
        self.waiting.append(Waiting(claimed.origin, reason, 0.0))


def later(fault: Exception) -> Text:
    """Return the words for a fault after which the file is tried again."""
    if isinstance(fault, OSError) and is_full(fault):
        return DISK_FULL
    reason = _reason(fault)
    return Text(f"稍后再试: {reason.zh}", f"will be tried again: {reason.en}")


def send_back(work: Work, hand: InHand, outcome: Outcome) -> None:
    """Send a file back into 退回/ with its reason."""
    office = work.office
    returned = reject(
        office.inbox,
        hand.claimed,
        outcome.findings,
        office.config.language,
        at=work.at.astimezone(office.zone),
    )
    work.done(replace(outcome, returned=str(returned)))
    without_origin(work, hand.claimed, None)


def without_origin(work: Work, claimed: Claim, name: str | None) -> None:
    """Remove the clerk's own file of a copied claim, or remember that it is done with."""
    if claimed.copied and not remove_origin(claimed):
        work.kept.keep(claimed, name)


def guarded(work: Work, hand: InHand, act: Callable[[], T | None]) -> T | None:
    """Do one thing with one file; a fault of the disk or the share puts it back, a fault of ours sends it back."""
    try:
        return act()
    except NOT_NOW as fault:
        if isinstance(fault, OSError) and is_full(fault):
            work.paused = DISK_FULL
        work.wait(hand.claimed, later(fault))
    except Exception as fault:  # noqa: BLE001 - law 8: one bad item never stops the loop; it goes back with its reason
        ours = Finding("fault_of_ours", facts={"reason": _reason(fault), "trace": _trace(fault)})
        try:
            send_back(work, hand, Outcome(hand.claimed.name, "rejected", findings=(ours,)))
        except OSError as again:
            work.wait(hand.claimed, later(again))
    return None


def _reason(fault: Exception) -> Text:
    if isinstance(fault, RecordkitError):
        return Text(fault.sentence("zh"), fault.sentence("en"))
    plain = str(fault) if isinstance(fault, OSError) else f"{type(fault).__name__}: {fault}"
    return Text(plain, plain)


def _trace(fault: Exception) -> str:
    return "".join(traceback.format_exception(fault))
