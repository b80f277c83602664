"""A drafted report that comes in before its words are written: it is told, and not filed."""

from recordkit.documents.embedding import Embedded
from recordkit.documents.reading import visible_text
from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.domain.unfinished import TO_WRITE, unwritten


def still_unwritten(rtype: RecordType, carried: Embedded, content: bytes) -> Finding | None:
    """Return the finding that the sign 【待填写】 still stands in the document, where a person would see it; or None."""
    labels = unwritten(rtype, carried.values)
    if not labels or not any(TO_WRITE in line for line in visible_text(content, rtype.output)):
        return None
    return Finding("report_unfinished", facts={"name": carried.name, "fields": labels})
