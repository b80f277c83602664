"""A sheet of a template taken apart: its rows and cells, the tags in them, and the rest of its XML without rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from recordkit.documents.excel.cells import EMPTY, Cell, Content
from recordkit.documents.excel.strings import S, Strings
from recordkit.documents.package import unprefixed
from recordkit.documents.tags import Slip, Tag, scan
from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.wording import Text

ROW, CELL, FORMULA, VALUE, INLINE = (f"{{{S}}}{name}" for name in ("row", "c", "f", "v", "is"))
DATA = f"{{{S}}}sheetData"
RICH_ONLY = Text("不是常规的 Excel 工作表", "it is not an ordinary Excel sheet")


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The text of a cell with tags, its tags and slips."""

    text: str
    tags: tuple[Tag, ...]
    slips: tuple[Slip, ...]


@dataclass(slots=True)
class GridRow:
    """A row of the template: its attributes but the number, its cells, and the tagged texts by column."""

    number: int
    attributes: Mapping[str, str]
    cells: list[Cell]
    tagged: dict[int, TaggedText]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet taken apart: `root` without its rows, the rows by number, the strings that were tags."""

    root: etree._Element
    rows: Mapping[int, GridRow]
    spent: frozenset[int]

    @property
    def height(self) -> int:
        """Return the number of the last row, 0 for an empty sheet."""
        return max(self.rows, default=0)


def read_grid(content: bytes, strings: Strings, *, file: str) -> Grid:
    """Return the sheet taken apart; raises NotReadable for XML that is no ordinary sheet, TooLarge."""
    root = unprefixed(parse(content, file=file), S)
    data = root.find(DATA)
    if root.nsmap.get(None) != S or data is None:
        raise unreadable(file, RICH_ONLY)
    reader = _Reader(strings, file)
    for row in data.iterchildren(ROW):
        reader.read(row)
    data[:] = []
    data.text = None
    return Grid(root, reader.rows, frozenset(reader.spent))


class _Reader:
    def __init__(self, strings: Strings, file: str) -> None:
        self.rows: dict[int, GridRow] = {}
        self.spent: set[int] = set()
        self._strings = strings
        self._file = file
        self._shared: dict[str, tuple[str, str]] = {}

    def read(self, row: etree._Element) -> None:
        number = int(row.get("r") or max(self.rows, default=0) + 1)
        if number in self.rows:
            raise unreadable(self._file, Text(f"第 {number} 行出现两次", f"row {number} occurs twice"))
        # Attributes of other namespaces are drawing hints (x14ac:dyDescent) that would need their prefix.
        kept = {
            str(name): str(value)
            for name, value in row.attrib.items()
            if name not in {"r", "spans"} and "{" not in str(name)
        }
        made = GridRow(number, kept, [], {})
        for cell in row.iterchildren(CELL):
            self._read_cell(cell, made)
        made.cells.sort(key=lambda cell: cell.column)
        self.rows[number] = made

    def _read_cell(self, cell: etree._Element, row: GridRow) -> None:
        column = row.cells[-1].column + 1 if row.cells else 1
        if reference := cell.get("r"):
            column = column_index_from_string(coordinate_from_string(reference)[0])
        letters = get_column_letter(column)
        formula = cell.find(FORMULA)
        if formula is not None:
            text, array = self._formula(formula, f"{letters}{row.number}")
            row.cells.append(Cell(column, letters, cell.get("s"), EMPTY, text, array))
            return
        content = self._content(cell, column, row)
        row.cells.append(Cell(column, letters, cell.get("s"), content))

    def _content(self, cell: etree._Element, column: int, row: GridRow) -> Content:
        kind, index = cell.get("t"), None
        inline = cell.find(INLINE)
        if kind == "inlineStr" and inline is not None:
            index = self._strings.add(inline)
        elif kind == "s":
            index = int(cell.findtext(VALUE) or "0")
        if index is None:
            value = cell.findtext(VALUE)
            return EMPTY if value is None else Content(kind=kind, value=value)
        if not 0 <= index < len(self._strings.texts):
            reason = Text(f"没有第 {index} 条共享字符串", f"it has no shared string {index}")
            raise unreadable(self._file, reason)
        text = self._strings.texts[index]
        tags, slips = scan(text)
        if tags or slips:
            row.tagged[column] = TaggedText(text, tuple(tags), tuple(slips))
            self.spent.add(index)
            return EMPTY
        return Content(kind="s", value=str(index))

    def _formula(self, formula: etree._Element, where: str) -> tuple[str, bool]:
        text, kind = formula.text or "", formula.get("t")
        if kind == "shared":
            number = formula.get("si", "")
            if text:
                self._shared[number] = (text, where)
            else:
                master, origin = self._shared.get(number, ("", where))
                text = Translator(f"={master}", origin).translate_formula(where).removeprefix("=")
        return text, kind == "array"
