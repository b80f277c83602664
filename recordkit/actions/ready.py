"""Take what is ready: looked at batch by batch before it is claimed, then claimed and taken in (INTAKE, ARCHIVE's protocol).

Law: what cannot be taken now waits and says why; nothing is claimed that there is no room for.
"""

import errno
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from recordkit.actions.batch import take
from recordkit.actions.intake import read_name
from recordkit.actions.look import Answer, Look, Question
from recordkit.actions.memory import Memory
from recordkit.actions.work import DISK_FULL, InHand, Work, later
from recordkit.domain.findings import Finding
from recordkit.inbox.claim import batches, claim_all
from recordkit.inbox.identify import Identified
from recordkit.inbox.room import has_room, is_full
from recordkit.inbox.scan import Dropped
from recordkit.inbox.settle import Waiting, incomplete_reason, unfinished_finding
from recordkit.inbox.sheets import Claim, leftovers

REFUSED_FOR = 60.0
"""Seconds after which a file that may not be moved is filed from a copy."""
AHEAD = 2
"""Batches that are looked at while another one is filed."""
NOT_MOVED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
Taken = tuple[Path, float]
"""Whence a file was claimed, and the tick since which it had lain still."""


def drive_forward(work: Work, memory: Memory, go_on: Callable[[], bool]) -> None:
    """Go on with what was in hand when the program last ended (ARCHIVE.md, Filing protocol)."""
    left = leftovers(work.office.inbox)
    for at in range(0, len(left), memory.batch):
        if work.paused or not go_on():
            return
        part = left[at : at + memory.batch]
        named = [_named(work, claimed.name) for claimed in part]
        answers = memory.looks(
            [_question(work, one.path, says) for one, says in zip(part, named, strict=True)]
        )()
        take(work, list(_in_hand(work, part, named, answers)))


def take_ready(
    work: Work, memory: Memory, ready: Sequence[Dropped], go_on: Callable[[], bool]
) -> Iterator[Taken]:
    """Take the ready files batch by batch, each looked at before it is claimed; yield whence they were claimed.

    While one batch is filed, the next ones are looked at.
    """
    under_way: deque[_UnderWay] = deque()
    by_number = sorted(
        ready, key=lambda one: os.fsencode(one.path.name)
    )  # 001 before 002, whatever folder it lies in
    for batch in batches(by_number, memory.batch):
        under_way.append(_UnderWay(work, memory, batch))
        if len(under_way) > AHEAD:
            if not go_on():
                return
            yield from under_way.popleft().take()
    while under_way and go_on():
        yield from under_way.popleft().take()


class _UnderWay:
    """A batch that is being looked at, or that there is no room for."""

    def __init__(self, work: Work, memory: Memory, batch: Sequence[Dropped]) -> None:
        self._work, self._memory, self._batch = work, memory, batch
        self._named = [_named(work, one.path.name) for one in batch]
        asked = [_question(work, one.path, says) for one, says in zip(batch, self._named, strict=True)]
        self._answers = memory.looks(asked if work.paused is None else [])

    def take(self) -> Sequence[Taken]:
        """Claim what is whole and take it in; return whence the files were claimed."""
        work = self._work
        if work.paused is None and not room_for(work, sum(one.size for one in self._batch)):
            work.paused = DISK_FULL
        if work.paused is not None:
            work.waiting += [Waiting(one.path, work.paused, 0.0) for one in self._batch]
            return ()
        looked = zip(self._batch, self._named, self._answers(), strict=True)
        return _take(work, self._memory, list(_whole(work, self._memory, looked)))


def take_broken(
    work: Work, memory: Memory, broken: Sequence[tuple[Dropped, Finding]], go_on: Callable[[], bool]
) -> Iterator[Taken]:
    """Send back what waited too long with its finding; yield whence the files were claimed."""
    for dropped, fault in broken:
        if go_on() and work.paused is None:
            yield from _take(work, memory, [(dropped, _named(work, dropped.path.name), Look(), (fault,))])


