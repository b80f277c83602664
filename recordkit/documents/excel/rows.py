"""The rows of a template as text with a place for every value: compiled once, put together for every turn.

ROW stands for the number that the row gets, GAP for a formula that waits until all rows have their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from jinja2 import Environment, nodes

from recordkit.documents.excel.cells import Cell, cell_xml, formula_xml, value_xml
from recordkit.documents.excel.formulas import own_row
from recordkit.documents.excel.grid import GridRow
from recordkit.documents.excel.spool import GAP, GAP_END
from recordkit.documents.sandbox import VALUE, VALUE_END

ROW = "\0"  # XML cannot hold it, so no text is mistaken for it


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row: `texts` before, between and behind the cells that values fill; `blank` is the row with styles alone."""

    number: int
    texts: tuple[str, ...]
    filled: tuple[Cell, ...]
    blank: str


@dataclass(frozen=True, slots=True)
class Direct:
    """What a row takes straight from one record, `{{ r.x }}`: the record's name, and the key of each column."""

    name: str
    keys: Mapping[int, str]


def plan_row(row: GridRow) -> RowPlan:
    """Return the row as text with places."""
    texts, filled = [_opening(row)], []
    for cell in row.cells:
        if cell.column in row.tagged:
            filled.append(cell)
            texts.append("")
        else:
            texts[-1] += _fixed(cell, row.number)
    texts[-1] += "</row>"
    empty = "".join(cell_xml(cell, ROW, cell.style, (None, "")) for cell in row.cells)
    return RowPlan(row.number, tuple(texts), tuple(filled), f"{_opening(row)}{empty}</row>")


def direct(bodies: Mapping[int, str], environment: Environment) -> Direct | None:
    """Return which of the expressions (by column) are a record's own values, of the record that is named most."""
    by_name: dict[str, dict[int, str]] = {}
    for column, body in bodies.items():
        found = _key(environment.parse(f"{VALUE}{body}{VALUE_END}"))
        if found is not None:
            by_name.setdefault(found[0], {})[column] = found[1]
    name = max(by_name, key=lambda name: len(by_name[name]), default=None)
    return None if name is None else Direct(name, by_name[name])


def _key(tree: nodes.Template) -> tuple[str, str] | None:
    output = tree.body[0]
    found = output.nodes[0] if isinstance(output, nodes.Output) else None
    if not isinstance(found, (nodes.Getattr, nodes.Getitem)) or not isinstance(found.node, nodes.Name):
        return None
    if isinstance(found, nodes.Getattr):
        return found.node.name, found.attr
    key = found.arg.value if isinstance(found.arg, nodes.Const) else None
    return (found.node.name, key) if isinstance(key, str) else None


def _opening(row: GridRow) -> str:
    named = "".join(f" {name}={quoteattr(value)}" for name, value in row.attributes.items())
    return f'<row r="{ROW}"{named}>'


def _fixed(cell: Cell, row: int) -> str:
    if cell.formula is None:
        content = cell.content
        inner = "" if content.value is None else value_xml(content.value)
        return cell_xml(cell, ROW, cell.style, (None if content.kind == "n" else content.kind, inner))
    array = f"{cell.letters}{ROW}" if cell.array else None
    own = own_row(cell.formula, row, ROW)
    if own is not None:
        return cell_xml(cell, ROW, cell.style, (None, formula_xml(own, array)))
    return f"{GAP}{row}:{cell.column}:{ROW}{GAP_END}"
