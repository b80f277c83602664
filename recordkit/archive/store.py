"""What keeps an archive's bytes: a Store puts if absent, opens, lists - and never replaces or deletes.

Law: once `put` returned, the bytes at that key are durable and never change. A bucket is another implementor.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

CHUNK = 1 << 20


class KeyExists(Exception):
    """Other content stands at that key already."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class BadKey(ValueError):
    """The key would leave the archive or name something hidden: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: its key, its SHA-256 in hexadecimal and its size in bytes."""

    key: str
    sha256: str
    size: int


class Readable(Protocol):
    """Anything that gives its bytes piece by piece, and b"" at its end."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        ...


class Store(Protocol):
    """Bytes by key; absent keys raise FileNotFoundError."""

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Keep the source's bytes at `key`, whole and durable or not at all; the same content again is fine.

        Raises KeyExists where other content stands, and whatever the source raises while it is read.
        """
        ...

    def open(self, key: str) -> BinaryIO:
        """Return the bytes at `key` for reading."""
        ...

    def size(self, key: str) -> int:
        """Return how many bytes stand at `key`."""
        ...

    def exists(self, key: str) -> bool:
        """Return True if something stands at `key`."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield every key that begins with `prefix`, sorted folder by folder; half-done work is not listed."""
        ...

    def set_aside(self, key: str) -> None:
        """Move what no journal line speaks of out of the way, without deleting it."""
        ...

    def leftovers(self) -> Iterator[str]:
        """Yield what half-done or set-aside work left behind, as a person finds it."""
        ...

    def exposed(self) -> Iterator[str]:
        """Yield the places that anybody may write to (DA/T 70, 4-7)."""
        ...


def check_key(key: str) -> tuple[str, ...]:
    """Return the parts of a key that stays inside the archive; raises BadKey."""
    parts = tuple(key.split("/"))
    if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise BadKey(key)
    return parts


def readable(source: Readable | bytes) -> Readable:
    """Return the source as something to read."""
    return io.BytesIO(source) if isinstance(source, bytes) else source


def pieces(source: Readable) -> Iterator[bytes]:
    """Yield the source's bytes in pieces of one megabyte."""
    while piece := source.read(CHUNK):
        yield piece


def measure(source: Readable) -> tuple[str, int]:
    """Return the SHA-256 in hexadecimal and the size in bytes of all that `source` gives."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces(source):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
