"""Reserving numbers and filing documents: steps 3 and 4 of the protocol (ARCHIVE.md), decided under the lock.

- the same key gets the same name, the same bytes under the same name are filed once
- a name that is filed takes other bytes only as a new version, from whoever may replace (R3)
- the journal is told paths, hashes and identity; values lie in the record beside the document
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from recordkit.archive.ground import Ground
from recordkit.archive.layout import content_key, record_key
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import Claim, refusal
from recordkit.archive.store.source import Source
from recordkit.archive.store.store import Staged
from recordkit.domain.chain import canonical, sha256
from recordkit.domain.entry import Entry, Event, Verb, filed_event
from recordkit.domain.naming import Name
from recordkit.domain.tiers import Act, Permit
from recordkit.errors import AlreadyFiled, NumberTaken, RecordkitError

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
    and gives no right; `facts` are what the journal may tell of the record (plain JSON, no patient's personal data), for the
    duties that hang on it; `reason` says why `received` was set by hand, and wants Act.RECEIVED.
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
    facts: Mapping[str, object] = field(default_factory=dict)
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
        ground, events, names = Ground(ledger.tables()), list[Event](), list[Name]()
        for one in wanted:
            key = _hashed(one.key)
            name = ground.given(one.word, key)
            if name is None:
                name = ground.free(one.word, one.day)
                event = {"verb": Verb.RESERVED.value, "by": person.login, "name": ledger.spelled(name)}
                events.append({**event, "type": one.type, "key": key})
                ground.tell(name, events[-1], at)
            names.append(name)
        return events, names

    return ledger.commit(at, decide)


def file(ledger: Ledger, permit: Permit, filing: Filing, at: datetime) -> Filed:
    """File the document under its number, as a new version, or not again; raises NumberTaken, AlreadyFiled, SourceChanged."""
    (result,) = file_all(ledger, [(permit, filing)], at)
    if isinstance(result, RecordkitError):
        raise result
    return result


def file_all(
    ledger: Ledger, items: Sequence[tuple[Permit, Filing]], at: datetime
) -> list[Filed | RecordkitError]:
    """File many documents in one commit, as if one after another; what is refused of one is its own result.

    Raises OSError when the archive's disk fails: then nothing is filed.
    """
    for permit, filing in items:
        permit.demand(*([Act.RECEIVED] if filing.reason is not None else _FILING))
    with ledger.staged([filing.source for _, filing in items]) as staged:
        return ledger.commit(at, lambda: _decided(ledger, list(zip(items, staged, strict=True)), at))


_FILING = (Act.FILE, Act.REVISE, Act.RECEIVED)
_Item = tuple[tuple[Permit, Filing], Staged | RecordkitError]


def _decided(
    ledger: Ledger, items: Sequence[_Item], at: datetime
) -> tuple[list[Event], list[Filed | RecordkitError]]:
    ground, events, results = Ground(ledger.tables()), list[Event](), list[Filed | RecordkitError]()
    for (permit, filing), content in items:
        try:
            name, status = _ruled(ledger, ground, (permit, filing), content)
        except RecordkitError as refusal:
            results.append(refusal)
            continue
        if status != "duplicate":
            assert isinstance(content, Staged)
            events.append(
                _filed(ledger, filing, name, _Copy(content, _next(ground, name), permit.person.login))
            )
            ground.tell(name, events[-1], at)
        entry = ground.entry(name)
        assert entry is not None
        results.append(Filed(status, entry))
    return events, results


def _ruled(
    ledger: Ledger, ground: Ground, asked: tuple[Permit, Filing], content: Staged | RecordkitError
) -> tuple[Name, Status]:
    """Return under which name this is filed, and as what; raises why it is not."""
    if isinstance(content, RecordkitError):
        raise content
    permit, filing = asked
    name = _name(ledger, ground, filing, permit.person.login)
    entry = ground.entry(name)
    if entry is None:
        return name, "filed"
    if any(version.sha256 == content.sha256 for version in entry.versions):
        return name, "duplicate"
    if permit.act is Act.FILE:
        raise AlreadyFiled(name=entry.name)
    return name, "version"


def _next(ground: Ground, name: Name) -> int:
    entry = ground.entry(name)
    return 1 if entry is None else len(entry.versions) + 1


def number_fault(
    ledger: Ledger, wanted: Name, claim: Claim, ground: Ground | None = None
) -> NumberTaken | None:
    """Return the refusal of this number to this claimant, or None where it may be filed."""
    ground = ground or Ground(ledger.tables())
    free = ground.free(wanted.word, wanted.day)
    reason = refusal(wanted, claim, ground.holder(wanted), free)
    if reason is None:
        return None
    return NumberTaken(name=ledger.spelled(wanted), reason=reason, free=ledger.spelled(free))


def _name(ledger: Ledger, ground: Ground, filing: Filing, login: str) -> Name:
    """Return the name to file under: the number given, else the key's, else the next free one; raises NumberTaken."""
    key = filing.key and _hashed(filing.key)
    if filing.number is not None:
        name = Name(filing.word, filing.day, filing.number)
    else:
        held = ground.given(filing.word, key) if key else None
        name = held or ground.free(filing.word, filing.day)
    fault = number_fault(ledger, name, Claim(login, key or None), ground)
    if fault is not None:
        raise fault
    return name


@dataclass(frozen=True, slots=True)
class _Copy:
    """Which version of its record a staged content becomes, and who files it."""

    content: Staged
    version: int
    login: str


def _filed(ledger: Ledger, filing: Filing, name: Name, copy: _Copy) -> Event:
    """Put the content and its record, and return the event that says so."""
    style, spelled = ledger.about.style, ledger.spelled(name)
    content = ledger.put(content_key(name, style, filing.extension, copy.version), copy.content)
    stored: dict[str, object] = {
        "version": copy.version,
        "path": content.key,
        "sha256": content.sha256,
        "size": content.size,
        "received": filing.received,
    }
    if filing.record is not None:
        values = canonical(_record(filing, spelled, copy.version))
        record = ledger.put(record_key(name, style, copy.version), values)
        stored |= {"record_path": record.key, "record_sha256": record.sha256, "record_size": record.size}
    return filed_event(spelled, copy.login, stored, _identity(filing, name))


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
        "facts": dict(filing.facts) or None,
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
