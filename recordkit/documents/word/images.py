"""Pictures in a Word template: inline where a tag stands, or in the place of a picture that the template holds."""

import functools
import io
from dataclasses import dataclass
from pathlib import PurePath
from xml.sax.saxutils import quoteattr

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image as Header

from recordkit.documents.faults import Unfit
from recordkit.documents.package import OFFICE_RELS
from recordkit.documents.sandbox import text_of
from recordkit.documents.word.filling import WordFilling
from recordkit.documents.word.richtext import HYPERLINK
from recordkit.wording import Text

IMAGE_REL = f"{OFFICE_RELS}/image"
EMU_PER_MM = 36_000
EMU_PER_INCH = 914_400
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NO_PICTURE = Text(
    "不是可用的图片(请用 PNG、JPEG、GIF、BMP 或 TIFF)", "no usable picture: give PNG, JPEG, GIF, BMP or TIFF"
)
BROKEN = (
    UnrecognizedImageError,
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    ValueError,
    KeyError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's bytes and how large it is to be, in millimetres: both, one (the other follows), or its own size."""

    content: bytes
    width: float | None = None
    height: float | None = None
    description: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        if any(side is not None and not 0 < side < 1000 for side in (self.width, self.height)):
            raise ValueError("a picture is between 0 and 1000 mm wide and high")

    def __str__(self) -> str:
        return self.description


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture's own bytes say: its content type, its ending, its sides in EMU."""

    kind: str
    ending: str
    width: int
    height: int


@functools.lru_cache(maxsize=128)
def measured(content: bytes) -> Measured:
    """Return what the picture's header says; raises Unfit when it is none that Word shows."""
    try:
        header = Header.from_file(io.BytesIO(content))
    except BROKEN as error:
        raise Unfit(NO_PICTURE) from error
    if not header.px_width or not header.px_height:
        raise Unfit(NO_PICTURE)
    width = header.px_width * EMU_PER_INCH // max(1, header.horz_dpi)
    height = header.px_height * EMU_PER_INCH // max(1, header.vert_dpi)
    return Measured(header.content_type, header.ext, width, height)


def placed_picture(image: Image, filling: WordFilling) -> str:
    """Return the id of the relationship from the part that is being rendered to the picture."""
    facts = measured(image.content)
    name = filling.add(f"word/media/picture.{facts.ending}", image.content, facts.kind)
    return filling.relate(IMAGE_REL, name)


def drawing(image: Image, filling: WordFilling) -> str:
    """Return the picture as a drawing in a run (ECMA-376, 20.4.2.8)."""
    relation = placed_picture(image, filling)
    width, height = _sides(image)
    number = filling.next_id()
    description = quoteattr(text_of(image.description))
    link = _link(image, filling)
    name = quoteattr(f"picture {number}")
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" xmlns:r="{OFFICE_RELS}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name={name} descr={description}>{link}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def same_kind(content: bytes, name: str) -> bool:
    """True if the picture may take the place of the part `name`, whose ending tells its kind."""
    ending = PurePath(name).suffix.casefold().lstrip(".")
    found = measured(content).ending
    return {"jpeg": "jpg", "tif": "tiff"}.get(ending, ending) == {"jpeg": "jpg", "tif": "tiff"}.get(
        found, found
    )


def _sides(image: Image) -> tuple[int, int]:
    own = measured(image.content)
    width = None if image.width is None else round(image.width * EMU_PER_MM)
    height = None if image.height is None else round(image.height * EMU_PER_MM)
    if width is None and height is None:
        return own.width, own.height
    if width is None:
        assert height is not None
        width = max(1, round(own.width * height / own.height))
    if height is None:
        height = max(1, round(own.height * width / own.width))
    return width, height


def _link(image: Image, filling: WordFilling) -> str:
    if not image.link:
        return ""
    number = filling.relate(HYPERLINK, image.link, external=True)
    return f'<a:hlinkClick xmlns:a="{A}" r:id="{number}"/>'
