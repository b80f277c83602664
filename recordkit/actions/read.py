"""The values in a finished document, or in a form filled by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.agree import disagreement
from recordkit.actions.draft import draft_input, draft_values
from recordkit.documents.embedding import embedded, form_type
from recordkit.documents.forms.reading import read_form
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import repair
from recordkit.domain.recordtype import RecordType
from recordkit.errors import NotReadable
from recordkit.guard.zips import measure
from recordkit.inbox.readers.guess import guess_type
from recordkit.office import Office
from recordkit.wording import Text

NEITHER = Text(
    "不是 recordkit 生成的文档, 也不是它的表单", "it is neither a document nor a form of recordkit's"
)
UNKNOWN = Text("看不出是哪种表单", "it cannot be told which form this is")
NAME_IT = Text(
    "请用 --type 指明类型, 或让文件名以类型名称开头",
    "Name the type with --type, or begin the file's name with its word",
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says of itself: its type, name, and values (one mapping a record)."""

    type: str
    name: str | None
    masked: bool
    records: tuple[Mapping[str, object], ...]
    findings: tuple[Finding, ...]


def read(office: Office, path: Path, at: datetime, *, key: str | None = None) -> Read:
    """Return the values of a document that recordkit made (its embedded record), or of a filled-in form.

    `key` names the type of a Word form that says it neither itself nor by its file name. Raises NotReadable when the
    file is neither.
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
    if path.suffix.lower() == ".docx":
        return _word_form(office, path, at, key)
    return _form(office, path, at)


def _word_form(office: Office, path: Path, at: datetime, key: str | None) -> Read:
    """Read a Word form: its record if it makes one, else what the form says, as it says it."""
    content = path.read_bytes()
    rtype = office.types.get(key) if key else _type_of(office, content, path.name)
    if rtype is None:
        raise NotReadable(file=path.name, reason=UNKNOWN, remedy=NAME_IT)
    form = read_form(content, rtype, file=path.name)
    if not form.values:
        raise NotReadable(file=path.name, reason=NEITHER, remedy="")
    drafted = draft_values(office, rtype, form.values, at)
    own = [
        finding.placed(file=path.name)
        for finding in drafted.findings
        if finding.code != "required_missing" or finding.path not in form.unread
    ]
    sound = drafted.record is not None and not errors(form.findings)
    values = drafted.record.plain() if drafted.record is not None and sound else form.values
    return Read(rtype.key, None, False, (values,), (*form.findings, *own))  # noqa: FBT003 - masked


def _type_of(office: Office, content: bytes, name: str) -> RecordType | None:
    """Return the type that a form says it is for, else the one whose word its file name begins with."""
    said = form_type(content, file=name)
    for rtype in office.types:
        if rtype.key == said:
            return rtype
    words = [word for word in office.types.words() if repair(name).startswith(word)]
    found = office.types.by_word(max(words, key=len)) if words else None
    return found if found is not None and found.view_of is None else None


def _form(office: Office, path: Path, at: datetime) -> Read:
    rtype = guess_type(path, office.types) if path.suffix.lower() in (".xlsx", ".csv") else None
    if rtype is None:
        raise NotReadable(file=path.name, reason=NEITHER, remedy="")
    drafted = draft_input(office, rtype, path, at)
    return Read(rtype.key, None, False, tuple(record.plain() for record in drafted.records), drafted.findings)  # noqa: FBT003 - masked
