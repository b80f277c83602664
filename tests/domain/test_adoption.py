"""Opening numbers that old names need: the law is that with it, every number follows on the one before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.adoption import Opening, Treatment, opening_for


@pytest.mark.parametrize(
    ("numbers", "free", "opening"),
    [
        ({1, 2, 3}, 1, None),
        (set(), 1, None),
        ({3}, 1, 2),
        ({3, 7}, 1, 6),
        ({6, 7}, 1, 5),
        ({1, 3}, 1, 2),
        ({4, 5}, 4, None),
        ({2}, 4, None),
    ],
)
def test_the_last_missing_number_below_the_highest_is_the_opening(
    numbers: set[int], free: int, opening: int | None
) -> None:
    assert opening_for(frozenset(numbers), free) == opening


@given(st.frozensets(st.integers(1, 60), max_size=20), st.integers(1, 20))
def test_with_the_opening_no_number_skips_another(numbers: frozenset[int], free: int) -> None:
    next_free = max(free, (opening_for(numbers, free) or 0) + 1)
    for number in sorted(numbers):
        assert number <= next_free
        next_free = max(next_free, number + 1)


def test_an_opening_names_the_last_number_used_and_a_treatment_has_its_word() -> None:
    assert Opening("会议纪要", date(2019, 3, 15), 6).name.text() == "会议纪要-2019-0315-006"
    assert [one.label.zh for one in Treatment] == ["归档", "跳过"]
