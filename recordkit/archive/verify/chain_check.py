"""The journal read past its damage: each line against the one before, the exact line named (DA/T 70, 1-1 and 4-7).

Law: an undamaged line is not blamed for its neighbour - after a broken line the next may follow what that line says of
itself, or what its content hashes to.
"""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recordkit.archive.journal.journal import BROKEN, SENSELESS, RawLine, read_line
from recordkit.archive.verify.event_check import check_events
from recordkit.archive.verify.survey import Survey
from recordkit.domain.chain import BrokenLine, Head, Line, link, parse_utc, utc
from recordkit.domain.entry import Event, Verb
from recordkit.wording import Text

_UNKNOWN = ""
_AT_ONCE = 2_000  # events
_SPARE = 8  # heads
_UNFOLDABLE = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, sqlite3.Error)
_MONTH = re.compile(r"(\d{4}-\d{2})\.jsonl$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """One line met on the way: `line` is None where nothing of it can be read, `fault` None where nothing is wrong."""

    found: RawLine
    line: Line | None
    fault: Text | None = None
    torn: bool = False


def check_journal(survey: Survey, known: Sequence[tuple[Head, Text]]) -> None:
    """Walk the journal into the survey's fold; `known` heads, each with whose memory it is, must be met on the way."""
    awaited = {head: whose for head, whose in known if head.seq}
    follower = _Follower(survey)
    before: Step | None = None
    for step in walk(survey.ledger.journal.raw_lines()):
        if before is not None:
            _step(survey, follower, before, last=False)
        before = step
        if step.line is not None:
            awaited.pop(step.line.head, None)
    if before is not None:
        _step(survey, follower, before, last=True)
    follower.flush()
    for head, whose in awaited.items():
        _cut(survey, head, whose)


class _Follower:
    """Folds the lines many at a time, and one by one where any of them makes no sense."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._steps: list[Step] = []
        self._events = 0

    def add(self, step: Step) -> None:
        """Fold the line of a step, soon."""
        self._steps.append(step)
        self._events += len(step.line.events) if step.line else 0
        if self._events >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Fold what waits; a line that does not fold is at fault unless it is known to be damaged."""
        steps, self._steps, self._events = self._steps, [], 0
        if self._all(steps):
            return
        for step in steps:
            assert step.line is not None
            try:
                self._survey.fold.try_line(step.line)
            except _UNFOLDABLE:
                if step.fault is None:
                    self._survey.fail("1-1", SENSELESS, path=step.found.place)

    def _all(self, steps: Sequence[Step]) -> bool:
        try:
            self._survey.fold.try_lines([step.line for step in steps if step.line is not None])
        except _UNFOLDABLE:
            return False
        return True


def _cut(survey: Survey, head: Head, whose: Text) -> None:
    message = Text(
        f"{whose.zh}: 第 {head.seq} 行({head.hash[:12]}…)已不在日志中: 行被截去或日志被替换",
        f"{whose.en}: line {head.seq} ({head.hash[:12]}…) is no longer in the journal: cut off or replaced",
    )
    survey.fail("1-1", message, path=f"journal:{head.seq}")


def _step(survey: Survey, follower: _Follower, step: Step, *, last: bool) -> None:
    place, first = step.found.place, step.found.file not in survey.files
    survey.files.add(step.found.file)
    if step.torn and last and step.line is None:
        survey.remark("4-7", _TORN, path=place)
        return
    if fault := step.fault or misplaced(step, first=first):
        survey.fail("1-1", fault, path=place)
    if step.fault is not None and step.line is not None:
        survey.doubt(event.get("name") for event in step.line.events)
    survey.lines += 1
    if step.line is None or (step.torn and last):
        return
    if survey.head_at is not None and step.line.at < survey.head_at:
        survey.remark("1-5", _CLOCK, path=place)
    survey.head, survey.head_at = step.line.head, step.line.at
    if step.fault is None:
        survey.founded = survey.founded or _founding(step.line.events)
    if (step.fault is None or _intact(step.line)) and check_events(survey, step.line, place):
        follower.add(step)


_TORN = Text(
    "最后一行没有写完, 视为未发生; 下次写入时移入 .staging/",
    "the last line was cut off while written: it never happened; the next write moves it to .staging/",
)
_CLOCK = Text("早于前一行: 时钟曾被拨回", "it is earlier than the line before: the clock was set back")


def _intact(line: Line) -> bool:
    """Return True if a line is what its own hash was made from, wherever it stands."""
    try:
        return link(Head(line.seq - 1, line.prev), line.at, line.events).hash == line.hash
    except (ValueError, TypeError, RecursionError):
        return False


def _founding(events: Sequence[Event]) -> Event | None:
    return next((event for event in events if event.get("verb") == Verb.FOUNDED.value), None)


def walk(lines: Iterable[RawLine]) -> Iterator[Step]:
    """Yield a step for each line, going on after damage.

    The heads of damaged lines are remembered for a while: of two lines that were swapped the one that came too early is
    named, and no other.
    """
    heads: tuple[Head, ...] = (Head(),)
    spare: tuple[Head, ...] = ()
    for found in lines:
        line, broken = _followed(found.raw, heads + spare)
        if line is not None:
            yield Step(found, line)
            heads = (line.head,)
            continue
        stated = _stated(found.raw)
        yield Step(found, stated, _said(broken, heads[0], stated), torn=broken == "torn")
        after = _heads_after(heads[0], stated)
        spare = (after + tuple(head for head in heads + spare if head.hash != _UNKNOWN))[:_SPARE]
        heads = after[:1]


def misplaced(step: Step, *, first: bool) -> Text | None:
    """Return why a line is not in its month's file: a file opens with its own month, and holds none that is later."""
    month = _MONTH.search(step.found.file)
    if month is None or step.line is None:
        return None
    own = utc(step.line.at)[:7]
    if own == month[1] or (own < month[1] and not first):
        return None
    return Text(f"{own} 的行在 {month[1]} 的文件中", f"a line of {own} lies in the file of {month[1]}")


def _followed(raw: bytes, heads: tuple[Head, ...]) -> tuple[Line | None, str]:
    reason = ""
    for head in heads:
        try:
            return read_line(raw, _filled(head, raw)), ""
        except BrokenLine as broken:
            reason = reason or broken.reason
    return None, reason


def _filled(head: Head, raw: bytes) -> Head:
    """Return the head; one whose hash nobody knows takes the line's own word for it."""
    stated = _stated(raw) if head.hash == _UNKNOWN else None
    return head if stated is None else Head(head.seq, stated.prev)


def _stated(raw: bytes) -> Line | None:
    try:
        fields = json.loads(raw)
        events = [dict(event) for event in fields["events"]]
        return Line(
            int(fields["seq"]), parse_utc(fields["at"]), events, str(fields["prev"]), str(fields["hash"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _heads_after(before: Head, stated: Line | None) -> tuple[Head, ...]:
    """Return the heads that the line after a damaged one may follow: its own, or as it was before its seq was changed."""
    if stated is None:
        return (Head(before.seq + 1, _UNKNOWN),)
    hashes = [stated.hash]
    for seq in (stated.seq, before.seq + 1):
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            hashes.append(link(Head(seq - 1, stated.prev), stated.at, stated.events).hash)
    heads = [Head(seq, known) for seq in (stated.seq, before.seq + 1) for known in hashes]
    return tuple(dict.fromkeys(heads))


def _said(reason: str, before: Head, stated: Line | None) -> Text:
    if reason == "sequence" and stated is not None:
        return Text(
            f"第 {before.seq} 行之后是第 {stated.seq} 行: 有缺失、重复或调换",
            f"line {before.seq} is followed by line {stated.seq}: lines are missing, added or swapped",
        )
    return BROKEN[reason]
