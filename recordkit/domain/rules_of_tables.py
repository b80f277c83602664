"""Checks of tables and lists: who stands in them, what stands twice, how many rows, and what they add up to."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from recordkit.domain.case import Case, Check
from recordkit.domain.findings import Finding
from recordkit.domain.parameters import LISTED, NUMBERS, SINGLE, TABLES, Param, Signature, Takes, optional


def _member_of(case: Case) -> Iterator[Finding]:
    """table, column: the text stands in that column of the table."""
    listed = _column(case, case.other(case.text("table")))
    if listed and case.value not in listed and not case.spoiled(case.text("table")):
        yield case.found("not_listed", other=case.label(case.text("table")))


def _disjoint(case: Case) -> Iterator[Finding]:
    """table, column: no row of this table stands in the other."""
    listed, mine = set(_column(case, case.other(case.text("table")))), _column(case, case.value)
    for twice in dict.fromkeys(name for name in mine if name in listed):
        yield case.found("listed_twice", value=twice, other=case.label(case.text("table")))


def _column(case: Case, rows: object) -> list[object]:
    if not isinstance(rows, tuple):
        return []
    key = str(case.rule.params.get("column", ""))
    cells = (row.get(key) if isinstance(row, Mapping) else row for row in rows)
    return [cell for cell in cells if cell is not None]


def _distinct(case: Case) -> Iterator[Finding]:
    """column(s): no two rows of a table, or items of a list, are the same."""
    keys = [
        str(key) for name in ("column", "columns") if name in case.rule.params for key in case.items(name)
    ]
    seen: set[tuple[object, ...]] = set()
    for row in case.value if isinstance(case.value, tuple) else ():
        mark = tuple(row.get(key) for key in keys) if isinstance(row, Mapping) else (row,)
        if mark in seen and any(mark):
            yield case.found("repeated", value=" ".join(str(part) for part in mark if part is not None))
        seen.add(mark)


def _at_least(case: Case) -> Iterator[Finding]:
    """count: rows of a table, or items of a list."""
    if isinstance(case.value, tuple) and len(case.value) < case.whole("count"):
        yield case.found("rows_missing", value=" ", min=case.rule.params["count"], count=len(case.value))


def _at_most(case: Case) -> Iterator[Finding]:
    """count: rows of a table, or items of a list."""
    if isinstance(case.value, tuple) and len(case.value) > case.whole("count"):
        yield case.found("rows_too_many", value=" ", max=case.rule.params["count"], count=len(case.value))


def _sums_to(case: Case) -> Iterator[Finding]:
    """table, column: the amount is the sum of that column."""
    listed = _column(case, case.other(case.text("table")))
    parts = [part for part in listed if isinstance(part, (int, Decimal))]
    if case.spoiled(case.text("table")):
        return
    if parts and isinstance(case.value, (int, Decimal)) and sum(parts) != case.value:
        yield case.found("sum_differs", sum=sum(parts))


_LISTED = {
    "table": Param(Takes.TABLE, kinds=LISTED),
    "column": Param(Takes.COLUMN, required=False, kinds=SINGLE),
}
_COUNT = Signature({"count": Param(Takes.COUNT)}, on=LISTED)
RULES: dict[str, Check] = {
    "member_of": Check(_member_of, Signature(_LISTED, on=SINGLE)),
    "disjoint": Check(_disjoint, Signature(_LISTED, on=LISTED)),
    "distinct": Check(
        _distinct,
        Signature(
            {"column": optional(Takes.OWN_COLUMN), "columns": optional(Takes.OWN_COLUMNS)},
            on=LISTED,
        ),
    ),
    "at_least": Check(_at_least, _COUNT),
    "at_most": Check(_at_most, _COUNT),
    "sums_to": Check(
        _sums_to,
        Signature(
            {
                "table": Param(Takes.TABLE, kinds=TABLES),
                "column": Param(Takes.COLUMN, required=False, kinds=NUMBERS),
            },
            on=NUMBERS,
        ),
    ),
}
