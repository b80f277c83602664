"""A rendered sheet as XML: its rows where they went, and everything that covers or follows them moved along."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.cells import EMPTY, Cell, Content, cell_xml, formula_xml, row_xml, value_xml
from recordkit.documents.formulas import grown_range, moved_copies, moved_formula, moved_range
from recordkit.documents.grid import DATA
from recordkit.documents.growth import Growth, Placing
from recordkit.documents.package import DECLARATION
from recordkit.documents.runs import MARK, mark
from recordkit.documents.sheets import Sheet
from recordkit.documents.strings import Added, S
from recordkit.documents.styles import Styles

ROWS_HERE = f"<?{MARK} rows?>"
ONE_A_TURN = (f"{{{S}}}mergeCell", f"{{{S}}}hyperlink")
ONE_RANGE = (f"{{{S}}}autoFilter", f"{{{S}}}sortState", f"{{{S}}}sortCondition")
FORMULAS = ("formula", "formula1", "formula2", "f")
EMPTY_LISTS = tuple(f"{{{S}}}{name}" for name in ("mergeCells", "hyperlinks", "dataValidations"))
OWN_RULE = (f"{{{S}}}dataValidation", f"{{{S}}}conditionalFormatting", f"{{{S}}}ignoredError")
# `count` and `manualBreakCount` stand on these lists.
COUNTED = (f"{{{S}}}mergeCells", f"{{{S}}}dataValidations")


@dataclass(frozen=True, slots=True)
class Tables:
    """What all sheets of one rendering share: strings, styles, and where every sheet's rows went."""

    strings: Added
    styles: Styles
    growths: Mapping[str, Growth]


def sheet_xml(sheet: Sheet, tables: Tables) -> bytes:
    """Return the sheet's part."""
    growth = tables.growths[sheet.name]
    root = copy.deepcopy(sheet.grid.root)
    _move_all(root, sheet.name, growth, tables.growths)
    _measure(root, sheet, growth)
    data = root.find(DATA)
    if data is None:
        raise AssertionError("a grid has its rows' element")
    data.append(mark("rows"))
    before, _, after = etree.tostring(root, encoding="unicode").partition(ROWS_HERE)
    writer = _Rows(sheet, growth, tables)
    rows = "".join(row for placing in growth.placings for row in writer.of(placing))
    return f"{DECLARATION}{before}{rows}{after}".encode()


class _Rows:
    def __init__(self, sheet: Sheet, growth: Growth, tables: Tables) -> None:
        self._sheet, self._growth, self._tables = sheet, growth, tables
        self._numbers = sorted(sheet.grid.rows)

    def of(self, placing: Placing) -> Iterator[str]:
        """Yield the rows of one placing."""
        numbers = [placing.first] if placing.first == placing.last else self._numbers
        for number in numbers:
            row = self._sheet.grid.rows.get(number)
            if row is not None and placing.first <= number <= placing.last:
                at = placing.number + number - placing.first
                cells = "".join(self._cell(cell, at, placing) for cell in row.cells)
                yield row_xml(row.attributes, at, cells)

    def _cell(self, cell: Cell, at: int, placing: Placing) -> str:
        if placing.blank:
            return cell_xml(cell, at, cell.style, (None, ""))
        if cell.formula is not None:
            return cell_xml(cell, at, cell.style, (None, self._formula(cell, at, placing.copies)))
        content = placing.values.get(cell.column, cell.content)
        style = self._tables.styles.for_look(cell.style, content.look)
        return cell_xml(cell, at, style, self._inner(content))

    def _formula(self, cell: Cell, at: int, copies: Sequence[int]) -> str:
        moved = moved_formula(cell.formula or "", self._sheet.name, self._tables.growths, copies)
        return formula_xml(moved, f"{cell.letters}{at}" if cell.array else None)

    def _inner(self, content: Content) -> tuple[str | None, str]:
        if content is EMPTY:
            return None, ""
        if content.text is not None:
            return "s", value_xml(str(self._tables.strings.index(content.text)))
        return (None if content.kind == "n" else content.kind), value_xml(content.value or "")


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
