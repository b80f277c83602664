"""The extent of a workbook's sheets, found by scanning their cells: what <dimension> claims is not believed.

A 5 KB file with cells A1 and XFD1048576 makes a dense reader allocate 17 thousand million cells.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.refusals import beyond, unreadable
from recordkit.guard.xml import refuse_nodes
from recordkit.guard.zips import Measured, measure
from recordkit.wording import Text

SHEET_MARKS = (b"sheetData", "sheetData".encode("utf-16-le"), "sheetData".encode("utf-16-be"))


@dataclass(slots=True)
class Extent:
    """The box that a sheet's cells fill, 1-based; `row` and `column` are where the scan is."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    row: int = 0
    column: int = 0

    def cover(self) -> None:
        """Widen the box to the cell where the scan is."""
        self.top = min(self.top or self.row, self.row)
        self.left = min(self.left or self.column, self.column)
        self.bottom = max(self.bottom, self.row)
        self.right = max(self.right, self.column)

    @property
    def cells(self) -> int:
        """Return how many cells a dense reader would hold, from A1 on."""
        return self.bottom * self.right


def measure_workbook(content: bytes | Path, limits: Limits = LIMITS, *, file: str) -> Measured:
    """Return the workbook's zip when every sheet stays within `limits`; raises TooLarge or NotReadable.

    Sheets are known by what they hold, whatever their part is called.
    """
    zipped = measure(content, limits, file=file)
    for name in zipped.names:
        part = zipped.read(name)
        if any(mark in part for mark in SHEET_MARKS):
            measure_sheet(part, limits, file=f"{file}: {name}")
    return zipped


def measure_sheet(content: bytes, limits: Limits = LIMITS, *, file: str) -> Extent:
    """Return the extent of one sheet's XML; raises TooLarge beyond the grid or the limit, NotReadable."""
    extent = Extent()
    refuse_nodes(content, limits.sheet_nodes, file)
    try:
        for element in _rows_and_cells(content):
            _visit(element, extent, limits, file)
    except etree.XMLSyntaxError as error:
        raise unreadable(
            file, Text(f"XML 有误({error.msg})", f"its XML is not well-formed ({error.msg})")
        ) from error
    if extent.cells > limits.extent:
        raise beyond(file, Text("工作表单元格范围", "the used range in cells"), (extent.cells, limits.extent))
    return extent


def _rows_and_cells(content: bytes) -> Iterator[etree._Element]:
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if event == "start":
            yield element
        else:
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _visit(element: etree._Element, extent: Extent, limits: Limits, file: str) -> None:
    reference = element.get("r")
    if etree.QName(element).localname == "row":
        extent.row = _row_number(reference, extent.row + 1, file)
        extent.column = 0
        extent.bottom = max(extent.bottom, extent.row)
    else:
        row, extent.column = _position(reference, extent, file)
        extent.row = row
        extent.cover()
    _refuse_grid(extent, limits, file)


def _row_number(reference: str | None, following: int, file: str) -> int:
    if reference is None:
        return following
    if not (reference.isascii() and reference.isdecimal()) or int(reference[:9]) < 1:
        raise _bad_address(reference, file)
    return int(reference[:9])


def _position(reference: str | None, extent: Extent, file: str) -> tuple[int, int]:
    if reference is None:
        return max(extent.row, 1), extent.column + 1
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits) or len(letters) > 5:
        raise _bad_address(reference, file)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return _row_number(digits, 0, file), column


def _bad_address(reference: str, file: str) -> Exception:
    return unreadable(
        file, Text(f"单元格地址有误: {reference[:40]!r}", f"bad cell address {reference[:40]!r}")
    )


def _refuse_grid(extent: Extent, limits: Limits, file: str) -> None:
    if extent.row > limits.rows:
        raise beyond(file, Text("行号", "a row number"), (extent.row, limits.rows))
    if extent.column > limits.columns:
        raise beyond(file, Text("列号", "a column number"), (extent.column, limits.columns))
