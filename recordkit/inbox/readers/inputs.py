"""What a reader gives: raw records, where each value stands in the file, and what is wrong with the file itself.

Law: an error among an input's own findings refuses every record of it; an error among a record's own, that record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recordkit.domain.findings import Finding

_LAST_STEP = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: sheet, row as Excel numbers it, heading as the input wrote it, cell (C4)."""

    sheet: str | None
    row: int | None
    column: str | None
    ref: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list: its number (1-based, as Excel counts) and its heading as written."""

    number: int
    text: str


class RowPlaces(Mapping[str, Place]):
    """The places of one row of a list, made when asked for: a hundred thousand rows share one set of columns."""

    __slots__ = ("_columns", "_prefix", "_row", "_sheet")

    def __init__(
        self, columns: Mapping[str, Heading], sheet: str | None, row: int, *, prefix: str = ""
    ) -> None:
        self._columns, self._sheet, self._row, self._prefix = columns, sheet, row, prefix

    def __getitem__(self, path: str) -> Place:
        if not path.startswith(self._prefix):
            raise KeyError(path)
        heading = self._columns[path[len(self._prefix) :]]
        return Place(self._sheet, self._row, heading.text, f"{letters(heading.number)}{self._row}")

    def __iter__(self) -> Iterator[str]:
        return (self._prefix + path for path in self._columns)

    def __len__(self) -> int:
        return len(self._columns)


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as read: values by field key (tables of cells) or by the key as written (YAML, JSON, TOML).

    `index` counts from 1 among the file's records, `row` is as Excel numbers it (the line, for JSON Lines).
    `findings` are faults of the reading; with an error among them the record is refused undrafted.
    """

    index: int
    row: int | None
    values: Mapping[str, object]
    places: Mapping[str, Place]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A file as read. `missing_columns` are required paths without a column: reported once, not per record."""

    file: str
    records: tuple[Raw, ...]
    findings: tuple[Finding, ...]
    missing_columns: frozenset[str] = frozenset()


def place(finding: Finding, raw: Raw, file: str) -> Finding:
    """Return the finding with its file, record, row and column (the heading as the input wrote it)."""
    spot = spot_of(finding.path, raw)
    if spot is None:
        return finding.placed(file=file, record=raw.index, row=raw.row)
    column = spot.column or finding.column
    return finding.placed(file=file, record=raw.index, row=spot.row, column=column)


def spot_of(path: str | None, raw: Raw) -> Place | None:
    """Return where the value at `path` stands, or should stand: its cell, a part's, else the whole's; or None."""
    if path is None:
        return None
    parts = (known for known in raw.places if known.startswith((f"{path}.", f"{path}[")))
    part = path if path in raw.places else next(parts, None)
    if part is not None:
        return raw.places[part]
    whole = _LAST_STEP.sub("", path)
    return spot_of(whole, raw) if whole != path else None


def letters(number: int) -> str:
    """Return a column's letters as Excel writes them: 1 is A, 28 is AB."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
