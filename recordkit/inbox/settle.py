"""When a file is finished: unchanged over two scans and the settle time, closed, and whole (INTAKE, When is a file finished).

Law: clients' clocks lie, so mtimes are only compared with themselves and time is our own monotonic clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recordkit.domain.findings import Finding
from recordkit.domain.naming import repair, split_extension
from recordkit.inbox.openers import opened
from recordkit.inbox.scan import Dropped
from recordkit.inbox.whole import incomplete
from recordkit.wording import Text

INCOMPLETE_AFTER = 600.0

CHANGING = Text("等待写完", "waiting until it is written")
EMPTY = Text("文件是空的, 等待内容", "it is empty; waiting for its content")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is not taken yet, why, and since which tick (monotonic seconds) it has been as it is."""

    path: Path
    reason: Text
    since: float


@dataclass(frozen=True, slots=True)
class Settled:
    """One scan's verdict: what may be taken, what waits, and what waited too long and goes back with its finding."""

    ready: list[Dropped] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    broken: list[tuple[Dropped, Finding]] = field(default_factory=list)


Print = tuple[int, int, int, int]


@dataclass(slots=True)
class _Seen:
    print: Print
    since: float
    scans: int = 1


class Settling:
    """Remembers over scans how each file looked; files that are gone are forgotten."""

    def __init__(self, incomplete_after: float = INCOMPLETE_AFTER) -> None:
        """Send back what stays empty or incomplete for `incomplete_after` seconds."""
        self.incomplete_after = incomplete_after
        self._seen: dict[Path, _Seen] = {}

    def observe(self, dropped: Sequence[Dropped], tick: float, settle: float) -> Settled:
        """Return what one scan at `tick` shows; a `settle` of 0 seconds takes what this one scan finds whole."""
        self._seen = {one.path: self._remembered(one, tick) for one in dropped}
        settled = Settled()
        for one in dropped:
            self._sort(one, tick, settle, settled)
        return settled

    def _remembered(self, one: Dropped, tick: float) -> _Seen:
        now = (one.size, one.mtime_ns, one.inode, one.device)
        seen = self._seen.get(one.path)
        if seen is None or seen.print != now:
            return _Seen(now, tick)
        seen.scans += 1
        return seen

    def _sort(self, one: Dropped, tick: float, settle: float, settled: Settled) -> None:
        seen = self._seen[one.path]
        age = tick - seen.since
        if settle > 0 and (seen.scans < 2 or age < settle):
            settled.waiting.append(Waiting(one.path, CHANGING, seen.since))
            return
        try:
            reason, finding = _fault(one)
        except FileNotFoundError:
            return
        except OSError as fault:
            settled.waiting.append(Waiting(one.path, _unreadable(fault), seen.since))
            return
        if reason is None:
            settled.ready.append(one)
        elif finding is not None and age >= self.incomplete_after:
            settled.broken.append((one, finding))
        else:
            settled.waiting.append(Waiting(one.path, reason, seen.since))


def _fault(one: Dropped) -> tuple[Text | None, Finding | None]:
    """Return why the file waits, and the finding with which it goes back if it waits too long; raises OSError."""
    if (held := opened(one.path)) is not None:
        return held, None
    if one.size == 0:
        return EMPTY, Finding("file_empty")
    missing = incomplete(one.path, split_extension(repair(one.path.name))[1])
    if missing is None:
        return None, None
    reason = Text(f"文件不完整: {missing.zh}", f"it is incomplete: {missing.en}")
    return reason, Finding("file_incomplete", facts={"reason": missing})


def _unreadable(fault: OSError) -> Text:
    return Text(f"暂时无法读取: {fault.strerror}", f"it cannot be read now: {fault.strerror}")
