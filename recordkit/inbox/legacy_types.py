"""Which type an old file's name speaks of: its word or label, a part of it (家访, 纪要), its short form (月报), or one like it.

Law: two types that fit equally well are none.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recordkit.domain.nearest import nearest

LEAST = 2
ALIKE = 0.6
_GAPS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """The type's word, and whether the text bears one of its names whole."""

    word: str
    plain: bool


def meant_type(text: str, names: Mapping[str, Sequence[str]]) -> Meant | None:
    """Return the type that `text` (squeezed) speaks of, each word with all its names; None where none fits, or two do."""
    folded = text.casefold()
    if (whole := _first(_scores(names, lambda name: len(name) if _bears(folded, name) else 0))) is not None:
        return Meant(whole, plain=True)
    pieces = [piece for piece in _GAPS.split(folded) if len(piece) >= LEAST]
    scores = _scores(
        names, lambda name: max((_shared(piece, name.casefold()) for piece in pieces), default=0)
    )
    if max(scores.values(), default=0):
        part = _first(scores)
        return None if part is None else Meant(part, plain=False)
    like = nearest(_GAPS.sub("", folded), names, cutoff=ALIKE)
    return None if like is None else Meant(like, plain=False)


def squeezed(text: str, known: Iterable[str]) -> str:
    """Return the text without spaces inside words, and without the names of the departments that are `known`."""
    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, " ")
    return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", text) if "  " not in text else text


def _bears(text: str, name: str) -> bool:
    folded = name.casefold()
    if folded.isascii():
        return re.search(rf"(?<![a-z]){re.escape(folded)}(?![a-z])", text) is not None
    return len(folded) >= LEAST and folded in text


def _scores(names: Mapping[str, Sequence[str]], fit: Callable[[str], float]) -> dict[str, float]:
    return {word: max((fit(name) for name in known), default=0) for word, known in names.items()}


def _first(scores: Mapping[str, float]) -> str | None:
    """Return the word that fits best; None where nothing fits, or two words fit the same."""
    top = max(scores.values(), default=0)
    best = [word for word, score in scores.items() if score == top]
    return best[0] if top and len(best) == 1 else None


def _shared(piece: str, name: str) -> float:
    """Return how much of a name stands in `piece`: its longest common part; a short form (月报) counts less than any."""
    longest = 0
    for start in range(len(name)):
        while start + longest < len(name) and name[start : start + longest + 1] in piece:
            longest += 1
    if longest >= LEAST:
        return float(longest)
    return 1.5 if any(_shortens(piece[at : at + 2], name) for at in range(len(piece) - 1)) else 0


def _shortens(pair: str, name: str) -> bool:
    return not pair.isascii() and pair[0] == name[:1] and pair[1] in name[1:]
