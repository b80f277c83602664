"""The trend of punctuality as a drawing: a bar a month, its percent above; the numbers stand in a table beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from recordkit.documents.pages.board_words import Words
from recordkit.documents.pages.punctuality import Punctuality

WIDE, HIGH, TOP, FOOT = 720, 190, 24, 26
"""The drawing in units of its own; it is scaled to its place."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its bar's place and size, its words, and the counts behind them."""

    x: int
    y: int
    width: int
    height: int
    label: str
    percent: str
    month: str
    met: int
    met_late: int
    late: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + self.width // 2


def bars(found: Punctuality, words: Words) -> list[Bar]:
    """Return the twelve months, the oldest first."""
    return list(_bars(found, words))


def _bars(found: Punctuality, words: Words) -> Iterator[Bar]:
    step = WIDE // len(found.months)
    room = HIGH - TOP - FOOT
    for place, (month, tally) in enumerate(zip(found.months, found.all, strict=True)):
        tall = round(room * (tally.share or 0))
        label = words.say("{n}月", "{n}", n=month.index if words.lang == "zh" else words.period(month)[:3])
        yield Bar(
            x=place * step + 8,
            y=HIGH - FOOT - tall,
            width=step - 16,
            height=tall,
            label=label,
            percent=tally.percent,
            month=words.period(month),
            met=tally.met,
            met_late=tally.met_late,
            late=tally.late,
        )
