"""Take one document in: check everything, then move anything (law 8). The watcher and `file` both do this.

name -> type -> content -> who, department, period -> number -> archive. Every fault is a finding with its sentence.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.agree import disagreement
from recordkit.actions.filing import masked_plain, may_not_replace, title_of
from recordkit.actions.outcome import Outcome
from recordkit.archive.filing import Filing
from recordkit.documents.embedding import Embedded, embedded
from recordkit.domain.chain import sha256
from recordkit.domain.entry import Entry
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import InvalidName, Stem, parse
from recordkit.domain.periods import last_ended
from recordkit.domain.record import natural_key
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Act, Permit, Person, Tier
from recordkit.errors import AlreadyFiled, NotReadable, NumberTaken, TooLarge, UnknownType
from recordkit.inbox.contents import examine
from recordkit.inbox.identify import Identified, identify
from recordkit.office import Office


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that wants in: where it lies, what it was called, who brought it, when it was received."""

    path: Path
    filename: str
    person: Person
    received: datetime
    folder: str | None = None
    reason: str | None = None
    dropped: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found: the filing, or the errors that keep it out."""

    findings: tuple[Finding, ...]
    filing: Filing | None = None


def intake(office: Office, arrival: Arrival, at: datetime) -> Outcome:
    """File one document, or say why not; the source is left where it lies."""
    verdict = judge(office, arrival, at)
    if verdict.filing is None:
        return Outcome(arrival.filename, "rejected", findings=verdict.findings, person=arrival.person.login)
    try:
        filed = office.archive.file(_permit(office, arrival, verdict.filing, at), verdict.filing, at)
    except (NumberTaken, AlreadyFiled) as refusal:
        return _refused(arrival, verdict, _kept_out(office, arrival, refusal, at))
    entry = filed.entry
    return Outcome(
        arrival.filename,
        filed.status,
        entry.name,
        entry.current.sha256,
        _repaired(arrival, entry, verdict.findings),
        arrival.person.login,
    )


def judge(office: Office, arrival: Arrival, at: datetime) -> Verdict:
    """Return whether the document would be filed, and as what; nothing is changed."""
    named = read_name(office, arrival.filename, at)
    if errors(named.findings) or named.word is None or named.stem is None:
        return Verdict(named.findings)
    rtype = office.types.get(named.word)
    try:
        looked = examine(arrival.path, rtype, named.extension)
        if errors(looked.findings):
            return Verdict((*named.findings, *looked.findings))
        content = arrival.path.read_bytes()
        carried = None if named.extension == "pdf" else embedded(content)
    except (NotReadable, TooLarge) as refusal:
        unreadable = Finding("file_unreadable", facts={"reason": refusal.sentence(office.config.language)})
        return Verdict((*named.findings, unreadable))
    findings = [*named.findings, *looked.findings, *_told_apart(office, rtype, named, content, carried)]
    if errors(findings):
        return Verdict(tuple(findings))
    return _described(office, arrival, _Document(rtype, named, named.stem, carried), findings)


def read_name(office: Office, filename: str, at: datetime) -> Identified:
    """Return what a file name says, repaired where that is safe, or its findings with the nearest right name."""
    return identify(
        filename,
        {rtype.word: rtype.extensions for rtype in office.types},
        style=office.config.date_style,
        today=at.astimezone(office.zone).date(),
        repair_names=office.config.repair_names,
    )


@dataclass(frozen=True, slots=True)
class _Document:
    rtype: RecordType
    named: Identified
    stem: Stem
    carried: Embedded | None


def _told_apart(
    office: Office, rtype: RecordType, named: Identified, content: bytes, carried: Embedded | None
) -> list[Finding]:
    """Find what is another type than its name says, what is filed already, and what was edited by hand."""
    if carried is not None and carried.type != rtype.key:
        facts = {"word": rtype.word, "found": _word(office, carried.type)}
        return [Finding("type_differs", value=named.canonical, facts=facts)]
    if (another := _another_name(office, named, carried)) is not None:
        return [another]
    twin = office.archive.with_sha(office.reading(), sha256(content))
    if twin is not None and twin.withdrawn is None and not _same_name(twin, rtype, named.stem):
        return [Finding("duplicate_content", facts={"name": twin.name})]
    if carried is None or (what := disagreement(office, rtype, carried, content)) is None:
        return []
    return [Finding("record_disagrees", severity="warning", facts={"what": what})]


def _another_name(office: Office, named: Identified, carried: Embedded | None) -> Finding | None:
    """Find a document that bears another record's name: it is never filed as a version of that record."""
    try:
        own = None if carried is None else parse(carried.name)
    except InvalidName:
        return None
    stem = named.stem
    if own is None or stem is None:
        return None
    if (stem.word, stem.day) == (own.word, own.day) and stem.number in (None, own.number):
        return None
    nearest = f"{office.text(own)}.{named.extension}"
    return Finding("name_differs", value=named.canonical, facts={"own": office.text(own), "nearest": nearest})


def _word(office: Office, key: str) -> str:
    """Return what a type is called in file names; another office's type that is not here stays as it calls itself."""
    try:
        return office.types.get(key).word
    except UnknownType:
        return key


