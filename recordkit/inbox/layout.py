"""The inbox's own folders and files: their names are fixed, since clerks see them in the shared folder.

Law: what lies in the inbox belongs to the clerks, but for what is named here.
"""

import os
from pathlib import Path

from recordkit.errors import NotPossible
from recordkit.wording import Text

STATE = ".recordkit"
CLAIMS = "claims"
RELEASED = "released"
MARKER = "inbox.id"
REJECTED = "退回"
FILL = "填报"
MADE = "生成"
BLANKS = "空白表单"
STATUS_PAGE = "归档状态.html"
LIST = "清单.xlsx"
MARKED = ".有误.xlsx"

UNSCANNED = frozenset({STATE, REJECTED, MADE, BLANKS})
SHOWN = (REJECTED, FILL, MADE, BLANKS)


def create(inbox: Path, identity: str) -> None:
    """Make the inbox's own folders and its marker; what is there already stays.

    Raises NotPossible when the folder is the inbox of another archive.
    """
    for folder in (inbox / STATE / CLAIMS, inbox / STATE / RELEASED, *(inbox / name for name in SHOWN)):
        folder.mkdir(parents=True, exist_ok=True)
    marker = inbox / STATE / MARKER
    try:
        with marker.open("x", encoding="utf-8") as out:
            out.write(identity + "\n")
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        if not online(inbox, identity):
            raise NotPossible(what=_foreign(inbox)) from None


def online(inbox: Path, identity: str) -> bool:
    """Return True if the inbox is there and carries this archive's marker (INTAKE, Noticing).

    An unmounted share leaves an empty folder behind: nothing is taken, and nothing counts as deleted.
    """
    try:
        return (inbox / STATE / MARKER).read_text("utf-8").strip() == identity
    except (OSError, UnicodeDecodeError):
        return False


def _foreign(inbox: Path) -> Text:
    return Text(
        f"{inbox} 是另一个档案的收件文件夹。请另选一个文件夹。",
        f"{inbox} is the inbox of another archive. Choose another folder.",
    )
