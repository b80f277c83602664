"""Raw input to a Record, or to every finding: nothing raises, one mistake gives one finding.

A bad cell suppresses the checks that depend on it; truth is recorded as it was, so a breached deadline is a warning.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from recordkit.domain.chain import canonical, sha256
from recordkit.domain.checks import Scope, check_fields
from recordkit.domain.columns import Known, compute
from recordkit.domain.fields import MANY, Field, Kind, recognise
from recordkit.domain.findings import Finding, errors
from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.values import BadValue, Setting, is_blank, plain, read_value, shown
from recordkit.domain.workdays import WEEKENDS, Calendar
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Record:
    """The validated values of one form, by machine name; `masked` says that they are a masked copy's."""

    type: str
    values: Mapping[str, object]
    masked: bool = False

    def plain(self) -> dict[str, object]:
        """Return the values as JSON knows them, without those that were not given."""
        return {key: plain(value) for key, value in self.values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a draft must know of the world: the instant, the office's zone, departments and calendar."""

    now: datetime
    zone: tzinfo
    departments: Collection[str] = ()
    calendar: Calendar = WEEKENDS


@dataclass(frozen=True, slots=True)
class Draft:
    """A record, or None and the findings that kept it from being one; warnings may stand beside a record."""

    record: Record | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Sheet:
    """The work of one draft: values read so far, paths that went wrong, findings."""

    facts: Facts
    values: dict[str, object] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Text] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, spec: Field, path: str, raw: object, fault: BadValue) -> None:
        self.bad.add(path)
        text = None if isinstance(raw, (Mapping, list, tuple)) else shown(raw)
        facts = {"label": spec.label, **fault.facts}
        self.findings.append(Finding(fault.code, path=path, value=text, facts=facts, column=spec.label.zh))


def draft(rtype: RecordType, raw: Mapping[str, object], facts: Facts) -> Draft:
    """Return the Record that `raw` gives for `rtype` (keys are machine names or labels), or every finding."""
    sheet = _Sheet(facts)
    values = _read_fields(rtype.inputs, raw, sheet, "")
    scope = Scope(values, frozenset(sheet.bad), facts.now.astimezone(facts.zone), facts.departments)
    checked = check_fields(rtype.inputs, scope)
    findings = sheet.findings + [f.placed(value=sheet.typed.get(f.path or "", f.value)) for f in checked]
    if errors(findings):
        return Draft(None, tuple(findings))
    known = Known(now=facts.now, zone=facts.zone, rtype=rtype, calendar=facts.calendar)
    return Draft(Record(rtype.key, compute(rtype.fields, values, known)), tuple(findings))


def draft_all(rtype: RecordType, raws: Sequence[Mapping[str, object]], facts: Facts) -> list[Draft]:
    """Return a draft for each raw record, a field that must be unique in the input found repeated (one finding, the later)."""
    drafts = [draft(rtype, raw, facts) for raw in raws]
    for spec in rtype.inputs:
        if any(rule.rule == "unique_in_input" for rule in spec.checks):
            _mark_repeats(rtype, spec, raws, drafts)
    return drafts


def natural_key(rtype: RecordType, values: Mapping[str, object], *, masked: bool = False) -> str:
    """Return the idempotency key of a record's plain values: the hash of its natural key, else of all inputs (LIFE.md).

    A register's is that of the cases in it, and whether it is masked.
    """
    if rtype.view_of is not None:
        chosen: object = [[row.get(key) for key in rtype.natural_key] for row in _rows(values.get("rows"))]
    else:
        keys = rtype.natural_key or tuple(field.key for field in rtype.inputs)
        chosen = {key: values.get(key) for key in keys}
    return sha256(canonical({"type": rtype.key, "key": chosen, "masked": masked}))


