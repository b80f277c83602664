"""Comments on cells: they follow their rows, with the boxes in which Excel shows them; of a repeated row, the first.

Law: a comment and its box go together, or both stay where they are.
"""

from collections.abc import Mapping

from lxml import etree

from recordkit.documents.excel.formulas import moved_copies
from recordkit.documents.excel.growth import Growth
from recordkit.documents.package import OFFICE_RELS, Parts, related, xml_bytes
from recordkit.errors import NotReadable
from recordkit.guard.xml import parse

NOTES_REL = f"{OFFICE_RELS}/comments"
BOXES_REL = f"{OFFICE_RELS}/vmlDrawing"
THREADS_REL = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
X = "urn:schemas-microsoft-com:office:excel"
CLIENT, ROW, ANCHOR = (f"{{{X}}}{name}" for name in ("ClientData", "Row", "Anchor"))
ANCHOR_ROWS = (2, 6)  # of an anchor's eight numbers: column, offset, row, offset, and again for its end


def move_notes(parts: Parts, sheets: Mapping[str, str], growths: Mapping[str, Growth], *, file: str) -> None:
    """Move, in place, the comments of the sheets (part name to sheet name)."""
    for part, sheet in sheets.items():
        targets = [(kind, target) for _, kind, target in related(parts, part, file=file) if target in parts]
        notes = [target for kind, target in targets if kind in {NOTES_REL, THREADS_REL}]
        if not notes:
            continue
        boxes = _read_boxes(parts, [target for kind, target in targets if kind == BOXES_REL], file)
        if boxes is None:
            continue
        for target in notes:
            parts[target] = _moved(parts[target], growths[sheet], file)
        for target, root in boxes.items():
            _move_boxes(root, growths[sheet])
            parts[target] = etree.tostring(root)


def _read_boxes(parts: Parts, targets: list[str], file: str) -> dict[str, etree._Element] | None:
    """Return the drawings of the boxes, None when one of them is no XML, as old Excel wrote them (`<br>`)."""
    try:
        return {target: parse(parts[target], file=file) for target in targets}
    except NotReadable:
        return None


def _moved(content: bytes, growth: Growth, file: str) -> bytes:
    root = parse(content, file=file)
    for note in [each for each in root.iter("{*}*") if each.get("ref") is not None]:
        moved = moved_copies(note.get("ref", ""), growth)[:1]
        if moved:
            note.set("ref", moved[0])
        else:
            _remove(note)
    return xml_bytes(root)


def _move_boxes(root: etree._Element, growth: Growth) -> None:
    for client in list(root.iter(CLIENT)):
        row = client.find(ROW)
        if client.get("ObjectType") != "Note" or row is None:
            continue
        number = int(row.text or "0") + 1  # counted from 0
        span = next(growth.turns(number, number), None)
        shape = client.getparent()
        if span is not None:
            row.text = str(span[0] - 1)
            _move_anchor(client.find(ANCHOR), span[0] - number)
        elif shape is not None:
            _remove(shape)


def _move_anchor(anchor: etree._Element | None, by: int) -> None:
    numbers = [] if anchor is None else (anchor.text or "").split(",")
    if anchor is None or len(numbers) <= max(ANCHOR_ROWS):
        return
    for place in ANCHOR_ROWS:
        numbers[place] = f" {max(0, int(numbers[place]) + by)}"
    anchor.text = ",".join(numbers)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
