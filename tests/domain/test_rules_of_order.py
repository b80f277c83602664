"""Spans as the checks of order say them."""

from datetime import timedelta

import pytest

from recordkit.domain.rules_of_order import spoken_span
from recordkit.wording import Text


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (12, "12 分钟", "12 min"),
        (250, "4 小时 10 分钟", "4 h 10 min"),
        (7 * 24 * 60, "7 天", "7 d"),
        (24 * 60 + 1, "1 天 1 分钟", "1 d 1 min"),
    ],
)
def test_spans_as_people_say_them(minutes: int, zh: str, en: str) -> None:
    assert spoken_span(timedelta(minutes=minutes)) == Text(zh, en)
