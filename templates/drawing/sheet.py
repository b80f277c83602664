"""A sheet of paper: a new Word document with the house's page, styles and page numbers (GB/T 9704-2012, 参照)."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph

from templates.drawing.opc import read_parts, write_parts
from templates.drawing.type_face import BODY, HEI, KAI, PAGE, Face, element, properties

LINE_PITCH = 579  # 28.95 pt: 22 lines in 225 mm
DRAWN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of an A4 page in millimetres."""

    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


OFFICIAL = Margins()
FORM = Margins(13, 14, 18, 18)


def new_sheet(margins: Margins, *, body: Face = BODY, grid: bool = True) -> Document:
    """Return an empty A4 document in the house's styles; with `grid`, 22 lines of 28 characters a page."""
    document = docx.Document()
    _page(document, margins)
    section = document.sections[0]._sectPr  # noqa: SLF001 - python-docx has no word for the document grid
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    pitch = {"w:type": "lines", "w:linePitch": str(LINE_PITCH)} if grid else {"w:linePitch": "312"}
    section.append(element("w:docGrid", pitch))
    _styles(document, body)
    return document


def save(document: Document, path: Path, title: str) -> None:
    """Write the document to `path`, the same bytes every time."""
    core = document.core_properties
    core.title, core.author, core.comments = title, "recordkit", ""
    core.created = core.modified = DRAWN
    content = io.BytesIO()
    document.save(content)
    write_parts(read_parts(content.getvalue(), path.name), path)


def page_numbers(document: Document) -> None:
    """Put “— 1 —” at the outer foot of each page, odd pages right, even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.footer_distance = Mm(21.5)
    _number(section.footer.paragraphs[0], "right")
    _number(section.even_page_footer.paragraphs[0], "left")


def centred_numbers(document: Document, words: str) -> None:
    """Put `words` and “第 1 页 共 2 页” at the foot of each page, in small type."""
    face = PAGE.sized(9)
    section = document.sections[0]
    section.footer_distance = Mm(7)
    paragraph = section.footer.paragraphs[0]
    _plain(paragraph, "center")
    for piece in (f"{words}　第 ", "=PAGE", " 页 共 ", "=NUMPAGES", " 页"):
        _piece(paragraph, piece, face)


def _page(document: Document, margins: Margins) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = Mm(10)
    section.gutter = Mm(0)


def _styles(document: Document, body: Face) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        defaults.clear()
        runs = element("w:rPrDefault", {})
        runs.append(properties(body))
        defaults.append(runs)
        defaults.append(element("w:pPrDefault", {}))
    _dress(document.styles["Normal"], body, {})
    _dress(document.styles["Heading 1"], Face(HEI, body.size, spacing=body.spacing), {"w:val": "0"})
    _dress(document.styles["Heading 2"], Face(KAI, body.size, spacing=body.spacing), {"w:val": "1"})
    for name in ("Header", "Footer"):
        _dress(document.styles[name], PAGE, {})


def _dress(style: BaseStyle, face: Face, outline: dict[str, str]) -> None:
    root = style.element
    for name in ("w:pPr", "w:rPr"):
        for old in root.findall(qn(name)):
            root.remove(old)
    paragraph = element("w:pPr", {})
    if outline:
        paragraph.append(element("w:keepNext", {}))
    paragraph.append(element("w:widowControl", {"w:val": "0"}))
    paragraph.append(element("w:spacing", {"w:before": "0", "w:after": "0"}))
    if outline:
        paragraph.append(element("w:outlineLvl", outline))
    root.append(paragraph)
    root.append(properties(face))


def _number(paragraph: Paragraph, side: str) -> None:
    _plain(paragraph, side)
    paragraph._p.get_or_add_pPr().append(element("w:ind", {f"w:{side}": "280"}))  # noqa: SLF001
    _order(paragraph._p.get_or_add_pPr())  # noqa: SLF001
    for piece in ("— ", "=PAGE", " —"):
        _piece(paragraph, piece, PAGE)


def _plain(paragraph: Paragraph, side: str) -> None:
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    shape.append(element("w:snapToGrid", {"w:val": "0"}))
    shape.append(element("w:jc", {"w:val": side}))


def _order(shape: BaseOxmlElement) -> None:
    places = ("pStyle", "snapToGrid", "spacing", "ind", "jc")
    shape[:] = sorted(shape, key=lambda child: places.index(child.tag.split("}")[1]))


def _piece(paragraph: Paragraph, piece: str, face: Face) -> None:
    if not piece.startswith("="):
        _run(paragraph, "w:t", piece, face)
        return
    for kind, text in (("begin", ""), ("", f" {piece[1:]} "), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind in ("begin", "separate", "end"):
            run = _run(paragraph, "", "", face)
            run.append(element("w:fldChar", {"w:fldCharType": kind}))
        else:
            _run(paragraph, "w:t" if kind == "shown" else "w:instrText", text, face)


def _run(paragraph: Paragraph, name: str, text: str, face: Face) -> BaseOxmlElement:
    run = element("w:r", {})
    run.append(properties(face))
    if name:
        words = element(name, {"xml:space": "preserve"})
        words.text = text
        run.append(words)
    paragraph._p.append(run)  # noqa: SLF001
    return run
