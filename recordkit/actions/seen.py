"""What may be seen of an entry without the type's tier: of a type that is sensitive now masked, whenever it was filed (R83).

Law: a record filed before its type was sensitive, or before a field of it was masked, shows no more than a later one.
"""

from collections.abc import Mapping
from dataclasses import replace

from recordkit.actions.filing import masked_plain, title_of
from recordkit.archive.catalogue.search_text import searched, words_of
from recordkit.domain.entry import Entry
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Permit
from recordkit.errors import ArchiveDamaged, UnknownType
from recordkit.office import Office


def values_seen(
    office: Office, permit: Permit, entry: Entry, version: int | None = None
) -> Mapping[str, object] | None:
    """Return a version's values, masked (once more, which hides nothing else) where its type is sensitive; None without any."""
    values, rtype = office.archive.record(permit, entry.name, version), sensitive_type(office, entry)
    if values is None or rtype is None:
        return values
    return masked_plain(office, rtype, values, already=False)


def entry_seen(office: Office, entry: Entry, values: Mapping[str, object] | None) -> Entry:
    """Return the entry with the title that its masked `values` give it; one without values keeps what the journal says."""
    rtype = sensitive_type(office, entry)
    if values is None or rtype is None:
        return entry
    return replace(entry, title=title_of(office, rtype, values, already=True))


def found_by(office: Office, permit: Permit, entry: Entry, words: str) -> Entry | None:
    """Return the entry as it is seen, None if all of `words` stand only in what is hidden.

    Of a damaged record nothing is seen but what the journal says: verify names it.
    """
    if sensitive_type(office, entry) is None:
        return entry
    try:
        values = values_seen(office, permit, entry)
    except ArchiveDamaged:
        values = None
    shown = entry_seen(office, entry, values)
    text = searched(shown, values)
    return shown if all(word in text for word in words_of(words)) else None


def sensitive_type(office: Office, entry: Entry) -> RecordType | None:
    """Return the entry's type if it is sensitive now; of a type that the office has no more nothing is known but its records."""
    try:
        rtype = office.types.get(entry.type)
    except UnknownType:
        return None
    return rtype if rtype.sensitive else None
