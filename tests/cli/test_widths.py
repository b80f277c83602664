"""Lines on a terminal: a Chinese character takes two columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.cli.widths import fold, pad, width


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("科室", 4), ("a科b", 4), ("，", 2), ("é", 1)]
)
def test_a_chinese_character_is_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns_and_never_cuts() -> None:
    assert [pad("科室", 6), pad("科室科室", 6)] == ["科室  ", "科室科室"]


@given(st.text(st.sampled_from("科室报告 ,。abc-"), max_size=60), st.integers(6, 30))
def test_folded_lines_fit_unless_one_word_is_too_long_and_lose_nothing(text: str, columns: int) -> None:
    lines = fold(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns or " " not in line for line in lines)
