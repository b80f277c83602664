"""A sheet of cells and its heading row: the row that recognises most fields, wherever it stands near the top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recordkit.domain.fields import Field, Kind, squeeze
from recordkit.domain.values import is_blank

Row = Sequence[object]

HEAD = 100  # headings are looked for in so many rows from the top: titles and notes stand above, not a page of data
_JOINTS = str.maketrans("·．。/", "....")


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells as read; `top` and `left` are the first row's and column's numbers as Excel counts them.

    `shifts` says that a spare cell pushes its row aside (CSV), while in a workbook it just stands there.
    """

    sheet: str | None
    rows: Sequence[Row]
    top: int = 1
    left: int = 1
    shifts: bool = False


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The heading row found: its offset among the grid's rows, its texts, and the path that each stands for."""

    offset: int
    texts: tuple[str, ...]
    paths: tuple[str | None, ...]

    @property
    def fit(self) -> int:
        """Return how many different fields the row names."""
        return len({path for path in self.paths if path})


def given(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that an input gives: all but the computed ones."""
    return [field for field in fields if field.computed is None]


def vocabulary(fields: Sequence[Field]) -> dict[str, str]:
    """Return every squeezed heading and the path it stands for; a group's fields as 患者.姓名 or patient.name."""
    names: dict[str, str] = {}
    for field in given(fields):
        for name in field.names():
            names.setdefault(squeeze(name), field.key)
    for group in given(fields):
        if group.kind is Kind.GROUP:
            for name, path in vocabulary(group.columns).items():
                for word in group.names():
                    names.setdefault(f"{squeeze(word)}.{name}", f"{group.key}.{path}")
    return names


def path_of(cell: object, names: Mapping[str, str]) -> str | None:
    """Return the path that a heading's cell stands for, or None."""
    if not isinstance(cell, str):
        return None
    heading = squeeze(cell)
    return names.get(heading) or names.get(heading.translate(_JOINTS))


def find_headings(grid: Grid, names: Mapping[str, str]) -> HeadingRow | None:
    """Return the row that names most fields (at least 2, and half of its cells), the first of equals, or None."""
    best: HeadingRow | None = None
    for offset, row in enumerate(grid.rows[:HEAD]):
        found = _as_headings(offset, row, names)
        if found is not None and (best is None or found.fit > best.fit):
            best = found
    return best


def as_items(spec: Field, cell: object) -> object:
    """Return a list's cell of several lines as its lines: 、 inside a line is then no separator; all else as it is."""
    if spec.kind is Kind.LIST and isinstance(cell, str) and "\n" in cell.strip():
        return [line.strip() for line in cell.splitlines() if line.strip()]
    return cell


def _as_headings(offset: int, row: Row, names: Mapping[str, str]) -> HeadingRow | None:
    paths = tuple(path_of(cell, names) for cell in row)
    filled = sum(not is_blank(cell) for cell in row)
    found = HeadingRow(offset, tuple("" if cell is None else str(cell).strip() for cell in row), paths)
    enough = min(2, len(set(names.values())))
    return found if found.fit and found.fit >= enough and 2 * found.fit >= filled else None
