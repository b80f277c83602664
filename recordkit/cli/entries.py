"""Entries, notes, events, numbers and people as the command line's JSON names them: instants ISO 8601 with offset, days ISO."""

from datetime import datetime

from recordkit.actions.look_up import Shown
from recordkit.archive.numbers import Number
from recordkit.domain.chain import Line
from recordkit.domain.entry import Entry, Event, Version
from recordkit.domain.tiers import Person
from recordkit.office import Office


def plain_entry(office: Office, entry: Entry) -> dict[str, object]:
    """Return one entry; its instants are in the office's zone."""
    return {
        "name": entry.name,
        "type": entry.type,
        "day": entry.day.isoformat(),
        "number": entry.number,
        "department": entry.department,
        "period": entry.period,
        "title": entry.title,
        "person": entry.person,
        "received": local(office, entry.received),
        "doubtful": entry.doubtful,
        "withdrawn": entry.withdrawn,
        "versions": [plain_version(office, version) for version in entry.versions],
    }


def plain_version(office: Office, version: Version) -> dict[str, object]:
    """Return one version; `size` in bytes."""
    return {
        "version": version.version,
        "path": version.path,
        "sha256": version.sha256,
        "size": version.size,
        "by": version.by,
        "at": local(office, version.at),
        "received": local(office, version.received),
    }


def plain_shown(office: Office, shown: Shown) -> dict[str, object]:
    """Return one entry with its values and its notes."""
    notes = [
        {"at": local(office, note.at), "by": note.by, "values": dict(values)} for note, values in shown.notes
    ]
    values = None if shown.values is None else dict(shown.values)
    return {**plain_entry(office, shown.entry), "values": values, "notes": notes}


def plain_event(office: Office, line: Line, event: Event) -> dict[str, object]:
    """Return one event with its commit's seq and instant."""
    return {"seq": line.seq, "at": local(office, line.at), **event}


def plain_number(office: Office, number: Number) -> dict[str, object]:
    """Return one number that is held."""
    return {
        "name": office.text(number.name),
        "state": number.state.value,
        "by": number.by,
        "at": local(office, number.at),
        "reason": number.reason,
    }


def plain_person(person: Person) -> dict[str, object]:
    """Return one person."""
    return {
        "login": person.login,
        "name": person.name,
        "tier": person.tier.key,
        "department": person.department,
    }


def local(office: Office, at: datetime) -> str:
    """Return an instant in the office's zone, ISO 8601 with its offset."""
    return at.astimezone(office.zone).isoformat()


def clock(office: Office, at: datetime) -> str:
    """Return an instant as people read it, by the office's clock: 2026-11-06 10:00."""
    return at.astimezone(office.zone).strftime("%Y-%m-%d %H:%M")
