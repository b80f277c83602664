"""Keep the archive in order: account for its numbers."""

from recordkit.archive.numbers import Number
from recordkit.office import Office


def numbers(office: Office, key: str | None) -> list[Number]:
    """Return every reserved, filed and voided number of a type (or of all): the gap report."""
    word = office.types.get(key).word if key else None
    return office.archive.numbers(office.reading(), word)
