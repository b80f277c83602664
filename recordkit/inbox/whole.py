"""Is a container complete: a stable size is no proof, since Explorer sets the final size first (INTAKE).

Law: only what is cut off or has holes is incomplete; what is another kind of file than it says is not for this room.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import LIMITS
from recordkit.guard.zips import Measured, measure
from recordkit.wording import Text

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
HEAD, ZIP_TAIL, PDF_TAIL = 1024, 65_557, 4096  # 22 bytes of zip end record and the longest comment
END_RECORD, DIRECTORY = b"PK\x05\x06", b"PK\x01\x02"

NO_END = Text("缺少结尾部分", "its end is missing")
HOLES = Text("中间有尚未写入的部分", "parts of it are not written yet")
EMPTY_HEAD = Text("开头尚未写入", "its beginning is not written yet")


def cut_off(path: Path, extension: str) -> Text | None:
    """Return what is missing from the container at `path` by its beginning and its end, None when nothing is.

    Raises OSError when it cannot be read now.
    """
    if extension not in CONTAINERS:
        return None
    with path.open("rb") as file:
        return _shape(file, extension)


def incomplete(content: bytes, extension: str, zipped: Measured | None = None) -> Text | None:
    """Return what is missing from a container, every part of it unpacked; None when it is whole or no container.

    `zipped` is the content as guard measured it, where that was done already.
    """
    if extension not in CONTAINERS:
        return None
    with io.BytesIO(content) as file:
        return _shape(file, extension) or _holes(content, zipped)


def _shape(file: BinaryIO, extension: str) -> Text | None:
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_TAIL))
    tail = file.read(ZIP_TAIL)
    if not head.strip(b"\0"):
        return EMPTY_HEAD
    if head.startswith(OLE):
        return _ole(head, size)
    return CONTAINERS[extension](file, head, tail)


def _holes(content: bytes, zipped: Measured | None) -> Text | None:
    if not content.startswith(ZIP):
        return None
    try:
        measured = zipped or measure(content, LIMITS, file="")
    except (NotReadable, TooLarge):
        return None  # not for this room: it is whole, and will be refused unopened
    try:
        measured.check()
    except NotReadable:
        return HOLES
    return None


def _zip(file: BinaryIO, head: bytes, tail: bytes) -> Text | None:
    if not ZIP.startswith(head[:4]):
        return None
    return None if _ends_as_zip(file, tail) else NO_END


def _ends_as_zip(file: BinaryIO, tail: bytes) -> bool:
    """True if the end record stands where it should and points to a directory."""
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < 22:
        return False
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 16 : at + 20], "little")
    if directory == 0xFFFFFFFF or entries == 0:
        return zipfile.is_zipfile(file)
    file.seek(directory)
    return file.read(4) == DIRECTORY


def _pdf(_file: BinaryIO, head: bytes, tail: bytes) -> Text | None:
    if PDF not in head and not PDF.startswith(head):
        return None
    return None if b"%%EOF" in tail[-PDF_TAIL:] else NO_END


def _ole(head: bytes, size: int) -> Text | None:
    """Return what an OLE file lacks: its header names sectors, and the file must reach beyond each of them."""
    if len(head) < 512:
        return NO_END
    sector = 1 << min(int.from_bytes(head[30:32], "little"), 16)
    fat_count = min(int.from_bytes(head[44:48], "little"), 109)
    named = [int.from_bytes(head[48:52], "little")]
    named += [int.from_bytes(head[76 + 4 * n : 80 + 4 * n], "little") for n in range(fat_count)]
    reach = max((number for number in named if number < 0xFFFFFFFA), default=0)
    return None if size > (reach + 1) * sector else NO_END


Check = Callable[[BinaryIO, bytes, bytes], Text | None]
CONTAINERS: dict[str, Check] = {
    **dict.fromkeys(
        ("docx", "xlsx", "docm", "xlsm", "dotx", "xltx", "pptx", "zip", "ofd", "doc", "xls"), _zip
    ),
    "pdf": _pdf,
}
