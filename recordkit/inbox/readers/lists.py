"""Lists: one record a row under a heading row. Every column and row that is not used is reported, once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recordkit.domain.fields import Field, Kind, squeeze
from recordkit.domain.findings import Finding
from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.values import is_blank, shown
from recordkit.inbox.readers.grids import Grid, HeadingRow, Row, as_items, find_headings, vocabulary
from recordkit.inbox.readers.inputs import Heading, Input, Raw, RowPlaces, letters

TOTALS = frozenset({"合计", "总计", "小计", "共计", "总和", "total", "subtotal", "sum"})
COUNTERS = frozenset({"序号", "行号", "no", "no.", "#"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its number, its values by field key, and the cells beyond the last heading."""

    row: int
    values: dict[str, object]
    spare: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A grid read under its headings, for `fields`."""

    grid: Grid
    headings: HeadingRow
    fields: Sequence[Field]

    @property
    def columns(self) -> dict[str, Heading]:
        """Return the first column of each path."""
        found: dict[str, Heading] = {}
        for i, path in enumerate(self.headings.paths):
            if path is not None:
                found.setdefault(path, Heading(self.grid.left + i, self.headings.texts[i]))
        return found

    def body(self) -> Iterator[tuple[int, Row]]:
        """Yield (number, cells) of each row under the headings that is neither blank nor the headings again."""
        start = self.headings.offset + 1
        for number, row in enumerate(self.grid.rows[start:], self.grid.top + start):
            if not all(is_blank(cell) for cell in row) and not self._again(row):
                yield number, row

    def _again(self, row: Row) -> bool:
        texts = self.headings.texts
        return len(row) == len(texts) and all(
            cell == text or (not text and is_blank(cell)) for cell, text in zip(row, texts, strict=True)
        )


def read_lists(grids: Iterable[Grid], rtype: RecordType, file: str) -> Input:
    """Return the records of every grid whose headings fit `rtype`, one after the other."""
    names = vocabulary(rtype.inputs)
    found = [(grid, find_headings(grid, names)) for grid in grids]
    listings = [Listing(grid, headings, rtype.inputs) for grid, headings in found if headings is not None]
    if not listings:
        return Input(file, (), (Finding("headings_missing", facts={"word": rtype.word}, file=file),))
    records: list[Raw] = []
    findings: list[Finding] = []
    for listing in listings:
        records += _records(listing, len(records), findings, file)
        findings += column_findings(listing, rtype.fields, file)
    if not records:
        findings.append(Finding("no_records", file=file))
    missing = [path for listing in listings for path in missing_paths(listing)]
    return Input(file, tuple(records), tuple(findings), frozenset(missing))


def lines(listing: Listing) -> Iterator[Line]:
    """Yield the rows of a list that hold more than a running number; of two columns for one field the first counts."""
    targets = [(i, *path.partition(".")[::2]) for i, path in enumerate(listing.headings.paths) if path]
    counters = {path for path in listing.columns if squeeze(listing.columns[path].text) in COUNTERS}
    specs = {spec.key: spec for spec in listing.fields}
    width = _width(listing.headings)
    for number, row in listing.body():
        values: dict[str, object] = {}
        for i, key, part in targets:
            if i < len(row) and not is_blank(row[i]):
                _put(values, key, part, as_items(specs[key], row[i]) if not part else row[i])
        spare = tuple(cell for cell in row[width:] if not is_blank(cell)) if listing.grid.shifts else ()
        if spare or not values.keys() <= counters:
            yield Line(number, values, spare)


def column_findings(listing: Listing, fields: Sequence[Field], file: str) -> Iterator[Finding]:
    """Yield what is wrong with the columns: known to none of `fields`, there twice (with data), missing though required."""
    known = [name for field in listing.fields for name in field.names()]
    own = {squeeze(name) for field in fields for name in field.names()}
    row = listing.grid.top + listing.headings.offset
    seen: set[str] = set()
    for i, text, path in _headed(listing):
        if path is None and squeeze(text) not in COUNTERS | own:
            if _filled(listing, i):
                facts = {
                    "key": text or letters(listing.grid.left + i),
                    "nearest": did_you_mean(nearest(text, known)),
                }
                yield Finding(
                    "column_unknown", "warning", facts=facts, file=file, row=row, column=text or None
                )
        elif path in seen and _filled(listing, i):
            yield Finding("column_repeated", path=path, facts={"key": text}, file=file, row=row, column=text)
        seen |= {path} if path else set()
    for path, field in _missing(listing):
        facts = {"label": field.label}
        yield Finding("column_missing", path=path, facts=facts, file=file, row=row, column=field.label.zh)


def missing_paths(listing: Listing) -> list[str]:
    """Return the paths of required fields that have no column."""
    return [path for path, _ in _missing(listing)]


def _records(listing: Listing, before: int, findings: list[Finding], file: str) -> list[Raw]:
    columns = listing.columns
    records: list[Raw] = []
    for index, line in enumerate(without_totals(listing, findings, file), before + 1):
        faults = (_spare(line, index, file),) if line.spare else ()
        places = RowPlaces(columns, listing.grid.sheet, line.row)
        records.append(Raw(index, line.row, line.values, places, faults))
    return records


def without_totals(listing: Listing, findings: list[Finding], file: str) -> Iterator[Line]:
    """Yield the rows that are records; a row of sums (合计) is left out, with a warning among `findings`."""
    for line in lines(listing):
        if _is_total(line, listing):
            word = shown(next(iter(line.values.values())))
            findings.append(
                Finding("row_total", "warning", value=word, facts={"row": line.row}, file=file, row=line.row)
            )
        else:
            yield line


def _is_total(line: Line, listing: Listing) -> bool:
    """True if the row says 合计 first and leaves most of what is required empty."""
    first = next(iter(line.values.values()), None)
    if not isinstance(first, str) or squeeze(first) not in TOTALS:
        return False
    wanted = [field.key for field in listing.fields if field.required]
    return 2 * sum(key in line.values for key in wanted) <= max(2, len(wanted))


def _spare(line: Line, index: int, file: str) -> Finding:
    text = shown("、".join(str(cell) for cell in line.spare))
    facts = {"count": len(line.spare)}
    return Finding("row_extra_cells", value=text, facts=facts, file=file, record=index, row=line.row)


def _put(values: dict[str, object], key: str, part: str, cell: object) -> None:
    if not part:
        values.setdefault(key, cell)
        return
    group = values.setdefault(key, {})
    if isinstance(group, dict):
        _put(group, *part.partition(".")[::2], cell)


def _width(headings: HeadingRow) -> int:
    return max(i for i, text in enumerate(headings.texts) if text) + 1


def _headed(listing: Listing) -> Iterator[tuple[int, str, str | None]]:
    """Yield (offset, text, path) of each column; a workbook's columns beyond the headings have no text."""
    texts, paths = listing.headings.texts, listing.headings.paths
    width = _width(listing.headings)
    if not listing.grid.shifts:
        width = max(width, max((len(row) for row in listing.grid.rows), default=0))
    for i in range(width):
        yield i, texts[i] if i < len(texts) else "", paths[i] if i < len(paths) else None


def _filled(listing: Listing, i: int) -> bool:
    return any(i < len(row) and not is_blank(row[i]) for _, row in listing.body())


def _missing(listing: Listing) -> Iterator[tuple[str, Field]]:
    return _absent(listing.fields, set(listing.columns), "")


def _absent(fields: Sequence[Field], present: set[str], prefix: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        path = prefix + field.key
        parts = any(known.startswith(f"{path}.") for known in present)
        if field.kind is Kind.GROUP and parts:
            yield from _absent(field.columns, present, f"{path}.")
        elif is_wanted(field) and path not in present:
            yield path, field


def is_wanted(field: Field) -> bool:
    """True if a record cannot do without the field's value."""
    return field.required and not field.moment and field.default is None
