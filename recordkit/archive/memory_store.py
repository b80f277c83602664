"""The store in memory: the folder store's full twin, for tests and trials.

Law: whatever the conformance suite asks of one, it asks of the other.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from recordkit.archive.store import KeyExists, Readable, Stored, check_key, measure, pieces, readable


class MemoryStore:
    """A Store whose keys are a dictionary's."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._aside: list[str] = []

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Keep the source's bytes at `key`; raises KeyExists."""
        check_key(key)
        content = b"".join(pieces(readable(source)))
        if self._kept.setdefault(key, content) != content:
            raise KeyExists(key)
        return Stored(key, *measure(io.BytesIO(content)))

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

    def set_aside(self, key: str) -> None:
        """Take the key's content out of the way."""
        self._at(key)
        del self._kept[key]
        self._aside.append(key)

    def leftovers(self) -> Iterator[str]:
        """Yield the keys that were set aside."""
        yield from self._aside

    def exposed(self) -> Iterator[str]:
        """Yield nothing: memory is nobody else's."""
        return iter(())

    def _at(self, key: str) -> bytes:
        check_key(key)
        try:
            return self._kept[key]
        except KeyError:
            raise FileNotFoundError(key) from None
