"""What changes in the attributes of a Word part: tags in alternative texts and controls, ids of what is repeated.

A drawing, a bookmark or a control that a loop repeats gets an id of its own each time (ECMA-376, 20.4.2.5, 17.13.6.2).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from recordkit.documents.package import OFFICE_RELS
from recordkit.documents.tags import Kind, Slip, Tag, scan
from recordkit.documents.word.runs import W

WP_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = f"{{{OFFICE_RELS}}}embed"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOX, CHECKED, CHECKED_STATE, UNCHECKED_STATE, BOX_VALUE = (
    f"{{{W14}}}{name}" for name in ("checkbox", "checked", "checkedState", "uncheckedState", "val")
)
VAL, ID, NAME = (f"{{{W}}}{name}" for name in ("val", "id", "name"))
START, END, CONTROL, CONTENT = (
    f"{{{W}}}{name}" for name in ("bookmarkStart", "bookmarkEnd", "sdtPr", "sdtContent")
)
QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
SIGNS = ("\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}")  # Word's own


@dataclass(frozen=True, slots=True)
class Computed:
    """An expression for an attribute: `always`, or only where a loop repeats it, and `before` elsewhere."""

    code: str
    before: str
    always: bool = False
    number: int | None = None


Piece = str | int | Computed  # literal XML, the number of a tag, or an expression of the engine's


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One attribute and what becomes of it; `slips` are the mistyped braces in it."""

    element: etree._Element
    name: str
    pieces: Sequence[Piece]
    slips: Sequence[Slip] = ()


def changes_of(root: etree._Element, first: int) -> Iterator[tuple[Change, Sequence[Tag]]]:
    """Yield every changing attribute with its own tags, which are numbered from `first` on."""
    number = first
    for element in list(root.iter("*")):
        for name, value in list(element.attrib.items()):
            if "{{" not in value and "{%" not in value:
                continue
            for change, tags in _written(element, str(name), str(value), number):
                yield change, tags
                number += len(tags)
    for element in list(root.iter(WP_DOCPR, START, END, CONTROL)):
        for change in _ids(element):
            yield change, ()


def _written(
    element: etree._Element, name: str, value: str, number: int
) -> Iterator[tuple[Change, Sequence[Tag]]]:
    tags, slips = scan(value, word=True)
    single = tags[0] if len(tags) == 1 and tags[0].raw == value.strip() else None
    parent = element.getparent()
    if single is not None and single.kind is Kind.VALUE and parent is not None:
        box = parent.find(BOX)
        if parent.tag == CONTROL and box is not None:
            element.set(name, single.body)
            yield from _box(parent, box, single, number)
            return
    yield Change(element, name, tuple(_pieces(value, tags, number)), slips), tags
    if single is not None and element.tag == WP_DOCPR and parent is not None:
        for blip in parent.iter(BLIP):
            before = blip.get(EMBED)
            if before is not None:
                code = f"({single.body})|_picture({json.dumps(before)})"
                yield Change(blip, EMBED, (Computed(code, before, always=True, number=number),)), ()


def _pieces(value: str, tags: Sequence[Tag], number: int) -> Iterator[Piece]:
    at = 0
    for index, tag in enumerate(tags):
        yield escape(value[at : tag.start], QUOTED)
        yield number + index
        at = tag.end
    yield escape(value[at:], QUOTED)


def _box(
    control: etree._Element, box: etree._Element, tag: Tag, number: int
) -> Iterator[tuple[Change, Sequence[Tag]]]:
    """Yield what makes a check box follow a value: its state, and the sign that is seen."""
    checked = box.find(CHECKED)
    if checked is None:
        checked = etree.Element(CHECKED)
        box.insert(0, checked)
    bit = Computed(f"({tag.body})|_bit", "0", always=True, number=number)
    yield Change(checked, BOX_VALUE, (bit,)), (tag,)
    content = next(control.itersiblings(CONTENT), None)
    text = None if content is None else next(content.iter(f"{{{W}}}t"), None)
    if text is not None:
        signs = [
            _sign(box.find(name), sign)
            for name, sign in zip((CHECKED_STATE, UNCHECKED_STATE), SIGNS, strict=True)
        ]
        codes = " ".join(f"{ord(sign):x}" for sign in signs)
        text.text = None
        text.append(etree.ProcessingInstruction("rk", f"{number} box {codes}"))


def _sign(state: etree._Element | None, usual: str) -> str:
    code = "" if state is None else state.get(BOX_VALUE, "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return usual


def _ids(element: etree._Element) -> Iterator[Change]:
    if element.tag == WP_DOCPR:
        yield _numbered(element, "id")
    elif element.tag == CONTROL:
        own = element.find(ID)
        if own is not None:
            yield _numbered(own, VAL)
    else:
        begin = int(element.tag == START)
        old = element.get(ID, "0")
        code = f"{json.dumps(old)}|_bookmarked({begin})"
        yield Change(element, ID, (Computed(code, escape(old, QUOTED)),))
        if begin and (name := element.get(NAME)) is not None:
            quoted = json.dumps(name, ensure_ascii=False)
            yield Change(element, NAME, (Computed(f"{quoted}|_bookmark_named", escape(name, QUOTED)),))


def _numbered(element: etree._Element, name: str) -> Change:
    return Change(element, name, (Computed("''|_numbered", escape(element.get(name, ""), QUOTED)),))
