"""Generate documents from structured input: draft, permit, name, render, and file when asked (COMMANDS.md).

One direction, no way back: a bad record is listed and the good ones go on; the same record again gets its same name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from recordkit.actions.draft import Drafted, draft_input
from recordkit.actions.filing import filing_of, may_not_replace
from recordkit.actions.mark import mark
from recordkit.actions.render import register, render, shown
from recordkit.actions.report import Wanted as Report
from recordkit.actions.report import completion, draft_report
from recordkit.actions.unmade import Unmade, told
from recordkit.archive.filing import Filing, Wanted
from recordkit.domain.findings import Finding
from recordkit.domain.naming import Name
from recordkit.domain.record import Record, name_day, natural_key
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Act, Permit, Tier
from recordkit.domain.unfinished import unwritten
from recordkit.errors import AlreadyFiled, FiledOnly, PurposeMissing, RenderFault, TooLarge
from recordkit.inbox.output import write_beside
from recordkit.office import Office
from recordkit.wording import Lang

Status = Literal["generated", "filed"]


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are to be made; `out` is the folder for them, `reserver` whose the numbers are (None: who acts)."""

    out: Path
    lang: Lang = "zh"
    file: bool = False
    full: bool = False
    purpose: str | None = None
    day: date | None = None
    period: str | None = None
    department: str | None = None
    reserver: Permit | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document made: its name, where it lies, whether it is filed, and what kept it from being filed."""

    name: str
    path: Path
    status: Status
    record: Record
    kept: Path | None = None
    finding: Finding | None = None

    def plain(self) -> dict[str, object]:
        """Return it as the command line's JSON contract names it."""
        return {"name": self.name, "path": str(self.path), "status": self.status}


@dataclass(frozen=True, slots=True)
class Generated:
    """What became of the inputs: the documents, how many records were read and rejected, and every finding."""

    documents: tuple[Document, ...]
    records: int
    rejected: int
    findings: tuple[Finding, ...]
    annotated: tuple[Path, ...] = field(default=())


def generate(office: Office, key: str, inputs: Sequence[Path], options: Options, at: datetime) -> Generated:
    """Make the documents of type `key` from `inputs`, one a record, or one register for all rows.

    Without inputs, a report of `options.period` and `options.department` is drafted from the archive's figures.
    Raises UnknownType, FiledOnly, TierRefused, PurposeMissing, BadTemplate; faults in the data come back as findings.
    """
    rtype = office.types.get(key)
    if rtype.filed_only:
        raise FiledOnly(word=rtype.word)
    _demand_full(office, rtype, options, at)
    drafted = _drafted(office, rtype, inputs, options, at)
    records = _records(office, rtype, drafted, options, at)
    made = list(attempts(office, rtype, records, options, at)) if records else []
    drafted = told(drafted, rtype, [one for one in made if isinstance(one, Unmade)])
    documents = tuple(one for one in made if isinstance(one, Document))
    return Generated(
        documents,
        sum(one.total for one in drafted),
        sum(one.rejected for one in drafted),
        (
            *(finding for one in drafted for finding in one.findings),
            *(made.finding for made in documents if made.finding is not None),
        ),
        tuple(_write_marked(one, options) for one in drafted if one.findings and one.path.name),
    )


def _drafted(
    office: Office, rtype: RecordType, inputs: Sequence[Path], options: Options, at: datetime
) -> list[Drafted]:
    """Draft every input, a report's figures filled in; a report without input is drafted from its figures alone."""
    if not inputs:
        return [draft_report(office, rtype, Report(options.period, options.department), at)]
    given, complete = _given(rtype, options), completion(office, rtype, at)
    return [draft_input(office, rtype, path, at, given=given, complete=complete) for path in inputs]


def make(
    office: Office, rtype: RecordType, records: Sequence[Record], options: Options, at: datetime
) -> Iterator[Document]:
    """Yield the documents of sound records, as `attempts` does; raises RenderFault, TooLarge for what cannot be made."""
    for one in attempts(office, rtype, records, options, at):
        if isinstance(one, Unmade):
            raise one.fault
        yield one


