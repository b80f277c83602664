"""One round of the watcher: what lies settled in the inbox is taken in, what is wrong goes back with its reason.

A bad item goes to quarantine and never stops the loop; a fault of the share means: try again later (law 8).
"""

import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from recordkit.actions.fill import fill
from recordkit.actions.intake import Arrival, intake
from recordkit.actions.outcome import Outcome
from recordkit.domain.chain import sha256
from recordkit.domain.findings import Finding
from recordkit.errors import ArchiveBusy, ArchiveDamaged, RecordkitError
from recordkit.inbox.claim import Claim, claim, finish, leftovers, release
from recordkit.inbox.layout import online
from recordkit.inbox.quarantine import reject
from recordkit.inbox.scan import Dropped, scan
from recordkit.inbox.settle import Settling, Waiting
from recordkit.office import Office
from recordkit.wording import Text

WRITTEN_MEANWHILE = Text(
    "归档时又被改写, 将作为新版本再看", "it was written to meanwhile, and is looked at again"
)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one round did: each file's outcome, what waits and why, and whether the inbox was there at all."""

    outcomes: tuple[Outcome, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    offline: bool = False


@dataclass(slots=True)
class Round:
    """The work of one round, and whether to go on after the document in hand."""

    office: Office
    at: datetime
    go_on: Callable[[], bool]
    received: datetime | None
    outcomes: list[Outcome] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)


def sweep(  # noqa: PLR0913 - the round's clocks are arguments (law 5)
    office: Office,
    settling: Settling,
    *,
    at: datetime,
    tick: float,
    settle: float,
    go_on: Callable[[], bool] = lambda: True,
    received: datetime | None = None,
) -> Swept:
    """Take in what has settled; `tick` is monotonic seconds, `go_on` is asked before each document (SIGTERM).

    `received` states the receipt instead of the file's ctime: the demo walks at an instant of its own.
    """
    if not online(office.inbox, office.archive.id):
        return Swept(offline=True)
    work = Round(office, at, go_on, received)
    for left in leftovers(office.inbox):
        if go_on():
            _guarded(work, left, [])
    settled = settling.observe(scan(office.inbox), tick, settle)
    work.waiting += settled.waiting
    for dropped in settled.ready:
        _take(work, dropped, [])
    for dropped, fault in settled.broken:
        _take(work, dropped, [fault])
    return Swept(tuple(work.outcomes), tuple(work.waiting))


def _take(work: Round, dropped: Dropped, faults: list[Finding]) -> None:
    if not work.go_on():
        return
    try:
        claimed = claim(work.office.inbox, dropped)
    except OSError as fault:
        work.waiting.append(Waiting(dropped.path, _later(fault), 0.0))
        return
    _guarded(work, claimed, faults)


def _guarded(work: Round, claimed: Claim, faults: list[Finding]) -> None:
    """Take one claimed file in; a fault of the disk or the share releases it, a fault of ours sends it back."""
    try:
        work.outcomes.append(_process(work, claimed, faults))
    except (OSError, ArchiveBusy, ArchiveDamaged) as fault:
        _put_back(work, claimed, _later(fault))
    except Exception as fault:  # noqa: BLE001 - law 8: one bad item never stops the loop; it goes back with its reason
        ours = Finding("fault_of_ours", facts={"reason": _reason(fault), "trace": _trace(fault)})
        try:
            work.outcomes.append(_back(work, claimed, Outcome(claimed.name, "rejected", findings=(ours,))))
        except OSError as later:
            _put_back(work, claimed, _later(later))


def _process(work: Round, claimed: Claim, faults: list[Finding]) -> Outcome:
    person = work.office.owner_of(claimed.path)
    if faults:
        return _back(work, claimed, Outcome(claimed.name, "rejected", findings=faults, person=person.login))
    arrival = Arrival(claimed.path, claimed.name, person, work.received or claimed.received, claimed.folder)
    outcome = (
        fill(work.office, arrival, work.at)
        if claimed.area == "fill"
        else intake(work.office, arrival, work.at)
    )
    if outcome.status == "rejected" and outcome.returned is None:
        return _back(work, claimed, outcome)
    if outcome.sha256 not in (None, _sha256_of(claimed)):
        _put_back(work, claimed, WRITTEN_MEANWHILE)
        return outcome
    finish(claimed)
    return outcome


def _sha256_of(claimed: Claim) -> str:
    """Return what the source holds now: it is removed only if it is still what was filed (ARCHIVE.md, step 5)."""
    return sha256(claimed.path.read_bytes())


def _put_back(work: Round, claimed: Claim, reason: Text) -> None:
    """Put a claimed file back where it lay; where even that fails it stays claimed, and the next round goes on with it."""
    place = claimed.origin
    with suppress(OSError):
        place = release(claimed)
    work.waiting.append(Waiting(place, reason, 0.0))


def _back(work: Round, claimed: Claim, outcome: Outcome) -> Outcome:
    returned = reject(
        work.office.inbox,
        claimed,
        outcome.findings,
        work.office.config.language,
        at=work.at.astimezone(work.office.zone),
    )
    return Outcome(
        outcome.input, "rejected", outcome.name, None, outcome.findings, outcome.person, str(returned)
    )


def _later(fault: Exception) -> Text:
    reason = _reason(fault)
    return Text(f"稍后再试: {reason.zh}", f"will be tried again: {reason.en}")


def _reason(fault: Exception) -> Text:
    if isinstance(fault, RecordkitError):
        return Text(fault.sentence("zh"), fault.sentence("en"))
    plain = str(fault) if isinstance(fault, OSError) else f"{type(fault).__name__}: {fault}"
    return Text(plain, plain)


def _trace(fault: Exception) -> str:
    return "".join(traceback.format_exception(fault))
