"""The values in a finished document, or in a form filled by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.agree import disagreement
from recordkit.actions.draft import draft_input
from recordkit.documents.embedding import embedded
from recordkit.domain.findings import Finding
from recordkit.errors import NotReadable
from recordkit.guard.zips import measure
from recordkit.inbox.readers.guess import guess_type
from recordkit.office import Office
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says of itself: its type, name, and values (one mapping a record)."""

    type: str
    name: str | None
    masked: bool
    records: tuple[Mapping[str, object], ...]
    findings: tuple[Finding, ...]


def read(office: Office, path: Path, at: datetime) -> Read:
    """Return the values of a document that recordkit made (its embedded record), or of a filled-in form.

    Raises NotReadable when the file is neither.
    """
    carried = None
    if path.suffix.lower() in (".docx", ".xlsx"):
        measure(path, file=path.name)
        carried = embedded(path.read_bytes())
    if carried is not None:
        rtype = office.types.get(carried.type)
        what = disagreement(office, rtype, carried, path.read_bytes())
        findings = (
            ()
            if what is None
            else (Finding("record_disagrees", severity="warning", file=path.name, facts={"what": what}),)
        )
        return Read(carried.type, carried.name, carried.masked, (carried.values,), findings)
    return _form(office, path, at)


def _form(office: Office, path: Path, at: datetime) -> Read:
    rtype = guess_type(path, office.types) if path.suffix.lower() in (".xlsx", ".csv") else None
    if rtype is None:
        raise NotReadable(
            file=path.name,
            reason=Text(
                "不是 recordkit 生成的文档, 也不是它的表单",
                "it is neither a document nor a form of recordkit's",
            ),
            remedy="",
        )
    drafted = draft_input(office, rtype, path, at)
    return Read(rtype.key, None, False, tuple(record.plain() for record in drafted.records), drafted.findings)  # noqa: FBT003 - masked
