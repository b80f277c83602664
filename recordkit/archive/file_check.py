"""Every file compared with what the journal says of it, and every file that the journal does not know named.

Law: what is being filed meanwhile is no stray: doubtful files are looked at again when no commit is half-way.
"""

import json
from collections.abc import Iterator, Sequence

from recordkit.archive import queries
from recordkit.archive.about import About
from recordkit.archive.catalogue import Catalogue, Progress
from recordkit.archive.layout import ABOUT, CATALOGUE, README, RECORDS, Kept, kept_by, owner_of
from recordkit.archive.store import measure
from recordkit.archive.survey import Survey
from recordkit.domain.chain import sha256
from recordkit.domain.entry import Entry
from recordkit.domain.naming import DateStyle, InvalidName, parse
from recordkit.errors import NoEntry, NotPossible
from recordkit.wording import Text

_CACHE = frozenset(CATALOGUE + tail for tail in ("", "-wal", "-shm", "-journal"))


def check_about(survey: Survey) -> None:
    """Compare archive.toml and README.md with what the founding line says of them (1-12)."""
    if survey.founded is None:
        survey.skip("1-12", Text("日志中没有建档事件", "the journal has no founding event"))
        return
    said = survey.founded
    try:
        about = About(
            str(said["id"]), str(said["zone"]), DateStyle(str(said["style"])), int(str(said["format"]))
        )
        expected = {ABOUT: sha256(about.encode()), README: str(said["readme_sha256"])}
    except (KeyError, ValueError):
        survey.fail("1-12", Text("建档事件无法理解", "the founding event makes no sense"))
        return
    for key, digest in expected.items():
        content = survey.content(key)
        if content is None or sha256(content) != digest:
            survey.fail(
                "1-12", Text("与建档时不同或缺失", "it is missing or not as it was founded"), path=key
            )


def check_files(survey: Survey, names: Sequence[str], progress: Progress | None) -> None:
    """Hash every file that an entry speaks of, or those of `names`; raises NoEntry."""
    tables = survey.fold.tables
    if names:
        entries: Iterator[Entry] = iter([_named(survey, name) for name in names])
        total = len(names)
    else:
        entries = queries.entries_in(tables, queries.Scope())
        total = tables.execute("SELECT count(*) FROM entries").fetchone()[0]
    for done, entry in enumerate(entries, 1):
        for kept in kept_by(entry):
            _file(survey, entry, kept)
        if progress:
            progress(done, total)


def _named(survey: Survey, name: str) -> Entry:
    try:
        entry = queries.entry_of(survey.fold.tables, parse(name))
    except InvalidName:
        entry = None
    if entry is None:
        raise NoEntry(name=name, suggestion="")
    return entry


def _file(survey: Survey, entry: Entry, kept: Kept) -> None:
    """Compare one file with what the journal says of it: there (1-11), whole (2-7), the same (1-10), readable (3-1)."""
    survey.checked += 1
    try:
        with survey.ledger.store.open(kept.key) as file:
            digest, size = measure(file)
    except FileNotFoundError:
        survey.fail("1-11", _MISSING, name=entry.name, path=kept.key)
        return
    except (OSError, ValueError) as fault:
        survey.fail(
            "1-10", Text(f"无法读取: {fault}", f"it cannot be read: {fault}"), name=entry.name, path=kept.key
        )
        return
    survey.size += size
    if size != kept.size:
        message = Text(
            f"应为 {kept.size} 字节, 实为 {size} 字节", f"{kept.size} bytes were filed, {size} are there"
        )
        survey.fail("2-7", message, name=entry.name, path=kept.key)
        survey.fail("1-10", _ANOTHER, name=entry.name, path=kept.key)
    elif digest != kept.sha256:
        message = Text(
            f"内容被改动({size} 字节, SHA-256 不符)",
            f"its content was changed ({size} bytes, another SHA-256)",
        )
        survey.fail("1-10", message, name=entry.name, path=kept.key)
    elif kept.is_record and not _readable(survey, entry, kept):
        survey.fail(
            "3-1",
            Text("记录无法读取或不属于该件", "the record cannot be read, or is another's"),
            name=entry.name,
            path=kept.key,
        )


_ANOTHER = Text("内容被改动(SHA-256 不符)", "its content was changed (another SHA-256)")
_MISSING = Text("文件缺失", "the file is missing")


def _readable(survey: Survey, entry: Entry, kept: Kept) -> bool:
    try:
        facts = json.loads(survey.content(kept.key) or b"")
    except ValueError:
        return False
    if not isinstance(facts, dict) or not isinstance(facts.get("values"), dict):
        return False
    return (facts.get("type"), facts.get("name"), facts.get("version")) == (
        entry.type,
        entry.name,
        kept.version,
    )


def check_strays(survey: Survey, names: Sequence[str]) -> None:
    """Name every file that no journal line speaks of: in records/ a fault (1-11), elsewhere to be looked at (4-3)."""
    if names:
        survey.skip("4-3", Text("只检测了所列名称", "only the named records were looked at"))
        return
    doubtful = [key for key in survey.ledger.store.keys("") if not _expected(survey, survey.fold, key)]
    if not doubtful:
        return
    current = _settled(survey)
    for key in doubtful:
        if current is not None and _expected(survey, current, key):
            continue
        if key.startswith(RECORDS):
            survey.fail("1-11", Text("日志中没有此文件", "the journal does not know this file"), path=key)
        else:
            survey.remark("4-3", Text("不属于档案的文件", "a file that is not the archive's"), path=key)


def _expected(survey: Survey, fold: Catalogue, key: str) -> bool:
    if not key.startswith(RECORDS):
        return key in (ABOUT, README) or key in _CACHE or key in survey.files
    owner = owner_of(key)
    if owner is None:
        return False
    entry = queries.entry_of(fold.tables, owner)
    return entry is not None and any(kept.key == key for kept in kept_by(entry))


def _settled(survey: Survey) -> Catalogue | None:
    """Return the catalogue once no commit is half-way: what was being filed meanwhile is no stray."""
    if survey.broken:
        return None
    try:
        return survey.ledger.settled()
    except NotPossible:
        return None
