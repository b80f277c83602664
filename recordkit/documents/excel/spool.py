"""Rows on their way into a part: packed as they come; those with a gap wait as text until all rows have their place.

Beyond 8 MB they lie in a temporary file, so that a million rows take no memory.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from tempfile import SpooledTemporaryFile
from types import TracebackType

from recordkit.documents.packing import Deflater, Piece, pieces_of

GAP, GAP_END = "\1", "\2"  # around what is known later; XML cannot hold these characters
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the file: text with gaps, or deflated bytes with the checksum and size of what they hold."""

    waiting: bool
    length: int
    crc: int = 0
    size: int = 0


class Spool(AbstractContextManager["Spool"]):
    """The rows of one sheet, in their order."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._stretches: list[_Stretch] = []
        self._deflater: Deflater | None = None
        self._begun = 0
        self.size = 0  # bytes of text, gaps unfilled

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, text: str) -> None:
        """Add text; what stands between GAP and GAP_END in it is filled in later."""
        content = text.encode()
        self.size += len(content)
        if GAP in text:
            self._seal()
            self._file.write(content)
            self._stretches.append(_Stretch(waiting=True, length=len(content)))
            return
        if self._deflater is None:
            self._deflater, self._begun = Deflater(), self._file.tell()
        self._file.write(self._deflater.add(content))

    def pieces(self, fill: Callable[[str], str]) -> Iterator[Piece]:
        """Yield all that was added, as pieces of a stream; `fill` gives a text its gaps filled."""
        self._seal()
        self._file.seek(0)
        for waiting, stretches in groupby(self._stretches, key=lambda stretch: stretch.waiting):
            if waiting:
                yield from pieces_of(
                    fill(self._file.read(each.length).decode()).encode() for each in stretches
                )
            else:
                for each in stretches:
                    yield from self._copied(each)

    def _seal(self) -> None:
        if self._deflater is None:
            return
        last = self._deflater.end()
        self._file.write(last.data)
        length = self._file.tell() - self._begun
        self._stretches.append(_Stretch(waiting=False, length=length, crc=last.crc, size=last.size))
        self._deflater = None

    def _copied(self, stretch: _Stretch) -> Iterator[Piece]:
        left = stretch.length
        while left:
            data = self._file.read(min(CHUNK, left))
            left -= len(data)
            yield Piece(data, 0, 0)
        yield Piece(b"", stretch.crc, stretch.size)
