"""A Word form as a person sees it: its content controls, the cells of its tables, its lines; nothing is taken for anything yet.

Law: what a form only suggests (a placeholder, a deleted text) is no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.package import main_part, read_package
from recordkit.documents.word.runs import W
from recordkit.guard.xml import parse

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
P, TBL, TR, TC, T, TAB, BR, SYM, SDT = (
    f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc", "t", "tab", "br", "sym", "sdt")
)
VALUE = f"{{{W}}}val"
# Boxes that Word draws from a symbol font (Wingdings, Wingdings 2): ticked, crossed, empty.
SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F053": "☒", "F0A8": "☐", "F06F": "☐", "F0A3": "☐"}


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: its tag and title as its author wrote them, and what was filled in; a box is 是 or 否."""

    tag: str
    title: str
    text: str


Row = tuple[str, ...]  # the texts of its cells, a line a paragraph


@dataclass(frozen=True, slots=True)
class FormParts:
    """What stands in the body: controls, tables (rows of cells), and the lines outside tables."""

    controls: tuple[Control, ...]
    tables: tuple[tuple[Row, ...], ...]
    lines: tuple[str, ...]


def form_parts(content: bytes, *, file: str) -> FormParts:
    """Return the parts of a docx; raises NotReadable, TooLarge."""
    package = read_package(content, file=file)
    root = parse(package[main_part(package, file=file)], file=file)
    tables = tuple(
        tuple(tuple(_text(cell) for cell in _inside(row, TC, TR)) for row in _inside(table, TR, TBL))
        for table in root.iter(TBL)
    )
    outside = (each for each in root.iter(P) if next(each.iterancestors(TBL), None) is None)
    lines = tuple(line for each in outside for line in _words(each).splitlines() if line.strip())
    return FormParts(tuple(_controls(root)), tables, lines)


def _inside(holder: etree._Element, name: str, kind: str) -> Iterator[etree._Element]:
    """Yield the rows of this table, or the cells of this row: not those of a table within."""
    return (each for each in holder.iter(name) if next(each.iterancestors(kind), None) is holder)


def _text(cell: etree._Element) -> str:
    return "\n".join(_words(paragraph) for paragraph in _inside(cell, P, TC)).strip("\n")


def _words(paragraph: etree._Element) -> str:
    own = (node for node in paragraph.iter(T, TAB, BR, SYM) if next(node.iterancestors(P), None) is paragraph)
    return "".join(_piece(node) for node in own if not _is_placeholder(node))


def _piece(node: etree._Element) -> str:
    if node.tag == T:
        return node.text or ""
    if node.tag == SYM:
        return SYMBOLS.get((node.get(f"{{{W}}}char") or "").upper(), "")
    parent = node.getparent()
    if node.tag == TAB:
        return (
            "" if parent is not None and parent.tag != f"{{{W}}}r" else "\t"
        )  # else a tab stop of the style
    return "\n"


def _is_placeholder(node: etree._Element) -> bool:
    return any(sdt.find(f"{{{W}}}sdtPr/{{{W}}}showingPlcHdr") is not None for sdt in node.iterancestors(SDT))


def _controls(root: etree._Element) -> Iterator[Control]:
    for sdt in root.iter(SDT):
        properties = sdt.find(f"{{{W}}}sdtPr")
        if properties is None:
            continue
        tag, title = (_value(properties, name) for name in ("tag", "alias"))
        if tag or title:
            yield Control(tag, title, _filled(sdt, properties))


def _filled(sdt: etree._Element, properties: etree._Element) -> str:
    box = properties.find(f"{{{W14}}}checkbox/{{{W14}}}checked")
    if box is not None:
        return "是" if box.get(f"{{{W14}}}val") in {"1", "true", "on"} else "否"
    paragraphs = list(sdt.iter(P))
    if paragraphs:
        return "\n".join(_words(each) for each in paragraphs)
    return "".join(_piece(node) for node in sdt.iter(T, TAB, BR, SYM) if not _is_placeholder(node))


def _value(properties: etree._Element, name: str) -> str:
    found = properties.find(f"{{{W}}}{name}")
    return "" if found is None else (found.get(VALUE) or "").strip()
