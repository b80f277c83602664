"""Take a batch of claimed files in: each is judged, all that is sound is filed in one commit, and then its source goes.

Law: within a batch everything happens as if one after another: what depends on another file of it waits for the next
commit. A bad item goes back with its reason and never stops the others (law 8).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recordkit.actions.fill import fill
from recordkit.actions.intake import Arrival, Verdict, became, department_of, judge, permit_to_file
from recordkit.actions.outcome import Outcome
from recordkit.actions.work import (
    DISK_FULL,
    NOT_NOW,
    WRITTEN_MEANWHILE,
    InHand,
    Work,
    guarded,
    later,
    send_back,
    without_origin,
)
from recordkit.archive.filing import Filed
from recordkit.domain.chain import sha256
from recordkit.domain.tiers import UNKNOWN, Permit, Person
from recordkit.errors import ArchiveBusy, ArchiveDamaged, RecordkitError
from recordkit.inbox.claim import finish, let_go, release, remove
from recordkit.inbox.room import is_full
from recordkit.inbox.settle import Waiting
from recordkit.inbox.sheets import Claim

REMOVERS = 4
"""Sources that are removed at a time."""


@dataclass(frozen=True, slots=True)
class _Sound:
    """A judged file that the archive may have."""

    hand: InHand
    arrival: Arrival
    verdict: Verdict
    permit: Permit


def take(work: Work, hands: Sequence[InHand]) -> None:
    """Take the files in, and put away or back what lay in hand; nothing is raised for what one file is."""
    for group in _groups(work, hands):
        try:
            with work.office.archive.steady():
                judged = [guarded(work, hand, partial(_judged, work, hand)) for hand in group]
        except NOT_NOW as fault:  # the archive cannot be looked at
            for hand in group:
                work.wait(hand.claimed, later(fault))
        else:
            _file(work, [one for one in judged if one is not None])


def _groups(work: Work, hands: Sequence[InHand]) -> Iterator[list[InHand]]:
    """Yield the files in groups that may be judged and filed together, none of which depends on another."""
    group: list[InHand] = []
    met: set[object] = set()
    for hand in hands:
        keys = guarded(work, hand, partial(_depends_on, work, hand))
        if keys is None:
            continue
        if met & keys:
            yield group
            group, met = [], set()
        group.append(hand)
        met |= keys
    if group:
        yield group


def _depends_on(work: Work, hand: InHand) -> set[object]:
    """Return what two files of one commit must not share: name, content, and a report's type, department and period."""
    keys: set[object] = set()
    if hand.looked.sha256:
        keys.add(hand.looked.sha256)
    named = hand.named
    if named.word is None or named.stem is None or hand.claimed.area == "fill":
        return keys
    if named.stem.number is not None:
        keys.add((named.word, named.stem.day, named.stem.number))
    rtype = work.office.types.get(named.word)
    if rtype.period_kind is not None:
        arrival = _arrival(work, hand.claimed)
        keys.add((rtype.key, department_of(work.office, arrival, rtype, hand.looked.carried)))
    return keys


def _judged(work: Work, hand: InHand) -> _Sound | None:
    """Judge one file: what is sound is returned, all else is dealt with here."""
    arrival = _arrival(work, hand.claimed)
    if hand.faults:
        send_back(
            work,
            hand,
            Outcome(hand.claimed.name, "rejected", findings=hand.faults, person=arrival.person.login),
        )
        return None
    if hand.claimed.area == "fill":
        _made(work, hand, fill(work.office, arrival, work.at))
        return None
    verdict = judge(work.office, arrival, work.at, named=hand.named, looked=hand.looked)
    if verdict.filing is None:
        refused = Outcome(
            arrival.filename, "rejected", findings=verdict.findings, person=arrival.person.login
        )
        send_back(work, hand, refused)
        return None
    return _Sound(hand, arrival, verdict, permit_to_file(work.office, arrival, verdict.filing, work.at))


def _arrival(work: Work, claimed: Claim) -> Arrival:
    received = work.received or claimed.received
    return Arrival(claimed.path, claimed.name, _person(work, claimed), received, claimed.folder)


