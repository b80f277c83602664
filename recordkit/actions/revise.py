"""Replace a filed document by a later version: from a file, or made anew from input (supervisor and up)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from recordkit.actions.draft import draft_input
from recordkit.actions.filing import filing_of
from recordkit.actions.intake import Arrival, intake
from recordkit.actions.look_up import entry_of
from recordkit.actions.outcome import Outcome
from recordkit.actions.render import render, shown
from recordkit.actions.report import completion
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import parse
from recordkit.domain.tiers import Act
from recordkit.office import Office

DOCUMENTS = (".docx", ".xlsx", ".pdf")


def revise(office: Office, name: str, path: Path, at: datetime) -> Outcome:
    """File `path` as the next version of `name`: a document as it is, or a new one made from structured input.

    Raises NoEntry, TierRefused.
    """
    entry = entry_of(office, name)
    office.permit(Act.REVISE, entry.name, at)
    rtype = office.type_of(entry.name)
    if path.suffix.lower() in DOCUMENTS and not _is_input(office, path, rtype.key):
        arrival = Arrival(
            path,
            f"{entry.name}{path.suffix.lower()}",
            office.person,
            at,
            folder=entry.department,
            dropped=False,
        )
        return intake(office, arrival, at)
    return _from_input(office, entry.name, path, at)


def _from_input(office: Office, name: str, path: Path, at: datetime) -> Outcome:
    rtype, key = office.type_of(name), parse(name)
    drafted = draft_input(office, rtype, path, at, complete=completion(office, rtype, at))
    if errors(drafted.findings) or len(drafted.records) != 1:
        return Outcome(path.name, "rejected", name, findings=drafted.findings or _one_record(drafted.total))
    record = shown(office, rtype, drafted.records[0], key, at)
    filing = filing_of(office, rtype, record, key, render(office, record, key), at)
    filed = office.archive.file(office.permit(Act.REVISE, name, at), filing, at)
    return Outcome(
        path.name, filed.status, name, filed.entry.current.sha256, drafted.findings, office.person.login
    )


def _one_record(count: int) -> Sequence[Finding]:
    return [
        Finding("rows_too_many" if count else "no_records", facts={"label": "", "max": 1, "count": count})
    ]


def _is_input(office: Office, path: Path, key: str) -> bool:
    """Return True if an xlsx is a filled-in form of the type, rather than a finished document."""
    return path.suffix.lower() == ".xlsx" and "xlsx" not in office.types.get(key).extensions
