"""The journal read past its damage: each line against the one before, the exact line named (DA/T 70, 1-1 and 4-7).

Law: an undamaged line is not blamed for its neighbour - after a broken line the next may follow what that line says of
itself, or what its content hashes to.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recordkit.archive.journal import BROKEN, RawLine, read_line
from recordkit.archive.survey import Survey
from recordkit.domain.chain import BrokenLine, Head, Line, link, parse_utc, utc
from recordkit.domain.entry import Event, Verb
from recordkit.wording import Text

_UNKNOWN = ""
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
    before: Step | None = None
    for step in walk(survey.ledger.journal.raw_lines()):
        if before is not None:
            _step(survey, before, last=False)
        before = step
        if step.line is not None:
            awaited.pop(step.line.head, None)
    if before is not None:
        _step(survey, before, last=True)
    for head, whose in awaited.items():
        _cut(survey, head, whose)


def _cut(survey: Survey, head: Head, whose: Text) -> None:
    message = Text(
        f"{whose.zh}: 第 {head.seq} 行({head.hash[:12]}…)已不在日志中: 行被截去或日志被替换",
        f"{whose.en}: line {head.seq} ({head.hash[:12]}…) is no longer in the journal: cut off or replaced",
    )
    survey.fail("1-1", message, path=f"journal:{head.seq}")


def _step(survey: Survey, step: Step, *, last: bool) -> None:
    place, first = step.found.place, step.found.file not in survey.files
    survey.files.add(step.found.file)
    if step.torn and last and step.line is None:
        survey.remark("4-7", _TORN, path=place)
        return
    if fault := step.fault or misplaced(step, first=first):
        survey.fail("1-1", fault, path=place)
    survey.lines += 1
    if step.line is None or (step.torn and last):
        return
    survey.head = step.line.head
    survey.founded = survey.founded or _founding(step.line.events)
    try:
        survey.fold.try_line(step.line)
    except _UNFOLDABLE:
        if step.fault is None:
            survey.fail("1-1", _SENSELESS, path=place)


_TORN = Text(
    "最后一行没有写完, 视为未发生; 下次写入时移入 .staging/",
    "the last line was cut off while written: it never happened; the next write moves it to .staging/",
)
_SENSELESS = Text("该行的事件无法理解", "the events of the line make no sense")


def _founding(events: Sequence[Event]) -> Event | None:
    return next((event for event in events if event.get("verb") == Verb.FOUNDED.value), None)


def walk(lines: Iterable[RawLine]) -> Iterator[Step]:
    """Yield a step for each line, going on after damage."""
    heads: tuple[Head, ...] = (Head(),)
    for found in lines:
        line, broken = _followed(found.raw, heads)
        if line is not None:
            yield Step(found, line)
            heads = (line.head,)
            continue
        stated = _stated(found.raw)
        yield Step(found, stated, _said(broken, heads[0], stated), torn=broken == "torn")
        heads = _heads_after(heads[0], stated)


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
    if stated is None:
        return (Head(before.seq + 1, _UNKNOWN),)
    try:
        own = link(Head(stated.seq - 1, stated.prev), stated.at, stated.events).hash
    except (ValueError, TypeError, RecursionError):
        own = stated.hash
    return (Head(stated.seq, stated.hash), Head(stated.seq, own))


def _said(reason: str, before: Head, stated: Line | None) -> Text:
    if reason == "sequence" and stated is not None:
        return Text(
            f"第 {before.seq} 行之后是第 {stated.seq} 行: 有缺失、重复或调换",
            f"line {before.seq} is followed by line {stated.seq}: lines are missing, added or swapped",
        )
    return BROKEN[reason]
