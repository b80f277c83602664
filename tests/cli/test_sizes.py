"""Sizes as a person reads them."""

import pytest

from recordkit.cli.sizes import said_bytes


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (1_572_864, "1.5 MB"),
        (5 << 30, "5.0 GB"),
        (3 << 50, "3072.0 TB"),
    ],
)
def test_a_size_is_said_in_its_unit(count: int, said: str) -> None:
    assert said_bytes(count) == said
