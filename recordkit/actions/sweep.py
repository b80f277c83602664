"""One round of the watcher: what lies settled in the inbox is taken in, what is wrong goes back with its reason.

A bad item goes to quarantine and never stops the loop; a fault of the share means: try again later (law 8).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.made_lines import write_kept_lines
from recordkit.actions.memory import Memory
from recordkit.actions.outcome import Outcome
from recordkit.actions.ready import drive_forward, room_for, take_broken, take_ready
from recordkit.actions.turns import in_turn
from recordkit.actions.work import DISK_FULL, Work, later
from recordkit.errors import RecordkitError
from recordkit.inbox.layout import online
from recordkit.inbox.quarantine import tidy
from recordkit.inbox.settle import Waiting
from recordkit.office import Office
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Swept:
    """What one round did: each file's outcome, what waits and why, and whether the inbox was there at all.

    `paused` says what keeps everything from being taken; `taken` are the places from which files were claimed, with the
    tick since which each had lain still; `hung` that the inbox did not answer.
    """

    outcomes: tuple[Outcome, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    offline: bool = False
    paused: Text | None = None
    taken: tuple[tuple[Path, float], ...] = ()
    hung: bool = False


def sweep(  # noqa: PLR0913 - the round's clocks are arguments (law 5)
    office: Office,
    memory: Memory,
    *,
    at: datetime,
    tick: float,
    settle: float,
    go_on: Callable[[], bool] = lambda: True,
    enough: Callable[[], bool] = lambda: False,
    received: datetime | None = None,
    tell: Callable[[Outcome], None] = lambda _: None,
) -> Swept:
    """Take in what has settled; `tick` is monotonic seconds, `go_on` is asked before each batch (SIGTERM).

    `enough` ends a look at a network share, `tell` hears each outcome at once. `received` states the receipt instead of the
    file's ctime: the demo walks at an instant of its own.
    """
    if not _is_here(office, memory):
        return Swept(offline=True)
    work = Work(office, memory.kept, at, received, tell)
    if not room_for(work, 0):
        work.paused = DISK_FULL
    _begin(work, memory)
    drive_forward(work, memory, go_on)
    sight = memory.lookout.look(tick, enough)
    memory.kept.try_again(tick)
    files = memory.kept.left_alone(sight.files)
    settled = memory.settling.observe(files, tick, settle, gone=sight.gone)
    work.waiting += [*settled.waiting, *memory.kept.waiting(tick)]
    work.waiting += [Waiting(path, later(fault), tick) for path, fault in sight.faults]
    ready, held = in_turn(settled.ready, settled.waiting)
    work.waiting += held
    taken = [
        *take_ready(work, memory, ready, go_on),
        *take_broken(work, memory, settled.broken, go_on),
    ]
    if (lines := write_kept_lines(office)) is not None:
        work.waiting.append(lines)
    return Swept(tuple(work.outcomes), tuple(work.waiting), paused=work.paused, taken=tuple(taken))


def _is_here(office: Office, memory: Memory) -> bool:
    """Return True if the inbox is the one that it was: its marker is there, on the same filesystem (INTAKE, Noticing).

    After a change of filesystem with the right marker everything is looked at anew, from the next round on.
    """
    if not online(office.inbox, office.archive.id):
        return False
    device = office.inbox.stat().st_dev
    known, memory.device = memory.device, device
    if known in (None, device):
        return True
    memory.forget()
    return False


def _begin(work: Work, memory: Memory) -> None:
    """Tidy, once, what the program left half-done when it last ended, here and in the archive (ARCHIVE.md, on start)."""
    if memory.begun:
        return
    memory.begun = True
    with suppress(OSError, RecordkitError):  # whoever files tidies the archive too, and drafts are junk
        tidy(work.office.inbox)
        work.office.archive.recover()
