"""What a person typed over what was counted: the typed word stands, and where the two differ it is said.

Law: nothing typed is lost or moved; a table keyed by names takes what it lacks, behind its own rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

from recordkit.domain.fields import Field, Kind, recognise
from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import BadValue, Setting, is_blank, read_value

NUMBERS = frozenset({Kind.INT, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY})
NAMES = ("name", "span")
COMPLETED = frozenset({"kpis"})
"""Tables that take the counted rows that were not typed; any other typed table stands as it is."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Raw input with its figures, and a warning for each typed figure that differs from the counted one."""

    values: Mapping[str, object]
    findings: tuple[Finding, ...]


def merge(
    rtype: RecordType, typed: Mapping[str, object], counted: Mapping[str, object], zone: tzinfo
) -> Merged:
    """Return the raw input `typed` with `counted` in the place of what it leaves out (keys are machine names)."""
    values, findings = dict(typed), []
    for key, figure in counted.items():
        spec = rtype.field(key)
        heading = _heading(rtype, spec, typed)
        given = None if heading is None else typed[heading]
        if is_blank(given):
            values.pop(heading or key, None)
            values |= {} if figure is None else {key: figure}
            continue
        differing = _Differing(spec, zone)
        values[str(heading)] = differing.merged(given, figure)
        findings += differing.findings
    return Merged(values, tuple(findings))


def _heading(rtype: RecordType, spec: Field, typed: Mapping[str, object]) -> str | None:
    """Return the key under which the field was typed, the first that is not blank."""
    found = [str(key) for key in typed if (known := rtype.recognise(str(key))) and known.key == spec.key]
    return next((key for key in found if not is_blank(typed[key])), found[0] if found else None)


class _Differing:
    """One field at work: its typed value beside the counted one."""

    def __init__(self, spec: Field, zone: tzinfo) -> None:
        self.spec, self.setting = spec, Setting(zone)
        self.findings: list[Finding] = []

    def merged(self, given: object, figure: object) -> object:
        if self.spec.kind is Kind.GROUP and isinstance(given, Mapping) and isinstance(figure, Mapping):
            return self._row(given, figure, self.spec.key)
        if self.spec.kind is Kind.TABLE and isinstance(given, (list, tuple)) and isinstance(figure, list):
            return self._table(list(given), figure)
        self._compare(self.spec, given, figure, self.spec.key)
        return given

    def _table(self, given: list[object], figure: list[Mapping[str, object]]) -> list[object]:
        lead = next((name for name in NAMES if any(name == column.key for column in self.spec.inputs)), None)
        if lead is None:
            return given
        counted = {str(row[lead]): row for row in figure if lead in row}
        complete = self.spec.key in COMPLETED
        made: list[object] = []
        for place, row in enumerate(given, 1):
            name = _named(self.spec, row, lead)
            beside = counted.pop(name, None) if name else None
            if beside is None or not isinstance(row, Mapping):
                made.append(row)
            else:
                whole = self._row(row, beside, f"{self.spec.key}[{place}]")
                made.append(whole if complete else row)
        return [*made, *counted.values()] if complete else made

    def _row(self, given: Mapping[str, object], figure: Mapping[str, object], path: str) -> dict[str, object]:
        whole = {key: value for key, value in given.items() if not is_blank(value)}
        there = {spec.key for key in whole if (spec := recognise(self.spec.inputs, str(key))) is not None}
        for key, value in whole.items():
            spec = recognise(self.spec.inputs, str(key))
            if spec is not None and spec.key in figure and spec.key not in ("target", "less_is_better"):
                self._compare(spec, value, figure[spec.key], f"{path}.{spec.key}")
        return {**whole, **{key: value for key, value in figure.items() if key not in there}}

    def _compare(self, spec: Field, given: object, figure: object, path: str) -> None:
        if spec.kind not in NUMBERS or figure is None:
            return
        try:
            read = read_value(spec, given, self.setting)
        except BadValue:
            return  # a finding of the draft
        if Decimal(str(read)) != Decimal(str(figure)):
            facts = {"label": spec.label, "typed": given, "counted": _said(spec, figure)}
            self.findings.append(
                Finding("figure_differs", severity="warning", path=path, value=str(given), facts=facts)
            )


def _named(spec: Field, row: object, lead: str) -> str | None:
    if not isinstance(row, Mapping):
        return None
    names: Iterator[object] = (
        value
        for key, value in row.items()
        if (known := recognise(spec.inputs, str(key))) is not None and known.key == lead
    )
    return str(next(names, "")).strip()


def _said(spec: Field, figure: object) -> str:
    number = Decimal(str(figure))
    return f"{number * 100:.1f}%" if spec.kind is Kind.PERCENT else f"{number:f}"
