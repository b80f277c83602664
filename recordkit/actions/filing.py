"""What the archive is told of a document: its identity, its record, and whose claim is whose."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from recordkit.archive.filing import Filing
from recordkit.domain.facts import facts_filed
from recordkit.domain.findings import Finding
from recordkit.domain.masking import mask_register, mask_values
from recordkit.domain.naming import Name
from recordkit.domain.record import Record, natural_key, read_back
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Person
from recordkit.domain.values import plain
from recordkit.office import Office


def filing_of(
    office: Office, rtype: RecordType, record: Record, name: Name, source: bytes | Path, at: datetime
) -> Filing:
    """Return the filing of a document that recordkit just made from `record`, received now."""
    values = record.plain()
    return Filing(
        type=rtype.key,
        word=rtype.word,
        day=name.day,
        number=name.number,
        extension=rtype.output,
        source=source,
        received=at,
        record=values,
        masked=masked_plain(office, rtype, values, already=record.masked),
        department=_said(values, rtype.department_field)
        or (office.person.department if rtype.duties else None),
        period=_said(values, rtype.period_field),
        title=title_of(office, rtype, values, already=record.masked),
        person=office.person.login,
        key=natural_key(rtype, values, masked=record.masked),
        facts=facts_filed(rtype, values, name.day),
    )


def masked_plain(
    office: Office, rtype: RecordType, values: Mapping[str, object], *, already: bool
) -> Mapping[str, object] | None:
    """Return the plain values that may be searched and listed for a sensitive type; None where all of them may (R83)."""
    if not rtype.sensitive:
        return None
    if already:
        return values
    typed = read_back(rtype, values, office.zone)
    source = office.types.get(rtype.view_of) if rtype.view_of else None
    hidden = mask_values(rtype, typed) if source is None else mask_register(rtype, source, typed)
    return {key: plain(value) for key, value in hidden.items() if value is not None}


def title_of(office: Office, rtype: RecordType, values: Mapping[str, object], *, already: bool) -> str | None:
    """Return the words that name the record in lists, masked for a sensitive type."""
    listed = masked_plain(office, rtype, values, already=already) or values
    words = [str(plain(listed[key])) for key in rtype.title if listed.get(key) not in (None, "", [])]
    return " ".join(words) or None


def may_not_replace(office: Office, person: Person, name: Name) -> Finding:
    """Return the finding that a filed document is a supervisor's to replace (R3)."""
    free = office.archive.free(name.word, name.day)
    facts = {
        "name": office.text(name),
        "who": person.name,
        "tier": person.tier.label,
        "free": office.text(free),
    }
    return Finding("may_not_replace", facts=facts)


def _said(values: Mapping[str, object], key: str | None) -> str | None:
    value = values.get(key) if key else None
    return None if value is None else str(value)