def _same_name(twin: Entry, rtype: RecordType, stem: Stem | None) -> bool:
    if stem is None:
        return False
    return (twin.type, twin.day) == (rtype.key, stem.day) and stem.number in (None, twin.number)


def _described(office: Office, arrival: Arrival, document: _Document, findings: list[Finding]) -> Verdict:
    rtype, carried = document.rtype, document.carried
    department = _department(office, arrival, rtype, carried)
    period, doubtful = _period(rtype, document, office, department)
    if rtype.deadline is not None and department is None:
        findings.append(Finding("department_missing", severity="warning", facts={"word": rtype.word}))
    if doubtful:
        findings.append(Finding("period_doubtful", severity="warning", value=period))
    hand_edited = any(finding.code == "record_disagrees" for finding in findings)
    values = dict(carried.values) if carried is not None else None
    masked = carried is not None and carried.masked
    filing = Filing(
        type=rtype.key,
        word=rtype.word,
        day=document.stem.day,
        number=document.stem.number,
        extension=document.named.extension,
        source=arrival.path,
        received=arrival.received,
        record=values,
        masked=None if values is None else masked_plain(office, rtype, values, already=masked),
        department=department,
        period=period,
        title=None if values is None else title_of(office, rtype, values, already=masked),
        person=arrival.person.login,
        claims={"edited": True} if hand_edited else {},
        doubtful=doubtful,
        source_name=None if rtype.sensitive else arrival.filename,
        key=None if values is None else natural_key(rtype, values, masked=masked),
        reason=arrival.reason,
    )
    return Verdict(tuple(findings), filing)


def _department(office: Office, arrival: Arrival, rtype: RecordType, carried: Embedded | None) -> str | None:
    """Return the department: the document's own, else the sub-folder, else the person's (INTAKE.md, Identity)."""
    if carried is not None and carried.department:
        return carried.department
    known = office.config.departments
    if arrival.folder and (not known or arrival.folder in known):
        return arrival.folder
    return arrival.person.department if rtype.deadline is not None else None


def _period(
    rtype: RecordType, document: _Document, office: Office, department: str | None
) -> tuple[str | None, bool]:
    """Return the reported period and whether it is in doubt: the document's own, else its entry's, else the last ended."""
    if rtype.period_kind is None:
        return None, False
    if document.carried is not None and document.carried.period:
        return document.carried.period, False
    standing = _standing(office, document.stem)
    if standing is not None and standing.period is not None:
        return standing.period, standing.doubtful
    period = last_ended(rtype.period_kind, document.stem.day)
    late = rtype.deadline is not None and document.stem.day > rtype.deadline.due(period)
    taken = any(
        entry.period == str(period) and entry.withdrawn is None
        for entry in office.archive.entries(office.reading(), type=rtype.key, department=department)
    )
    return str(period), late or taken


def _standing(office: Office, stem: Stem) -> Entry | None:
    """Return the entry that is filed under that name already."""
    return None if stem.number is None else office.archive.entry(office.reading(), stem.named(stem.number))


def _permit(office: Office, arrival: Arrival, filing: Filing, at: datetime) -> Permit:
    """Return the permit to file, or to replace when that name is filed and the person's tier allows it."""
    if arrival.reason is not None:
        return office.permit_of(arrival.person, Act.RECEIVED, arrival.filename, at)
    standing = _standing(office, Stem(filing.word, filing.day, filing.number))
    if standing is not None and arrival.person.tier >= Tier.SUPERVISOR:
        return office.permit_of(arrival.person, Act.REVISE, standing.name, at)
    if arrival.dropped:
        return office.inbox_permit(arrival.person)
    return office.permit_of(arrival.person, Act.FILE, arrival.filename, at)


def _kept_out(office: Office, arrival: Arrival, refusal: NumberTaken | AlreadyFiled, at: datetime) -> Finding:
    """Return why the archive did not take the document under its number; that it was refused is journalled."""
    name = parse(str(refusal.facts["name"]))
    act = Act.REVISE if isinstance(refusal, AlreadyFiled) else Act.FILE
    office.archive.refused(arrival.person, act, str(name), at)
    if isinstance(refusal, AlreadyFiled):
        return may_not_replace(office, arrival.person, name)
    free = office.text(parse(str(refusal.facts["free"])))
    return Finding("number_taken", value=arrival.filename, facts={**refusal.facts, "free": free})


def _refused(arrival: Arrival, verdict: Verdict, finding: Finding) -> Outcome:
    return Outcome(
        arrival.filename, "rejected", findings=(*verdict.findings, finding), person=arrival.person.login
    )


def _repaired(arrival: Arrival, entry: Entry, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings, what was said of the name replaced by what it became, where the two differ."""
    name = f"{entry.name}.{entry.current.path.rpartition('.')[2]}"
    if name == arrival.filename:
        return findings
    others = tuple(finding for finding in findings if not finding.code.startswith("name_"))
    repaired = Finding("name_repaired", severity="warning", value=arrival.filename, facts={"canonical": name})
    return (*others, repaired)
