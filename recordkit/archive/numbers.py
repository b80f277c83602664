"""Numbers: reserved, then filed or voided for a reason; never reused, never silently missing (R1; ARCHIVE.md, Numbers).

- the next free number of a word and day is one beyond the highest ever held
- a number typed by hand is adopted where it is free, and filed where the same person reserved it
- a number reserved for somebody else is filed only with the key it was reserved for: it is that very record
- a number reserved for somebody unknown is anybody's who files it: nobody can prove to be that one
- numbers that were used on paper before the archive counted (`opened`) are anybody's who brings the document
- somebody unknown holds nothing: the next free number, or a number whose key their document carries
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from recordkit.domain.naming import Name
from recordkit.domain.tiers import UNKNOWN
from recordkit.wording import Text


class State(StrEnum):
    """How a number stands."""

    RESERVED = "reserved"
    FILED = "filed"
    VOIDED = "voided"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is held: by whom (login), since when, and why it was voided or opened; `key` is its key's SHA-256."""

    name: Name
    state: State
    by: str
    at: datetime
    reason: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who wants a number, and the SHA-256 of the idempotency key that they bring."""

    login: str
    key: str | None = None


def refusal(wanted: Name, claim: Claim, holder: Number | None, free: Name) -> Text | None:
    """Return why this number cannot be filed under by the claimant, or None; a filed number is a version's affair."""
    if holder is None:
        return BEYOND if wanted.number > free.number else None
    if holder.state is State.VOIDED:
        return Text(f"已作废: {holder.reason}", f"is void: {holder.reason}")
    if holder.state in (State.FILED, State.OPENED) or _same(claim, holder):
        return None
    return Text(f"已为 {holder.by} 预留", f"is reserved for {holder.by}")


BEYOND = Text("跳过了尚未使用的编号", "skips numbers that are not used yet")


def missing(
    held: Iterable[tuple[str, date, int]], opened: Mapping[tuple[str, date], int] = MappingProxyType({})
) -> Iterator[tuple[Name, Name]]:
    """Yield first and last name of each gap that no event accounts for, below the highest of their word and day (DA/T 70, 2-6).

    `held` gives word, day and number in that order, sorted; `opened` the last number used before the archive counted.
    """
    before: tuple[str, date, int] | None = None
    for word, day, number in held:
        last = max(opened.get((word, day), 0), before[2] if before and before[:2] == (word, day) else 0)
        if number > last + 1:
            yield Name(word, day, last + 1), Name(word, day, number - 1)
        before = (word, day, number)


def _same(claim: Claim, holder: Number) -> bool:
    if holder.by == UNKNOWN.login:
        return True
    if claim.key is not None and claim.key == holder.key:
        return True
    return claim.login == holder.by and claim.login != UNKNOWN.login
