"""A document that is handed over, described: what the archive, its type and the file itself say of it (参照 DA/T 46-2009)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from recordkit.archive.layout import extension_of
from recordkit.documents.creator import creating_program
from recordkit.domain.chain import Line
from recordkit.domain.entry import Entry, Event, Version
from recordkit.domain.transfer import Deed, Item, PackedFile
from recordkit.errors import NotReadable
from recordkit.inbox.pdf_pages import read_pages
from recordkit.office import Office

TOLD = ("version", "period", "reason", "keys", "purpose", "act")


def described(
    office: Office, entry: Entry, version: Version, files: Sequence[PackedFile], place: Path
) -> Item:
    """Return what is said of one version; `place` is its file, `files` all that goes along with it."""
    rtype = office.types.get(entry.type)
    document = next(one for one in files if one.kind == "document")
    extension = extension_of(version.path)
    return Item(
        electronic_id=f"{office.archive.id}-{entry.name}-v{version.version}",
        title=entry.title or entry.name,
        responsible=f"{office.config.name}{entry.department or ''}",
        document_no=entry.name,
        day=entry.day,
        genre=rtype.word,
        sensitive=rtype.sensitive,
        retention=rtype.retention,
        format=extension,
        file_name=document.path.rpartition("/")[2],
        size=version.size,
        sha256=version.sha256,
        version=version.version,
        filed_by=office.person_of(version.by).name,
        filed_at=version.at.astimezone(office.zone),
        received=version.received.astimezone(office.zone),
        period=entry.period,
        department=entry.department,
        pages=_pages(place) if extension == "pdf" else None,
        program=None if extension == "pdf" else creating_program(place),
        files=tuple(files),
        deeds=tuple(deeds_of(office, entry.name)),
    )


def deeds_of(office: Office, name: str) -> Iterator[Deed]:
    """Yield what was done to a record, oldest first, as the journal tells it."""
    for line, event in office.archive.log(office.reading(), name):
        yield _deed(office, line, event)


def _deed(office: Office, line: Line, event: Event) -> Deed:
    who = office.person_of(str(event["by"]))
    said = [f"{key}={_words(event[key])}" for key in TOLD if event.get(key) is not None]
    name = who.name if who.tier else str(event["by"])
    return Deed(_second(line.at.astimezone(office.zone)), str(event["verb"]), name, " ".join(said))


def _words(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _pages(place: Path) -> int | None:
    try:
        return read_pages(place.read_bytes(), file=place.name).count or None
    except NotReadable:
        return None
