"""Take one document in: check everything, then move anything (law 8). The watcher and `file` both do this.

name -> type -> content -> who, department, period -> number -> archive. Every fault is a finding with its sentence.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.agree import disagreement
from recordkit.actions.filing import masked_plain, may_not_replace, title_of
from recordkit.actions.look import Look, Question, look
from recordkit.actions.outcome import Outcome
from recordkit.actions.unwritten import still_unwritten
from recordkit.archive.filing import Filed, Filing
from recordkit.documents.embedding import Embedded
from recordkit.domain.entry import Entry
from recordkit.domain.facts import facts_filed
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import InvalidName, Stem, parse
from recordkit.domain.periods import last_ended
from recordkit.domain.record import natural_key
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Act, Permit, Person, Tier
from recordkit.errors import AlreadyFiled, NumberTaken, RecordkitError, UnknownType
from recordkit.inbox.identify import Identified, identify
from recordkit.inbox.settle import unfinished_finding
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
    permit = permit_to_file(office, arrival, verdict.filing, at)
    [result] = office.archive.file_all([(permit, verdict.filing)], at)
    return became(office, arrival, verdict, result, at)


def judge(
    office: Office,
    arrival: Arrival,
    at: datetime,
    *,
    named: Identified | None = None,
    looked: Look | None = None,
) -> Verdict:
    """Return whether the document would be filed, and as what; nothing is changed.

    `named` and `looked` are what was found out before, which is then not done again.
    """
    named = named or read_name(office, arrival.filename, at)
    if errors(named.findings) or named.word is None or named.stem is None:
        return Verdict(named.findings)
    rtype = office.types.get(named.word)
    found = looked or look(Question(arrival.path, named.extension, rtype))
    if found.unfinished is not None:
        return Verdict((*named.findings, unfinished_finding(found.unfinished)))
    if errors(found.findings):
        return Verdict((*named.findings, *found.findings))
    document = _Document(rtype, named, named.stem, found.sha256, found.carried)
    findings = [*named.findings, *found.findings, *_told_apart(office, arrival, document)]
    if errors(findings):
        return Verdict(tuple(findings))
    return _described(office, arrival, document, findings)


def became(
    office: Office, arrival: Arrival, verdict: Verdict, result: Filed | RecordkitError, at: datetime
) -> Outcome:
    """Return what the archive made of a judged document; raises the refusals that are nobody's fault (SourceChanged …)."""
    if isinstance(result, (NumberTaken, AlreadyFiled)):
        return _refused(arrival, verdict, _kept_out(office, arrival, result, at))
    if isinstance(result, RecordkitError):
        raise result
    entry = result.entry
    return Outcome(
        arrival.filename,
        result.status,
        entry.name,
        entry.current.sha256,
        _repaired(arrival, entry, verdict.findings),
        arrival.person.login,
    )


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
    sha256: str
    carried: Embedded | None


def _told_apart(office: Office, arrival: Arrival, document: _Document) -> list[Finding]:
    """Find what is another type than its name says, what is filed already, and what was edited by hand."""
    rtype, named, carried = document.rtype, document.named, document.carried
    if carried is not None and carried.type != rtype.key:
        facts = {"word": rtype.word, "found": _word(office, carried.type)}
        return [Finding("type_differs", value=named.canonical, facts=facts)]
    if (another := _another_name(office, named, carried)) is not None:
        return [another]
    twin = office.archive.with_sha(office.reading(), document.sha256)
    if twin is not None and twin.withdrawn is None and not _same_name(twin, rtype, named.stem):
        return [Finding("duplicate_content", facts={"name": twin.name})]
    if carried is None:
        return []
    content = arrival.path.read_bytes()
    if (waiting := still_unwritten(rtype, carried, content)) is not None:
        return [waiting]
    what = disagreement(office, rtype, carried, content)
    return [] if what is None else [Finding("record_disagrees", severity="warning", facts={"what": what})]


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
    department = department_of(office, arrival, rtype, carried)
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
        facts=facts_filed(rtype, values or {}, document.stem.day) | ({"edited": True} if hand_edited else {}),
    )
    return Verdict(tuple(findings), filing)


def department_of(
    office: Office, arrival: Arrival, rtype: RecordType, carried: Embedded | None
) -> str | None:
    """Return the department: the document's own, else the sub-folder, else the person's (INTAKE.md, Identity)."""
    if carried is not None and carried.department:
        return carried.department
    known = office.config.departments
    if arrival.folder and (not known or arrival.folder in known):
        return arrival.folder
    return arrival.person.department if rtype.rules_owed else None


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
    period, late = last_ended(rtype.period_kind, document.stem.day), False
    if rtype.deadline is not None:
        period, late = rtype.deadline.reported(document.stem.day)
    taken = any(
        entry.period == str(period) and entry.withdrawn is None
        for entry in office.archive.entries(office.reading(), type=rtype.key, department=department)
    )
    return str(period), late or taken


def _standing(office: Office, stem: Stem) -> Entry | None:
    """Return the entry that is filed under that name already."""
    return None if stem.number is None else office.archive.entry(office.reading(), stem.named(stem.number))


def permit_to_file(office: Office, arrival: Arrival, filing: Filing, at: datetime) -> Permit:
    """Return the permit to file, or to replace when that name is filed and the person's tier allows it."""
    if arrival.reason is not None:
        return office.permit_of(arrival.person, Act.RECEIVED, arrival.filename, at)
    if arrival.person.tier >= Tier.SUPERVISOR:
        standing = _standing(office, Stem(filing.word, filing.day, filing.number))
        if standing is not None:
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
