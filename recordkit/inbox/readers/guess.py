"""Which type an input is for: the form's own mark, else the type whose headings it fits best."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from recordkit.domain.recordtype import RecordType
from recordkit.inbox.readers import csv_file, xlsx_file
from recordkit.inbox.readers.cards import find_card
from recordkit.inbox.readers.grids import Grid, find_headings, vocabulary
from recordkit.inbox.readers.reading import READERS, content_of, extension_of

SEPARATED = frozenset({".csv", ".tsv", ".txt"})


def guess_type(path: Path, types: Iterable[RecordType]) -> RecordType | None:
    """Return the type that the file is for, or None; raises NotReadable or TooLarge.

    A file whose name begins with a type's word is that type's among equals, else a view gives way to its source.
    """
    known = {rtype.key: rtype for rtype in types if not rtype.filed_only}
    content = content_of(path)
    if not known or not content.strip():
        return None
    extension = extension_of(path, content)
    if extension == ".xlsx" and (key := xlsx_file.form_marker(content, path.name)) in known:
        return known[key or ""]
    grids = _grids(content, path.name, extension, next(iter(known.values())))
    fits = {key: _fit(grids, known.get(rtype.view_of or "", rtype)) for key, rtype in known.items()}
    best = max(
        known.values(),
        key=lambda each: (fits[each.key], path.name.startswith(each.word), each.view_of is None),
    )
    return best if fits[best.key] else None


def _grids(content: bytes, file: str, extension: str, rtype: RecordType) -> list[Grid]:
    """Return the cells in which headings may stand; the keys of nested data are one row of headings."""
    if extension == ".xlsx":
        return xlsx_file.sheets(content, file)
    if extension in SEPARATED:
        return csv_file.heads(content, file)
    records = READERS[extension](content, file, rtype).records
    return [Grid(None, [list(records[0].values)])] if records else []


def _fit(grids: Sequence[Grid], rtype: RecordType) -> int:
    """Return how many of the type's fields the best sheet names."""
    names = vocabulary(rtype.inputs)
    fits = [0]
    for grid in grids:
        headings, card = find_headings(grid, names), find_card(grid, rtype)
        fits += [headings.fit if headings else 0, card.fit if card else 0]
    return max(fits)
