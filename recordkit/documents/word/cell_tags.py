"""`{% cellbg x %}`, `{% colspan n %}`, `{% hm %}`, `{% vm %}`: what a tag in a Word table says of its cell.

The cell's own property of that kind is taken away; the new one stands where the schema wants it (ECMA-376, 17.4.65).
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from recordkit.documents.tags import Kind, Scope, Tag
from recordkit.documents.word.runs import P, W, mark

WORDS = {"cellbg": "shd", "colspan": "gridSpan", "hm": "gridSpan", "vm": "vMerge"}
BARE = frozenset({"hm", "vm"})
GRID = frozenset({"colspan", "hm"})  # those that change the number of columns
TBL, TC, TCPR, VAL = (f"{{{W}}}{name}" for name in ("tbl", "tc", "tcPr", "val"))
ORDER = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
).split()
ELEMENT = re.compile(r"<(/?)w:(tbl|tr|tc|gridCol|gridSpan)(?=[ />])([^>]*)>")
WIDTH = re.compile(r'w:w="(\d+)"')
COUNT = re.compile(r'w:val="(\d+)"')


def says_of_cell(tag: Tag) -> bool:
    """True if the tag is one of those."""
    return tag.kind is Kind.BLOCK and tag.scope is Scope.INLINE and tag.word in WORDS


def dress(cell: etree._Element, word: str, number: int) -> None:
    """Put the marks of one such tag into its cell, in place."""
    properties = cell.find(TCPR)
    if properties is None:
        properties = etree.Element(TCPR)
        cell.insert(0, properties)
    before = _taken(properties, WORDS[word])
    detail = f" {before}" if word == "hm" else ""
    _insert(properties, mark(f"{number} {word}{detail}"), WORDS[word])
    if word == "hm":
        cell.addprevious(mark(f"{number} first"))
        cell.addnext(mark("endif"))
    elif word == "vm":
        for paragraph in cell.findall(P):
            _only_first(paragraph, number)


def gridded(table: str) -> str:
    """Return the table with as many grid columns as its widest row has; widths are shared out anew."""
    found = [each for each in _of_this_table(table) if each[2] in {"gridCol", "tc", "gridSpan", "tr"}]
    columns = [match for match, closing, name in found if name == "gridCol" and not closing]
    widest = _widest(found)
    if not columns or not widest or widest == len(columns):
        return table
    widths = [int(width[1]) if (width := WIDTH.search(each[3])) else 0 for each in columns]
    made = "".join(f'<w:gridCol w:w="{width}"/>' for width in _shared(widths, widest))
    return table[: columns[0].start()] + made + table[columns[-1].end() :]


def _taken(properties: etree._Element, name: str) -> int:
    """Take the property away and return its number (a span), 1 if it had none."""
    number = 1
    for each in properties.findall(f"{{{W}}}{name}"):
        value = each.get(VAL, "1")
        number = int(value) if value.isdecimal() else 1
        properties.remove(each)
    return number


def _insert(properties: etree._Element, made: etree._Element, name: str) -> None:
    rank = ORDER.index(name)
    later = next((child for child in properties if _rank(child) > rank), None)
    if later is None:
        properties.append(made)
    else:
        later.addprevious(made)


def _rank(child: etree._Element) -> int:
    is_mark = not isinstance(child.tag, str)
    name = WORDS[(child.text or "").split()[1]] if is_mark else etree.QName(child).localname
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _only_first(paragraph: etree._Element, number: int) -> None:
    inner = [child for child in paragraph if child.tag != f"{{{W}}}pPr"]
    if inner:
        inner[0].addprevious(mark(f"{number} first"))
        paragraph.append(mark("endif"))


Found = tuple[re.Match[str], bool, str]


def _of_this_table(table: str) -> Iterator[Found]:
    depth = 0
    for match in ELEMENT.finditer(table):
        closing, name = bool(match[1]), match[2]
        if name == "tbl":
            depth += -1 if closing else 1
        elif depth == 1:
            yield match, closing, name


def _widest(found: Sequence[Found]) -> int:
    widest = now = 0
    for match, closing, name in found:
        if name == "tr" and not closing:
            now = 0
        elif name == "tc" and not closing:
            now += 1
        elif name == "gridSpan" and (count := COUNT.search(match[3])) is not None:
            now += int(count[1]) - 1
        widest = max(widest, now)
    return widest


def _shared(widths: Sequence[int], wanted: int) -> list[int]:
    """Return `wanted` widths of the same sum: columns added are of average width, of those cut each gets a share."""
    total = sum(widths)
    if wanted > len(widths):
        scaled = [int(width * len(widths) / wanted) for width in widths]
        return scaled + [total // wanted] * (wanted - len(widths))
    kept = list(widths[:wanted])
    return [width + sum(widths[wanted:]) // wanted for width in kept]
