"""TOML as people write it, measured before anything looks into it."""

import pytest

from recordkit.domain.toml_text import DEEPEST, read_toml


def _nested(depth: int) -> str:
    return "a = " + "[" * depth + "]" * depth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", {}),
        ("a = 9223372036854775807", {"a": 2**63 - 1}),
        ("a = -9223372036854775808", {"a": -(2**63)}),
        ("[a]\nb = [{ c = true }]", {"a": {"b": [{"c": True}]}}),
    ],
)
def test_what_is_within_measure_comes_back(text: str, value: object) -> None:
    assert read_toml(text) == value


def test_the_depth_is_measured_in_tables_and_lists() -> None:
    assert read_toml(_nested(DEEPEST))
    with pytest.raises(ValueError, match="deep"):
        read_toml(_nested(DEEPEST + 1))


@pytest.mark.parametrize(
    "text",
    [
        "a = ",
        "a = 9223372036854775808",
        "a = [{ b = -9223372036854775809 }]",
        "a = 1" + "0" * 5000,
        "a = 0x" + "f" * 5000,
        _nested(50_000),
        "[" + ".".join("a" * 3000) + "]",
    ],
)
def test_what_is_no_toml_or_beyond_measure_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError) as fault:  # noqa: PT011 - any of them; that it says something counts
        read_toml(text)
    assert str(fault.value)
