"""Look entries up: one with all that is known of it, its events, or those that words find."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from recordkit.actions.seen import entry_seen, found_by, values_seen
from recordkit.domain.chain import Line
from recordkit.domain.entry import Entry, Event, Note
from recordkit.domain.fields import Kind
from recordkit.domain.masking import FREE, mask_alike, mask_values, masked_texts
from recordkit.domain.nearest import nearest
from recordkit.domain.record import read_back
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.tiers import Act
from recordkit.domain.values import plain
from recordkit.errors import NoEntry
from recordkit.office import Office


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as it is shown: masked values for a sensitive type, and what happened later (R83)."""

    entry: Entry
    values: Mapping[str, object] | None
    notes: tuple[tuple[Note, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; days are those of the names, both included."""

    words: str = ""
    type: str | None = None
    department: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 50


def entry_of(office: Office, name: str) -> Entry:
    """Return the entry of that name, in any date style; raises NoEntry with the nearest name."""
    entry = office.archive.entry(office.reading(), name)
    if entry is not None:
        return entry
    word = name.partition("-")[0]
    known = [found.name for found in find(office, Query(word, limit=200))]
    raise NoEntry(name=name, suggestion=did_you_mean(nearest(name, known)))


def show(office: Office, name: str, at: datetime) -> Shown:
    """Return one entry with its values and notes, masked where its type is sensitive; that read is journalled."""
    entry = entry_of(office, name)
    rtype = office.types.get(entry.type)
    permit = office.permit(Act.READ, entry.name, at)
    values = values_seen(office, permit, entry)
    if rtype.sensitive:
        office.archive.looked(permit, entry.name, at)
    notes = tuple(
        (note, _masked(office, rtype, said, values or {}))
        for note, said in office.archive.notes(permit, entry.name)
    )
    return Shown(entry_seen(office, entry, values), values, notes)


def find(office: Office, query: Query) -> list[Entry]:
    """Return the entries whose name or values hold the words, newest first; sensitive types by their masked values only."""
    wanted = query.limit
    while True:
        found = _found(office, query, wanted)
        permit = office.reading()
        seen = [found_by(office, permit, entry, query.words) for entry in found]
        shown = [entry for entry in seen if entry is not None]
        if len(shown) >= query.limit or len(found) < wanted:
            return shown[: query.limit]
        wanted *= 4  # some of them hold the words only where nobody may look


def _found(office: Office, query: Query, limit: int) -> list[Entry]:
    return office.archive.find(
        office.reading(),
        query.words,
        type=office.types.get(query.type).key if query.type else None,
        department=query.department,
        since=query.since,
        until=query.until and query.until + timedelta(days=1),
        limit=limit,
    )


def log(office: Office, name: str | None) -> Iterator[tuple[Line, Event]]:
    """Return the events of one entry, or of all, oldest first."""
    return office.archive.log(office.reading(), entry_of(office, name).name if name else None)


def _masked(
    office: Office, rtype: RecordType, said: Mapping[str, object], record: Mapping[str, object]
) -> Mapping[str, object]:
    """Return a note's values, masked where the type is sensitive by what its masked `record` hides (R83)."""
    if not rtype.sensitive:
        return said
    shown = mask_values(rtype, read_back(rtype, said, office.zone))
    known = list(masked_texts(rtype.fields, record))
    free = {field.key for field in rtype.moments if field.mask == FREE or field.kind is Kind.LONGTEXT}
    return {
        key: mask_alike(str(value), known) if key in free else plain(value)
        for key, value in shown.items()
        if value is not None
    }
