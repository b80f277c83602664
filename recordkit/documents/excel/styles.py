"""The style table of a workbook: number formats for dates, and the order that Excel wants of what others wrote."""

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from recordkit.documents.excel.cells import Look
from recordkit.documents.package import xml_bytes
from recordkit.guard.xml import parse

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# CT_Font, ECMA-376 18.8.22, in the order that Excel writes and its validator wants; openpyxl writes another.
FONT_ORDER = (
    "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
).split()
FIRST_OWN_FORMAT = 164
TEXT_FORMAT = 49  # "@"
# Built-in date formats of Chinese Excel, which openpyxl does not list (ECMA-376 18.8.30).
CHINESE_DATES = frozenset(str(number) for number in (*range(27, 37), *range(50, 59)))


class Styles:
    """The style table of one rendering: a cell that gets a date and has no date format gets a style of its own."""

    def __init__(self, content: bytes, *, file: str) -> None:
        self._root = parse(content, file=file)
        self._added: dict[tuple[str | None, Look], str] = {}
        own = {
            each.get("numFmtId", ""): each.get("formatCode", "") for each in self._root.iter(f"{{{S}}}numFmt")
        }
        self._codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
        formats = self._root.find(f"{{{S}}}cellXfs")
        self._formats = formats if formats is not None else etree.SubElement(self._root, f"{{{S}}}cellXfs")

    def for_look(self, style: str | None, look: Look) -> str | None:
        """Return the style in which a value of that look is shown: `style` itself when it shows dates."""
        if look is Look.PLAIN or self._shows_dates(style):
            return style
        if (style, look) not in self._added:
            self._added[style, look] = self._add(int(style or "0"), look)
        return self._added[style, look]

    @property
    def changed(self) -> bool:
        """True if a style was added."""
        return bool(self._added)

    def content(self) -> bytes:
        """Return the part's content."""
        return xml_bytes(self._root)

    def _shows_dates(self, style: str | None) -> bool:
        index = int(style or "0")
        if index >= len(self._formats):
            return False
        number = self._formats[index].get("numFmtId", "0")
        if number in CHINESE_DATES and number not in self._codes:
            return True
        # A cell formatted as text shows the bare serial number of a date.
        return number != str(TEXT_FORMAT) and bool(is_date_format(self._codes.get(number, "General")))

    def _add(self, style: int, look: Look) -> str:
        made = etree.SubElement(self._formats, f"{{{S}}}xf")
        if style < len(self._formats) - 1:
            base = self._formats[style]
            for name, value in base.attrib.items():
                made.set(name, value)
            made.extend([etree.fromstring(etree.tostring(child)) for child in base])
        made.set("numFmtId", self._format(look.value))
        made.set("applyNumberFormat", "1")
        self._formats.set("count", str(len(self._formats)))
        return str(len(self._formats) - 1)

    def _format(self, code: str) -> str:
        for number, known in self._codes.items():
            if known == code:
                return number
        number = str(max([FIRST_OWN_FORMAT - 1, *(int(each) for each in self._codes)]) + 1)
        self._codes[number] = code
        table = self._root.find(f"{{{S}}}numFmts")
        if table is None:
            table = etree.Element(f"{{{S}}}numFmts")
            self._root.insert(0, table)
        etree.SubElement(table, f"{{{S}}}numFmt", numFmtId=number, formatCode=code)
        table.set("count", str(len(table)))
        return number


def in_order(content: bytes, *, file: str) -> bytes:
    """Return the style part with the children of every font in the order that Excel wants."""
    root = parse(content, file=file)
    for font in root.iter(f"{{{S}}}font"):
        children = sorted(font, key=_rank)
        if children != list(font):
            font[:] = children
    return xml_bytes(root)


def _rank(child: etree._Element) -> int:
    name = etree.QName(child).localname
    return FONT_ORDER.index(name) if name in FONT_ORDER else len(FONT_ORDER)
