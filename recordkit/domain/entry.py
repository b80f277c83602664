"""Events, and the entries that they add up to: the catalogue is this fold over the journal, and nothing else.

Law: an entry is a function of its events in order. What an event says is kept; what it does not say is not guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from recordkit.domain.chain import parse_utc, utc


class Verb(StrEnum):
    """What an event says happened."""

    RESERVED = "reserved"
    VOIDED = "voided"
    FILED = "filed"
    NOTED = "noted"
    ASSIGNED = "assigned"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"
    READ = "read"
    REFUSED = "refused"
    ENROLLED = "enrolled"
    FOUNDED = "founded"


Event = Mapping[str, object]
"""One thing that happened, as the journal holds it: `verb`, `by`, mostly `name`, and what the verb needs."""


@dataclass(frozen=True, slots=True)
class Version:
    """One filed content of an entry: where it lies, what it is, who filed it, when it was received."""

    version: int
    path: str
    sha256: str
    size: int
    by: str
    at: datetime
    received: datetime
    record_path: str | None = None
    record_sha256: str | None = None
    record_size: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened to a record later: its values lie beside the document (no personal data in the journal)."""

    at: datetime
    by: str
    path: str
    sha256: str
    size: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the archive knows of one filed document, from all its events."""

    name: str
    type: str
    day: date
    number: int
    department: str | None = None
    period: str | None = None
    title: str | None = None
    person: str | None = None
    doubtful: bool = False
    assigned: bool = False
    withdrawn: str | None = None
    versions: tuple[Version, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def current(self) -> Version:
        """The latest version."""
        return self.versions[-1]

    @property
    def received(self) -> datetime:
        """When the first version was received: a later version does not make a punctual report late."""
        return self.versions[0].received


def follow(entry: Entry | None, event: Event, at: datetime) -> Entry | None:
    """Return the entry after one more of its events (None stays None until it is filed)."""
    verb = str(event["verb"])
    return _STEPS[verb](entry, event, at) if verb in _STEPS else entry


def _filed(entry: Entry | None, event: Event, at: datetime) -> Entry:
    version = Version(
        version=int(str(event["version"])),
        path=str(event["path"]),
        sha256=str(event["sha256"]),
        size=int(str(event["size"])),
        by=str(event["by"]),
        at=at,
        received=parse_utc(str(event["received"])),
        record_path=_text(event, "record_path"),
        record_sha256=_text(event, "record_sha256"),
        record_size=int(str(event["record_size"])) if "record_size" in event else None,
    )
    if entry is None:
        entry = Entry(
            name=str(event["name"]),
            type=str(event["type"]),
            day=date.fromisoformat(str(event["day"])),
            number=int(str(event["number"])),
        )
    period, doubtful = _period(entry, event)
    return replace(
        entry,
        department=_text(event, "department") or entry.department,
        period=period,
        title=_text(event, "title") or entry.title,
        person=_text(event, "person") or entry.person,
        doubtful=doubtful,
        versions=(*entry.versions, version),
    )


def _period(entry: Entry, event: Event) -> tuple[str | None, bool]:
    """Return the period after a filing, and whether it is in doubt.

    What a supervisor assigned stands; a certain period gives way to another certain one alone, a doubtful one to any.
    """
    said, doubtful = _text(event, "period"), bool(event.get("doubtful", False))
    settled = entry.period is not None and not entry.doubtful
    if entry.assigned or said is None or (settled and doubtful):
        return entry.period, entry.doubtful
    return said, doubtful


def _noted(entry: Entry | None, event: Event, at: datetime) -> Entry | None:
    if entry is None:
        return None
    keys = event.get("keys", ())
    note = Note(
        at,
        str(event["by"]),
        str(event["path"]),
        str(event["sha256"]),
        int(str(event["size"])),
        tuple(str(key) for key in keys) if isinstance(keys, (list, tuple)) else (),
    )
    return replace(entry, notes=(*entry.notes, note))


def _assigned(entry: Entry | None, event: Event, _: datetime) -> Entry | None:
    return entry and replace(entry, period=str(event["period"]), doubtful=False, assigned=True)


def _withdrawn(entry: Entry | None, event: Event, _: datetime) -> Entry | None:
    return entry and replace(entry, withdrawn=str(event["reason"]))


def _text(event: Event, key: str) -> str | None:
    value = event.get(key)
    return None if value is None else str(value)


_STEPS: dict[str, Callable[[Entry | None, Event, datetime], Entry | None]] = {
    Verb.FILED: _filed,
    Verb.NOTED: _noted,
    Verb.ASSIGNED: _assigned,
    Verb.WITHDRAWN: _withdrawn,
}


def filed_event(
    entry_name: str, by: str, version: Mapping[str, object], identity: Mapping[str, object]
) -> Event:
    """Return a `filed` event: absent facts are left out, instants as the journal writes them."""
    facts = {"verb": Verb.FILED.value, "by": by, "name": entry_name, **version, **identity}
    return {key: _plain(value) for key, value in facts.items() if value is not None and value is not False}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return utc(value)
    return value.isoformat() if isinstance(value, date) else value
