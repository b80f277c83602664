"""The document that is being filed, read steadily: bytes, or a file that must not change while it is copied.

Law: its end is reached only if size, time and inode are what they were at its beginning (ARCHIVE.md, step 3).
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from recordkit.archive.store.store import Readable
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


class SourceUnreadable(NotReadable):
    """The file cannot be opened or read: gone, closed to this account, or its share is away (`fault` says which)."""

    def __init__(self, path: Path, fault: OSError) -> None:
        self.fault = fault
        super().__init__(
            file=path.name,
            reason=fault.strerror or str(fault),
            remedy=Text(
                "请确认文件还在、可以打开后再试", "See that it is there and can be opened, then try again"
            ),
        )


@contextmanager
def opened(source: Source) -> Iterator[Readable]:
    """Give the source for reading; raises SourceUnreadable, and SourceChanged at its end, before anything is published."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    with _open(source) as file:
        yield _Steady(source, file)


def _open(path: Path) -> FileIO:
    try:
        return FileIO(path)
    except OSError as fault:
        raise SourceUnreadable(path, fault) from fault


class _Steady:
    def __init__(self, path: Path, file: FileIO) -> None:
        self._path, self._file, self._read = path, file, 0
        self._began = _state(os.fstat(file.fileno()))

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, and no room made for more than there are."""
        rest = max(self._began[0] - self._read, 0) + 1
        try:
            piece = self._file.read(rest if size < 0 else min(size, rest))
        except OSError as fault:
            raise SourceUnreadable(self._path, fault) from fault
        self._read += len(piece)
        if not piece or size < 0 or self._read > self._began[0]:
            self._settle()
        return piece

    def _settle(self) -> None:
        try:
            now = _state(os.stat(self._path))  # noqa: PTH116 - a Path's own stat costs twice as much
        except FileNotFoundError:
            raise SourceChanged(self._path) from None
        except OSError as fault:
            raise SourceUnreadable(self._path, fault) from fault
        if now != self._began or self._read != self._began[0]:
            raise SourceChanged(self._path)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino
