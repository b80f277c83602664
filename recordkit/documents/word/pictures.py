"""The pictures that a Word template holds, by the names under which a programmer may replace them."""

from collections.abc import Iterator, Mapping

from lxml import etree

from recordkit.documents.package import OFFICE_RELS, related
from recordkit.guard.xml import parse

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
EMBED = f"{{{OFFICE_RELS}}}embed"
DRAWN = b"drawingml/2006/picture"


def pictures_of(parts: Mapping[str, bytes], *, file: str) -> dict[str, str]:
    """Return the media part of every picture by its file name, title and alternative text."""
    found: dict[str, str] = {}
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and DRAWN in content:
            media = {number: part for number, _, part in related(parts, name, file=file)}
            for title, number in _titles(parse(content, file=file)):
                if media.get(number) in parts:
                    found.setdefault(title, media[number])
    return found


def _titles(root: etree._Element) -> Iterator[tuple[str, str]]:
    for picture in root.iter(f"{{{PIC}}}pic"):
        blip = next(picture.iter(f"{{{A}}}blip"), None)
        number = None if blip is None else blip.get(EMBED)
        own = picture.find(f"{{{PIC}}}nvPicPr/{{{PIC}}}cNvPr")
        outer = next(picture.iterancestors(f"{{{A}}}graphic"), None)
        outer = None if outer is None else outer.getparent()
        named = [] if own is None else [own]
        named += [] if outer is None else [each for each in outer if str(each.tag).endswith("}docPr")]
        for element in named:
            for attribute in ("name", "title", "descr"):
                if number and (title := element.get(attribute)):
                    yield title, number
