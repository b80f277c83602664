"""What the journal may tell of a record: the values that its type's duties look at, and nothing else.

Law: a field that is masked, and any long text, is never among them (R83): facts stand in the journal for ever, in the clear.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from recordkit.domain.entry import STILL_OPEN, Glance
from recordkit.domain.fields import Field, Kind
from recordkit.domain.followups import FollowUp, following, place_of
from recordkit.domain.projects import Stage
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import plain
from recordkit.domain.workdays import WEEKENDS

UNTOLD = frozenset({Kind.LONGTEXT, Kind.SIGN, Kind.PHONE, Kind.IDNO})
"""Kinds of which the journal never tells."""
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def facts_filed(rtype: RecordType, values: Mapping[str, object], day: date) -> dict[str, object]:
    """Return what the journal may tell of a filed record, and which duties follow from it that are not done."""
    facts = facts_of(rtype, values)
    still = still_open(rtype, facts, day)
    return {**facts, STILL_OPEN: still} if still else facts


def facts_noted(
    rtype: RecordType, said: Mapping[str, object], after: Mapping[str, object], day: date
) -> dict[str, object]:
    """Return what the journal may tell of a note, and what is still to be done; `after` are the record's values with it."""
    follows = any(isinstance(rule, FollowUp) for rule in rtype.duties)
    still = still_open(rtype, facts_of(rtype, after), day)
    return {**facts_of(rtype, said), **({STILL_OPEN: still} if follows else {})}


def still_open(rtype: RecordType, facts: Mapping[str, object], day: date) -> list[str]:
    """Return the keys of the duties that follow from these facts and are not done: too many rather than too few."""
    record = Glance("", rtype.key, day, None, None, _SOME_TIME, doubtful=False, facts=facts)
    rules = (rule for rule in rtype.duties if isinstance(rule, FollowUp))
    return [
        rule.key for rule in rules if any(one.done is None for one in following(rule, record, UTC, WEEKENDS))
    ]


def facts_of(rtype: RecordType, values: Mapping[str, object]) -> dict[str, object]:
    """Return the plain values of a record, or of a note on it, that the journal may tell, by machine name.

    A table is told with the columns that duties look at; one value of a row is called `table.2.column`.
    """
    if not values:  # a document that was typed: a burst of thousands asks for each
        return {}
    top, tables = told_fields(rtype)
    facts = {key: plain(values[key]) for key in top if values.get(key) is not None}
    for table, columns in tables.items():
        if isinstance(rows := values.get(table), (list, tuple)):
            facts[table] = [_row(row, columns) for row in rows if isinstance(row, Mapping)]
    for key, value in values.items():
        place = place_of(key)
        if place is not None and value is not None and place[2] in tables.get(place[0], ()):
            facts[key] = plain(value)
    return dict(sorted(facts.items()))


def _row(row: Mapping[str, object], columns: tuple[str, ...]) -> dict[str, object]:
    return {key: plain(row[key]) for key in columns if row.get(key) is not None}


def told_fields(rtype: RecordType) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the fields that duties look at: the record's own, and the columns of each table."""
    top: dict[str, None] = {}
    tables: dict[str, dict[str, None]] = {}
    for table, key in _asked(rtype):
        column = _open_column(rtype, table, key)
        if column is not None and table is not None:
            tables.setdefault(table, {})[key] = None
        elif _told(_field(rtype.fields, key)):
            top[key] = None
    return tuple(top), {table: tuple(columns) for table, columns in tables.items()}


def _asked(rtype: RecordType) -> Iterator[tuple[str | None, str]]:
    """Yield (table or None, field) of each field that a duty looks at."""
    for rule in rtype.duties:
        keys = rule.fields() if isinstance(rule, (FollowUp, Stage)) else rule.condition.fields()
        places = (rule.each, rule.among) if isinstance(rule, FollowUp) else ()
        for key in sorted(keys):
            yield from ((table, key) for table in places if table is not None)
            yield None, key


def _open_column(rtype: RecordType, table: str | None, key: str) -> Field | None:
    spec = _field(rtype.fields, table)
    column = None if spec is None else _field(spec.columns, key)
    return column if _told(column) else None


def _told(field: Field | None) -> bool:
    return field is not None and field.mask is None and field.kind not in UNTOLD and not field.columns


def _field(fields: tuple[Field, ...], key: str | None) -> Field | None:
    return next((field for field in fields if field.key == key), None)
