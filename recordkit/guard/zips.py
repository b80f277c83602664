"""Zip files from outside: measured by their directory before any entry is unpacked.

Declared sizes bind: zipfile never unpacks an entry beyond the size that its directory declares.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from isal import isal_zlib
from isal.igzip_lib import IsalError

from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.refusals import beyond, unreadable
from recordkit.wording import Text

LOCAL_ENTRY = b"PK\x03\x04"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
KNOWN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Measured:
    """A zip that stayed within the limits; `names` are in the order of its directory, folders left out."""

    file: str
    archive: zipfile.ZipFile
    names: tuple[str, ...]
    content: bytes = b""

    def read(self, name: str) -> bytes:
        """Return the entry's content, its CRC checked; raises NotReadable when it is damaged or missing."""
        try:
            entry = self.archive.getinfo(name)
            found = _inflated(self.content, entry) if entry.compress_type == zipfile.ZIP_DEFLATED else None
            return self.archive.read(entry) if found is None else found
        except KeyError as error:
            reason = Text(f"缺少部件 {name}", f"the part {name} is missing")
            raise unreadable(self.file, reason) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            reason = Text(f"部件 {name} 已损坏", f"the part {name} is damaged")
            raise unreadable(self.file, reason) from error

    def check(self) -> None:
        """Read every entry once, so that a damaged one is refused now; raises NotReadable."""
        for name in self.names:
            self.read(name)


def measure(content: bytes | Path, limits: Limits = LIMITS, *, file: str) -> Measured:
    """Return the zip when it is sound and within `limits`.

    Raises TooLarge (packed size, entries, unpacked sizes, ratio) or NotReadable (no zip, broken directory,
    names that occur twice or leave the folder, encrypted or unknown compression).
    """
    packed = _bytes(content, limits, file)
    archive = _opened(packed, limits, file)
    entries = archive.infolist()
    _refuse_many(len(entries), limits, file)
    _refuse_names([entry.orig_filename for entry in entries], file)
    for entry in entries:
        _refuse_entry(entry, limits, file)
    _refuse_total(entries, limits, file)
    names = tuple(entry.filename for entry in entries if not entry.is_dir())
    return Measured(file, archive, names, packed)


def sealed(content: bytes, limits: Limits = LIMITS, *, file: str) -> str | None:
    """Return the first entry that is encrypted or packed in an unknown way; None where there is none, or this is no zip.

    Raises TooLarge or NotReadable where the directory itself is beyond the limits or broken.
    """
    if not content.startswith(LOCAL_ENTRY):
        return None
    for entry in _opened(content, limits, file).infolist():
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in KNOWN_METHODS:
            return entry.filename
    return None


def _inflated(packed: bytes, entry: zipfile.ZipInfo) -> bytes | None:
    """Return the entry's content when it is in order, inflated twice as fast as zipfile does; None leaves it to zipfile."""
    head = packed[entry.header_offset : entry.header_offset + LOCAL_HEADER.size]
    if len(head) < LOCAL_HEADER.size or not head.startswith(LOCAL_ENTRY):
        return None
    name_length, extra_length = LOCAL_HEADER.unpack(head)[-2:]
    name = entry.header_offset + LOCAL_HEADER.size
    start = name + name_length + extra_length
    if packed[name : name + name_length] != entry.orig_filename.encode():
        return None
    inflater = isal_zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflater.decompress(packed[start : start + entry.compress_size], entry.file_size + 1)
    except IsalError:  # type: ignore[misc] # the stub says no more than that it is a class
        return None
    whole = inflater.eof and len(found) == entry.file_size and isal_zlib.crc32(found) == entry.CRC
    return found if whole else None


def _bytes(content: bytes | Path, limits: Limits, file: str) -> bytes:
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > limits.packed_bytes:
        raise beyond(file, Text("文件大小(字节)", "its size in bytes"), (size, limits.packed_bytes))
    return content if isinstance(content, bytes) else content.read_bytes()


def _opened(content: bytes, limits: Limits, file: str) -> zipfile.ZipFile:
    # zipfile builds an object for every directory entry, so they are counted before it may.
    _refuse_many(content.count(DIRECTORY_ENTRY), limits, file)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        reason = Text("不是有效的压缩包, 或目录已损坏", "it is not a zip file, or its directory is broken")
        raise unreadable(file, reason) from error


def _refuse_many(count: int, limits: Limits, file: str) -> None:
    if count > limits.entries:
        raise beyond(file, Text("压缩包条目数", "its number of zip entries"), (count, limits.entries))


def _refuse_names(names: Sequence[str], file: str) -> None:
    seen: set[str] = set()
    for name in names:
        if _leaves(name):
            raise unreadable(
                file, Text(f"条目路径不安全: {name!r}", f"the entry path {name!r} leaves its folder")
            )
        # Part names that differ in case alone are one part (ECMA-376 part 2, 6.2.2.3).
        if name.casefold() in seen:
            raise unreadable(file, Text(f"条目重复: {name!r}", f"the entry {name!r} occurs twice"))
        seen.add(name.casefold())


def _leaves(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return not name or "\0" in name or name[0] in "/\\" or ".." in steps or ":" in steps[0]


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits, file: str) -> None:
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in KNOWN_METHODS:
        reason = Text(
            f"条目 {entry.filename} 已加密或压缩方式不明",
            f"the entry {entry.filename} is encrypted or packed in an unknown way",
        )
        raise unreadable(file, reason)
    if entry.file_size > limits.single_bytes:
        what = Text(f"{entry.filename} 解压后大小(字节)", f"the unpacked size of {entry.filename} in bytes")
        raise beyond(file, what, (entry.file_size, limits.single_bytes))


def _refuse_total(entries: Sequence[zipfile.ZipInfo], limits: Limits, file: str) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        raise beyond(
            file, Text("解压后总大小(字节)", "its unpacked size in bytes"), (total, limits.total_bytes)
        )
    ratio = total // max(1, sum(entry.compress_size for entry in entries))
    if total > limits.ratio_from and ratio > limits.ratio:
        raise beyond(file, Text("压缩比", "its compression ratio"), (ratio, limits.ratio))
