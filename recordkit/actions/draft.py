"""Read an input file and draft its records: good ones go on, every fault is placed where its author wrote it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from recordkit.domain.findings import Finding, errors, said_once
from recordkit.domain.record import Draft, Record, draft
from recordkit.domain.recordtype import RecordType
from recordkit.inbox.readers.drafts import drafted
from recordkit.inbox.readers.inputs import Input, Raw
from recordkit.inbox.readers.reading import read_input
from recordkit.office import Office

Complete = Callable[[Raw, str], Raw]
"""What a raw record of a file becomes before it is drafted: a report's figures filled in."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """One input file's records: `records` are sound, `findings` are all there are, in the input's order.

    `places` are the numbers of the sound records among all, from 1, each with its row.
    """

    path: Path
    rtype: RecordType
    total: int
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    places: tuple[tuple[int, int | None], ...] = ()

    @property
    def rejected(self) -> int:
        """How many records of the file were not sound."""
        return self.total - len(self.records)

    @property
    def faulty(self) -> bool:
        """True if anything kept a record, or the whole file, from being used."""
        return bool(errors(self.findings))


def source_type(office: Office, rtype: RecordType) -> RecordType:
    """Return the type whose headings an input for `rtype` has: a register's are those of its cases."""
    return office.types.get(rtype.view_of) if rtype.view_of else rtype


def draft_input(
    office: Office,
    rtype: RecordType,
    path: Path,
    at: datetime,
    *,
    given: Mapping[str, object] | None = None,
    complete: Complete | None = None,
) -> Drafted:
    """Return what `path` holds for `rtype`; `given` fills fields that the records leave out (--period, --department).

    `complete` then fills in what a report takes from the archive.
    Raises NotReadable, TooLarge.
    """
    source = source_type(office, rtype)
    read = _completed(read_input(path, source), given or {}, source)
    if complete is not None:
        read = replace(read, records=tuple(complete(raw, read.file) for raw in read.records))
    drafts = drafted(read, source, office.facts(at))
    own = said_once((finding for one in drafts for finding in one.findings), "department_unknown")
    findings = (*read.findings, *own)
    sound = [
        (raw, one.record) for raw, one in zip(read.records, drafts, strict=True) if one.record is not None
    ]
    return Drafted(
        path,
        source,
        len(drafts),
        tuple(record for _, record in sound),
        findings,
        tuple((raw.index, raw.row) for raw, _ in sound),
    )


def draft_values(office: Office, rtype: RecordType, values: Mapping[str, object], at: datetime) -> Draft:
    """Return the draft of one record given as values."""
    return draft(rtype, values, office.facts(at))


def _completed(read: Input, given: Mapping[str, object], rtype: RecordType) -> Input:
    if not given:
        return read
    records = tuple(replace(raw, values=_with(raw, given, rtype)) for raw in read.records)
    return replace(read, records=records, missing_columns=read.missing_columns - given.keys())


def _with(raw: Raw, given: Mapping[str, object], rtype: RecordType) -> Mapping[str, object]:
    named = {field.key for key in raw.values if (field := rtype.recognise(str(key))) is not None}
    return {**raw.values, **{key: value for key, value in given.items() if key not in named}}
