"""tests of recordkit.documents.pages.punctuality: of what fell due in a month, how much came in time (R29, R30)."""

import pytest

from recordkit.documents.pages.punctuality import MONTHS, Tally, punctuality
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import Period

NOVEMBER = Period("month", 2026, 11)


def row(standing: Standing, period: Period, department: str = "内科") -> Row:
    return Row(Duty("monthly-report", department, period, Due(period.end)), standing)


@pytest.mark.parametrize(
    ("counts", "percent", "step"),
    [
        ((0, 0, 0), "–", 0),
        ((1, 0, 0), "100%", 5),
        ((199, 1, 0), "99%", 4),
        ((9, 1, 0), "90%", 4),
        ((3, 0, 1), "75%", 3),
        ((1, 1, 0), "50%", 2),
        ((1, 1, 1), "33%", 1),
        ((0, 0, 2), "0%", 1),
    ],
)
def test_a_share_is_rounded_down_so_that_a_hundred_means_all(
    counts: tuple[int, int, int], percent: str, step: int
) -> None:
    tally = Tally(*counts)
    assert (tally.percent, tally.step) == (percent, step)


def test_a_report_counts_in_the_month_in_which_it_fell_due_by_department_and_in_all() -> None:
    found = punctuality(
        [
            row(Standing.MET, Period("month", 2026, 10)),
            row(Standing.LATE, Period("month", 2026, 10), "外科"),
            row(Standing.MET_LATE, Period("month", 2026, 9)),
        ],
        NOVEMBER,
    )
    assert (found.months[0], found.months[-1], len(found.months)) == (
        Period("month", 2025, 12),
        NOVEMBER,
        MONTHS,
    )
    assert found.departments["内科"][-2:] == [Tally(0, 1, 0), Tally(1, 0, 0)]
    assert found.departments["外科"][-1] == Tally(0, 0, 1)
    assert found.all[-1] == Tally(1, 0, 1)


@pytest.mark.parametrize("standing", [Standing.DUE, Standing.UPCOMING, Standing.PROVISIONAL, Standing.WAIVED])
def test_what_is_not_decided_or_was_excused_does_not_count(standing: Standing) -> None:
    assert punctuality([row(standing, Period("month", 2026, 10))], NOVEMBER).all == [Tally()] * MONTHS


def test_what_fell_due_earlier_or_falls_due_later_or_follows_from_a_record_does_not_count() -> None:
    earlier, later = Period("month", 2025, 10), Period("month", 2026, 11)
    follows = Row(
        Duty("minutes", "内科", None, Due(NOVEMBER.begin), "sent", "会议纪要-2026-1101-001"), Standing.LATE
    )
    rows = [row(Standing.LATE, earlier), row(Standing.LATE, later), follows]
    assert punctuality(rows, NOVEMBER).all == [Tally()] * MONTHS
