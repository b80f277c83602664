"""What a record type offers its template: names, each with the shape of what it holds, and which of them must show.

Law: a shape says nothing that the type does not; what is not known of a value is ANY, and of ANY nothing is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recordkit.domain.fields import MANY, Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.wording import Text

DOC = ("name", "org", "department", "period", "masked", "edition", "made_on", "number")
"""What every document knows of itself beside its record."""
REGISTER = ("count", "since", "until")
"""What a register knows beside its rows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value is: a mapping with `fields`, a list of `item`, or neither; `path` is its place in the type.

    `words` are what a person may call the fields, each with its machine name.
    """

    path: str = ""
    fields: Mapping[str, "Shape"] | None = None
    item: "Shape | None" = None
    words: Mapping[str, str] = field(default_factory=dict)


ANY = Shape()
LIST = Shape(item=ANY)


@dataclass(frozen=True, slots=True)
class Offer:
    """A type as its template sees it: the record's own shape, and by path the labels of what should be shown.

    `stands_for` are the paths that say the same as a field, such as doc.department.
    """

    record: Shape
    to_show: Mapping[str, Text]
    stands_for: Mapping[str, str]


def offer_of(rtype: RecordType) -> Offer:
    """Return what templates of `rtype` may ask for, and what they should show: all that a person gives."""
    same = {"doc.department": rtype.department_field, "doc.period": rtype.period_field}
    stands_for = {path: key for path, key in same.items() if key is not None}
    if rtype.view_of is not None:
        row = _shape_of(rtype.fields, "rows")
        own = {"rows": Shape("rows", item=row), **{key: Shape(key) for key in REGISTER}}
        record = Shape(fields={**own, "doc": _doc()}, words={key: key for key in (*own, "doc")})
        return Offer(record, {f"rows.{column.key}": column.label for column in rtype.fields}, {})
    inner = _shape_of(rtype.fields, "")
    record = Shape(fields={**(inner.fields or {}), "doc": _doc()}, words={**inner.words, "doc": "doc"})
    return Offer(record, dict(_to_show(rtype.inputs, "")), stands_for)


def _doc() -> Shape:
    return Shape("doc", fields={key: Shape(f"doc.{key}") for key in DOC}, words={key: key for key in DOC})


def _shape_of(fields: Sequence[Field], at: str) -> Shape:
    words = {name: spec.key for spec in reversed(fields) for name in spec.names()}
    return Shape(
        at,
        fields={spec.key: _one(spec, f"{at}.{spec.key}" if at else spec.key) for spec in fields},
        words=words,
    )


def _one(spec: Field, path: str) -> Shape:
    if spec.kind is Kind.GROUP:
        return _shape_of(spec.columns, path)
    if spec.kind is Kind.TABLE:
        return Shape(path, item=_shape_of(spec.columns, path))
    return Shape(path, item=ANY) if spec.kind in MANY else Shape(path)


def _to_show(fields: Sequence[Field], at: str) -> Iterator[tuple[str, Text]]:
    """Yield what is given when the document is made; moments come later, by `note`."""
    for spec in fields:
        if spec.moment:
            continue
        path = f"{at}.{spec.key}" if at else spec.key
        yield path, spec.label
        yield from _to_show(spec.inputs, path)
