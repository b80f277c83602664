"""Every file that the journal does not know is named, and the files are counted (1-11, 2-1, 2-2, 4-3).

Law: what is being filed meanwhile is no stray: doubtful files are looked at again when no commit is half-way. Where as many
files lie in records/ as were found by name, there is no other, and none is looked up one by one.
"""

from dataclasses import dataclass

from recordkit.archive.asked import Asked
from recordkit.archive.catalogue import queries
from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.layout import ABOUT, CATALOGUE, README, RECORDS, kept_by, owner_of
from recordkit.archive.verify.left_open import ONLY_NAMED
from recordkit.archive.verify.survey import Survey
from recordkit.errors import NotPossible
from recordkit.wording import Text

_CACHE = frozenset(CATALOGUE + tail for tail in ("", "-wal", "-shm", "-journal"))


@dataclass(slots=True)
class Strays:
    """The files in records/ that no line speaks of."""

    count: int = 0
    size: int = 0


def check_strays(survey: Survey, asked: Asked) -> None:
    """Name every file that no journal line speaks of: in records/ a fault (1-11), elsewhere to be looked at (4-3)."""
    if asked.names:
        for code in ("2-1", "2-2", "4-3"):
            survey.skip(code, ONLY_NAMED)
        return
    lying = 0
    for key in survey.ledger.store.everything():
        if key.startswith(RECORDS):
            lying += 1
        elif key not in (ABOUT, README) and key not in _CACHE and key not in survey.files:
            survey.remark("4-3", Text("不属于档案的文件", "a file that is not the archive's"), path=key)
    strays = Strays() if lying == survey.tally.there else _strays(survey)
    _count(survey, strays)


def _strays(survey: Survey) -> Strays:
    strays, current = Strays(), None
    for key in survey.ledger.store.everything():
        if not key.startswith(RECORDS) or _known(survey.fold, key):
            continue
        current = current or _settled(survey)
        if current is not None and _known(current, key):
            continue
        strays.count += 1
        strays.size += _size(survey, key)
        survey.fail("1-11", Text("日志中没有此文件", "the journal does not know this file"), path=key)
    return strays


def _known(fold: Catalogue, key: str) -> bool:
    owner = owner_of(key)
    entry = owner and queries.entry_of(fold.tables, owner)
    return bool(entry and any(kept.key == key for kept in kept_by(entry)))


def _size(survey: Survey, key: str) -> int:
    try:
        return survey.ledger.store.size(key)
    except (OSError, ValueError):
        return 0


def _settled(survey: Survey) -> Catalogue | None:
    """Return the catalogue once no commit is half-way: what was being filed meanwhile is no stray."""
    if survey.broken:
        return None
    try:
        return survey.ledger.settled()
    except NotPossible:
        return None


def _count(survey: Survey, strays: Strays) -> None:
    if survey.broken:
        return
    tally = survey.tally
    for code, told, found, zh, en in (
        ("2-1", tally.told, tally.there + strays.count, "个文件", "files"),
        ("2-2", tally.told_bytes, tally.there_bytes + strays.size, "字节", "bytes"),
    ):
        if told != found:
            message = Text(
                f"日志所载 {told} {zh}, 实有 {found} {zh}",
                f"the journal tells of {told} {en}, {found} are there",
            )
            survey.fail(code, message)
