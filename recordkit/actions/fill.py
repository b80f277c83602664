"""A filled-in form dropped into 填报/ comes back as documents in 生成/<date>/, its faults as the marked workbook in 退回/."""

from datetime import datetime
from pathlib import Path

from recordkit.actions.draft import Drafted, draft_input
from recordkit.actions.filing import title_of
from recordkit.actions.generate import Document, Options, attempts
from recordkit.actions.intake import Arrival
from recordkit.actions.made_lines import list_lines
from recordkit.actions.mark import mark
from recordkit.actions.outcome import Outcome
from recordkit.actions.render import register
from recordkit.actions.report import completion
from recordkit.actions.unmade import Unmade, told
from recordkit.documents.pages.made_list import Made
from recordkit.domain.findings import Finding, errors
from recordkit.domain.record import Record
from recordkit.domain.recordtype import RecordType
from recordkit.errors import NotReadable, TooLarge
from recordkit.inbox.layout import MADE, MARKED
from recordkit.inbox.quarantine import return_workbook
from recordkit.inbox.readers.guess import guess_type
from recordkit.office import Office
from recordkit.wording import Text


def fill(office: Office, arrival: Arrival, at: datetime) -> Outcome:
    """Make the documents that a dropped form asks for; the form itself stays where it lies, for the caller to put away."""
    try:
        rtype = guess_type(arrival.path, office.types)
        drafted = None if rtype is None else _drafted(office, rtype, arrival.path, at)
    except (NotReadable, TooLarge) as refusal:
        reason = Text(refusal.sentence("zh"), refusal.sentence("en"))
        return _returned(arrival, Finding("file_unreadable", facts={"reason": reason}))
    if rtype is None or drafted is None:
        return _returned(arrival, Finding("input_unknown"))
    folder = office.inbox / MADE / at.astimezone(office.zone).date().isoformat()
    made = _make(
        office,
        rtype,
        drafted.records,
        Options(out=folder, lang=office.config.language, reserver=office.form_permit(arrival.person)),
        at,
    )
    documents = [one for one in made if isinstance(one, Document)]
    [drafted] = told([drafted], rtype, [one for one in made if isinstance(one, Unmade)])
    list_lines(office, [_line(office, document, at) for document in documents])
    returned = None
    if errors(drafted.findings):
        copy = mark(drafted, office.config.language)
        stem = arrival.filename.rpartition(".")[0] or arrival.filename
        returned = return_workbook(office.inbox, arrival.folder, f"{stem}{MARKED}", copy)
    return Outcome(
        arrival.filename,
        "generated" if documents else "rejected",
        findings=drafted.findings,
        person=arrival.person.login,
        returned=None if returned is None else str(returned),
        documents=[str(document.path) for document in documents],
    )


def _drafted(office: Office, rtype: RecordType, path: Path, at: datetime) -> Drafted:
    return draft_input(office, rtype, path, at, complete=completion(office, rtype, at))


def _returned(arrival: Arrival, finding: Finding) -> Outcome:
    return Outcome(arrival.filename, "rejected", findings=(finding,), person=arrival.person.login)


def _make(
    office: Office, rtype: RecordType, records: tuple[Record, ...], options: Options, at: datetime
) -> list[Document | Unmade]:
    if not records:
        return []
    if rtype.view_of is not None:
        records = (register(office, rtype, records, at, full=False),)
    return list(attempts(office, rtype, records, options, at))


def _line(office: Office, document: Document, at: datetime) -> Made:
    rtype = office.types.get(document.record.type)
    values = document.record.plain()
    department = values.get(rtype.department_field) if rtype.department_field else None
    return Made(
        name=document.name,
        type=rtype.label,
        title=title_of(office, rtype, values, already=document.record.masked) or "",
        department=str(department or ""),
        made_at=at.astimezone(office.zone),
        file=_relative(document.path, office.inbox / MADE),
    )


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
