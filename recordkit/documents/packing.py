"""Zip files written part by part: kept parts copied as they were packed, streams packed as they come.

Law: like parts give like bytes. No clock, no system of ours, no random order (APPNOTE.TXT 6.3, as ECMA-376 part 2 wants it).
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

try:
    from isal.isal_zlib import compress, compressobj, crc32
except ImportError:  # no wheel for this machine: the same format, more slowly
    from zlib import compress, compressobj, crc32  # type: ignore[assignment]

DEFLATED, RAW = 8, -15
FAST = 1
FULL_FLUSH, FINISH = 3, 4
MOMENT = 0x0021_0000  # 1980-01-01 00:00, the first that a zip can say
UTF8 = 0x0800
PLAIN, LARGE = 20, 45  # the version of the format that a reader needs
LIMIT = 0xFFFF_FFFF
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")
OFFSET = struct.Struct("<L")
PLACE = 42  # where the offset stands in a line of the directory
POLYNOMIAL = 0xEDB8_8320
ONE = 1 << 31  # the polynomial 1, its bits reversed as the checksum's are


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it stands in a zip: its name, its deflated bytes, and the checksum and size of what they hold."""

    name: str
    data: bytes
    crc: int
    size: int


def packed(name: str, content: bytes, level: int = FAST) -> Packed:
    """Return the part, deflated."""
    return Packed(name, compress(content, level, RAW), crc32(content), len(content))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A part ready to be copied: what stands at its place, and its line of the directory but for that place."""

    whole: bytes
    head: bytes
    tail: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts of a template, packed once; each rendering packs only what it changed."""

    parts: Mapping[str, Packed]
    entries: Mapping[str, _Entry]

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the zip with `changed` in place of, or behind, the parts as they were kept."""
        entries = [
            _entry(packed(name, changed[name])) if name in changed else entry
            for name, entry in self.entries.items()
        ]
        entries += [_entry(packed(name, changed[name])) for name in changed if name not in self.entries]
        directory, at = [], 0
        for entry in entries:
            directory.append(entry.head + OFFSET.pack(at) + entry.tail)
            at += len(entry.whole)
        lines = b"".join(directory)
        count = len(entries)
        end = END.pack(b"PK\5\6", 0, 0, count, count, len(lines), at, 0)
        return b"".join([*(entry.whole for entry in entries), lines, end])


def keep(parts: Mapping[str, bytes], first: str) -> Kept:
    """Return the parts packed for good, the part `first` at the beginning; together they stay below 4 GiB."""
    order = sorted(parts, key=lambda name: name != first)
    made = {name: packed(name, parts[name]) for name in order}
    return Kept(made, {name: _entry(part) for name, part in made.items()})


def _entry(part: Packed) -> _Entry:
    sizes = (part.crc, len(part.data), part.size)
    line = _line(part.name, sizes, 0, b"")
    return _Entry(
        _local(part.name, sizes, large=False) + part.data, line[:PLACE], line[PLACE + OFFSET.size :]
    )


class Zip:
    """A zip on its way into a file that can be sought; `limit` is where sizes need the large form (zip64)."""

    def __init__(self, target: BinaryIO, *, limit: int = LIMIT) -> None:
        self._target, self._limit = target, limit
        self._at = target.tell()
        self._directory: list[bytes] = []

    def add(self, part: Packed) -> None:
        """Write a packed part."""
        large = max(part.size, len(part.data)) >= self._limit
        self._begin(part.name, (part.crc, len(part.data), part.size), large=large)
        self._target.write(part.data)
        self._entered(part.name, (part.crc, len(part.data), part.size), large=large)

    def stream(self, name: str, pieces: Iterable["Piece"], *, expected: int) -> None:
        """Write a part piece by piece; at `expected` bytes or more it may pass 4 GiB and gets room for it."""
        large = 2 * expected >= self._limit
        start = self._begin(name, (0, 0, 0), large=large)
        crc, length, size = 0, 0, 0
        for piece in pieces:
            self._target.write(piece.data)
            crc = combined(crc, piece.crc, piece.size)
            length, size = length + len(piece.data), size + piece.size
        if max(length, size) >= self._limit and not large:
            raise ValueError("a streamed part grew beyond what was expected")
        behind = self._target.tell()
        self._target.seek(start)
        self._target.write(_local(name, (crc, length, size), large=large))
        self._target.seek(behind)
        self._entered(name, (crc, length, size), large=large)

    def close(self) -> None:
        """Write the directory; the file stays open."""
        start, size = self._at, sum(map(len, self._directory))
        count = len(self._directory)
        self._target.write(b"".join(self._directory))
        if start + size >= self._limit:
            where = start + size
            self._target.write(
                END_64.pack(b"PK\6\6", 44, LARGE, LARGE, 0, 0, count, count, size, start)
                + LOCATOR.pack(b"PK\6\7", 0, where, 1)
            )
            start, size = LIMIT, LIMIT
        self._target.write(END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))

    def _begin(self, name: str, sizes: tuple[int, int, int], *, large: bool) -> int:
        self._target.write(_local(name, sizes, large=large))
        return self._at

    def _entered(self, name: str, sizes: tuple[int, int, int], *, large: bool) -> None:
        crc, length, size = sizes
        start, extra = self._at, b""
        self._at = self._target.tell()
        if large or start >= self._limit:
            extra = struct.pack("<2H3Q", 1, 24, size, length, start)
            length = size = start = LIMIT
        self._directory.append(_line(name, (crc, length, size), start, extra))


@dataclass(frozen=True, slots=True)
class Piece:
    """Deflated bytes that end on a byte and look back to nothing before them, and what they hold."""

    data: bytes
    crc: int
    size: int


class Deflater:
    """Deflates one text after the other into bytes that can stand between others."""

    def __init__(self) -> None:
        self._packer = compressobj(FAST, DEFLATED, RAW)
        self._crc = self._size = 0

    def add(self, text: bytes) -> bytes:
        """Return what is ready of the deflated text."""
        self._crc, self._size = crc32(text, self._crc), self._size + len(text)
        return self._packer.compress(text)

    def end(self) -> Piece:
        """Return the rest, which answers for all that was added."""
        return Piece(self._packer.flush(FULL_FLUSH), self._crc, self._size)


def pieces_of(texts: Iterable[bytes]) -> Iterator[Piece]:
    """Yield the texts deflated, to be joined with others before and behind; the last piece answers for them all."""
    deflater = Deflater()
    for text in texts:
        yield Piece(deflater.add(text), 0, 0)
    yield deflater.end()


LAST = Piece(compressobj(FAST, DEFLATED, RAW).flush(FINISH), 0, 0)  # ends a stream of pieces


def combined(first: int, second: int, size: int) -> int:
    """Return the checksum of two texts one after the other; `size` is the length of the second."""
    if not size:
        return first
    return _times(_power(size), first) ^ second


def _line(name: str, sizes: tuple[int, int, int], start: int, extra: bytes) -> bytes:
    encoded = name.encode()
    version = LARGE if extra else PLAIN
    flags = 0 if encoded.isascii() else UTF8
    head = CENTRAL.pack(
        b"PK\1\2", version, version, flags, DEFLATED, 0, MOMENT >> 16, *sizes,
        len(encoded), len(extra), 0, 0, 0, 0, start,
    )  # fmt: skip
    return head + encoded + extra


def _local(name: str, sizes: tuple[int, int, int], *, large: bool) -> bytes:
    encoded = name.encode()
    crc, length, size = sizes
    extra = struct.pack("<2H2Q", 1, 16, size, length) if large else b""
    if large:
        length = size = LIMIT
    flags = 0 if encoded.isascii() else UTF8
    version = LARGE if large else PLAIN
    head = LOCAL.pack(
        b"PK\3\4", version, flags, DEFLATED, 0, MOMENT >> 16, crc, length, size, len(encoded), len(extra)
    )
    return head + encoded + extra


def _times(left: int, right: int) -> int:
    """Return the product of two polynomials modulo the checksum's own (as zlib's crc32_combine)."""
    product = 0
    for bit in range(31, -1, -1):
        if left >> bit & 1:
            product ^= right
        right = right >> 1 ^ (POLYNOMIAL if right & 1 else 0)
    return product


def _power(size: int) -> int:
    """Return x to the power of 8 * size modulo the checksum's polynomial."""
    power, square = ONE, ONE >> 8
    while size:
        if size & 1:
            power = _times(square, power)
        square = _times(square, square)
        size >>= 1
    return power
