"""The parts of a workbook beside its cells: which sheets there are, the shared texts, what each cell style shows.

Names are compared without their namespace: the transitional and the strict form of the format are read alike.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.guard.zips import Measured
from recordkit.inbox.readers.cell_values import Book, Odd, unescaped, without_escapes
from recordkit.inbox.readers.number_formats import Shows, shows
from recordkit.wording import Text

_PLAIN_TEXT = re.compile(
    rb'<si><t(?: xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr [^<>]*/>)?</si>'  # what nearly every text is
)
_ABSENT = Text("没有工作簿部件", "it has no workbook part")


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of cells: its name, the part that holds it, and whether a reader of the workbook sees it."""

    name: str
    path: str
    visible: bool


def worksheets(zipped: Measured) -> tuple[list[Part], Book]:
    """Return the sheets of cells in their order, and what their cells refer to; raises NotReadable, TooLarge."""
    main = next((target for kind, target in _related(zipped, "") if kind == "officeDocument"), None)
    if main is None:
        raise unreadable(zipped.file, _ABSENT)
    root = _root(zipped, main)
    related = {number: (kind, target) for number, kind, target in _relations(zipped, main)}
    parts = []
    for sheet in _named(root, "sheet"):
        kind, path = related.get(_attribute(sheet, "id"), ("", ""))
        if kind == "worksheet":
            parts.append(Part(sheet.get("name", ""), path, sheet.get("state", "visible") == "visible"))
    return parts, _book(zipped, root, dict(related.values()))


def _book(zipped: Measured, root: etree._Element, related: dict[str, str]) -> Book:
    texts, styles = related.get("sharedStrings"), related.get("styles")
    dated = any(each.get("date1904") in {"1", "true", "on"} for each in _named(root, "workbookPr"))
    return Book(
        shared_texts(zipped.read(texts), f"{zipped.file}: {texts}") if texts in zipped.names else [],
        _shown(_root(zipped, styles)) if styles in zipped.names else [],
        since_1904=dated,
    )


def shared_texts(content: bytes, file: str) -> list[str]:
    """Return the texts of xl/sharedStrings.xml; what is sounded out above the words (phonetics) is left out."""
    found = _PLAIN_TEXT.findall(content)
    if len(found) == content.count(b"<si") and b"<!" not in content and b":si" not in content:
        try:
            return _decoded(found)
        except (Odd, UnicodeDecodeError):
            pass  # the parser below says what is wrong
    return [rich_text(item) for item in _named(parse(content, file=file), "si")]


def rich_text(item: etree._Element) -> str:
    """Return the words of a shared or inline text, its escapes resolved."""
    words = (
        each.text or "" for each in item.iter("{*}t") if next(each.iterancestors("{*}rPh"), None) is None
    )
    return without_escapes("".join(words))


def _decoded(found: list[bytes]) -> list[str]:
    if not found:
        return []
    whole = b"\0".join(found).decode().replace("\r\n", "\n")
    texts = whole.split("\0")
    if len(texts) != len(found):
        raise Odd(b"\0")
    return [unescaped(text) for text in texts] if "&" in whole or "_x" in whole else texts


def _shown(root: etree._Element) -> list[Shows]:
    codes = {each.get("numFmtId"): each.get("formatCode") for each in _named(root, "numFmt")}
    return [
        shows(int(number) if number.isdecimal() else 0, codes.get(number))
        for formats in _named(root, "cellXfs")
        for number in (each.get("numFmtId", "0") for each in formats.iterchildren("{*}xf"))
    ]


def _relations(zipped: Measured, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield (id, kind, part) of what a part refers to inside the package; "" is the package itself."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in zipped.names:
        return
    for each in _named(_root(zipped, path), "Relationship"):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            yield each.get("Id", ""), posixpath.basename(each.get("Type", "")), target


def _related(zipped: Measured, part: str) -> Iterator[tuple[str, str]]:
    return ((kind, target) for _, kind, target in _relations(zipped, part))


def _root(zipped: Measured, part: str) -> etree._Element:
    return parse(zipped.read(part), file=f"{zipped.file}: {part}")


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _attribute(element: etree._Element, name: str) -> str:
    """Return the value of the attribute of that name in a namespace (r:id)."""
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), "")
