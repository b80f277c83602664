"""What hangs on a sheet in parts of its own: tables, drawings and charts, moved with the rows that they cover."""

from collections.abc import Iterator, Mapping

from recordkit.documents.excel.formulas import grown_formula, grown_range
from recordkit.documents.excel.growth import Growth
from recordkit.documents.excel.strings import S
from recordkit.documents.package import OFFICE_RELS, Parts, related, xml_bytes
from recordkit.guard.xml import parse

TABLE_REL = f"{OFFICE_RELS}/table"
DRAWING_REL = f"{OFFICE_RELS}/drawing"
CHART_REL = f"{OFFICE_RELS}/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
REMEMBERED = (f"{{{CHART}}}numCache", f"{{{CHART}}}strCache")


def move(parts: Parts, sheets: Mapping[str, str], growths: Mapping[str, Growth], *, file: str) -> None:
    """Move, in place, what hangs on the sheets (part name to sheet name)."""
    for part, sheet in sheets.items():
        for _, kind, target in related(parts, part, file=file):
            if target not in parts:
                continue
            if kind == TABLE_REL:
                parts[target] = _table(parts[target], growths[sheet], file)
            elif kind == DRAWING_REL:
                parts[target] = _drawing(parts[target], growths[sheet], file)
                for chart in _charts(parts, target, file):
                    parts[chart] = _chart(parts[chart], growths, file)


def _charts(parts: Parts, drawing: str, file: str) -> Iterator[str]:
    for _, kind, target in related(parts, drawing, file=file):
        if kind == CHART_REL and target in parts:
            yield target


def _table(content: bytes, growth: Growth, file: str) -> bytes:
    root = parse(content, file=file)
    for element in root.iter(f"{{{S}}}table", f"{{{S}}}autoFilter", f"{{{S}}}sortState"):
        element.set("ref", grown_range(element.get("ref", ""), growth))
    return xml_bytes(root)


def _drawing(content: bytes, growth: Growth, file: str) -> bytes:
    root = parse(content, file=file)
    for row in root.iter(f"{{{DRAWING}}}row"):
        # Anchors count rows from 0.
        number = int(row.text or "0") + 1
        span = growth.span(number, number)
        if span is not None:
            row.text = str(span[0] - 1)
    return xml_bytes(root)


def _chart(content: bytes, growths: Mapping[str, Growth], file: str) -> bytes:
    root = parse(content, file=file)
    for formula in root.iter(f"{{{CHART}}}f"):
        formula.text = grown_formula(formula.text or "", growths)
    for cache in list(root.iter(*REMEMBERED)):
        parent = cache.getparent()
        if parent is not None:
            parent.remove(cache)
    return xml_bytes(root)
