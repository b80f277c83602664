"""The nearest known word to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.5) -> str | None:
    """Return the word of `known` that is most like `word`, or None if none is like it."""
    close = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return close[0] if close else None
