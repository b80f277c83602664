"""The shared strings of a workbook: read as text, those that only templates used blanked, new ones added once."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from lxml import etree

from recordkit.documents.package import unprefixed, xml_bytes
from recordkit.guard.xml import parse

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ESCAPED = "_x005F_"
NONE = f'<sst xmlns="{S}"/>'.encode()


class Strings:
    """The shared strings as the template has them, and those that the engine added to them while compiling."""

    def __init__(self, content: bytes, *, file: str) -> None:
        self._root = unprefixed(parse(content, file=file), S)
        for name in ("count", "uniqueCount"):
            self._root.attrib.pop(name, "")
        self.texts = [text_in(item) for item in self._root]

    def add(self, item: etree._Element) -> int:
        """Add a string of the template, formatting and all, and return its index."""
        made = etree.SubElement(self._root, f"{{{S}}}si")
        made.extend(list(item))
        self.texts.append(text_in(made))
        return len(self.texts) - 1

    def blank(self, indexes: Iterable[int]) -> None:
        """Take the text of these strings away: they were tags."""
        for index in indexes:
            item = self._root[index]
            item[:] = []
            etree.SubElement(item, f"{{{S}}}t")

    def content(self) -> bytes:
        """Return the part's content, without the strings of a rendering."""
        return xml_bytes(self._root)


LONGEST_SHARED = 500  # characters
MOST = 20_000  # strings that one rendering shares; what comes later stands in its cell, so that memory is bounded


class Added:
    """The strings that one rendering adds, each once."""

    def __init__(self, base: bytes, count: int, *, most: int = MOST) -> None:
        self._base = base
        self._count = count
        self._most = most
        self._indexes: dict[str, int] = {}

    def index(self, text: str) -> int | None:
        """Return the index of the text, None for a long one and when there are as many as may be without it."""
        found = self._indexes.get(text)
        # Excel reads its own escapes in a cell's text too, other readers among the shared ones alone.
        room = len(self._indexes) < self._most and len(text) <= LONGEST_SHARED
        if found is None and (room or ESCAPED in text):
            found = self._indexes[text] = self._count + len(self._indexes)
        return found

    def content(self) -> bytes:
        """Return the part's content with the added strings."""
        if not self._indexes:
            return self._base
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._indexes)
        head, closing, _ = self._base.rpartition(b"</sst>")
        if not closing:  # a table without strings is one empty element
            head = self._base.rstrip().removesuffix(b"/>") + b">"
        return head + items.encode() + b"</sst>"


def text_in(item: etree._Element) -> str:
    """Return the text of a string, its runs joined, the reading aids (phonetic runs) left out."""
    texts = (text for text in item.iter(f"{{{S}}}t") if text.getparent().tag != f"{{{S}}}rPh")  # type: ignore[union-attr]
    return "".join(text.text or "" for text in texts)