def _named(work: Work, name: str) -> Identified:
    return read_name(work.office, name, work.at)


def _question(work: Work, path: Path, named: Identified) -> Question:
    rtype = work.office.types.get(named.word) if named.word is not None else None
    return Question(path, named.extension, rtype)


_Looked = tuple[Dropped, Identified, Look, tuple[Finding, ...]]


def _whole(
    work: Work, memory: Memory, looked: Iterable[tuple[Dropped, Identified, Answer]]
) -> Iterator[_Looked]:
    """Yield the files that are whole, and those that were not for too long with their finding; the others wait."""
    for one, named, answer in looked:
        if isinstance(answer, FileNotFoundError):
            continue
        if isinstance(answer, OSError):
            work.waiting.append(Waiting(one.path, later(answer), 0.0))
        elif answer.unfinished is None:
            yield one, named, answer, ()
        elif (waiting := memory.settling.unfinished(one, answer.unfinished)) is not None:
            work.waiting.append(waiting)
        else:
            yield one, named, answer, (unfinished_finding(answer.unfinished),)


def _take(work: Work, memory: Memory, looked: Sequence[_Looked]) -> list[Taken]:
    """Claim a batch and take it in; return whence the files were claimed."""
    seen = {one.path: (named, look, faults) for one, named, look, faults in looked}
    claims = _claimed(work, memory, [one for one, *_ in looked])
    take(work, [InHand(claimed, *seen[claimed.origin]) for claimed in claims])
    return [(claimed.origin, memory.settling.since(claimed.origin)) for claimed in claims]


def _claimed(work: Work, memory: Memory, batch: Sequence[Dropped]) -> list[Claim]:
    inbox = work.office.inbox
    if not batch:
        return []
    try:
        claimed = claim_all(inbox, batch)
        claims, refused = claimed.taken, claimed.refused
        copied = [one for one, fault in refused if _is_copied(memory, one, fault)]
        if copied:
            by_copy = claim_all(inbox, copied, copied=True)
            claims = [*claims, *by_copy.taken]
            refused = [*((one, fault) for one, fault in refused if one not in copied), *by_copy.refused]
    except OSError as fault:
        work.paused = DISK_FULL if is_full(fault) else work.paused
        work.waiting += [Waiting(one.path, later(fault), 0.0) for one in batch]
        return []
    work.waiting += list(_put_off(refused))
    return claims


def _put_off(refused: Iterable[tuple[Dropped, OSError]]) -> Iterator[Waiting]:
    for one, fault in refused:
        if not isinstance(fault, FileNotFoundError):
            yield Waiting(one.path, later(fault), 0.0)


def _is_copied(memory: Memory, one: Dropped, fault: OSError) -> bool:
    """Return True if a file is filed from a copy: it lies on another filesystem, or has not been let go for a minute."""
    if fault.errno == errno.EXDEV:
        return True
    if fault.errno not in NOT_MOVED:
        memory.refused.pop(one.path, None)
        return False
    since = memory.refused.setdefault(one.path, memory.settling.tick)
    if memory.settling.tick - since < REFUSED_FOR:
        return False
    del memory.refused[one.path]
    return True


def _in_hand(
    work: Work, claims: Sequence[Claim], named: Sequence[Identified], answers: Sequence[Answer]
) -> Iterator[InHand]:
    for claimed, says, answer in zip(claims, named, answers, strict=True):
        if isinstance(answer, OSError):
            work.wait(claimed, later(answer))
        elif answer.unfinished is not None:
            work.wait(claimed, incomplete_reason(answer.unfinished))
        else:
            yield InHand(claimed, says, answer)


def room_for(work: Work, size: int) -> bool:
    """Return True if `size` bytes may be filed."""
    try:
        return has_room(work.office.root, size)
    except OSError:
        return True  # the filing itself will say
