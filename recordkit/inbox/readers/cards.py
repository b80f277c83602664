"""Cards: one record a sheet, a field a row (label, value), and a sheet for each table. A group's fields stand under its name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recordkit.domain.fields import Field, Kind, recognise
from recordkit.domain.findings import Finding
from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.values import is_blank, shown
from recordkit.inbox.readers.grids import Grid, HeadingRow, as_items, find_headings, path_of, vocabulary
from recordkit.inbox.readers.inputs import Input, Place, Raw, RowPlaces, letters
from recordkit.inbox.readers.lists import Listing, column_findings, missing_paths, without_totals

LENGTH = 400  # rows of a card that are looked at: forms are a page or two
LABEL_COLUMNS = 3
CONTINUED = frozenset({Kind.LIST, Kind.MULTI, Kind.LONGTEXT})


@dataclass(frozen=True, slots=True)
class Card:
    """A sheet that is one record: `labels` is the offset of the column in which the labels stand."""

    grid: Grid
    labels: int
    fit: int


@dataclass(slots=True)
class _Filled:
    """What has been read of one record so far."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)


def find_card(grid: Grid, rtype: RecordType) -> Card | None:
    """Return the sheet as a card when a column names more fields than any row (at least 2, and a third of it)."""
    named = rtype.recognise(grid.sheet or "")
    if named is not None and named.kind is Kind.TABLE:
        return None
    names = vocabulary([spec for spec in rtype.inputs if spec.kind is not Kind.TABLE])
    for group in _of_kind(rtype, Kind.GROUP):
        names = {**vocabulary(group.columns), **names}
    cards = [_as_card(grid, column, names) for column in range(LABEL_COLUMNS)]
    best = max(cards, key=lambda card: card.fit)
    filled = sum(not is_blank(_at(row, best.labels)) for row in grid.rows[:LENGTH])
    return best if best.fit > _row_fit(grid, rtype) and best.fit >= 2 and 3 * best.fit >= filled else None


def read_cards(cards: Sequence[Card], others: Sequence[Grid], rtype: RecordType, file: str) -> Input:
    """Return a record for each card that is filled; the tables of the other sheets belong to a single card."""
    records: list[Raw] = []
    findings: list[Finding] = []
    missing: set[str] = set()
    for card in cards:
        filled = _read_card(card, rtype, file)
        if len(cards) == 1:
            _read_tables(others, rtype, filled, file)
        findings += filled.findings
        missing |= filled.missing
        if filled.values:
            records.append(Raw(len(records) + 1, card.grid.top, filled.values, filled.places))
    if not records:
        findings.append(Finding("no_records", file=file))
    return Input(file, tuple(records), tuple(findings), frozenset(missing))


def _as_card(grid: Grid, column: int, names: Mapping[str, str]) -> Card:
    paths = {path_of(_at(row, column), names) for row in grid.rows[:LENGTH]}
    return Card(grid, column, len(paths - {None}))


def _row_fit(grid: Grid, rtype: RecordType) -> int:
    """Return how many fields the best row names, as headings of records or of one of the tables."""
    tables = [spec.columns for spec in _of_kind(rtype, Kind.TABLE)]
    return max(_fit(find_headings(grid, vocabulary(fields))) for fields in (rtype.inputs, *tables))


def _read_card(card: Card, rtype: RecordType, file: str) -> _Filled:
    filled = _Filled()
    group: Field | None = None
    spec: Field | None = None
    for row, label, value in _entries(card):
        if not label:
            _continue(filled, spec, value)
            continue
        inner = recognise(group.columns, label) if group else None
        spec = inner or rtype.recognise(label)
        if inner is None:
            group = spec if spec and spec.kind is Kind.GROUP and is_blank(value) else None
        if (
            spec is None and filled.places and not is_blank(value)
        ):  # what stands above the first field is a title
            filled.findings.append(_unknown(label, value, row, rtype, file))
        elif spec is not None and spec is not group:
            ref = f"{letters(card.grid.left + card.labels + 1)}{row}"
            _take(
                filled,
                (group.key if group else None, spec.key),
                as_items(spec, value),
                Place(card.grid.sheet, row, label, ref),
            )
    return filled


