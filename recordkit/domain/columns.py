"""Computed columns that type.toml may name: a closed vocabulary, each rule implemented once, in the module of its subject.

A computed column that lacks what it counts from is None; nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recordkit.domain import columns_of_days, columns_of_figures, columns_of_values
from recordkit.domain.fields import Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.domain.source import Column, Known, Source

__all__ = ["COLUMNS", "Known", "compute", "view_rows"]

COLUMNS: dict[str, Column] = {
    **columns_of_values.COLUMNS,
    **columns_of_days.COLUMNS,
    **columns_of_figures.COLUMNS,
}


def compute(fields: Sequence[Field], values: Mapping[str, object], known: Known) -> dict[str, object]:
    """Return `values` in the order of `fields`, computed ones worked out, those in tables and groups too."""
    return _compute(fields, values, {}, known)


def _compute(
    fields: Sequence[Field], values: Mapping[str, object], outer: Mapping[str, object], known: Known
) -> dict[str, object]:
    done = dict(values)
    for spec in fields:
        if spec.computed is not None:
            done[spec.key] = COLUMNS[spec.computed.rule].work(Source(spec.computed, done, outer, known))
        elif spec.kind is Kind.GROUP and isinstance(done.get(spec.key), Mapping):
            done[spec.key] = _compute(spec.columns, _mapping(done[spec.key]), done, known)
        elif spec.kind is Kind.TABLE and isinstance(rows := done.get(spec.key), tuple):
            done[spec.key] = tuple(
                _compute(spec.columns, _mapping(row), done, replace(known, position=i))
                for i, row in enumerate(rows, 1)
            )
    return {spec.key: done.get(spec.key) for spec in fields}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def view_rows(
    view: RecordType, source: RecordType, records: Sequence[Mapping[str, object]], known: Known
) -> tuple[dict[str, object], ...]:
    """Return a register's rows: each column of `view` worked out from one record of `source`, in order."""
    return tuple(
        {
            spec.key: COLUMNS[spec.computed.rule].work(
                Source(spec.computed, {**record}, {}, _at(known, source, i))
            )
            for spec in view.fields
            if spec.computed is not None
        }
        for i, record in enumerate(records, 1)
    )


def _at(known: Known, rtype: RecordType, position: int) -> Known:
    return replace(known, rtype=rtype, position=position)
