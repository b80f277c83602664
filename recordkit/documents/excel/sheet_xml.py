"""A rendered sheet as XML: its rows where they went, and everything that covers or follows them moved along."""

import copy
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from recordkit.documents.excel.cells import cell_xml, formula_xml
from recordkit.documents.excel.formulas import grown_range, moved_copies, moved_formula, moved_range
from recordkit.documents.excel.grid import DATA
from recordkit.documents.excel.growth import Growth
from recordkit.documents.excel.page_texts import fill_pages
from recordkit.documents.excel.sheet_rows import SheetFilling
from recordkit.documents.excel.sheets import Sheet
from recordkit.documents.excel.spool import GAP, GAP_END
from recordkit.documents.excel.strings import S
from recordkit.documents.package import DECLARATION
from recordkit.documents.packing import LAST, Piece, pieces_of
from recordkit.documents.word.runs import MARK, mark

ROWS_HERE = f"<?{MARK} rows?>"
GAPS = re.compile(f"{GAP}(\\d+):(\\d+):(\\d+){GAP_END}")
ONE_A_TURN = (f"{{{S}}}mergeCell", f"{{{S}}}hyperlink")
ONE_RANGE = (f"{{{S}}}autoFilter", f"{{{S}}}sortState", f"{{{S}}}sortCondition")
FORMULAS = ("formula", "formula1", "formula2", "f")
EMPTY_LISTS = tuple(f"{{{S}}}{name}" for name in ("mergeCells", "hyperlinks", "dataValidations"))
OWN_RULE = (f"{{{S}}}dataValidation", f"{{{S}}}conditionalFormatting", f"{{{S}}}ignoredError")
# `count` and `manualBreakCount` stand on these lists.
COUNTED = (f"{{{S}}}mergeCells", f"{{{S}}}dataValidations")


def sheet_pieces(sheet: Sheet, filling: SheetFilling, growths: Mapping[str, Growth]) -> Iterator[Piece]:
    """Yield the sheet's part, deflated: what stands before its rows, the rows, and what stands behind them."""
    growth = filling.growth
    root = copy.deepcopy(sheet.grid.root)
    _move_all(root, sheet.name, growth, growths)
    _measure(root, sheet, growth)
    fill_pages(root, filling.pages)
    data = root.find(DATA)
    if data is None:
        raise AssertionError("a grid has its rows' element")
    data.append(mark("rows"))
    before, _, after = etree.tostring(root, encoding="unicode").partition(ROWS_HERE)
    yield from pieces_of([f"{DECLARATION}{before}".encode()])
    yield from filling.spool.pieces(_Gaps(sheet, growths).filled)
    yield from pieces_of([after.encode()])
    yield LAST


class _Gaps:
    """Fills the gaps that formulas left: now it is known where all rows went."""

    def __init__(self, sheet: Sheet, growths: Mapping[str, Growth]) -> None:
        self._sheet, self._growths = sheet, growths
        self._cells = {
            (row.number, cell.column): cell for row in sheet.grid.rows.values() for cell in row.cells
        }

    def filled(self, text: str) -> str:
        """Return the text with its gaps filled."""
        return GAPS.sub(self._cell, text)

    def _cell(self, gap: re.Match[str]) -> str:
        cell, at = self._cells[int(gap[1]), int(gap[2])], int(gap[3])
        copies = self._growths[self._sheet.name].copies_at(at)
        moved = moved_formula(cell.formula or "", self._sheet.name, self._growths, copies)
        array = f"{cell.letters}{at}" if cell.array else None
        return cell_xml(cell, at, cell.style, (None, formula_xml(moved, array)))


def _move_all(root: etree._Element, home: str, growth: Growth, growths: Mapping[str, Growth]) -> None:
    for element in list(root.iter(*ONE_A_TURN)):
        _one_a_turn(element, growth)
    for element in list(root.iter(*ONE_RANGE)):
        element.set("ref", grown_range(element.get("ref", ""), growth))
    for element in list(root.iter("{*}*")):
        _move(element, home, growth, growths)
    for element in list(root.iter(*EMPTY_LISTS)):
        if len(element) == 0:
            _remove(element)
        elif element.tag in COUNTED:
            element.set("count", str(len(element)))
    for element in root.iter(f"{{{S}}}brk"):
        _move_break(element, growth)


def _one_a_turn(element: etree._Element, growth: Growth) -> None:
    for reference in moved_copies(element.get("ref", ""), growth):
        made = copy.deepcopy(element)
        made.set("ref", reference)
        element.addprevious(made)
    _remove(element)


def _move(element: etree._Element, home: str, growth: Growth, growths: Mapping[str, Growth]) -> None:
    name = etree.QName(element).localname
    if name == "sqref" and element.text:
        element.text = moved_range(element.text, growth)
    elif name in FORMULAS and element.text:
        element.text = moved_formula(element.text, home, growths)
    elif (covered := element.get("sqref")) is not None and name != "selection":
        moved = moved_range(covered, growth)
        element.set("sqref", moved)
        if not moved and element.tag in OWN_RULE:
            _remove(element)


def _move_break(element: etree._Element, growth: Growth) -> None:
    parent = element.getparent()
    if parent is None or etree.QName(parent).localname != "rowBreaks":
        return
    row = int(element.get("id", "0"))
    if (span := growth.span(1, row)) is not None:
        element.set("id", str(span[1]))


def _measure(root: etree._Element, sheet: Sheet, growth: Growth) -> None:
    dimension = root.find(f"{{{S}}}dimension")
    if dimension is None:
        return
    cells = [
        cell for row in sheet.grid.rows.values() for cell in row.cells if row.number not in _vanished(sheet)
    ]
    if not cells:
        dimension.set("ref", "A1")
        return
    first = min(cells, key=lambda cell: cell.column).letters
    last = max(cells, key=lambda cell: cell.column).letters
    dimension.set("ref", f"{first}{_top(sheet, growth)}:{last}{growth.height}")


def _vanished(sheet: Sheet) -> frozenset[int]:
    inside = {row for block in sheet.blocks for row in range(block.first, block.last + 1)}
    return frozenset(sheet.loose - inside)


def _top(sheet: Sheet, growth: Growth) -> int:
    rows = [row.number for row in sheet.grid.rows.values() if row.cells]
    span = growth.span(min(rows), max(rows))
    return span[0] if span else 1


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
