"""When a file is finished: unchanged over two scans and the settle time, closed, and whole (INTAKE, When is a file finished).

Law: clients' clocks lie, so mtimes are only compared with themselves and time is our own monotonic clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recordkit.domain.findings import Finding
from recordkit.domain.naming import repair, split_extension
from recordkit.inbox.openers import opened
from recordkit.inbox.scan import Dropped
from recordkit.inbox.whole import cut_off
from recordkit.wording import Text

INCOMPLETE_AFTER = 600.0
LOOK_AGAIN = 30.0
"""Seconds after which the content of an incomplete file that did not change is read again: not all writers leave a trace."""
STANDS_AFTER = 20.0
"""Seconds after which a file that waits for others is looked at when its folder is listed, and not each time."""

CHANGING = Text("等待写完", "waiting until it is written")
GROWING = Text("仍在写入", "still growing")
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


def print_of(one: Dropped) -> Print:
    """Return what tells two states of a file apart: size, mtime, inode and device."""
    return one.size, one.mtime_ns, one.inode, one.device


@dataclass(slots=True)
class _Seen:
    print: Print
    since: float
    scans: int = 1
    changed: bool = False
    unfinished: Text | None = None
    read_at: float = 0.0
    waiting: Waiting | None = None


class Settling:
    """Remembers over scans how each file looked; files that are gone are forgotten."""

    def __init__(self, incomplete_after: float = INCOMPLETE_AFTER) -> None:
        """Send back what stays empty or incomplete for `incomplete_after` seconds."""
        self.incomplete_after = incomplete_after
        self.tick = 0.0
        self._seen: dict[Path, _Seen] = {}

    def observe(
        self, dropped: Sequence[Dropped], tick: float, settle: float, *, gone: Iterable[Path] | None = None
    ) -> Settled:
        """Return what one scan at `tick` shows; a `settle` of 0 seconds takes what this one scan finds whole.

        `gone` names what went since the last scan; without it the scan was a whole one, and what it lacks is gone.
        """
        self.tick = tick
        if gone is None:
            here = {one.path for one in dropped}
            gone = [path for path in self._seen if path not in here]
        for path in gone:
            self._seen.pop(path, None)
        settled = Settled()
        for one in dropped:
            self._sort(one, self._remembered(one, tick), settle, settled)
        looked_at = {one.path for one in dropped}
        settled.waiting.extend(
            seen.waiting
            for path, seen in self._seen.items()
            if seen.waiting is not None and path not in looked_at
        )
        return settled

    def unfinished(self, one: Dropped, missing: Text) -> Waiting | None:
        """Remember that the content of a ready file lacks something, and return why it waits; None if it waited too long."""
        seen = self._seen.setdefault(one.path, _Seen(print_of(one), self.tick))
        if self.tick - seen.since >= self.incomplete_after:
            return None
        seen.unfinished, seen.read_at = missing, self.tick
        seen.waiting = Waiting(one.path, incomplete_reason(missing), seen.since)
        return seen.waiting

    def since(self, path: Path) -> float:
        """Return the tick since which the file has been as it is; the present one for a file that was never seen."""
        seen = self._seen.get(path)
        return self.tick if seen is None else seen.since

    def stands(self, path: Path) -> bool:
        """Return True if the file has waited for so long that it need not be looked at each time."""
        seen = self._seen.get(path)
        return seen is not None and seen.waiting is not None and self.tick - seen.since >= STANDS_AFTER

    def _remembered(self, one: Dropped, tick: float) -> _Seen:
        now = print_of(one)
        seen = self._seen.get(one.path)
        if seen is None or seen.print != now:
            self._seen[one.path] = seen = _Seen(now, tick, changed=seen is not None)
        else:
            seen.scans += 1
        return seen

    def _sort(self, one: Dropped, seen: _Seen, settle: float, settled: Settled) -> None:
        before, seen.waiting = seen.waiting, None
        try:
            reason, finding = self._verdict(one, seen, settle)
        except FileNotFoundError:
            return
        if reason is None:
            settled.ready.append(one)
        elif finding is not None and self.tick - seen.since >= self.incomplete_after:
            settled.broken.append((one, finding))
        else:
            waiting = Waiting(one.path, reason, seen.since)
            seen.waiting = waiting if before is None or before != waiting else before
            settled.waiting.append(seen.waiting)

    def _verdict(self, one: Dropped, seen: _Seen, settle: float) -> tuple[Text | None, Finding | None]:
        """Return why the file waits, and the finding with which it goes back if it waits too long; raises FileNotFoundError."""
        age = self.tick - seen.since
        if settle > 0 and (seen.scans < 2 or age < settle):
            return (GROWING if seen.changed else CHANGING), None
        if seen.unfinished is not None and not self._looks_again(seen, age):
            return _unfinished(one, seen.unfinished)
        try:
            return self._looked_at(one, seen)
        except FileNotFoundError:
            raise
        except OSError as fault:
            return _unreadable(fault), None

    def _looks_again(self, seen: _Seen, age: float) -> bool:
        """Return True if an unfinished file that did not change is to be read again: at times, and before it goes back."""
        return age >= self.incomplete_after or self.tick - seen.read_at >= max(LOOK_AGAIN, age)

    def _looked_at(self, one: Dropped, seen: _Seen) -> tuple[Text | None, Finding | None]:
        if seen.unfinished is None and (held := opened(one.path)) is not None:
            return held, None
        missing = EMPTY if one.size == 0 else cut_off(one.path, split_extension(repair(one.path.name))[1])
        if missing is None and seen.unfinished is not None and (held := opened(one.path)) is not None:
            return held, None
        seen.unfinished, seen.read_at = missing, self.tick
        return (None, None) if missing is None else _unfinished(one, missing)


def unfinished_finding(missing: Text) -> Finding:
    """Return the finding with which an incomplete file goes back."""
    return Finding("file_incomplete", facts={"reason": missing})


def _unfinished(one: Dropped, missing: Text) -> tuple[Text, Finding]:
    if one.size == 0:
        return EMPTY, Finding("file_empty")
    return incomplete_reason(missing), unfinished_finding(missing)


def incomplete_reason(missing: Text) -> Text:
    """Return why an incomplete file waits."""
    return Text(f"文件不完整: {missing.zh}", f"it is incomplete: {missing.en}")


def _unreadable(fault: OSError) -> Text:
    return Text(f"暂时无法读取: {fault.strerror}", f"it cannot be read now: {fault.strerror}")
