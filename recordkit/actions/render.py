"""Render a record: its type's template filled, the record as shown carried inside."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from recordkit.documents.embedding import Embedded, embed
from recordkit.documents.engine import Template, compile_template
from recordkit.domain.columns import Known, compute, view_rows
from recordkit.domain.naming import Name
from recordkit.domain.record import Record
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import plain
from recordkit.office import Office

EDITIONS = {True: "脱敏", False: "全本"}


def shown(office: Office, rtype: RecordType, record: Record, name: Name | None, at: datetime) -> Record:
    """Return the record with its computed columns worked out for the document of that name."""
    known = Known(
        now=at,
        zone=office.zone,
        rtype=rtype,
        name=office.text(name) if name else None,
        full=not record.masked,
        calendar=office.calendar,
    )
    if rtype.view_of is not None:
        return record
    return Record(rtype.key, compute(rtype.fields, record.values, known), record.masked)


def register(
    office: Office, view: RecordType, records: Sequence[Record], at: datetime, *, full: bool
) -> Record:
    """Return the register of these cases: its rows worked out, masked unless `full` (LIFE.md, R83)."""
    source = office.types.get(view.view_of or view.key)
    known = Known(now=at, zone=office.zone, rtype=source, full=full, calendar=office.calendar)
    rows = view_rows(view, source, [record.values for record in records], known)
    days = [day for row in rows for day in [_day_of(row, view)] if day is not None]
    values = {
        "rows": rows,
        "count": len(rows),
        "since": min(days, default=None),
        "until": max(days, default=None),
    }
    return Record(view.key, values, masked=not full)


def render(office: Office, record: Record, name: Name) -> bytes:
    """Return the document of a record, under its name; the record as shown is carried inside (`recordkit read`)."""
    rtype = office.types.get(record.type)
    content = _template(office, rtype).render({**record.values, "doc": _doc(office, rtype, record, name)})
    return embed(content, carried(office, rtype, record, name))


def carried(office: Office, rtype: RecordType, record: Record, name: Name) -> Embedded:
    """Return what the document says of itself."""
    return Embedded(
        name=office.text(name),
        type=rtype.key,
        department=_text(record, rtype.department_field),
        period=_text(record, rtype.period_field),
        masked=record.masked,
        values=MappingProxyType(record.plain()),
    )


def _doc(office: Office, rtype: RecordType, record: Record, name: Name) -> Mapping[str, object]:
    return {
        "name": office.text(name),
        "org": office.config.name,
        "department": _text(record, rtype.department_field),
        "period": _text(record, rtype.period_field),
        "masked": record.masked,
        "edition": EDITIONS[record.masked],
        "made_on": name.day,
        "number": name.number,
    }


def _template(office: Office, rtype: RecordType) -> Template:
    return _compiled(office.types.template(rtype), str(office.types.template_path(rtype)))


@lru_cache(maxsize=64)
def _compiled(content: bytes, file: str) -> Template:
    return compile_template(content, file=file)


def _text(record: Record, key: str | None) -> str | None:
    value = plain(record.values.get(key)) if key else None
    return None if value is None else str(value)


def _day_of(row: Mapping[str, object], view: RecordType) -> date | None:
    """Return the first day that a register's row bears."""
    return next((value for field in view.fields if isinstance(value := row.get(field.key), date)), None)
