"""Old files that are to be brought in: what is proposed for each, and the opening numbers that paper left behind.

Law: a proposal files nothing; what stands in it is a guess until a person has looked at it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from recordkit.domain.naming import Name
from recordkit.wording import Text


class Treatment(StrEnum):
    """What is to be done with an old file."""

    FILE = "file"
    SKIP = "skip"

    @property
    def label(self) -> Text:
        """The word that stands in the mapping workbook: 归档 / 跳过."""
        return _TREATMENTS[self]


_TREATMENTS: Final = {Treatment.FILE: Text("归档", "file"), Treatment.SKIP: Text("跳过", "skip")}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one old file: `name` is its new name, `doubts` the columns that somebody should look at."""

    path: str
    word: str | None
    day: date | None
    number: int | None
    department: str | None
    period: str | None
    name: str | None
    treatment: Treatment
    remark: Text
    doubts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Opening:
    """The last number of a word and day that was used on paper or elsewhere."""

    word: str
    day: date
    number: int

    @property
    def name(self) -> Name:
        """The name that bore it."""
        return Name(self.word, self.day, self.number)


def opening_for(numbers: frozenset[int], free: int) -> int | None:
    """Return the opening number that `numbers` need, the next free one being `free`: the last that is missing below them.

    None where they follow on each other from `free`.
    """
    missing = [number for number in range(free, max(numbers, default=0)) if number not in numbers]
    return missing[-1] if missing else None
