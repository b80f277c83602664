"""TOML text to plain values, measured before anything looks into them.

Law: what comes back is at most 12 deep and holds no number beyond 64 bits, so that nobody after it can be overrun.
"""

import tomllib
from collections.abc import Iterable
from typing import Any

DEEPEST = 12
LARGEST = 2**63


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises ValueError saying what is wrong, and mostly in which line."""
    try:
        raw = tomllib.loads(text)
    except RecursionError:
        raise ValueError(f"nested more than {DEEPEST} deep") from None
    _measure(raw)
    return raw


def _measure(raw: object) -> None:
    waiting = [(raw, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise ValueError(f"nested more than {DEEPEST} deep")
        if isinstance(value, int) and not -LARGEST <= value < LARGEST:
            raise ValueError("a number has more than 64 bits")
        waiting += [(inner, depth + 1) for inner in _inside(value)]


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
