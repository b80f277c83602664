"""The document that is being filed, read steadily: bytes, or a file that must not change while it is copied.

Law: its end is reached only if size, time and inode are what they were at its beginning (ARCHIVE.md, step 3).
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from recordkit.archive.store import Readable
from recordkit.errors import NotReadable
from recordkit.wording import Text

Source = Path | bytes


class SourceChanged(NotReadable):
    """The file was written to, or replaced, while it was being copied: try again when it is settled."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            file=path.name,
            reason=Text("复制时文件被修改", "it changed while it was being copied"),
            remedy=Text("请保存并关闭文件后再试", "Save and close it, then try again"),
        )


@contextmanager
def opened(source: Source) -> Iterator[Readable]:
    """Give the source for reading; SourceChanged is raised at its end, before anything is published."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    with source.open("rb") as file:
        yield _Steady(source, file)


class _Steady:
    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._began = _state(os.fstat(file.fileno()))

    def read(self, size: int = -1, /) -> bytes:
        piece = self._file.read(size)
        if not piece or size < 0:
            self._settle()
        return piece

    def _settle(self) -> None:
        try:
            now = _state(self._path.stat())
        except FileNotFoundError:
            raise SourceChanged(self._path) from None
        if now != self._began or self._file.tell() != self._began[0]:
            raise SourceChanged(self._path)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino
