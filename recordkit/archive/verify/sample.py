"""Which entries a sample takes: exactly its share, at least one, the same ones for the same seed; no list is kept.

Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S): each of those still to come is taken with
the chance that fills the sample exactly.
"""

import math
import random


class Sample:
    """Asked once for each of `total` entries in their order; `wanted` of them are taken."""

    def __init__(self, total: int, share: float | None, seed: int) -> None:
        whole = share is None or total == 0
        self.wanted = total if share is None or whole else max(1, math.ceil(total * share - 1e-9))
        self.total, self._left, self._missing = total, total, self.wanted
        self._random = random.Random(seed)  # noqa: S311 - reproducible is what it has to be

    def takes(self) -> bool:
        """Return True if the next entry is in the sample."""
        taken = self._random.random() * self._left < self._missing
        self._left = max(1, self._left - 1)
        self._missing -= taken
        return taken
