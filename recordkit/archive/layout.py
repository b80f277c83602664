"""Where everything lies inside an archive: keys are relative paths with `/`, made here and nowhere else.

Law: a key belongs to exactly one name, and says which (owner_of is the inverse of the builders).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recordkit.domain.entry import Entry
from recordkit.domain.naming import DateStyle, InvalidName, Name, parse

README = "README.md"
ABOUT = "archive.toml"
RECORDS = "records/"
JOURNAL = "journal"
CATALOGUE = "catalogue.sqlite"
STAGING = ".staging"
LOCK = ".lock"

_EXTENSION = re.compile(r"[^\W_]{0,16}")


def content_key(name: Name, style: DateStyle, extension: str, version: int) -> str:
    """Return where a version's content lies: records/类型/年/名称.docx, later versions 名称.v2.docx."""
    if not _EXTENSION.fullmatch(extension):
        raise ValueError(f"not an extension: {extension!r}")
    return _key(name, style, f"{_version(version)}{'.' if extension else ''}{extension}")


def record_key(name: Name, style: DateStyle, version: int) -> str:
    """Return where a version's values lie: 名称.record.json, later versions 名称.v2.record.json."""
    return _key(name, style, f"{_version(version)}.record.json")


def note_key(name: Name, style: DateStyle, note: int) -> str:
    """Return where the values of the entry's note number `note` (from 1) lie: 名称.note1.json."""
    return _key(name, style, f".note{note}.json")


def owner_of(key: str) -> Name | None:
    """Return the name that the file at `key` belongs to, or None where it is nobody's."""
    parts = key.rpartition("/")[2].split(".")
    for length in range(1, len(parts) + 1):
        try:
            return parse(".".join(parts[:length]))
        except InvalidName:
            continue
    return None


def extension_of(key: str) -> str:
    """Return the extension of a content key, without its dot."""
    filename = key.rpartition("/")[2]
    return filename.rpartition(".")[2] if "." in filename else ""


def _version(version: int) -> str:
    return "" if version == 1 else f".v{version}"


def _key(name: Name, style: DateStyle, rest: str) -> str:
    return f"{RECORDS}{name.word}/{name.day.year:04d}/{name.text(style)}{rest}"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file that an entry's events speak of, and what they say it is."""

    key: str
    sha256: str
    size: int
    version: int | None = None
    is_record: bool = False


def kept_by(entry: Entry) -> Iterator[Kept]:
    """Yield every file of an entry: contents, values and notes."""
    for one in entry.versions:
        yield Kept(one.path, one.sha256, one.size, one.version)
        if one.record_path is not None:
            yield Kept(
                one.record_path, one.record_sha256 or "", one.record_size or 0, one.version, is_record=True
            )
    yield from (Kept(note.path, note.sha256, note.size) for note in entry.notes)
