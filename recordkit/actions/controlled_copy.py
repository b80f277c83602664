"""A controlled copy: the full document as a PDF that bears who took it, when and what for on each page (R83, R6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from recordkit.archive.reading import Content
from recordkit.documents.pdf.printing import print_documents
from recordkit.documents.pdf.stamp import Stamp, stamp
from recordkit.domain.entry import Entry
from recordkit.errors import NotPossible
from recordkit.office import Office
from recordkit.wording import Text


def controlled_copy(office: Office, entry: Entry, content: Content, purpose: str, at: datetime) -> bytes:
    """Return the stamped PDF of what was just read in full; its copy number counts the journal's full reads of the entry.

    Raises NotPossible (no PDF can be made of it), NotReadable, OfficeProgramMissing, NoStamp.
    """
    file = f"{entry.name}.{content.extension}"
    pdf = content.data if content.extension == "pdf" else _printed(file, content.data)
    wanted = Stamp(
        entry.name, office.person.name, at.astimezone(office.zone), purpose.strip(), _copies(office, entry)
    )
    return stamp(pdf, wanted, file=file)


def _copies(office: Office, entry: Entry) -> int:
    events = (event for _, event in office.archive.log(office.reading(), entry.name))
    return sum(event["verb"] == "read" and bool(event.get("full")) for event in events)


def _printed(file: str, data: bytes) -> bytes:
    with _on_disk(file, data) as path:
        [printed] = print_documents([path])
    if printed.content is None:
        zh, en = (printed.reason.zh, printed.reason.en) if printed.reason else ("", "")
        raise NotPossible(what=Text(f"{file} 不能转成 PDF: {zh}", f"no PDF can be made of {file}: {en}"))
    return printed.content


@contextmanager
def _on_disk(file: str, data: bytes) -> Iterator[Path]:
    with TemporaryDirectory(prefix="recordkit-copy-") as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        yield path
