"""What keeps an archive's bytes: a Store stages, publishes if absent, opens, lists - and never replaces or deletes.

Law: once `settle` returned, the bytes at a key are durable and never change. A bucket is another implementor: it stages on
this machine, publishes by a put that is refused where something stands, and has nothing left to settle.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Staged:
    """Content that is whole and durable and has no key yet; `place` is where its store holds it."""

    place: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Content that was set aside: where it lies, the last part of the key that it had, its SHA-256."""

    place: str
    filename: str
    sha256: str


class Store(Protocol):
    """Bytes by key; absent keys raise FileNotFoundError. Content is staged by many threads, published by one writer."""

    def stage(self, source: Readable | bytes) -> Staged:
        """Copy the source, whole and durable or not at all, to where it has no key yet; raises what the source raises."""
        ...

    def publish(self, key: str, staged: Staged) -> bool:
        """Give staged content its key; False where the same content stands there already; raises KeyExists.

        It is durable once `settle` was told of the key.
        """
        ...

    def settle(self, keys: Sequence[str]) -> None:
        """Make durable what was published at `keys`."""
        ...

    def retract(self, key: str, staged: Staged) -> None:
        """Take back what was published for a commit that did not come about: it is staged again."""
        ...

    def discard(self, staged: Staged) -> None:
        """Throw staged content away that was not published."""
        ...

    def put(self, key: str, source: Readable | bytes) -> Stored:
        """Stage, publish and settle in one; the same content again is fine; raises KeyExists."""
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

    def everything(self) -> Iterator[str]:
        """Yield every key once, in no order, none of them held in memory: what a verification counts."""
        ...

    def set_aside(self, key: str) -> Aside:
        """Move what no journal line speaks of out of the way, without deleting it."""
        ...

    def asides(self) -> Iterator[Aside]:
        """Yield what was set aside and lies there still."""
        ...

    def drop(self, aside: Aside, key: str) -> bool:
        """Delete what was set aside if the very same bytes stand at `key`, compared anew; return whether they do."""
        ...

    def abandoned(self) -> Iterator[str]:
        """Throw away what writers that died were staging, and yield each prefix where they may have published.

        For whoever holds the archive's lock: a prefix is forgotten when the next is asked for.
        """
        ...

    def leftovers(self) -> Iterator[str]:
        """Yield what half-done or set-aside work left behind, as a person finds it."""
        ...

    def exposed(self) -> Iterator[str]:
        """Yield the places that anybody may write to (DA/T 70, 4-7)."""
        ...

    def close(self) -> None:
        """Let go of what staging took; the next `stage` takes it again."""
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
