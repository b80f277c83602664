"""The faces of the house: which font, in which size and colour, for what (GB/T 9704-2012, 参照)."""

from dataclasses import dataclass, replace
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

FANG, KAI, HEI, BIAO, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
ROMAN = "Times New Roman"
RED, GREY, SHADE = "FF0000", "595959", "F2F2F2"


@dataclass(frozen=True, slots=True)
class Face:
    """How text is set: the Chinese font, the size in points, and how far its characters are moved together."""

    east: str = FANG
    size: float = 16
    latin: str = ROMAN
    bold: bool = False
    color: str | None = None
    highlight: str | None = None
    spacing: int = -5  # twentieths of a point: 16 pt less 0.25 pt makes 28 characters in 156 mm

    def sized(self, size: float) -> "Face":
        """Return the same face in another size, without the body's narrow spacing."""
        return replace(self, size=size, spacing=0)

    def colored(self, color: str) -> "Face":
        """Return the same face in another colour."""
        return replace(self, color=color)


BODY = Face()
LABEL = Face(HEI)
SECOND = Face(KAI)
TITLE = Face(BIAO, 22, latin=BIAO, spacing=0)
CELL = Face(SONG, 10.5, spacing=0)
HEAD = Face(HEI, 10.5, spacing=0)
PAGE = Face(SONG, 14, latin=SONG, spacing=0)


def properties(face: Face) -> BaseOxmlElement:
    """Return the run properties of a face, in the order that the schema wants."""
    made = element("w:rPr", {})
    fonts = {
        "w:hint": "eastAsia",
        "w:ascii": face.latin,
        "w:hAnsi": face.latin,
        "w:eastAsia": face.east,
        "w:cs": face.latin,
    }
    made.append(element("w:rFonts", fonts))
    if face.bold:
        made.append(element("w:b", {}))
    if face.color:
        made.append(element("w:color", {"w:val": face.color}))
    if face.spacing:
        made.append(element("w:spacing", {"w:val": str(face.spacing)}))
    half_points = str(int(face.size * 2))
    made.append(element("w:sz", {"w:val": half_points}))
    made.append(element("w:szCs", {"w:val": half_points}))
    if face.highlight:
        made.append(element("w:highlight", {"w:val": face.highlight}))
    made.append(element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}))
    return made


def element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    """Return an element such as w:jc with its attributes."""
    made = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made
