"""The stamp of a controlled copy: who, when, what for and which copy, faintly across each page and in full at its side (R83).

Law: the page below stays whole and readable; the PDF comes from outside, so it is taken apart in a process of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import atan2, cos, hypot, pi, sin
from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from recordkit.documents.pdf.reading import asked_at, give_at, reading, taken_apart
from recordkit.documents.pdf.stamp_drawing import draw
from recordkit.guard.limits import LIMITS
from recordkit.guard.pdf import check_pdf

FORM, FAINT, FULL = NameObject("/RecordkitStamp"), NameObject("/RecordkitFaint"), NameObject("/RecordkitFull")
FAINTNESS = 0.16
PURPOSE_SHOWN = 48
A4_WIDTH = 595.0
SIDE_SCALE, SIDE_MARGIN = 0.65, 9.0  # 6.5 points on A4, upward along the right edge: no footer is there
ACROSS, ACROSS_SCALE = 0.8, 3.2  # of the diagonal, and at most 32 points on A4


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a controlled copy says of itself; `when` is in the office's zone, `copy` counts the full copies of `name`."""

    name: str
    who: str
    when: datetime
    purpose: str
    copy: int

    def lines(self) -> tuple[str, str]:
        """Return its two lines, in Chinese as documents are; a long purpose is cut here and stands whole in the journal."""
        purpose = self.purpose if len(self.purpose) <= PURPOSE_SHOWN else self.purpose[:PURPOSE_SHOWN] + "…"
        facts = f"受控副本 第 {self.copy} 份 · {self.name} · {self.who} · {self.when:%Y-%m-%d %H:%M}"
        return facts, f"用途: {purpose}"


def stamp(content: bytes, wanted: Stamp, *, file: str) -> bytes:
    """Return the PDF with the stamp on each page, the same bytes for the same stamp; signatures in it no longer hold.

    Raises NotReadable, TooLarge, OfficeProgramMissing, NoStamp.
    """
    check_pdf(content, LIMITS, file=file)
    drawing = draw(wanted.lines())
    asked = (content, drawing.content, (drawing.width, drawing.height))
    return taken_apart("recordkit.documents.pdf.stamp:stamped", asked, file=file)


def stamped(path: str) -> None:
    """Stamp what `stamp` asks for: a PDF, with a drawing of a size; raises NotReadable."""
    content, drawn, size = asked_at(path)
    with reading(content, file="") as reader:
        writer = PdfWriter(clone_from=reader)
        writer.pdf_header = max(reader.pdf_header, "%PDF-1.6")
        form = _form(writer, drawn)
        before, faint, full = (_added(writer, one) for one in (_stream("q"), _shade(FAINTNESS), _shade(1)))
        for page in writer.pages:
            _dress(page, {"/XObject": {FORM: form}, "/ExtGState": {FAINT: faint, FULL: full}})
            after = _added(writer, _stream("\n".join(["Q", *_marks(page, size)])))
            page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])
        give_at(path, writer)


def _marks(page: PageObject, size: tuple[float, float]) -> Iterator[str]:
    """Yield the drawing of the stamp on one page: faint along its diagonal, in full at its side."""
    width, half = size[0], (size[0] / 2, size[1] / 2)
    (across, down), upright = _upright(page)
    page_scale = min(across, down) / A4_WIDTH
    angle = atan2(down, across)
    scale = min(ACROSS * hypot(across, down) / width, ACROSS_SCALE * page_scale)
    yield _draw(FAINT, _placed(scale, angle, (across / 2, down / 2), half), upright)
    scale = min(SIDE_SCALE * page_scale, 0.94 * down / width)
    middle = (across - SIDE_MARGIN * page_scale - half[1] * scale, down / 2)
    yield _draw(FULL, _placed(scale, pi / 2, middle, half), upright)


Matrix = tuple[float, float, float, float, float, float]


def _placed(scale: float, angle: float, middle: tuple[float, float], half: tuple[float, float]) -> Matrix:
    """Return the matrix that puts the middle of the stamp (its half sizes) at `middle`, scaled and turned (radians)."""
    a, b = scale * cos(angle), scale * sin(angle)
    return a, b, -b, a, middle[0] - a * half[0] + b * half[1], middle[1] - b * half[0] - a * half[1]


def _upright(page: PageObject) -> tuple[tuple[float, float], Matrix]:
    """Return the page's size as it is read, and the matrix from there to the page's own space (ISO 32000-1, 7.7.3.3)."""
    box = page.cropbox
    left, bottom, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    turned = {
        0: ((width, height), (1.0, 0.0, 0.0, 1.0, left, bottom)),
        90: ((height, width), (0.0, 1.0, -1.0, 0.0, left + width, bottom)),
        180: ((width, height), (-1.0, 0.0, 0.0, -1.0, left + width, bottom + height)),
        270: ((height, width), (0.0, -1.0, 1.0, 0.0, left, bottom + height)),
    }
    return turned.get(page.rotation % 360, turned[0])


def _draw(shade: str, inner: Matrix, outer: Matrix) -> str:
    turns = " ".join(f"{' '.join(f'{number:.4f}' for number in matrix)} cm" for matrix in (outer, inner))
    return f"q {shade} gs {turns} {FORM} Do Q"


def _dress(page: PageObject, more: dict[str, dict[NameObject, IndirectObject]]) -> None:
    """Give the page resources of its own with `more` in them: those it had may be shared, or its parent's."""
    own = DictionaryObject(_inherited(page, "/Resources").items())
    for kind, entries in more.items():
        there = own.get(kind, DictionaryObject()).get_object()
        own[NameObject(kind)] = DictionaryObject({**there, **entries})
    page[NameObject("/Resources")] = own


def _inherited(page: DictionaryObject, key: str) -> DictionaryObject:
    """Return the page's entry, or that of the nearest folder of pages above it; pypdf has seen the tree to have no loop."""
    node = page
    while key not in node and "/Parent" in node:
        node = cast("DictionaryObject", node["/Parent"])
    return cast("DictionaryObject", node.get(key, DictionaryObject()).get_object())


def _contents(page: DictionaryObject) -> list[PdfObject]:
    there = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
    found = there.get_object()
    return list(found) if isinstance(found, ArrayObject) else [there]


def _form(writer: PdfWriter, drawn: bytes) -> IndirectObject:
    """Return the drawn stamp as a picture that every page shares."""
    with reading(drawn, file="stamp.pdf") as reader:
        [page] = reader.pages
        inside = page.get_contents()
        form = _stream("" if inside is None else inside.get_data().decode("latin-1"))
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(map(FloatObject, page.mediabox))
        form[NameObject("/Resources")] = _inherited(page, "/Resources").clone(writer)
        return _added(writer, form)


def _added(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    return writer._add_object(made)  # noqa: SLF001 - pypdf's documentation knows no other way


def _shade(alpha: float) -> DictionaryObject:
    shades = {NameObject(key): FloatObject(alpha) for key in ("/ca", "/CA")}
    return DictionaryObject({NameObject("/Type"): NameObject("/ExtGState"), **shades})


def _stream(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("latin-1"))
    return stream
