"""Looking into the archive: content is hashed while it is read, and an unmasked look is journalled before it is given.

Law: what differs from its hash is never handed out. A permit to read shows a sensitive record masked (R83).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from recordkit.archive.catalogue import queries
from recordkit.archive.layout import extension_of
from recordkit.archive.ledger import Ledger
from recordkit.domain.chain import Line, sha256
from recordkit.domain.entry import Entry, Event, Note, Verb, Version
from recordkit.domain.naming import InvalidName, Name, parse
from recordkit.domain.tiers import Act, Permit, Person
from recordkit.errors import ArchiveDamaged, NoEntry, PurposeMissing
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Content:
    """A version's bytes, as they were filed."""

    data: bytes
    extension: str
    sha256: str
    version: int


@dataclass(frozen=True, slots=True)
class Look:
    """Which version is looked at (None: the latest), what for, and whether the type wants every look journalled."""

    version: int | None = None
    purpose: str | None = None
    journalled: bool = False


def read(ledger: Ledger, permit: Permit, name: str, look: Look, at: datetime) -> Content:
    """Return a version's content, journalled where `look` or an unmasked permit says so.

    Raises NoEntry, ArchiveDamaged, PurposeMissing.
    """
    person = permit.demand(Act.READ, Act.READ_FULL)
    _demand_purpose(permit, look.purpose)
    entry = ledger.demand(name)
    version = _version(entry, look.version)
    data = _sound(ledger, version.path, version.sha256)
    if look.journalled or permit.act is Act.READ_FULL:
        seen = {"version": version.version, "sha256": version.sha256}
        _journal(ledger, person, _read_event(permit, entry.name, look.purpose) | seen, at)
    return Content(data, extension_of(version.path), version.sha256, version.version)


def looked(ledger: Ledger, permit: Permit, name: str, at: datetime) -> None:
    """Journal that a record was shown, masked, without its content being read."""
    person = permit.demand(Act.READ)
    entry = ledger.demand(name)
    seen = {"version": entry.current.version}
    _journal(ledger, person, _read_event(permit, entry.name, None) | seen, at)


def disclosed(ledger: Ledger, permit: Permit, name: str, purpose: str, at: datetime) -> None:
    """Journal that an unmasked copy was made for `purpose`, of a record that may not be filed yet (R83, R6)."""
    person = permit.demand(Act.READ_FULL)
    _demand_purpose(permit, purpose)
    try:
        name = ledger.spelled(parse(name))
    except InvalidName:
        raise NoEntry(name=name, suggestion="") from None
    _journal(ledger, person, _read_event(permit, name, purpose), at)


def record(
    ledger: Ledger, permit: Permit, name: str, version: int | None = None
) -> Mapping[str, object] | None:
    """Return the values of a version's record, or None where it came without one.

    Of a sensitive record the masked values, unless the permit is for the unmasked ones (R83).
    """
    permit.demand(Act.READ, Act.READ_FULL, Act.VERIFY)
    found = _version(ledger.demand(name), version)
    if found.record_path is None or found.record_sha256 is None:
        return None
    facts: Mapping[str, Mapping[str, object]] = json.loads(
        _sound(ledger, found.record_path, found.record_sha256)
    )
    full = permit.act is Act.READ_FULL or "masked" not in facts
    return facts["values"] if full else facts["masked"]


def notes(ledger: Ledger, permit: Permit, name: str) -> list[tuple[Note, Mapping[str, object]]]:
    """Return the notes of a record with their values, in order."""
    permit.demand(Act.READ, Act.READ_FULL, Act.VERIFY)
    entry = ledger.demand(name)
    return [(one, json.loads(_sound(ledger, one.path, one.sha256))["values"]) for one in entry.notes]


def log(ledger: Ledger, name: str | None) -> Iterator[tuple[Line, Event]]:
    """Yield the events of one name, or of all, with the lines that hold them."""
    if name is None:
        for line in ledger.journal.replay():
            yield from ((line, event) for event in line.events)
        return
    for seq, place in queries.places_of(ledger.tables(), _spelled(ledger, name)):
        line = next(iter(ledger.journal.replay(after=seq - 1)))
        yield line, line.events[place]


def _version(entry: Entry, version: int | None) -> Version:
    if version is None:
        return entry.current
    if not 1 <= version <= len(entry.versions):
        last = len(entry.versions)
        there = Text(f"共有 {last} 个版本", f"It has {last} version(s)")
        raise NoEntry(name=f"{entry.name} v{version}", suggestion=there)
    return entry.versions[version - 1]


def _sound(ledger: Ledger, path: str, expected: str) -> bytes:
    try:
        with ledger.store.open(path) as file:
            data = file.read()
    except OSError as fault:
        raise ArchiveDamaged(where=path, what=_UNREADABLE) from fault
    if sha256(data) != expected:
        raise ArchiveDamaged(where=path, what=_DIFFERS)
    return data


_UNREADABLE = Text("文件不存在或无法读取", "the file is missing or cannot be read")
_DIFFERS = Text("内容与归档时不同(SHA-256 不符)", "the content is not what was filed (its SHA-256 differs)")


def _demand_purpose(permit: Permit, purpose: str | None) -> None:
    if permit.act is Act.READ_FULL and not (purpose or "").strip():
        raise PurposeMissing


def _read_event(permit: Permit, name: str, purpose: str | None) -> dict[str, object]:
    event: dict[str, object] = {"verb": Verb.READ.value, "by": permit.person.login, "name": name}
    if permit.act is Act.READ_FULL:
        event["full"] = True
    if purpose:
        event["purpose"] = purpose
    return event


def _journal(ledger: Ledger, person: Person, event: Event, at: datetime) -> None:
    ledger.commit(at, lambda: ([{**event, "by": person.login}], None))


def _spelled(ledger: Ledger, name: str | Name) -> str:
    try:
        return ledger.spelled(parse(name) if isinstance(name, str) else name)
    except InvalidName:
        return str(name)
