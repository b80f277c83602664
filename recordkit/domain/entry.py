"""Events, and the entries that they add up to: the catalogue is this fold over the journal, and nothing else.

Law: an entry is a function of its events in order. What an event says is kept; what it does not say is not guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from recordkit.domain.chain import parse_utc, utc


class Verb(StrEnum):
    """What an event says happened."""

    RESERVED = "reserved"
    VOIDED = "voided"
    FILED = "filed"
    NOTED = "noted"
    ASSIGNED = "assigned"
    WAIVED = "waived"
    NOTIFIED = "notified"
    OPENED = "opened"
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
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the archive knows of one filed document, from all its events.

    `facts` are the plain JSON values that the type lets the journal tell: a later version's replace the earlier's, and
    what was noted goes before what was filed.
    """

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
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def current(self) -> Version:
        """The latest version."""
        return self.versions[-1]

    @property
    def received(self) -> datetime:
        """When the first version was received: a later version does not make a punctual report late."""
        return self.versions[0].received


STILL_OPEN = "_open"
"""The fact that lists what still follows from an entry: a hint, so that all others need not be looked at."""


class Glance(NamedTuple):
    """One entry as duties look at it: who owes what sees nothing more of a record."""

    name: str
    type: str
    day: date
    department: str | None
    period: str | None
    received: datetime
    doubtful: bool
    facts: Mapping[str, object]


class Waiver(NamedTuple):
    """By whom (login), when and why a duty was excused."""

    by: str
    at: datetime
    reason: str


class Notice(NamedTuple):
    """A reminder that went out: for which duty, at which stage, by which channel, to whom, as which message."""

    duty: str
    stage: str
    channel: str
    to: str
    message_id: str


def follow(entry: Entry | None, event: Event, at: datetime) -> Entry | None:
    """Return the entry after one more of its events (None stays None until it is filed)."""
    verb = str(event["verb"])
    return _STEPS[verb](entry, event, at) if verb in _STEPS else entry


def _filed(entry: Entry | None, event: Event, at: datetime) -> Entry:
    version = _version(event, at)
    if entry is None:
        return Entry(
            name=str(event["name"]),
            type=str(event["type"]),
            day=date.fromisoformat(str(event["day"])),
            number=int(str(event["number"])),
            department=_text(event, "department"),
            period=_text(event, "period"),
            title=_text(event, "title"),
            person=_text(event, "person"),
            doubtful=bool(event.get("doubtful", False)) and "period" in event,
            versions=(version,),
            facts=_said(event),
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
        facts=_facts_filed(entry, event),
    )


def _version(event: Event, at: datetime) -> Version:
    return Version(
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


def _period(entry: Entry, event: Event) -> tuple[str | None, bool]:
    """Return the period after a filing, and whether it is in doubt.

    What a supervisor assigned stands; a certain period gives way to another certain one alone, a doubtful one to any.
    """
    said, doubtful = _text(event, "period"), bool(event.get("doubtful", False))
    settled = entry.period is not None and not entry.doubtful
    if entry.assigned or said is None or (settled and doubtful):
        return entry.period, entry.doubtful
    return said, doubtful


def _facts_filed(entry: Entry, event: Event) -> Mapping[str, object]:
    """Return the facts after a filing: one that tells none (a signed scan) leaves the earlier ones standing."""
    if "facts" not in event:
        return entry.facts
    said, noted = _said(event), {key: value for note in entry.notes for key, value in note.facts.items()}
    return {**said, **noted, **{key: said[key] for key in (STILL_OPEN,) if key in said}}


def _said(event: Event) -> Mapping[str, object]:
    facts = event.get("facts")
    return facts if isinstance(facts, Mapping) else {}


def _noted(entry: Entry | None, event: Event, at: datetime) -> Entry | None:
    if entry is None:
        return None
    keys, facts = event.get("keys", ()), _said(event)
    note = Note(
        at,
        str(event["by"]),
        str(event["path"]),
        str(event["sha256"]),
        int(str(event["size"])),
        tuple(str(key) for key in keys) if isinstance(keys, (list, tuple)) else (),
        facts,
    )
    return replace(entry, notes=(*entry.notes, note), facts={**entry.facts, **facts})


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
