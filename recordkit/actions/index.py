"""Read what filed documents say, so that their words are found: after the commit, never in it.

Law: of a sensitive type nothing is read here; its masked values are what is searched (R83).
"""

from collections.abc import Callable
from datetime import datetime

from recordkit.archive.catalogue.texts import Unread
from recordkit.errors import ArchiveDamaged
from recordkit.inbox.document_text import LARGEST, READERS, document_text
from recordkit.office import Office

Progress = Callable[[int, int], None]
_BATCH = 50


def index(office: Office, at: datetime, *, limit: int | None = None, progress: Progress | None = None) -> int:
    """Read up to `limit` documents (None: all) whose text is not searchable yet, and return how many were read.

    One that cannot be read is not tried again until it has another version.
    """
    open_types = frozenset(rtype.key for rtype in office.types if not rtype.sensitive)
    done = 0
    while limit is None or done < limit:
        wanted = _BATCH if limit is None else min(_BATCH, limit - done)
        batch = office.archive.unread(office.reading(), wanted, types=open_types)
        for one in batch:
            text = _text(office, one, at)
            if not office.archive.index_text(office.reading(), one.name, one.version, text):
                return done
            done += 1
        if progress and batch:
            progress(done, done + office.archive.unread_count(office.reading()))
        if len(batch) < wanted:
            break
    return done


def _text(office: Office, one: Unread, at: datetime) -> str:
    if one.extension not in READERS or one.size > LARGEST:
        return ""
    try:
        content = office.archive.read(
            office.reading(), one.name, journalled=False, at=at, version=one.version
        )
    except ArchiveDamaged:  # verify names it
        return ""
    return document_text(content.data, one.extension)
