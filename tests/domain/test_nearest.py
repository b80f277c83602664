"""The nearest known word."""

import pytest

from recordkit.domain.nearest import nearest

KNOWN = ("会议纪要", "家访报告", "title", "started_at")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("会议记要", "会议纪要"),
        ("家访", "家访报告"),
        ("titel", "title"),
        ("start_at", "started_at"),
        ("汽车", None),
        ("", None),
    ],
)
def test_a_slip_of_the_pen_finds_its_word(word: str, expected: str | None) -> None:
    assert nearest(word, KNOWN) == expected


def test_nothing_is_near_when_nothing_is_known() -> None:
    assert nearest("会议纪要", []) is None
