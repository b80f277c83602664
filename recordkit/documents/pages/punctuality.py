"""Punctuality by months: of the reports that fell due in a month, how many came in time, by department and in all.

Law: only what was owed for a period counts, and only once it is decided: met, met late or late. Excused ones do not (R29, R30).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recordkit.domain.duties import Row, Standing
from recordkit.domain.periods import Period
from recordkit.wording import Text

MONTHS = 12
DEFINITION = Text(
    "按时率 = 当月到期的报告中按时收到的 ÷ (按时 + 迟交 + 逾期未交); 未到期、豁免、暂定的不计",
    "Punctuality: of the reports due in the month, those received in time ÷ (in time + late + not there); upcoming, "
    "provisional and waived ones are left out",
)
DECIDED = {Standing.MET: 0, Standing.MET_LATE: 1, Standing.LATE: 2}


@dataclass(slots=True)
class Tally:
    """How many of a month's reports came in time, came late, or are late still."""

    met: int = 0
    met_late: int = 0
    late: int = 0

    @property
    def decided(self) -> int:
        """How many count."""
        return self.met + self.met_late + self.late

    @property
    def share(self) -> float | None:
        """The part that came in time, 0 to 1; None where nothing counts."""
        return self.met / self.decided if self.decided else None

    @property
    def percent(self) -> str:
        """The share as people write it, rounded down so that 100% means all: 93%; a dash for none."""
        return f"{self.met * 100 // self.decided}%" if self.decided else "–"

    @property
    def step(self) -> int:
        """Return how dark it is shown: 5 all in time, 4 from 90%, 3 from 75%, 2 from 50%, 1 below; 0 where nothing counts."""
        if not self.decided:
            return 0
        parts = self.met * 100
        return next(
            step
            for step, least in ((5, 100), (4, 90), (3, 75), (2, 50), (1, 0))
            if parts >= least * self.decided
        )


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The tallies of `months` (oldest first, the last the running one): by department, and in all."""

    months: tuple[Period, ...]
    departments: Mapping[str, Sequence[Tally]]
    all: Sequence[Tally]


def punctuality(rows: Iterable[Row], last: Period) -> Punctuality:
    """Return the tallies of the twelve months that end with `last`, by the month in which a report fell due."""
    months = [last]
    while len(months) < MONTHS:
        months.insert(0, months[0].previous())
    first = months[0].year * 12 + months[0].index
    departments: dict[str, list[Tally]] = {}
    total = [Tally() for _ in months]
    for row in rows:
        duty, standing = row.duty, row.standing
        if duty.period is None:
            continue
        mine = departments.get(duty.department)
        if mine is None:
            mine = departments[duty.department] = [Tally() for _ in months]
        due = duty.falls.last
        place = due.year * 12 + due.month - first
        if standing in DECIDED and 0 <= place < MONTHS:
            _count(mine[place], standing)
            _count(total[place], standing)
    return Punctuality(tuple(months), departments, total)


def _count(tally: Tally, standing: Standing) -> None:
    if standing is Standing.MET:
        tally.met += 1
    elif standing is Standing.LATE:
        tally.late += 1
    else:
        tally.met_late += 1
