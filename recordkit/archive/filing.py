"""Reserving numbers and filing documents: steps 3 and 4 of the protocol (ARCHIVE.md), decided under the lock.

- the same key gets the same name, the same bytes under the same name are filed once
- a name that is filed takes other bytes only as a new version, from whoever may replace (R3)
- the journal is told paths, hashes and identity; values lie in the record beside the document
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from recordkit.archive import queries
from recordkit.archive.layout import content_key, record_key
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import Claim, refusal
from recordkit.archive.source import Source, opened
from recordkit.archive.store import measure
from recordkit.domain.chain import canonical, sha256
from recordkit.domain.entry import Entry, Event, Verb, filed_event
from recordkit.domain.naming import Name
from recordkit.domain.tiers import Act, Permit
from recordkit.errors import AlreadyFiled, NumberTaken

Status = Literal["filed", "version", "duplicate"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number that is wanted: `key` is the idempotency key, of which the journal keeps the SHA-256 only."""

    type: str
    word: str
    day: date
    key: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A document to be filed and what is known of it.

    `record` and `masked` are plain JSON values, `masked` for a sensitive type; `claims` is what the document says of itself
    and gives no right; `reason` says why `received` was set by hand, and wants Act.RECEIVED.
    """

    type: str
    word: str
    day: date
    number: int | None
    extension: str
    source: Source
    received: datetime
    record: Mapping[str, object] | None = None
    masked: Mapping[str, object] | None = None
    department: str | None = None
    period: str | None = None
    title: str | None = None
    person: str | None = None
    claims: Mapping[str, object] = field(default_factory=dict)
    doubtful: bool = False
    source_name: str | None = None
    key: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a filing, and the entry as it now stands."""

    status: Status
    entry: Entry


def reserve(ledger: Ledger, permit: Permit, wanted: Sequence[Wanted], at: datetime) -> list[Name]:
    """Return a name for each wanted number, all reserved in one commit; the same key gets the same name."""
    person = permit.demand(Act.RESERVE)

    def decide() -> tuple[list[Event], list[Name]]:
        given = dict(_given(ledger, wanted))
        events: list[Event] = [
            {"verb": Verb.RESERVED.value, "by": person.login, "name": ledger.spelled(name), "type": one.type}
            | {"key": _hashed(one.key)}
            for one, (name, fresh) in given.items()
            if fresh
        ]
        by_key = {(one.word, one.key): name for one, (name, _) in given.items()}
        return events, [by_key[one.word, one.key] for one in wanted]

    return ledger.commit(at, decide)


def file(ledger: Ledger, permit: Permit, filing: Filing, at: datetime) -> Filed:
    """File the document under its number, as a new version, or not again; raises NumberTaken, AlreadyFiled, SourceChanged."""
    person = permit.demand(Act.FILE, Act.REVISE, Act.RECEIVED)
    if filing.reason is not None:
        permit.demand(Act.RECEIVED)

    def decide() -> tuple[list[Event], tuple[Status, Name]]:
        name = _name(ledger, filing, person.login)
        entry = ledger.entry(name)
        if entry is None:
            return [_filed(ledger, filing, name, 1, person.login)], ("filed", name)
        if _held_by(entry, filing.source):
            return [], ("duplicate", name)
        if permit.act is Act.FILE:
            raise AlreadyFiled(name=entry.name)
        return [_filed(ledger, filing, name, len(entry.versions) + 1, person.login)], ("version", name)

    status, name = ledger.commit(at, decide)
    return Filed(status, ledger.demand(name))


def number_fault(ledger: Ledger, wanted: Name, claim: Claim) -> NumberTaken | None:
    """Return the refusal of this number to this claimant, or None where it may be filed."""
    free = ledger.free(wanted.word, wanted.day)
    reason = refusal(wanted, claim, queries.number_of(ledger.tables(), wanted), free)
    if reason is None:
        return None
    return NumberTaken(name=ledger.spelled(wanted), reason=reason, free=ledger.spelled(free))


def _given(ledger: Ledger, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, tuple[Name, bool]]]:
    """Yield each distinct key's first asker with its name, and whether the name is fresh."""
    last: dict[tuple[str, date], int] = {}
    seen: set[tuple[str, str]] = set()
    for one in wanted:
        if (one.word, one.key) in seen:
            continue
        seen.add((one.word, one.key))
        held = queries.number_with(ledger.tables(), one.word, _hashed(one.key))
        if held is not None:
            yield one, (held.name, False)
            continue
        place = (one.word, one.day)
        last[place] = (last.get(place) or ledger.free(*place).number - 1) + 1
        yield one, (Name(one.word, one.day, last[place]), True)


def _name(ledger: Ledger, filing: Filing, login: str) -> Name:
    """Return the name to file under: the number given, else the key's, else the next free one; raises NumberTaken."""
    key = filing.key and _hashed(filing.key)
    if filing.number is not None:
        name = Name(filing.word, filing.day, filing.number)
    else:
        held = queries.number_with(ledger.tables(), filing.word, key) if key else None
        name = held.name if held else ledger.free(filing.word, filing.day)
    fault = number_fault(ledger, name, Claim(login, key or None))
    if fault is not None:
        raise fault
    return name


def _held_by(entry: Entry, source: Source) -> bool:
    with opened(source) as reading:
        digest, _ = measure(reading)
    return any(version.sha256 == digest for version in entry.versions)


def _filed(ledger: Ledger, filing: Filing, name: Name, version: int, login: str) -> Event:
    """Put the content and its record, and return the event that says so."""
    style = ledger.about.style
    content = ledger.put(content_key(name, style, filing.extension, version), filing.source)
    stored: dict[str, object] = {
        "version": version,
        "path": content.key,
        "sha256": content.sha256,
        "size": content.size,
        "received": filing.received,
    }
    if filing.record is not None:
        values = canonical(_record(filing, ledger.spelled(name), version))
        record = ledger.put(record_key(name, style, version), values)
        stored |= {"record_path": record.key, "record_sha256": record.sha256, "record_size": record.size}
    return filed_event(ledger.spelled(name), login, stored, _identity(filing, name))


def _record(filing: Filing, name: str, version: int) -> Mapping[str, object]:
    masked = {} if filing.masked is None else {"masked": filing.masked}
    return {"type": filing.type, "name": name, "version": version, "values": filing.record, **masked}


def _identity(filing: Filing, name: Name) -> Mapping[str, object]:
    return {
        "type": filing.type,
        "day": name.day,
        "number": name.number,
        "department": filing.department,
        "period": filing.period,
        "title": filing.title,
        "person": filing.person,
        "claims": dict(filing.claims) or None,
        "doubtful": filing.doubtful,
        "source_name": filing.source_name and _speakable(filing.source_name),
        "key": filing.key and _hashed(filing.key),
        "reason": filing.reason,
    }


def _hashed(key: str) -> str:
    """A natural key may hold personal data, and the journal is for ever: it keeps the hash."""
    return sha256(key.encode())


def _speakable(filename: str) -> str:
    """A file name that is not UTF-8 carries surrogates, which no JSON holds."""
    return filename.encode("utf-8", "backslashreplace").decode()