def attempts(
    office: Office, rtype: RecordType, records: Sequence[Record], options: Options, at: datetime
) -> Iterator[Document | Unmade]:
    """Yield what became of sound records: numbers reserved in one commit, each rendered and written to `out`.

    A record that its template cannot take keeps its number, and the others go on.
    """
    permit = options.reserver or office.permit(Act.RESERVE, None, at)
    names = office.archive.reserve(
        permit, [_wanted(office, rtype, record, options, at) for record in records], at
    )
    for index, (record, name) in enumerate(zip(records, names, strict=True)):
        as_shown = shown(office, rtype, record, name, at)
        try:
            content = render(office, as_shown, name)
        except (RenderFault, TooLarge) as fault:
            yield Unmade(index, office.text(name), fault)
        else:
            yield _keep_one(office, as_shown, name, content, options, at)


def _write_marked(drafted: Drafted, options: Options) -> Path:
    """Write the input with its bad cells marked beside the documents, and return where."""
    copy = mark(drafted, options.lang)
    return write_beside(options.out, f"{drafted.path.name}.findings.xlsx", copy).path


def _keep_one(
    office: Office, record: Record, name: Name, content: bytes, options: Options, at: datetime
) -> Document:
    """Write one document, and file it when asked; an unmasked one is journalled first (R83)."""
    rtype = office.types.get(record.type)
    if options.full:
        permit = office.permit(Act.READ_FULL, str(name), at, rtype=rtype)
        office.archive.disclosed(permit, name, options.purpose or "", at)
    written = write_beside(options.out, f"{office.text(name)}.{rtype.output}", content)
    refused = _filed(office, record, name, content, at) if options.file else None
    status: Status = "filed" if options.file and refused is None else "generated"
    return Document(office.text(name), written.path, status, record, written.kept, refused)


def _filed(office: Office, record: Record, name: Name, content: bytes, at: datetime) -> Finding | None:
    """File the document, or say why not: a draft that waits for somebody's words is never filed."""
    rtype = office.types.get(record.type)
    labels = unwritten(rtype, record.values)
    if labels:
        return Finding("report_unfinished", facts={"name": office.text(name), "fields": labels})
    return _file(office, filing_of(office, rtype, record, name, content, at), name, at)


def _file(office: Office, filing: Filing, name: Name, at: datetime) -> Finding | None:
    """File it, as a new version where its name is filed with other content and the person may replace it (R3)."""
    standing = office.archive.entry(office.reading(), name)
    act = Act.REVISE if standing is not None and office.person.tier >= Tier.SUPERVISOR else Act.FILE
    try:
        office.archive.file(office.permit(act, str(name), at), filing, at)
    except AlreadyFiled:
        office.archive.refused(office.person, Act.REVISE, str(name), at)
        return may_not_replace(office, office.person, name)
    return None


def _records(
    office: Office, rtype: RecordType, drafted: Sequence[Drafted], options: Options, at: datetime
) -> list[Record]:
    sound = [record for one in drafted for record in one.records]
    if rtype.view_of is None or not sound:
        return sound
    return [register(office, rtype, sound, at, full=options.full or not rtype.masked)]


def _wanted(office: Office, rtype: RecordType, record: Record, options: Options, at: datetime) -> Wanted:
    day = options.day or name_day(rtype, record, at.astimezone(office.zone).date())
    return Wanted(rtype.key, rtype.word, day, natural_key(rtype, record.plain(), masked=record.masked))


def _given(rtype: RecordType, options: Options) -> dict[str, object]:
    given = {rtype.period_field: options.period, rtype.department_field: options.department}
    return {key: value for key, value in given.items() if key is not None and value is not None}


def _demand_full(office: Office, rtype: RecordType, options: Options, at: datetime) -> None:
    """Ask for the tier and the purpose of an unmasked copy, before anything is made (R83)."""
    if options.full:
        if not (options.purpose or "").strip():
            raise PurposeMissing
        office.permit(Act.READ_FULL, rtype.word, at, rtype=rtype)
