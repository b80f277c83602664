"""Keep the archive sound: verify it, rebuild its catalogue, account for its numbers."""

from collections.abc import Callable, Sequence
from datetime import datetime

from recordkit.archive.numbers import Number
from recordkit.archive.verdicts import Report
from recordkit.domain.tiers import Act
from recordkit.office import Office

Progress = Callable[[int, int], None]


def verify(office: Office, names: Sequence[str], at: datetime, progress: Progress | None = None) -> Report:
    """Return what holds and what does not, item by item (参照 DA/T 70-2018); a name limits it to those entries."""
    return office.archive.verify(office.permit(Act.VERIFY, None, at), names, progress)


def rebuild(office: Office, at: datetime, progress: Progress | None = None) -> int:
    """Rebuild the catalogue from journal and store, and return how many events it holds."""
    return office.archive.rebuild(office.permit(Act.VERIFY, None, at), progress)


def numbers(office: Office, key: str | None) -> list[Number]:
    """Return every reserved, filed and voided number of a type (or of all): the gap report."""
    word = office.types.get(key).word if key else None
    return office.archive.numbers(office.reading(), word)
