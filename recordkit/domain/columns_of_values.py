"""Computed columns that show another value: as it is, masked, shortened - and the row's and the document's own."""

from recordkit.domain.fields import Kind
from recordkit.domain.masking import mask_value, secrets
from recordkit.domain.parameters import LISTED, NOTHING, Signature, Stands, Takes, a_field, optional
from recordkit.domain.source import Column, Source

EXCERPT = 80  # characters
_TEXTS = frozenset({Kind.TEXT, Kind.LONGTEXT})


def _copy(source: Source) -> object:
    """of: the other field's value."""
    return source.get("of")


def _masked(source: Source) -> object:
    """of: the other field's value as its type masks it; as it is in a full copy (R83)."""
    value, rtype = source.get("of"), source.known.rtype
    if source.known.full:
        return value
    spec = rtype.field(str(source.rule.params["of"]))
    return mask_value(spec, value, dict(secrets(rtype.fields, source.values)), sweep=True)


def _excerpt(source: Source) -> object:
    """of, max: the first characters of a text, no names in it unless the copy is full."""
    value = _masked(source)
    limit = int(str(source.rule.params.get("max", EXCERPT)))
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _sequence(source: Source) -> object:
    """The row's position, from 1."""
    return source.known.position or None


def _name(source: Source) -> object:
    """The document's own name (R1)."""
    return source.known.name


def _count(source: Source) -> object:
    """of: the rows of a table."""
    rows = source.get("of")
    return len(rows) if isinstance(rows, tuple) else None


COLUMNS: dict[str, Column] = {
    "copy": Column(_copy, Signature({"of": a_field()})),
    "masked": Column(_masked, Signature({"of": a_field()}, stands=Stands.TOP)),
    "excerpt": Column(
        _excerpt,
        Signature({"of": a_field(_TEXTS), "max": optional(Takes.COUNT, least=1)}, stands=Stands.TOP),
    ),
    "sequence": Column(_sequence, Signature(stands=Stands.ROW)),
    "name": Column(_name, NOTHING),
    "count": Column(_count, Signature({"of": a_field(LISTED)})),
}
