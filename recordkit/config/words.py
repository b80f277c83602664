"""How a fault of recordkit.toml is worded: the value quoted, the nearest right word offered."""

from collections.abc import Iterable, Mapping
from typing import Any

from recordkit.domain.nearest import nearest


def section(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a section of the settings; an empty one where it is missing or no section."""
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}


def texts(value: object) -> bool:
    """True if the value is a list of texts, none of them blank."""
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def quoted(value: object) -> str:
    """Return the value as a fault quotes it: 60 characters at most."""
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def offer(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word as an offer, or nothing."""
    close = nearest(word, known)
    return f" (did you mean {close}?)" if close else ""
