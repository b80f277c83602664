"""Paragraphs: the strokes with which a document is drawn; every run names its Chinese font."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from templates.drawing.type_face import BODY, LABEL, SECOND, Face, element, properties

Run = str | tuple[str, Face]
TWIPS_A_POINT = 20
TWIPS_A_MM = 56.69
BREAKS = {"\n": "w:br", "\t": "w:tab"}
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs "
    "snapToGrid spacing ind jc outlineLvl rPr"
).split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: alignment, indents in characters, space around in points, line height in points."""

    align: str = "both"
    first: float = 0
    left: float = 0
    hanging: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float | None = None
    exact: bool = False
    keep: bool = False
    grid: bool = True
    page_break: bool = False
    right_tab: float | None = None


PLAIN = Shape()
INDENTED = Shape(first=2)
CENTRED = Shape(align="center")
IN_CELL = Shape(align="left", grid=False)
MID_CELL = Shape(align="center", grid=False)
HIDDEN = Shape(line=1, exact=True, grid=False)


def write(paragraph: Paragraph, runs: Sequence[Run], face: Face, shape: Shape = PLAIN) -> Paragraph:
    """Fill a paragraph with runs (a text, or a text and its own face) and give it its shape."""
    for run in runs:
        text, own = run if isinstance(run, tuple) else (run, face)
        paragraph._p.append(_run(text, own))  # noqa: SLF001 - python-docx cannot set the Chinese font
    _shape(paragraph._p.get_or_add_pPr(), shape, face)  # noqa: SLF001
    return paragraph


def line(home: Document | _Cell, *runs: Run, face: Face = BODY, shape: Shape = INDENTED) -> Paragraph:
    """Add a paragraph to the document or cell."""
    return write(home.add_paragraph(), runs, face, shape)


def heading(document: Document, text: str, level: int = 1, *, before: float = 0) -> Paragraph:
    """Add a heading: 一、 in 黑体, （一） in 楷体; `before` is the space over it in points."""
    paragraph = document.add_paragraph(style=f"Heading {level}")
    return write(
        paragraph,
        [text],
        LABEL if level == 1 else SECOND,
        Shape(first=2, keep=True, before=before, after=before / 2),
    )


def tag(home: Document | _Cell, text: str) -> Paragraph:
    """Add a paragraph that holds a tag for the whole paragraph, {%p … %}."""
    return line(home, text, shape=PLAIN)


def rule(paragraph: Paragraph, color: str, eighths: int, side: str = "bottom", space: int = 4) -> None:
    """Draw a line under (or over) a paragraph, `eighths` of a point thick."""
    border = element("w:pBdr", {})
    look = {"w:val": "single", "w:sz": str(eighths), "w:space": str(space), "w:color": color}
    border.append(element(f"w:{side}", look))
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    shape.append(border)
    _sort(shape)


def _run(text: str, face: Face) -> BaseOxmlElement:
    made = element("w:r", {})
    made.append(properties(face))
    for piece in re.split(r"([\n\t])", text):
        if piece in BREAKS:
            made.append(element(BREAKS[piece], {}))
        elif piece:
            words = element("w:t", {"xml:space": "preserve"})
            words.text = piece
            made.append(words)
    return made


def _shape(target: BaseOxmlElement, shape: Shape, face: Face) -> None:
    one = (face.size + face.spacing / TWIPS_A_POINT) * TWIPS_A_POINT
    if shape.keep:
        target.append(element("w:keepNext", {}))
    if shape.page_break:
        target.append(element("w:pageBreakBefore", {}))
    if shape.right_tab is not None:
        tabs = element("w:tabs", {})
        tabs.append(element("w:tab", {"w:val": "right", "w:pos": str(round(shape.right_tab * TWIPS_A_MM))}))
        target.append(tabs)
    if not shape.grid:
        target.append(element("w:snapToGrid", {"w:val": "0"}))
    target.append(element("w:spacing", _space(shape)))
    target.append(element("w:ind", _indent(shape, one)))
    target.append(element("w:jc", {"w:val": shape.align}))
    _sort(target)


def _space(shape: Shape) -> dict[str, str]:
    look = {
        "w:before": str(round(shape.before * TWIPS_A_POINT)),
        "w:after": str(round(shape.after * TWIPS_A_POINT)),
    }
    if shape.line is not None:
        look |= {
            "w:line": str(round(shape.line * TWIPS_A_POINT)),
            "w:lineRule": "exact" if shape.exact else "atLeast",
        }
    return look


def _indent(shape: Shape, one: float) -> dict[str, str]:
    look = {
        "w:left": shape.left,
        "w:right": shape.right,
        "w:hanging": shape.hanging,
        "w:firstLine": shape.first,
    }
    pairs = {
        "w:left": "w:leftChars",
        "w:right": "w:rightChars",
        "w:hanging": "w:hangingChars",
        "w:firstLine": "w:firstLineChars",
    }
    given = {
        key: value for key, value in look.items() if value or (key == "w:firstLine" and not shape.hanging)
    }
    made: dict[str, str] = {}
    for key, value in given.items():
        made |= {pairs[key]: str(round(value * 100)), key: str(round(value * one))}
    return made


def _sort(target: BaseOxmlElement) -> None:
    target[:] = sorted(target, key=lambda child: PARAGRAPH_ORDER.index(child.tag.split("}")[1]))
