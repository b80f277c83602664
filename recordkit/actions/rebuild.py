"""Make the catalogue anew from the archive alone, down to the last word of its documents (law 3)."""

from collections.abc import Callable
from datetime import datetime

from recordkit.actions.index import index
from recordkit.domain.tiers import Act
from recordkit.office import Office

Progress = Callable[[int, int], None]


def rebuild(office: Office, at: datetime, progress: Progress | None = None) -> int:
    """Rebuild the catalogue from journal and store, and return how many events it holds.

    Three passes, each with its own progress: the events, the values of the records, the text of the documents.
    """
    events = office.archive.rebuild(office.permit(Act.VERIFY, None, at), progress)
    index(office, at, progress=progress)
    return events
