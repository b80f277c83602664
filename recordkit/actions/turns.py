"""Numbers in their turn: a file waits while one of its type and day with a lower number is still being written (R1).

Law: only what will be finished soon is waited for; a number that lies nowhere is no reason to wait.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from recordkit.domain.naming import InvalidName, Stem, parse_stem, repair, split_extension
from recordkit.inbox.scan import Dropped
from recordkit.inbox.settle import CHANGING, GROWING, Waiting
from recordkit.wording import Text

IN_TURN = Text("等待编号在前的 {name}", "waits for {name}, whose number comes first")
Day = tuple[str, date]


def in_turn(ready: Sequence[Dropped], waiting: Iterable[Waiting]) -> tuple[list[Dropped], list[Waiting]]:
    """Return the ready files that may be taken now, and those that wait for a lower number that is still being written."""
    first = _first_numbers(waiting) if ready else {}
    if not first:
        return list(ready), []
    free, held = [], []
    for one in ready:
        stem = _stem(one.path)
        before = None if stem is None or stem.number is None else first.get((stem.word, stem.day))
        if before is not None and stem is not None and stem.number is not None and before[0] < stem.number:
            facts = {"name": before[1]}
            held.append(Waiting(one.path, Text(IN_TURN.say("zh", facts), IN_TURN.say("en", facts)), 0.0))
        else:
            free.append(one)
    return free, held


def _first_numbers(waiting: Iterable[Waiting]) -> dict[Day, tuple[int, str]]:
    """Return the lowest number of each type and day that is still being written, with its file's name."""
    first: dict[Day, tuple[int, str]] = {}
    for one in waiting:
        if (
            one.reason in (CHANGING, GROWING)
            and (stem := _stem(one.path)) is not None
            and stem.number is not None
        ):
            found = (stem.number, one.path.name)
            first[stem.word, stem.day] = min(found, first.get((stem.word, stem.day), found))
    return first


def _stem(path: Path) -> Stem | None:
    try:
        return parse_stem(split_extension(repair(path.name))[0])
    except InvalidName:
        return None
