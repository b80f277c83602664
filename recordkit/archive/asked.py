"""What a verification is asked for: which entries, what share of them, what is known from outside, and who looks inside.

Law: the archive's room opens no document and runs no program: who opens contents and who scans them is handed in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recordkit.domain.chain import Head
from recordkit.wording import Text

Inspect = Callable[[bytes, str], Sequence[tuple[str, Text]] | None]
"""Given a content and its extension: (code, what is wrong) for 3-3, 3-4 and 3-8, or None where it cannot judge."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a virus scanner said: `engine` is None where it could not run, and `words` says why (or what it is)."""

    engine: str | None
    words: Text
    infected: tuple[tuple[Path, str], ...] = ()


Scan = Callable[[Iterable[Path]], Scanned]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one verification.

    `names`: these entries only. `share`: that part of the entries (0 < share <= 1), at least one, chosen by `seed`.
    `witnessed`: heads that were kept outside. `bookmark`: the file in which an interrupted check leaves its place, and
    from which it goes on where `resume` says so.
    """

    names: Sequence[str] = ()
    share: float | None = None
    seed: int = 0
    witnessed: Sequence[Head] = ()
    inspect: Inspect | None = None
    scan: Scan | None = None
    bookmark: Path | None = field(default=None)
    resume: bool = False

    def __post_init__(self) -> None:
        if self.share is not None and not 0 < self.share <= 1:
            raise ValueError("a share is more than 0 and at most 1")
