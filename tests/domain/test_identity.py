"""Identity numbers: GB 11643-1999."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.identity import check_digit, id_fault

SOUND = "11010519491231002X"  # the standard's own example
BIRTHS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.strftime("%Y%m%d"))
FIRST_17 = st.builds(
    lambda a, b, c: f"{a:06d}{b}{c:03d}", st.integers(100000, 999999), BIRTHS, st.integers(0, 999)
)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (SOUND, None),
        ("110101199003070037", "check_digit"),
        ("110105194912310021", "check_digit"),
        ("110105194902300021", "birth_date"),
        ("110105491231002", None),
        ("110105490230002", "birth_date"),
        (SOUND.lower(), "shape"),
        (SOUND[:-1], "shape"),
        (SOUND + "1", "shape"),
        (" " + SOUND, "shape"),
        ("X" * 18, "shape"),
        ("", "shape"),
    ],
)
def test_what_is_wrong_with_a_number(number: str, fault: str | None) -> None:
    assert id_fault(number) == fault


@given(FIRST_17)
def test_every_number_with_its_check_digit_is_sound(first: str) -> None:
    assert id_fault(first + check_digit(first)) is None


@given(FIRST_17, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(first: str, place: int, step: int) -> None:
    wrong = f"{first[:place]}{(int(first[place]) + step) % 10}{first[place + 1 :]}"
    assert id_fault(wrong + check_digit(first)) is not None