def _rows(rows: object) -> list[Mapping[str, object]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []


def name_day(rtype: RecordType, record: Record, otherwise: date) -> date:
    """Return the day that the record's name bears: its type's day field, else `otherwise`."""
    value = record.values.get(rtype.day_field) if rtype.day_field else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else otherwise


def read_back(rtype: RecordType, values: Mapping[str, object], zone: tzinfo) -> dict[str, object]:
    """Return plain (JSON) values as typed ones, the inverse of Record.plain; what no longer reads stays as text."""
    shape = _shape(rtype)
    return {key: _typed(_spec(shape, key), value, Setting(zone)) for key, value in values.items()}


def _shape(rtype: RecordType) -> tuple[Field, ...]:
    """Return the fields that a record's values have: a register's are its rows, how many, and from when to when."""
    if rtype.view_of is None:
        return rtype.fields
    days = (Field(key, rtype.label, Kind.DATE) for key in ("since", "until"))
    rows = Field("rows", rtype.label, Kind.TABLE, columns=rtype.fields)
    return (rows, Field("count", rtype.label, Kind.INT), *days)


def _spec(fields: Iterable[Field], key: str) -> Field | None:
    return next((candidate for candidate in fields if candidate.key == key), None)


def _typed(spec: Field | None, value: object, setting: Setting) -> object:
    if spec is None or value is None:
        return value
    if spec.kind is Kind.TABLE and isinstance(value, list):
        return tuple(_typed(replace(spec, kind=Kind.GROUP), row, setting) for row in value)
    if spec.kind is Kind.GROUP and isinstance(value, Mapping):
        return {key: _typed(_spec(spec.columns, key), item, setting) for key, item in value.items()}
    try:
        return read_value(spec, value, setting)
    except BadValue:
        return value


def _read_fields(
    fields: Sequence[Field], raw: Mapping[str, object], sheet: _Sheet, prefix: str
) -> dict[str, object]:
    named = _by_key(fields, raw, sheet, prefix)
    values: dict[str, object] = {} if prefix else sheet.values
    sheet.labels = {spec.key: spec.label for spec in fields} | sheet.labels
    for spec in sorted(fields, key=_counts_from_another):
        path = f"{prefix}{spec.key}"
        given = named.get(spec.key)
        given = spec.default if is_blank(given) else given
        if given is not None:
            values[spec.key] = _read_field(spec, given, sheet, path, values)
        elif spec.required:
            sheet.fault(spec, path, given, BadValue("required_missing"))
    return {spec.key: values.get(spec.key) for spec in fields}


def _counts_from_another(spec: Field) -> bool:
    """True if the field, or a column of its, holds terms that count from another field: it is read after the others."""
    return spec.base is not None or any(column.base for column in spec.columns)


def _by_key(
    fields: Sequence[Field], raw: Mapping[str, object], sheet: _Sheet, prefix: str
) -> dict[str, object]:
    named: dict[str, object] = {}
    for key, value in raw.items():
        spec = recognise(tuple(fields), str(key))
        if spec is None:
            if not is_blank(value):
                sheet.findings.append(_unknown(fields, str(key), value, prefix))
        elif is_blank(named.get(spec.key)):
            named[spec.key] = value
        elif not is_blank(value) and value != named[spec.key]:
            sheet.findings.append(_repeated(spec, str(key), value, prefix))
    return named


def _repeated(spec: Field, key: str, value: object, prefix: str) -> Finding:
    text = None if isinstance(value, (Mapping, list, tuple)) else shown(value)
    return Finding("key_repeated", path=f"{prefix}{spec.key}", value=text, facts={"key": key}, column=key)


def _unknown(fields: Sequence[Field], key: str, value: object, prefix: str) -> Finding:
    close = nearest(key, [name for spec in fields for name in spec.names()])
    text = None if isinstance(value, (Mapping, list, tuple)) else shown(value)
    return Finding(
        "key_unknown",
        path=f"{prefix}{key}",
        value=text,
        facts={"key": key, "nearest": did_you_mean(close)},
        column=key,
    )


def _read_field(spec: Field, given: object, sheet: _Sheet, path: str, so_far: Mapping[str, object]) -> object:
    if spec.kind is Kind.TABLE:
        return _read_table(spec, given, sheet, path)
    if spec.kind is Kind.GROUP:
        return _read_group(spec, given, sheet, path)
    if spec.kind not in MANY:
        sheet.typed[path] = shown(given)
    try:
        return read_value(spec, given, Setting(sheet.facts.zone, _base_day(spec, sheet, so_far)))
    except BadValue as fault:
        base = fault.facts.get("base")
        if {
            base,
            f"{path.removesuffix(spec.key)}{base}",
        } & sheet.bad:  # what it counts from is a finding already
            sheet.bad.add(path)
        else:
            fault.facts |= {"base": sheet.labels.get(str(base), base)} if base else {}
            sheet.fault(spec, path, given, fault)
        return None


def _base_day(spec: Field, sheet: _Sheet, so_far: Mapping[str, object]) -> date | None:
    """Return the day that a relative term counts from: the named field, in this group or in the record."""
    if spec.base is None:
        return None
    base = so_far.get(spec.base) or sheet.values.get(spec.base)
    return base.date() if isinstance(base, datetime) else base if isinstance(base, date) else None


def _read_table(spec: Field, given: object, sheet: _Sheet, path: str) -> tuple[object, ...]:
    rows = [given] if isinstance(given, Mapping) else given
    if not isinstance(rows, (list, tuple)):
        sheet.fault(spec, path, given, BadValue("table_expected"))
        return ()
    filled = [row for row in rows if not is_blank(row)]
    return tuple(_read_group(spec, row, sheet, f"{path}[{i}]") for i, row in enumerate(filled, 1))


def _read_group(spec: Field, given: object, sheet: _Sheet, path: str) -> dict[str, object] | None:
    if isinstance(given, str) and spec.kind is Kind.TABLE and spec.inputs:
        given = {_lead(spec.inputs).key: given}
    if not isinstance(given, Mapping):
        sheet.fault(spec, path, given, BadValue("table_expected"))
        return None
    return _read_fields(spec.inputs, given, sheet, f"{path}.")


def _lead(columns: Sequence[Field]) -> Field:
    """Return the column that a bare text stands for: the name, else the first that is no number."""
    named = (column for column in columns if column.key in ("name", "topic", "text"))
    return next(named, None) or next((each for each in columns if each.kind is not Kind.INT), columns[0])


def _mark_repeats(
    rtype: RecordType, spec: Field, raws: Sequence[Mapping[str, object]], drafts: list[Draft]
) -> None:
    first: dict[str, int] = {}
    for i, raw in enumerate(raws):
        given = next(
            (
                value
                for key, value in raw.items()
                if (known := rtype.recognise(str(key))) and known.key == spec.key and not is_blank(value)
            ),
            None,
        )
        if is_blank(given):
            continue
        text = str(given).strip()
        if text in first:
            facts = {"label": spec.label, "first": first[text]}
            fault = Finding("duplicate", path=spec.key, value=shown(given), facts=facts, column=spec.label.zh)
            drafts[i] = Draft(None, (*drafts[i].findings, fault))
        first.setdefault(text, i + 1)
