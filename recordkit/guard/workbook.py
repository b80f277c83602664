"""The extent of a workbook's sheets, found by looking at their cells: what <dimension> claims is not believed.

A 5 KB file with cells A1 and XFD1048576 makes a dense reader allocate 17 thousand million cells. A sheet as every
program writes it is measured by its bytes; any other is parsed.
"""

import io
import re
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
LARGE = 1 << 20  # bytes from which a sheet is measured without parsing it; below, its XML is checked as well
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROWS = re.compile(rb'<row r="(\d+)"')
_OTHER_CELLS = re.compile(rb"<(?:c|row)[\s/>]")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def measure_workbook(content: bytes | Path, limits: Limits = LIMITS, *, file: str) -> Measured:
    """Return the workbook's zip when every sheet stays within `limits`; raises TooLarge or NotReadable.

    Sheets are known by what they hold, whatever their part is called.
    """
    zipped = measure(content, limits, file=file)
    for name in zipped.names:
        part = zipped.read(name)
        if any(mark in part for mark in SHEET_MARKS):
            place = f"{file}: {name}"
            if len(part) < LARGE or not fits(part, limits, file=place):
                measure_sheet(part, limits, file=place)
    return zipped


def fits(content: bytes, limits: Limits = LIMITS, *, file: str) -> bool:
    """True if a plainly written sheet is surely within `limits`; False says only that it must be measured.

    No cell is looked at one by one: patterns look for rows and columns beyond a bound. Raises TooLarge (nodes) and
    NotReadable (a DTD).
    """
    refuse_nodes(content, limits.sheet_nodes, file)
    body = _plain_body(content)
    if body is None:
        return False
    rows = max(map(int, _ROWS.findall(content, *body)), default=0)
    if rows > limits.rows:
        return False
    widest = min(limits.columns, limits.extent // max(rows, 1), 26 * 26 + 26)
    return _beyond(widest, rows).search(content, *body) is None


def measure_sheet(content: bytes, limits: Limits = LIMITS, *, file: str) -> Extent:
    """Return the extent of one sheet's XML; raises TooLarge beyond the grid or the limit, NotReadable."""
    extent = Extent()
    for _ in walk_cells(content, extent, limits, file=file):
        pass
    refuse_box(extent.bottom, extent.right, limits, file)
    return extent


def walk_cells(
    content: bytes, extent: Extent, limits: Limits = LIMITS, *, file: str
) -> Iterator[etree._Element]:
    """Yield each cell's element while `extent` says where it stands; raises TooLarge and NotReadable."""
    refuse_nodes(content, limits.sheet_nodes, file)
    try:
        for event, element in _rows_and_cells(content):
            if event == "start":
                _visit(element, extent, limits, file)
                continue
            if etree.QName(element).localname == "c":
                yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise unreadable(
            file, Text(f"XML 有误({error.msg})", f"its XML is not well-formed ({error.msg})")
        ) from error


def refuse_box(bottom: int, right: int, limits: Limits, file: str) -> None:
    """Refuse a row or column off the grid and a box of too many cells from A1 on (TooLarge)."""
    if bottom > limits.rows:
        raise beyond(file, Text("行号", "a row number"), (bottom, limits.rows))
    if right > limits.columns:
        raise beyond(file, Text("列号", "a column number"), (right, limits.columns))
    if bottom * right > limits.extent:
        raise beyond(
            file, Text("工作表单元格范围", "the used range in cells"), (bottom * right, limits.extent)
        )


def _plain_body(content: bytes) -> tuple[int, int] | None:
    """Return where the rows stand when each row and cell is written plainly (address first, no prefix), or None."""
    start, end = content.find(b"<row"), content.rfind(b"</row>")
    if start < 0 or end < start:
        return None
    head, tail = content[:start], content[end:]
    odd = (
        content.count(_MAIN) != 1
        or b"<!" in content
        or b":c" in content
        or b":row" in content
        or b"&#" in head
        or content.count(b"<c", start, end) != content.count(b'<c r="', start, end)
        or content.count(b"<row", start, end) != content.count(b'<row r="', start, end)
        or _OTHER_CELLS.search(head)
        or _OTHER_CELLS.search(tail)
        or b"<worksheet" not in head
        or b"\0" in head
    )
    return None if odd else (start, end)


def _beyond(columns: int, rows: int) -> re.Pattern[bytes]:
    """Return a pattern of the address of any cell beyond so many columns or rows, or of no address at all."""
    column, row = _greater_name(columns), _greater_number(rows)
    return re.compile(rf'<c r="(?:{column}|[A-Z]+(?:{row}|[^0-9A-Z])|[^A-Z]|[A-Z]+[0-9]+[^0-9"])'.encode())


def _greater_name(columns: int) -> str:
    """Return a pattern of the column names beyond the column of that number (at most ZZ)."""
    longer = "[A-Z]{3}"
    if columns <= 26:
        return f"[A-Z]{{2}}|[{_ALPHABET[columns]}-Z](?=[0-9])" if columns < 26 else "[A-Z]{2}"
    high, low = divmod(columns - 27, 26)
    parts = [longer]
    if high < 25:
        parts.append(f"[{_ALPHABET[high + 1]}-Z][A-Z](?=[0-9])")
    if low < 25:
        parts.append(f"{_ALPHABET[high]}[{_ALPHABET[low + 1]}-Z](?=[0-9])")
    return "|".join(parts)


def _greater_number(number: int) -> str:
    """Return a pattern of the decimals (no leading zeros) greater than `number`."""
    digits = str(number)
    parts = [f"0|[0-9]{{{len(digits) + 1}}}"]
    for i, digit in enumerate(digits):
        if digit < "9":
            rest = len(digits) - i - 1
            parts.append(f"{digits[:i]}[{int(digit) + 1}-9][0-9]{{{rest}}}")
    return "|".join(parts)


def _rows_and_cells(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    events: Iterator[tuple[str, etree._Element]] = etree.iterparse(
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
    return events


def _forget(element: etree._Element) -> None:
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
    if extent.row > limits.rows or extent.column > limits.columns:
        refuse_box(extent.row, extent.column, limits, file)


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
