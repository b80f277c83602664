"""Whether a document still says what the record inside it says: what a person sees is what counts (LIFE.md)."""

from recordkit.actions.render import render
from recordkit.documents.embedding import Embedded
from recordkit.documents.reading import visible_text
from recordkit.domain.naming import parse
from recordkit.domain.record import Record, read_back
from recordkit.domain.recordtype import RecordType
from recordkit.errors import RecordkitError
from recordkit.office import Office
from recordkit.wording import Text


def disagreement(office: Office, rtype: RecordType, carried: Embedded, content: bytes) -> Text | None:
    """Return what no longer agrees, or None: the record is rendered again and the visible texts are compared."""
    try:
        values = read_back(rtype, carried.values, office.zone)
        record = Record(
            rtype.key,
            {field.key: values.get(field.key) for field in rtype.fields} | dict(values),
            carried.masked,
        )
        again = render(office, record, parse(carried.name))
    except (RecordkitError, ValueError) as fault:
        return Text(f"无法重新生成以便核对({fault})", f"it could not be rendered again to compare ({fault})")
    if again == content:
        return None
    return _first_difference(visible_text(again, rtype.output), visible_text(content, rtype.output))


def _first_difference(made: list[str], seen: list[str]) -> Text | None:
    if made == seen:
        return None
    before = next((line for line in made if line not in seen), "")
    after = next((line for line in seen if line not in made), "")
    return Text(f"“{_short(before)}” → “{_short(after)}”", f"{_short(before)!r} → {_short(after)!r}")


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
