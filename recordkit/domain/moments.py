"""Moments: what is noted of a record later, of itself or of one row of a table (resolutions.2.done_on).

Law: a note says one value of one row, by the row's number; overlaid on the record it changes that value and no other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recordkit.domain.fields import Field, Kind
from recordkit.domain.findings import Finding
from recordkit.domain.followups import MOST_ROWS, place_of
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.wording import Text

SHORT = 12
"""Characters of a row's name, where all rows are listed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a noted value belongs: its key, its field, and the key and value that name a row that is new."""

    key: str
    field: Field
    named: tuple[str, str] | None = None


def place_in(rtype: RecordType, values: Mapping[str, object], key: str) -> Place | Finding | None:
    """Return where KEY or TABLE.ROW.COLUMN belongs; None for no moment, a finding for a row that there is not.

    A row is called by its number from 1, or by what stands in it and in no other row (a person's name); a table that is
    itself a moment takes new rows, called by their leading column.
    """
    table, dot, rest = key.partition(".")
    if not dot:
        field = next((each for each in rtype.moments if each.called(key) and not each.columns), None)
        return None if field is None else Place(field.key, field)
    spec = next((each for each in rtype.fields if each.kind is Kind.TABLE and each.called(table)), None)
    row, _, column = rest.rpartition(".")
    field = spec and next((each for each in open_columns(spec) if each.called(column)), None)
    if spec is None or field is None or not row:
        return None
    return _row_place(spec, field, row.strip(), rows_of(values.get(spec.key)))


def _row_place(spec: Field, field: Field, row: str, rows: list[Mapping[str, object]]) -> Place | Finding:
    lead = leading(spec)
    if row.isdecimal() and 1 <= int(row) <= len(rows):
        return Place(f"{spec.key}.{int(row)}.{field.key}", field)
    named = [i for i, each in enumerate(rows, 1) if row in (each.get(column.key) for column in spec.inputs)]
    if len(named) == 1:
        return Place(f"{spec.key}.{named[0]}.{field.key}", field)
    if spec.moment and not row.isdecimal() and len(rows) < MOST_ROWS:
        number = len(rows) + 1
        return Place(f"{spec.key}.{number}.{field.key}", field, (f"{spec.key}.{number}.{lead.key}", row))
    known = "、".join(f"{i} {str(each.get(lead.key, ''))[:SHORT]}" for i, each in enumerate(rows, 1))
    facts = {"label": spec.label, "row": row, "count": len(rows), "nearest": did_you_mean(None, known)}
    return Finding("row_unknown", path=f"{spec.key}.{row}.{field.key}", facts=facts)


def leading(spec: Field) -> Field:
    """Return the column by which a row is called: the first that must be given, else the first that is no number."""
    required = (column for column in spec.inputs if column.required)
    return next(required, None) or next(
        (column for column in spec.inputs if column.kind is not Kind.INT), spec.inputs[0]
    )


def open_columns(spec: Field) -> tuple[Field, ...]:
    """Return the columns of a table that may be noted later: its moments; all, of a table that is itself one."""
    return tuple(column for column in spec.inputs if column.moment or spec.moment)


def overlaid(
    rtype: RecordType, values: Mapping[str, object], said: Mapping[str, object]
) -> dict[str, object]:
    """Return a record's values with what a note says laid over them, row by row where it speaks of rows."""
    after = dict(values)
    for key, value in said.items():
        place = place_of(key)
        if place is None or all(field.key != place[0] for field in rtype.fields):
            after[key] = value
            continue
        table, row, column = place
        rows = rows_of(after.get(table))
        rows += [{} for _ in range(row - len(rows))]
        rows[row - 1] = {**rows[row - 1], column: value}
        after[table] = tuple(rows)
    return after


def rows_of(value: object) -> list[Mapping[str, object]]:
    """Return a table's rows; none where there is no table."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, (list, tuple)) else []


def noted(fields: Sequence[Field], key: str) -> tuple[Text, Field] | None:
    """Return what a row's noted value is called (决议事项 2 完成日期) and its column; None for any other key."""
    place = place_of(key)
    if place is None:
        return None
    spec = next((field for field in fields if field.key == place[0]), None)
    column = spec and next((each for each in spec.columns if each.key == place[2]), None)
    if spec is None or column is None:
        return None
    table, row = spec.label, place[1]
    return Text(f"{table.zh} {row} {column.label.zh}", f"{table.en} {row} {column.label.en}"), column


def names_of(rtype: RecordType) -> Iterator[str]:
    """Yield every name by which a moment may be called, those of rows with a first row's number."""
    for field in rtype.moments:
        if not field.columns:
            yield from field.names()
    for field in rtype.fields:
        if field.kind is Kind.TABLE:
            yield from (
                f"{table}.1.{name}"
                for table in field.names()
                for column in open_columns(field)
                for name in column.names()
            )


def called(rtype: RecordType) -> Iterator[str]:
    """Yield each moment as people are told of it: sent_at(发送时间), resolutions.1.done_on(决议事项.1.完成日期)."""
    for field in rtype.moments:
        if not field.columns:
            yield f"{field.key}({field.label.zh})"
    for field in rtype.fields:
        if field.kind is Kind.TABLE:
            yield from (
                f"{field.key}.1.{column.key}({field.label.zh}.1.{column.label.zh})"
                for column in open_columns(field)
            )
