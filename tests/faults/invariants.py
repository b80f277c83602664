"""Loses nothing, written down once: what must hold at any instant, and what must hold when a plain run has ended.

Law: violations are listed, never raised, so that a filer that is known to lose can be seen to lose.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.faults.holdings import Holdings

WORDS = re.compile(r"^(?:[\d:]{8} )?(?:filed|filed as a new version): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Drop:
    """A document that somebody handed in, and what must become of it; `stays` if its source is not ours to remove."""

    name: str
    sha256: str
    fate: Literal["filed", "returned"] = "filed"
    stays: bool = False


def acknowledged(said: str) -> list[str]:
    """Return the names that a program's output says are filed, in words or in lines of JSON."""
    words = [line.rpartition(" → ")[2].removesuffix(".docx") for line in WORDS.findall(said)]
    events = [
        json.loads(line) for line in said.splitlines(keepends=True) if line[0] == "{" and line[-1] == "\n"
    ]
    return words + [event["name"] for event in events if event.get("event") in ("filed", "version")]


def lost(held: Holdings, drops: Sequence[Drop], told: Sequence[str]) -> Iterator[str]:
    """Yield what is lost or damaged: this list is empty at any instant, a process's sudden death included."""
    yield from held.broken
    for path, digest in held.kept.items():
        if path not in held.files:
            yield f"{path} is in the archive's memory, and there is no such file"
        elif held.files[path] != digest:
            yield f"{path} is not what was filed"
    safe = {digest for path, digest in held.kept.items() if held.files.get(path) == digest}
    safe |= {*held.sources, *held.in_hand, *held.returned.values()}
    yield from (f"{drop.name} is lost" for drop in drops if drop.sha256 not in safe)
    names = {entry.name for entry in held.entries}
    yield from (f"{name} was acknowledged, and is not filed" for name in told if name not in names)


def unsettled(held: Holdings, drops: Sequence[Drop], told: Sequence[str]) -> Iterator[str]:
    """Yield what is not as it must be after a plain run: besides `lost`, each document is where it belongs, once."""
    yield from lost(held, drops, told)
    yield from _misplaced(held, drops)
    yield from (f"{path} has no entry" for path in held.files if path not in held.kept)
    yield from (f"{path} is left over" for path in held.unfinished)
    for path in {*held.returned} ^ held.reasons:
        yield f"退回/{path} lacks its reason, or its reason lacks the file"


def _misplaced(held: Holdings, drops: Sequence[Drop]) -> Iterator[str]:
    """Yield what is not filed once or returned once, or still lies where it was put."""
    filed = Counter(entry.sha256 for entry in held.entries)
    returned = Counter(held.returned.values())
    lying = {*held.sources, *held.in_hand}
    for drop in drops:
        found = filed[drop.sha256], returned[drop.sha256]
        if found != ((1, 0) if drop.fate == "filed" else (0, 1)):
            yield f"{drop.name}, to be {drop.fate}: filed {found[0]} times, returned {found[1]} times"
        if not drop.stays and drop.sha256 in lying:
            yield f"{drop.name} still lies in the inbox"
