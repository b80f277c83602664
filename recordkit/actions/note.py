"""Note what happened to a record later: the moments that its type declares (LIFE.md), of the record or of a row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from recordkit.actions.look_up import entry_of
from recordkit.domain.checks import Scope, check_fields
from recordkit.domain.entry import Entry
from recordkit.domain.facts import facts_noted
from recordkit.domain.findings import Finding, errors
from recordkit.domain.moments import Place, called, names_of, overlaid, place_in
from recordkit.domain.nearest import nearest
from recordkit.domain.record import read_back
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.tiers import Act
from recordkit.domain.values import BadValue, Setting, plain, read_value, shown
from recordkit.office import Office


@dataclass(frozen=True, slots=True)
class Noted:
    """The entry with its new note, or the findings that kept it from being noted."""

    entry: Entry
    values: Mapping[str, object]
    findings: tuple[Finding, ...]


def note(office: Office, name: str, given: Mapping[str, str], at: datetime) -> Noted:
    """Note moments of a record (KEY=VALUE, TABLE.ROW.COLUMN=VALUE; machine names or labels); staff for their own cases."""
    entry = entry_of(office, name)
    permit = office.permit(Act.NOTE, entry.name, at, own=is_own(office, entry))
    rtype = office.types.get(entry.type)
    before = _before(office, rtype, entry)
    values, findings = _read(office, rtype, before, given)
    bad = frozenset(finding.path for finding in findings if finding.path)
    after = overlaid(rtype, before, values)
    findings += _checked(office, rtype, after, values, bad, at)
    if errors(findings) or not values:
        return Noted(entry, values, tuple(findings))
    said = {key: plain(value) for key, value in values.items()}
    told = facts_noted(rtype, values, after, entry.day)
    return Noted(office.archive.note(permit, entry.name, said, at, facts=told), values, tuple(findings))


def is_own(office: Office, entry: Entry) -> bool:
    """Return True if the acting person filed the record: their own case."""
    return office.person.login in {entry.person, *(version.by for version in entry.versions)}


def _before(office: Office, rtype: RecordType, entry: Entry) -> dict[str, object]:
    """Return the record's values as they stand with all its notes."""
    reading = office.reading()
    values = read_back(rtype, office.archive.record(reading, entry.name) or {}, office.zone)
    for _, said in office.archive.notes(reading, entry.name):
        values = overlaid(rtype, values, read_back(rtype, said, office.zone))
    return values


def _read(
    office: Office, rtype: RecordType, before: Mapping[str, object], given: Mapping[str, str]
) -> tuple[dict[str, object], list[Finding]]:
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for key, raw in given.items():
        place = place_in(rtype, overlaid(rtype, before, values), key)
        if isinstance(place, Finding):
            findings.append(place.placed(value=raw))
            continue
        if place is None:
            findings.append(_unknown(rtype, key, raw))
            continue
        try:
            values |= _named(place) | {place.key: read_value(place.field, raw, Setting(office.zone))}
        except BadValue as fault:
            facts = {"label": place.field.label, **fault.facts}
            findings.append(Finding(fault.code, path=place.key, value=shown(raw), facts=facts))
    return values, findings


def _named(place: Place) -> dict[str, object]:
    """Return what a new row is called by, noted with its first moment."""
    return {} if place.named is None else {place.named[0]: place.named[1]}


def _unknown(rtype: RecordType, key: str, raw: str) -> Finding:
    close = nearest(key, names_of(rtype))
    listing = "、".join(called(rtype))
    return Finding(
        "key_unknown", path=key, value=raw, facts={"key": key, "nearest": did_you_mean(close, listing)}
    )


def _checked(
    office: Office,
    rtype: RecordType,
    after: Mapping[str, object],
    values: Mapping[str, object],
    bad: frozenset[str],
    at: datetime,
) -> list[Finding]:
    """Check the moments against the record that they belong to (a reply after seven days is a warning, R42).

    A moment that is `bad` counts as not given, whatever the record says of it: one mistake gives one finding.
    """
    around = {**after, **dict.fromkeys(key for key in bad if "." not in key)}
    heads = {key.partition(".")[0] for key in values}
    fields = [field for field in rtype.fields if field.key in heads]
    found = check_fields(fields, Scope(around, bad, at.astimezone(office.zone), office.config.departments))
    noted = {_path(key) for key in values}
    wrong = {finding.path for finding in errors(found)}
    return [
        finding
        for finding in found
        if finding.path in noted and (finding.severity == "error" or finding.path not in wrong)
    ]


def _path(key: str) -> str:
    """Return the path by which a check calls what a note calls resolutions.2.done_on: resolutions[2].done_on."""
    parts = key.split(".")
    return f"{parts[0]}[{parts[1]}].{parts[2]}" if len(parts) == 3 else key
