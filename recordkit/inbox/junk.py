"""Junk by name: what programs leave beside documents, and what is still being written (INTAKE, When is a file finished).

Law: only programs' own spellings are junk; a real file with a bad name ("- 副本", "(1)") is not.
"""

import re
from typing import Final

REASON_SUFFIX: Final = ".原因.txt"
DOCUMENTS = (".docx", ".xlsx", ".pdf", ".doc", ".xls", ".csv", ".docm", ".xlsm", ".wps", ".et", ".ofd")

_NAMES = frozenset(
    "thumbs.db thumbs.db:encryptable ehthumbs.db ehthumbs_vista.db desktop.ini icon\r folder.htt autorun.inf "
    "$recycle.bin recycler recycled #recycle @eadir @recycle @sharesnap lost+found ~snapshot pagefile.sys".split(
        " "
    )
) | {"system volume information", "network trash folder", "temporary items", "__macosx"}
_BEGINNINGS = (
    "~$",
    "._",
    ".~",
    "~wr",
    "~df",
    "~wps",
    ".smbdelete",
    ".fuse_hidden",
    ".nfs",
    "~syncthing~",
    "~syncing~",
)
_ENDINGS = tuple(
    ".tmp .temp .part .partial .crdownload .filepart .download .downloading .opdownload .aria2 .td .td.cfg .xltd "
    ".xltd.cfg .!ut .!qb .bc! .!bt .swp .swo .swx .lock .lck .laccdb .ldb .wbk .asd .xlk .ffs_tmp .ffs_lock .ffs_db "
    ".rsls .rslsc .baiduyun.p.downloading .uploading .unfinished .incomplete .tmp_ ~".split(" ")
)
_SHAPES = re.compile(
    r"""
      (?=.*[a-f])[0-9a-f]{8}                     # Excel while it saves: eight hexadecimal digits, no extension
    | lu[0-9a-z]{8,}\.tmp.*                      # LibreOffice
    | .+\.sb-[0-9a-f]{8}-\w{6}                   # macOS while it saves
    | \(a\ document\ being\ saved\ by\ .+\)
    | .+\.tmp[.~_-]?[0-9a-z]{1,12}               # X.tmp.12345, X.tmp~a1b2
    | .+~rf[0-9a-f]+\.tmp                        # ReplaceFile of Windows
    | .+\.~\w{1,8}                               # X.docx.~1a2b, Nextcloud's and Seafile's parts
    | .+\.ocTransferId\d+\.part
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def is_junk(name: str) -> bool:
    """Return True if a file or folder of that name is a program's own and never a document.

    A hidden name is junk unless it ends like a document: then it is a real file with a bad name.
    """
    plain = name.lower()
    if (
        plain in _NAMES
        or plain.startswith(_BEGINNINGS)
        or plain.endswith(_ENDINGS)
        or plain.endswith(REASON_SUFFIX)
    ):
        return True
    if plain.startswith("."):
        return not plain.endswith(DOCUMENTS)
    return _SHAPES.fullmatch(plain) is not None


def lock_names(name: str) -> tuple[str, ...]:
    """Return the names of the lock files that Word, Excel, WPS or LibreOffice lay beside `name` while it is open.

    Word puts `~$` before a short name and over the first one or two characters of a longer one.
    """
    written_over = [f"~${name[cut:]}" for cut in (0, 1, 2) if len(name) > cut]
    return (*written_over, f".~lock.{name}#", f".~{name}")
