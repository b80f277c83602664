"""Every file compared with what the journal says of it: there, whole, the same, readable (1-10, 1-11, 2-7, 2-8, 3-1, 3-3 …).

Law: each file that the journal speaks of is looked for and measured; a sample bounds only what is read and hashed.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from recordkit.archive.about import About
from recordkit.archive.asked import Asked
from recordkit.archive.catalogue import queries
from recordkit.archive.catalogue.catalogue import Progress
from recordkit.archive.layout import ABOUT, README, Kept, extension_of, kept_by
from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.store.store import measure
from recordkit.archive.verify.bookmark import Bookmark
from recordkit.archive.verify.entry_check import check_entry
from recordkit.archive.verify.event_check import ODD
from recordkit.archive.verify.sample import Sample
from recordkit.archive.verify.survey import Survey
from recordkit.domain.chain import sha256
from recordkit.domain.entry import Entry
from recordkit.domain.naming import DateStyle, InvalidName, parse
from recordkit.errors import NoEntry
from recordkit.wording import Text

WHOLE = 256 * 1024 * 1024  # bytes up to which a file is held in memory to be looked into
_ESCAPED = re.compile(rb"\\u00[01]|\\[bf]|\x7f|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf[\xbe\xbf]")


def check_about(survey: Survey) -> None:
    """Compare archive.toml and README.md with what the founding line says of them (1-12)."""
    if survey.founded is None:
        survey.skip("1-12", Text("日志中没有完好的建档事件", "the journal has no sound founding event"))
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


def check_files(survey: Survey, asked: Asked, progress: Progress | None) -> None:
    """Judge every entry, look for each of its files, and hash those of the sample; raises NoEntry for an unknown name."""
    entries, total = _entries(survey, asked)
    sample = Sample(total, None if asked.names else asked.share, asked.seed)
    mark = Bookmark.begin(survey, asked)
    skipped = mark.done
    try:
        for done, entry in enumerate(entries, 1):
            taken = sample.takes()
            if done <= skipped:
                continue
            _entry(survey, entry, asked, hashed=taken)
            if not asked.names:
                mark.pass_by(done)
            if progress:
                progress(done, total)
    except BaseException:
        mark.keep()
        raise
    if not asked.names:
        mark.forget()


def sampled(survey: Survey, asked: Asked) -> Iterator[Path]:
    """Yield the path of every file that a sample takes and that is there, where the store is a folder."""
    store = survey.ledger.store
    assert isinstance(store, FolderStore)
    entries, total = _entries(survey, asked)
    sample = Sample(total, None if asked.names else asked.share, asked.seed)
    for entry in entries:
        if sample.takes():
            yield from (
                store.root / kept.key for kept in kept_by(entry) if _size(survey, kept.key) is not None
            )


def _entries(survey: Survey, asked: Asked) -> tuple[Iterator[Entry], int]:
    tables = survey.fold.tables
    if asked.names:
        return iter([_named(survey, name) for name in asked.names]), len(asked.names)
    total = int(tables.execute("SELECT count(*) FROM entries").fetchone()[0])
    return queries.entries_in(tables, queries.Scope()), total


def _named(survey: Survey, name: str) -> Entry:
    try:
        entry = queries.entry_of(survey.fold.tables, parse(name))
    except InvalidName:
        entry = None
    if entry is None:
        raise NoEntry(name=name, suggestion="")
    return entry


def _entry(survey: Survey, entry: Entry, asked: Asked, *, hashed: bool) -> None:
    tally = survey.tally
    tally.entries += 1
    tally.taken += hashed
    if entry.versions:
        tally.kinds[extension_of(entry.current.path)] += 1
    check_entry(survey, entry)
    for kept in kept_by(entry):
        tally.told += 1
        tally.told_bytes += kept.size
        size = _size(survey, kept.key)
        if hashed:
            tally.checked += 1
        if size is None:
            survey.fail("1-11", _MISSING, name=entry.name, path=kept.key)
            continue
        tally.there += 1
        tally.values += _is_values(kept)
        tally.there_bytes += size
        if size != kept.size:
            _another_size(survey, entry, kept, size)
        elif hashed:
            _content(survey, entry, kept, asked)


def _is_values(kept: Kept) -> bool:
    """Return True for a record's or a note's values, False for a document."""
    return kept.is_record or kept.version is None


def _size(survey: Survey, key: str) -> int | None:
    try:
        return survey.ledger.store.size(key)
    except (OSError, ValueError):
        return None


def _another_size(survey: Survey, entry: Entry, kept: Kept, size: int) -> None:
    message = Text(
        f"应为 {kept.size} 字节, 实为 {size} 字节", f"{kept.size} bytes were filed, {size} are there"
    )
    survey.fail("2-8" if _is_values(kept) else "2-7", message, name=entry.name, path=kept.key)
    survey.fail("1-10", _ANOTHER, name=entry.name, path=kept.key)


_ANOTHER = Text("内容被改动(SHA-256 不符)", "its content was changed (another SHA-256)")
_MISSING = Text("文件缺失", "the file is missing")


def _content(survey: Survey, entry: Entry, kept: Kept, asked: Asked) -> None:
    """Read one file: the same as it was filed (1-10), a record that can be read (3-1), a document that can be opened."""
    values = _is_values(kept)
    held = kept.size <= WHOLE and (values or asked.inspect is not None)
    try:
        with survey.ledger.store.open(kept.key) as file:
            content = file.read(kept.size + 1) if held else b""
            digest, size = (sha256(content), len(content)) if held else measure(file)
    except (OSError, ValueError) as fault:
        broken = Text(f"无法读取: {fault}", f"it cannot be read: {fault}")
        survey.fail("1-10", broken, name=entry.name, path=kept.key)
        return
    survey.tally.size += size
    if digest != kept.sha256:
        message = Text(
            f"内容被改动({size} 字节, SHA-256 不符)",
            f"its content was changed ({size} bytes, another SHA-256)",
        )
        survey.fail("1-10", message, name=entry.name, path=kept.key)
    elif values:
        _values(survey, entry, kept, content)
    elif asked.inspect is not None:
        _inside(survey, entry, kept, asked.inspect(content, extension_of(kept.key)) if held else None)


def _values(survey: Survey, entry: Entry, kept: Kept, content: bytes) -> None:
    facts = _json(content)
    if facts is None or not _belongs(entry, kept, facts):
        survey.fail("3-1", _STRANGE, name=entry.name, path=kept.key)
    elif _ESCAPED.search(content) and _odd(facts):
        survey.remark("1-6", _CONTROL, name=entry.name, path=kept.key)


_STRANGE = Text("记录无法读取或不属于该件", "the record cannot be read, or is another's")
_CONTROL = Text("数据中含控制字符", "its values hold control characters")


def _json(content: bytes) -> dict[str, object] | None:
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) and isinstance(facts.get("values"), dict) else None


def _belongs(entry: Entry, kept: Kept, facts: dict[str, object]) -> bool:
    if not kept.is_record:
        return facts.get("name") == entry.name
    told = (facts.get("type"), facts.get("name"), facts.get("version"))
    return told == (entry.type, entry.name, kept.version)


def _odd(value: object) -> bool:
    if isinstance(value, str):
        return ODD.search(value) is not None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_odd, parts))


def _inside(survey: Survey, entry: Entry, kept: Kept, found: object) -> None:
    if found is None:
        survey.tally.unjudged[extension_of(kept.key)] += 1
        return
    assert isinstance(found, (list, tuple))
    survey.tally.opened += 1
    for code, message in found:
        survey.fail(code, message, name=entry.name, path=kept.key)
