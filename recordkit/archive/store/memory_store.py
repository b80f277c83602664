"""The store in memory: the folder store's full twin, for tests and trials.

Law: whatever the conformance suite asks of one, it asks of the other.
"""

import io
import itertools
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from recordkit.archive.store.store import (
    Aside,
    KeyExists,
    Readable,
    Staged,
    Stored,
    check_key,
    measure,
    pieces,
    readable,
)
from recordkit.domain.chain import sha256


class MemoryStore:
    """A Store whose keys are a dictionary's."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._staged: dict[str, bytes] = {}
        self._aside: dict[Aside, bytes] = {}
        self._count = itertools.count(1)

    def stage(self, source: Readable | bytes) -> Staged:
        """Keep the source's bytes without a key."""
        content, place = b"".join(pieces(readable(source))), str(next(self._count))
        self._staged[place] = content
        return Staged(place, *measure(io.BytesIO(content)))

    def publish(self, key: str, staged: Staged) -> bool:
        """Give staged bytes their key; raises KeyExists."""
        check_key(key)
        content = self._staged[staged.place]
        if key not in self._kept:
            self._kept[key] = self._staged.pop(staged.place)
            return True
        if self._kept[key] != content:
            raise KeyExists(key)
        return False

    def settle(self, keys: Sequence[str]) -> None:
        """Do nothing: memory is as durable as it ever is."""

    def retract(self, key: str, staged: Staged) -> None:
        """Take the key's bytes back among the staged ones."""
        self._staged[staged.place] = self._kept.pop(key)

    def discard(self, staged: Staged) -> None:
        """Forget the bytes."""
        self._staged.pop(staged.place, None)

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Keep the source's bytes at `key`; raises KeyExists."""
        check_key(key)
        staged = self.stage(source)
        try:
            self.publish(key, staged)
        finally:
            self.discard(staged)
        return Stored(key, staged.sha256, staged.size)

    def open(self, key: str) -> BinaryIO:
        """Return the bytes at `key`."""
        return io.BytesIO(self._at(key))

    def size(self, key: str) -> int:
        """Return how many bytes stand at `key`."""
        return len(self._at(key))

    def exists(self, key: str) -> bool:
        """Return True if something stands at `key`."""
        check_key(key)
        return key in self._kept

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that begin with `prefix`, in the order of their folders."""
        yield from sorted(
            (key for key in self._kept if key.startswith(prefix)), key=lambda key: key.split("/")
        )

    def everything(self) -> Iterator[str]:
        """Yield every key."""
        yield from self._kept

    def set_aside(self, key: str) -> Aside:
        """Take the key's content out of the way."""
        content = self._at(key)
        aside = Aside(key, key.rpartition("/")[2], sha256(content))
        self._aside[aside] = self._kept.pop(key)
        return aside

    def asides(self) -> Iterator[Aside]:
        """Yield what was set aside."""
        yield from list(self._aside)

    def drop(self, aside: Aside, key: str) -> bool:
        """Forget what was set aside if the same bytes stand at `key`."""
        if aside not in self._aside or self._kept.get(key) != self._aside[aside]:
            return False
        del self._aside[aside]
        return True

    def abandoned(self) -> Iterator[str]:
        """Yield nothing: whoever dies takes the memory along."""
        return iter(())

    def leftovers(self) -> Iterator[str]:
        """Yield the keys that were set aside."""
        yield from (aside.place for aside in self._aside)

    def exposed(self) -> Iterator[str]:
        """Yield nothing: memory is nobody else's."""
        return iter(())

    def close(self) -> None:
        """Forget what was staged."""
        self._staged.clear()

    def _at(self, key: str) -> bytes:
        check_key(key)
        try:
            return self._kept[key]
        except KeyError:
            raise FileNotFoundError(key) from None
