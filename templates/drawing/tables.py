"""Tables: forms and lists, drawn with plain borders, heading rows that repeat and rows that never split."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from templates.drawing.ink import IN_CELL, MID_CELL, TWIPS_A_MM, Run, Shape, write
from templates.drawing.type_face import CELL, HEAD, Face, element


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a repeated table: heading, what stands in each row, share of the width, alignment, colour."""

    heading: str
    content: str
    width: float
    align: str = "center"
    color: str | None = None


def listing(document: Document, loop: str, columns: Sequence[Column], width: float, size: float = 12) -> None:
    """Add a table with a heading row that repeats on each page and one row for each item of `loop`."""
    table = grid(document, 4, [column.width for column in columns], width)
    for place, column in enumerate(columns):
        put(table.cell(0, place), column.heading, face=HEAD.sized(size), shape=MID_CELL)
        shade(table.cell(0, place))
        put(
            table.cell(2, place),
            column.content,
            face=replace(CELL.sized(size), color=column.color),
            shape=Shape(align=column.align, grid=False),
        )
    put(table.cell(1, 0), "{%tr for " + loop + " %}", face=CELL)
    put(table.cell(3, 0), "{%tr endfor %}", face=CELL)
    repeat(table, 0)


def grid(document: Document, rows: int, widths: Sequence[float], total: float) -> Table:
    """Add a table of `total` millimetres, its columns in the proportion of `widths`; rows never split over pages."""
    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    _frame(table, total, [total * share / sum(widths) for share in widths])
    for row in table.rows:
        properties_of(row._tr).append(element("w:cantSplit", {}))  # noqa: SLF001
    return table


def put(cell: _Cell, *runs: Run, face: Face = CELL, shape: Shape = IN_CELL) -> Paragraph:
    """Write into a cell: its own empty paragraph first, then new ones."""
    first = cell.paragraphs[0]
    fresh = first if not first.runs and not first.text else cell.add_paragraph()
    center = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    if center.find(qn("w:vAlign")) is None:
        center.append(element("w:vAlign", {"w:val": "center"}))
    _sort_cell(center)
    return write(fresh, runs, face, shape)


def top(cell: _Cell) -> None:
    """Let a cell's text begin at its upper edge."""
    for look in cell._tc.get_or_add_tcPr().findall(qn("w:vAlign")):  # noqa: SLF001
        look.set(qn("w:val"), "top")


def shade(cell: _Cell, color: str = "EDEDED") -> None:
    """Tint a cell."""
    shape = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    shape.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": color}))
    _sort_cell(shape)


def repeat(table: Table, row: int) -> None:
    """Let a row stand again at the top of each page."""
    properties_of(table.rows[row]._tr).append(element("w:tblHeader", {}))  # noqa: SLF001


def height(table: Table, row: int, millimetres: float) -> None:
    """Give a row its least height."""
    look = {"w:val": str(round(millimetres * TWIPS_A_MM)), "w:hRule": "atLeast"}
    shape = properties_of(table.rows[row]._tr)  # noqa: SLF001
    shape.append(element("w:trHeight", look))
    order = ("cantSplit", "trHeight", "tblHeader", "jc")
    shape[:] = sorted(shape, key=lambda child: order.index(child.tag.split("}")[1]))


def properties_of(row: BaseOxmlElement) -> BaseOxmlElement:
    """Return a row's properties, made if there are none."""
    found = row.find(qn("w:trPr"))
    if isinstance(found, BaseOxmlElement):
        return found
    made = element("w:trPr", {})
    row.insert(0, made)
    return made


def upright(cell: _Cell, text: str, face: Face = HEAD) -> None:
    """Write a block's name from top to bottom in a narrow cell, one character a line."""
    for character in text:
        put(cell, character, face=face, shape=Shape(align="center", grid=False, line=face.size * 1.25))
    shade(cell)


def _frame(table: Table, total: float, widths: Sequence[float]) -> None:
    shape = table._tbl.tblPr  # noqa: SLF001
    for child in list(shape):
        shape.remove(child)
    shape.append(element("w:tblW", {"w:w": str(round(total * TWIPS_A_MM)), "w:type": "dxa"}))
    shape.append(element("w:jc", {"w:val": "center"}))
    borders = element("w:tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        thick = "8" if side in ("top", "left", "bottom", "right") else "4"
        borders.append(
            element(f"w:{side}", {"w:val": "single", "w:sz": thick, "w:space": "0", "w:color": "000000"})
        )
    shape.append(borders)
    shape.append(element("w:tblLayout", {"w:type": "fixed"}))
    margins = element("w:tblCellMar", {})
    for side, twips in (("top", "40"), ("left", "85"), ("bottom", "40"), ("right", "85")):
        margins.append(element(f"w:{side}", {"w:w": twips, "w:type": "dxa"}))
    shape.append(margins)
    for column, wide in zip(table._tbl.tblGrid, widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(round(wide * TWIPS_A_MM)))
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            made = cell._tc.get_or_add_tcPr()  # noqa: SLF001
            for old in made.findall(qn("w:tcW")):
                made.remove(old)
            made.insert(0, element("w:tcW", {"w:w": str(round(wide * TWIPS_A_MM)), "w:type": "dxa"}))


def _sort_cell(target: BaseOxmlElement) -> None:
    order = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "vAlign")
    target[:] = sorted(target, key=lambda child: order.index(child.tag.split("}")[1]))
