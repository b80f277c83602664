"""Reading an input file: its extension says how, and what it holds when there is none (standard input)."""

from collections.abc import Callable
from pathlib import Path

from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.guard.limits import LIMITS
from recordkit.guard.refusals import beyond, unreadable
from recordkit.inbox.readers import csv_file, json_file, toml_file, xlsx_file, yaml_file
from recordkit.inbox.readers.inputs import Input
from recordkit.wording import Text

Reader = Callable[[bytes, str, RecordType], Input]

READERS: dict[str, Reader] = {
    ".yaml": yaml_file.read,
    ".yml": yaml_file.read,
    ".json": json_file.read,
    ".jsonl": json_file.read_lines,
    ".ndjson": json_file.read_lines,
    ".toml": toml_file.read,
    ".csv": csv_file.read,
    ".tsv": csv_file.read,
    ".txt": csv_file.read,
    ".xlsx": xlsx_file.read,
}


def read_input(path: Path, rtype: RecordType, *, content: bytes | None = None) -> Input:
    """Return the records of a file for `rtype`, with their places and what is wrong with the file.

    `content` is what was read already (standard input, path "-"). Raises NotReadable or TooLarge.
    """
    found = content_of(path) if content is None else content
    if not found.strip():
        return Input(path.name, (), (Finding("file_empty", file=path.name),))
    return READERS[extension_of(path, found)](found, path.name, rtype)


def content_of(path: Path) -> bytes:
    """Return a file's bytes, measured before they are read; raises NotReadable or TooLarge."""
    try:
        size = path.stat().st_size
        if size > LIMITS.packed_bytes:
            raise beyond(path.name, Text("文件大小(字节)", "its size in bytes"), (size, LIMITS.packed_bytes))
        return path.read_bytes()
    except OSError as error:
        reason = Text(f"打不开({error.strerror})", f"it cannot be opened ({error.strerror})")
        raise unreadable(
            path.name, reason, Text("请核对文件名和权限", "Check its name and rights")
        ) from error


def extension_of(path: Path, content: bytes) -> str:
    """Return the extension by which a file is read: its own, else what its content looks like; raises NotReadable."""
    extension = path.suffix.casefold()
    if extension in READERS:
        return extension
    if extension:
        reason = Text(f"不接受 {extension} 文件", f"{extension} files are not taken")
        remedy = Text(f"请另存为 {'、'.join(READERS)}", f"Save it as one of {', '.join(READERS)}")
        raise unreadable(path.name, reason, remedy)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if content.startswith(b"PK"):
        return ".xlsx"
    return ".json" if start in {b"{", b"["} else ".yaml"
