"""The tags of a template as they stand in it, part by part, each at its place: what lint looks at, compiled or not.

Law: it reads and judges nothing; what the engine makes of a tag, the engine says.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree
from openpyxl import load_workbook

from recordkit.documents.tags import Slip, Tag, scan
from recordkit.documents.word.places import Places
from recordkit.documents.word.runs import P, W, texts_of
from recordkit.guard.workbook import measure_workbook
from recordkit.guard.xml import parse
from recordkit.guard.zips import measure
from recordkit.wording import Text

ROOTS = {
    f"{{{W}}}document": Text("正文", "body"),
    f"{{{W}}}hdr": Text("页眉", "header"),
    f"{{{W}}}ftr": Text("页脚", "footer"),
    f"{{{W}}}footnotes": Text("脚注", "footnotes"),
    f"{{{W}}}endnotes": Text("尾注", "endnotes"),
    f"{{{W}}}comments": Text("批注", "comments"),
}
BRACES = "{}｛｝"


@dataclass(frozen=True, slots=True)
class Standing:
    """A tag (or a slip: braces that open or close nothing) in its part: an entry of the zip, or a sheet's name."""

    part: str
    place: Text
    what: Tag | Slip


def standing_in(content: bytes, *, file: str) -> list[Standing]:
    """Return the tags and slips of a Word or Excel template in their order; raises NotReadable, TooLarge."""
    excel = PurePath(file).suffix.casefold() == ".xlsx"
    return list(_of_workbook(content, file) if excel else _of_document(content, file))


def _of_document(content: bytes, file: str) -> Iterator[Standing]:
    zipped = measure(content, file=file)
    for name in zipped.names:
        if not name.endswith(".xml") or name.startswith("customXml/"):
            continue
        part = zipped.read(name)
        if W.encode() not in part:
            continue
        root = parse(part, file=file)
        label = ROOTS.get(str(root.tag))
        if label is not None:
            yield from _of_part(root, name, label)


def _of_part(root: etree._Element, name: str, label: Text) -> Iterator[Standing]:
    places = Places(root, label)
    for paragraph in root.iter(P):
        words = "".join(text.text or "" for text in texts_of(paragraph))
        if any(brace in words for brace in BRACES):
            yield from _of_words(words, name, places.of(paragraph), word=True)


def _of_workbook(content: bytes, file: str) -> Iterator[Standing]:
    measure_workbook(content, file=file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not carry; nothing is written here
        book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and any(brace in str(cell.value) for brace in BRACES):
                    where = cell.coordinate
                    place = Text(f"工作表“{sheet.title}”{where}", f"sheet {sheet.title!r} {where}")
                    yield from _of_words(str(cell.value), sheet.title, place, word=False)


def _of_words(words: str, part: str, place: Text, *, word: bool) -> Iterator[Standing]:
    tags, slips = scan(words, word=word)
    yield from (Standing(part, place, tag) for tag in tags)
    yield from (Standing(part, place, slip) for slip in slips)