def _entries(card: Card) -> Iterator[tuple[int, str, object]]:
    for number, row in enumerate(card.grid.rows, card.grid.top):
        label, value = _at(row, card.labels), _at(row, card.labels + 1)
        yield number, "" if label is None else str(label).strip(), value


def _take(filled: _Filled, keys: tuple[str | None, str], value: object, place: Place) -> None:
    group, key = keys
    filled.places[f"{group}.{key}" if group else key] = place
    if is_blank(value):
        return
    target = filled.values if group is None else filled.values.setdefault(group, {})
    if isinstance(target, dict):
        target.setdefault(key, value)


def _continue(filled: _Filled, spec: Field | None, value: object) -> None:
    """Add a value that stands under another without a label of its own: a further line of a list or a long text."""
    if spec is not None and spec.kind in CONTINUED and not is_blank(value) and spec.key in filled.values:
        before = filled.values[spec.key]
        text = "\n".join(before) if isinstance(before, list) else before
        filled.values[spec.key] = as_items(spec, f"{text}\n{value}")


def _unknown(label: str, value: object, row: int, rtype: RecordType, file: str) -> Finding:
    facts = {"key": label, "nearest": did_you_mean(nearest(label, rtype.headings()))}
    return Finding(
        "column_unknown", "warning", value=shown(value), facts=facts, file=file, row=row, column=label
    )


def _read_tables(grids: Sequence[Grid], rtype: RecordType, filled: _Filled, file: str) -> None:
    for grid in grids:
        spec = _table_of(grid, rtype, filled)
        headings = find_headings(grid, vocabulary(spec.columns)) if spec else None
        if spec and headings:
            _read_table(Listing(grid, headings, spec.columns), spec, filled, file)
        elif spec and grid.rows:
            filled.findings.append(Finding("headings_missing", facts={"word": spec.label}, file=file))


def _table_of(grid: Grid, rtype: RecordType, filled: _Filled) -> Field | None:
    """Return the table that a sheet holds: the one it is named for, else the one whose headings it bears."""
    named = rtype.recognise(grid.sheet or "")
    if named is not None and named.kind is Kind.TABLE:
        return named
    fits = [
        (_fit(find_headings(grid, vocabulary(spec.columns))), spec) for spec in _of_kind(rtype, Kind.TABLE)
    ]
    fits = [(fit, spec) for fit, spec in fits if fit and spec.key not in filled.values]
    return max(fits, key=lambda each: each[0])[1] if fits else None


def _read_table(listing: Listing, spec: Field, filled: _Filled, file: str) -> None:
    rows = filled.values.setdefault(spec.key, [])
    if not isinstance(rows, list):
        return
    for line in without_totals(listing, filled.findings, file):
        rows.append(line.values)
        prefix = f"{spec.key}[{len(rows)}]."
        filled.places.update(RowPlaces(listing.columns, listing.grid.sheet, line.row, prefix=prefix))
    head = Place(listing.grid.sheet, listing.grid.top + listing.headings.offset, spec.label.zh, None)
    filled.places.setdefault(spec.key, head)
    if rows:
        filled.findings += column_findings(listing, spec.columns, file)
        filled.missing |= {f"{spec.key}.{path}" for path in missing_paths(listing)}
    else:
        del filled.values[spec.key]


def _of_kind(rtype: RecordType, kind: Kind) -> list[Field]:
    return [spec for spec in rtype.inputs if spec.kind is kind]


def _fit(headings: HeadingRow | None) -> int:
    return headings.fit if headings else 0


def _at(row: Sequence[object], offset: int) -> object:
    return row[offset] if offset < len(row) else None
