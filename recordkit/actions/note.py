"""Note what happened to a record later: the moments that its type declares (LIFE.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from recordkit.actions.look_up import entry_of
from recordkit.domain.checks import Scope, check_fields
from recordkit.domain.entry import Entry
from recordkit.domain.findings import Finding, errors
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
    """Note moments of a record (KEY=VALUE, keys as machine names or labels); staff for their own cases, supervisors for all."""
    entry = entry_of(office, name)
    permit = office.permit(Act.NOTE, entry.name, at, own=is_own(office, entry))
    rtype = office.types.get(entry.type)
    values, findings = _read(office, rtype, given)
    bad = frozenset(finding.path for finding in findings if finding.path)
    findings += _checked(office, rtype, entry, values, bad, at)
    if errors(findings) or not values:
        return Noted(entry, values, tuple(findings))
    said = {key: plain(value) for key, value in values.items()}
    return Noted(office.archive.note(permit, entry.name, said, at), values, tuple(findings))


def is_own(office: Office, entry: Entry) -> bool:
    """Return True if the acting person filed the record: their own case."""
    return office.person.login in {entry.person, *(version.by for version in entry.versions)}


def _read(
    office: Office, rtype: RecordType, given: Mapping[str, str]
) -> tuple[dict[str, object], list[Finding]]:
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for key, raw in given.items():
        field = next((moment for moment in rtype.moments if moment.called(key)), None)
        if field is None:
            close = nearest(key, [name for moment in rtype.moments for name in moment.names()])
            listing = "、".join(f"{moment.key}({moment.label.zh})" for moment in rtype.moments)
            facts = {"key": key, "nearest": did_you_mean(close, listing)}
            findings.append(Finding("key_unknown", path=key, value=raw, facts=facts))
            continue
        try:
            values[field.key] = read_value(field, raw, Setting(office.zone))
        except BadValue as fault:
            facts = {"label": field.label, **fault.facts}
            findings.append(Finding(fault.code, path=field.key, value=shown(raw), facts=facts))
    return values, findings


def _checked(
    office: Office,
    rtype: RecordType,
    entry: Entry,
    values: Mapping[str, object],
    bad: frozenset[str],
    at: datetime,
) -> list[Finding]:
    """Check the moments against the record that they belong to (a reply after seven days is a warning, R42).

    A moment that is `bad` counts as not given, whatever the record says of it: one mistake gives one finding.
    """
    stored = office.archive.record(office.reading(), entry.name) or {}
    around = {**read_back(rtype, stored, office.zone), **values, **dict.fromkeys(bad)}
    moments = [moment for moment in rtype.moments if moment.key in values]
    return check_fields(moments, Scope(around, bad, at.astimezone(office.zone), office.config.departments))