def _person(work: Work, claimed: Claim) -> Person:
    """Return whose file it is; each owner is looked up once a round."""
    file = claimed.origin if claimed.copied else claimed.path
    try:
        uid = file.lstat().st_uid
        if uid not in work.people:
            work.people[uid] = work.office.owner_of(file)
    except FileNotFoundError:
        return UNKNOWN
    return work.people[uid]


def _file(work: Work, sound: Sequence[_Sound]) -> None:
    """File in one commit; where that fails for another reason than a full disk, one by one: one bad item costs no other."""
    if not sound:
        return
    try:
        filings = [(one.permit, one.verdict.filing) for one in sound if one.verdict.filing is not None]
        results = work.office.archive.file_all(filings, work.at)
    except Exception as fault:  # noqa: BLE001 - law 8: told apart below, one by one
        _failed(work, sound, fault)
        return
    filed = [
        done
        for one, result in zip(sound, results, strict=True)
        if (done := guarded(work, one.hand, partial(_filed, work, one, result))) is not None
    ]
    _put_away(work, filed)


def _failed(work: Work, sound: Sequence[_Sound], fault: Exception) -> None:
    full = isinstance(fault, OSError) and is_full(fault)
    if full:
        work.paused = DISK_FULL
    if full or isinstance(fault, (ArchiveBusy, ArchiveDamaged)):
        for one in sound:
            work.wait(one.hand.claimed, later(fault))
    elif len(sound) == 1:
        guarded(work, sound[0].hand, lambda: _raise(fault))
    else:
        for one in sound:
            _file(work, [one])


def _filed(work: Work, one: _Sound, result: Filed | RecordkitError) -> "_Done | None":
    """Tell what became of a judged file; what is filed is returned, to be put away."""
    outcome = became(work.office, one.arrival, one.verdict, result, work.at)
    if outcome.status == "rejected":
        send_back(work, one.hand, outcome)
        return None
    work.done(outcome)
    assert isinstance(result, Filed)
    return _Done(one.hand, outcome, frozenset(version.sha256 for version in result.entry.versions))


@dataclass(frozen=True, slots=True)
class _Done:
    """A file that the archive has: `held` are the contents under its name."""

    hand: InHand
    outcome: Outcome
    held: frozenset[str]

    def unchanged(self) -> bool:
        """Return True if the source still is what was filed (ARCHIVE.md, step 5); a source that is gone is done with."""
        try:
            return sha256(self.hand.claimed.path.read_bytes()) in self.held
        except FileNotFoundError:
            return True


def _put_away(work: Work, filed: Sequence[_Done]) -> None:
    """Remove the sources of what is filed, several at a time: a removal waits for the disk."""
    if not filed:
        return
    with ThreadPoolExecutor(REMOVERS) as threads:
        removed = list(threads.map(_removed, filed))
    for one, back in zip(filed, removed, strict=True):
        claimed = one.hand.claimed
        if isinstance(back, OSError):
            work.wait(claimed, later(back))
            continue
        if isinstance(back, _Stuck):
            work.leave(claimed, one.outcome.name, later(back.fault))
            continue
        if back is not None:
            work.waiting.append(Waiting(back, WRITTEN_MEANWHILE, 0.0))
        without_origin(work, claimed, one.outcome.name)
    for claimed in {one.hand.claimed.job: one.hand.claimed for one in filed}.values():
        let_go(claimed)


@dataclass(frozen=True, slots=True)
class _Stuck:
    """A source that is what was filed, and cannot be removed."""

    fault: OSError


def _removed(one: _Done) -> "Path | OSError | _Stuck | None":
    """Remove one source; return where it went if it was written to meanwhile, or what kept it from being read or removed."""
    try:
        if not one.unchanged():
            return release(one.hand.claimed)
    except OSError as fault:
        return fault
    try:
        return remove(one.hand.claimed)
    except OSError as fault:
        return _Stuck(fault)


def _made(work: Work, hand: InHand, outcome: Outcome) -> None:
    """Put a form away of which documents were made, or that came back marked."""
    if outcome.status == "rejected" and outcome.returned is None:
        send_back(work, hand, outcome)
        return
    work.done(outcome)
    back = finish(hand.claimed)
    if back is not None:
        work.waiting.append(Waiting(back, WRITTEN_MEANWHILE, 0.0))
    without_origin(work, hand.claimed, None)


def _raise(fault: Exception) -> None:
    raise fault
