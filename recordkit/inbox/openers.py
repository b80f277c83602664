"""Who has a file open: read from the lock files that Office programs lay beside it, and from the kernel where it says.

Law: a lock file is somebody else's; it is read, bounded, and never believed beyond a name to show.
"""

import os
import re
from pathlib import Path

from recordkit.inbox.junk import lock_names
from recordkit.inbox.posix import being_written, read_head
from recordkit.wording import Text

LOCK_BYTES = 1024
OFFICE_NAME_AT = (
    54,
    55,
)  # Word's lock file holds the name in UTF-16 from byte 54, Excel's from 55, length first


def opened(path: Path) -> Text | None:
    """Return why `path` counts as open ("open by 王芳"), or None when nothing shows that it is."""
    folder = os.path.dirname(path)  # noqa: PTH120 - asked of every file, and a text is five times as quick
    for name in lock_names(path.name):
        lock = os.path.join(folder, name)  # noqa: PTH118 - as above
        if os.path.lexists(lock):  # says no to a name that is too long, where Path.exists raises
            return _open_by(_lock_owner(Path(lock)))
    if being_written(path):
        return Text("文件正被写入", "it is being written")
    return None


def lock_owner(content: bytes) -> str | None:
    """Return the person whom a lock file's content names, or None: Word, Excel, WPS, or LibreOffice's commas."""
    if content.count(b",") >= 3:
        return _libreoffice_owner(content)
    for start in OFFICE_NAME_AT:
        length = int.from_bytes(content[start : start + 2], "little")
        wide = content[start + 2 : start + 2 + 2 * length]
        if 0 < length <= 54 and len(wide) == 2 * length:
            name = _shown(wide.decode("utf-16-le", "replace"))
            if name:
                return name
    return _shown(content[1 : 1 + content[0]].decode("gb18030", "replace")) if content else None


def _open_by(owner: str | None) -> Text:
    if owner is None:
        return Text("文件正被人打开", "open by somebody")
    return Text(f"文件正由{owner}打开", f"open by {owner}")


def _lock_owner(lock: Path) -> str | None:
    content = read_head(lock, LOCK_BYTES)
    return None if content is None else lock_owner(content)


def _libreoffice_owner(content: bytes) -> str | None:
    fields = re.split(r"(?<!\\),", content.decode("utf-8", "replace"))
    named = (_shown(field.replace("\\,", ",")) for field in fields[:2])
    return next((name for name in named if name), None)


def _shown(name: str) -> str | None:
    """Return the name when it is one that can be shown: printable, with a letter in it."""
    plain = name.strip("\0 \r\n\t")
    return (
        plain
        if plain and plain.isprintable() and "\ufffd" not in plain and any(map(str.isalpha, plain))
        else None
    )
