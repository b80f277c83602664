"""A draft that waits for somebody's words: what is still to be written stands in it, visibly, as 【待填写】.

Law: an unfinished record is shown and never filed; nothing is put in the place of words but the sign that they are missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recordkit.domain.fields import NESTED, Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.wording import Text

TO_WRITE = "【待填写】"
WORDS = frozenset({Kind.TEXT, Kind.LONGTEXT, Kind.PERSON})
WANTING = frozenset({"required_without", "required_when", "at_least"})


def relaxed(rtype: RecordType) -> RecordType:
    """Return the type with nothing required, so that what is there can be judged alone."""
    return replace(rtype, fields=tuple(_relaxed(spec) for spec in rtype.fields))


def to_write(rtype: RecordType, values: Mapping[str, object]) -> list[Field]:
    """Return the fields of the type that a record must have and these values lack, in whole or in part."""
    return [
        spec
        for spec in rtype.inputs
        if (_wanted(spec, values) and _is_empty(values.get(spec.key))) or _in_part(spec, values.get(spec.key))
    ]


def with_signs(rtype: RecordType, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values with the sign in the place of each field that is still to be written."""
    return {**values, **{spec.key: _sign(spec, values.get(spec.key)) for spec in to_write(rtype, values)}}


def unwritten(rtype: RecordType, values: Mapping[str, object]) -> list[Text]:
    """Return the labels of the fields in which the sign still stands."""
    return [
        spec.label for spec in rtype.fields if any(TO_WRITE in text for text in _texts(values.get(spec.key)))
    ]


def _relaxed(spec: Field) -> Field:
    checks = tuple(rule for rule in spec.checks if rule.rule not in WANTING)
    columns = tuple(_relaxed(column) for column in spec.columns)
    return replace(spec, required=False, checks=checks, columns=columns)


def _wanted(spec: Field, values: Mapping[str, object]) -> bool:
    others = [str(rule.params["field"]) for rule in spec.checks if rule.rule == "required_without"]
    return spec.required or any(_is_empty(values.get(key)) for key in others)


def _is_empty(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(item is None for item in value.values())
    return value is None or value in ("", ())


def _in_part(spec: Field, value: object) -> bool:
    """True if a group was begun, and lacks some of what it must have."""
    if spec.kind is not Kind.GROUP or not isinstance(value, Mapping) or _is_empty(value):
        return False
    return any(column.required and value.get(column.key) is None for column in spec.columns)


def _sign(spec: Field, value: object) -> object:
    if spec.kind in NESTED:
        row: dict[str, object] = {column.key: _column_sign(column) for column in spec.columns}
        row |= (
            {key: item for key, item in value.items() if item is not None}
            if isinstance(value, Mapping)
            else {}
        )
        return (row,) if spec.kind is Kind.TABLE else row
    if spec.kind is Kind.LIST:
        return (TO_WRITE,)
    return TO_WRITE if spec.kind in WORDS else None


def _column_sign(column: Field) -> object:
    return TO_WRITE if column.required and column.kind in WORDS else None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
