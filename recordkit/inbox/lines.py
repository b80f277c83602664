"""A document as lines and tables in the order in which a person reads it: Word's XML, or the lines of a PDF.

Law: only what is visible counts: no deleted or hidden text, no placeholder of an empty content control.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

SKIPPED = frozenset(
    {
        "pPr",
        "tblPr",
        "trPr",
        "tcPr",
        "tblGrid",
        "sdtPr",
        "sdtEndPr",
        "txbxContent",
        "del",
        "moveFrom",
        "Fallback",
        "instrText",
    }
)
HIDEABLE = frozenset({"r", "sdt"})
WRAPPERS = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CONTENTS_LIST = 0  # the level of a line in a table of contents

_CHINESE = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"""\s*(?:
        第?(?P<chinese>[{_CHINESE}]{{1,3}})(?:[、.:,]|[章节条项]|部分|\s)
      | \((?P<bracketed>[{_CHINESE}]{{1,3}})\)
      | (?P<digits>\d{{1,2}})(?:[、.](?!\d)|\s)
      | \(?(?P<closed>\d{{1,2}})\)
      | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}})+)[、.\s]
      | [-*•●■◆▲★·►➢√✓]
    )[、.\s]*""",
    re.VERBOSE | re.ASCII,
)
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its number: `mark` is (kind of numbering, count), `level` that of a styled heading from 1."""

    text: str
    mark: tuple[str, int] | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and the grid columns that it covers, half-open."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table; `header` when its first row is marked as a heading."""

    rows: tuple[tuple[Cell, ...], ...]
    header: bool = False


Block = Line | Grid


def word_containers(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what holds blocks in a Word document: its body, each cell, each text box."""
    yield from root.iter("{*}body", "{*}tc", "{*}txbxContent")


def is_cell(container: etree._Element) -> bool:
    """Return True if a container is a cell of a table."""
    return _kind(container) == "tc"


def blocks(container: etree._Element, levels: Mapping[str, int]) -> Iterator[Block]:
    """Yield the lines and tables of a body, cell or text box; `levels` maps a style to its heading level."""
    for child in container:
        kind = _kind(child)
        if kind == "p":
            yield from _paragraph(child, levels)
        elif kind == "tbl":
            yield _grid(child)
        elif kind in WRAPPERS or (kind == "sdt" and not _hidden(child)):
            yield from blocks(child, levels)


def blocks_of_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a plain text."""
    for line in text.splitlines():
        yield _line(line, None, None)


def heading_levels(styles: etree._Element) -> dict[str, int]:
    """Return each heading style's level by its id, from styles.xml; styles of a table of contents have level 0."""
    levels = {}
    for style in styles.iterfind("{*}style"):
        name, outline = style.find("{*}name"), style.find("{*}pPr/{*}outlineLvl")
        spelled = (_value(name) or "").casefold()
        if shape := _HEADING_STYLE.fullmatch(spelled):
            levels[_attribute(style, "styleId") or ""] = int(shape[1])
        elif spelled.startswith("toc "):
            levels[_attribute(style, "styleId") or ""] = CONTENTS_LIST
        elif (level := _value(outline)) is not None and level.isdecimal() and int(level) < 9:
            levels[_attribute(style, "styleId") or ""] = int(level) + 1
    return levels


def text_of(element: etree._Element) -> str:
    """Return the visible text below an element: tabs and breaks as such, a line for each paragraph."""
    pieces: list[str] = []
    for child in element:
        kind = _kind(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind in BREAKS:
            pieces.append(BREAKS[kind])
        elif kind not in SKIPPED and not (kind in HIDEABLE and _hidden(child)):
            if len(child):
                pieces.append(text_of(child))
            if kind in ("p", "si"):
                pieces.append("\n")
    return "".join(pieces)


def says_something(text: str) -> bool:
    """Return True if a text holds a letter, figure or character beyond its numbering: underscores and dots do not."""
    plain = normal(text)
    number = _NUMBER.match(plain + " ")
    return any(char.isalnum() for char in (plain[number.end() :] if number else plain))


def unnumbered(text: str) -> str:
    """Return a text without the number or bullet that it begins with."""
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def normal(text: str) -> str:
    """Return text as it is compared: half-width where it has both, no invisible characters."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char) != "Cf").strip()


def _paragraph(paragraph: etree._Element, levels: Mapping[str, int]) -> Iterator[Line]:
    style = _value(paragraph.find("{*}pPr/{*}pStyle"))
    outline = _value(paragraph.find("{*}pPr/{*}outlineLvl"))
    level = levels.get(style or "")
    if level == CONTENTS_LIST:
        return
    if level is None and outline is not None and outline.isdecimal() and int(outline) < 9:
        level = int(outline) + 1
    listed = _list_mark(paragraph)
    for line in text_of(paragraph).split("\n"):
        yield _line(line, level, listed)


def _line(text: str, level: int | None, listed: tuple[str, int] | None) -> Line:
    plain = normal(text)
    number = _NUMBER.match(plain)
    if number is None:
        return Line(plain, listed, level)
    return Line(plain[number.end() :], _mark(number) or listed, level)


def _mark(number: re.Match[str]) -> tuple[str, int] | None:
    kind = number.lastgroup
    if kind is None or kind == "dotted":
        return None
    counted = number[kind]
    return kind, int(counted) if counted.isdecimal() else _count(counted)


def _count(chinese: str) -> int:
    if "十" not in chinese:
        return _CHINESE.index(chinese[0]) + 1
    tens, _, ones = chinese.partition("十")
    return (_CHINESE.index(tens[0]) + 1 if tens else 1) * 10 + (_CHINESE.index(ones[0]) + 1 if ones else 0)


def _list_mark(paragraph: etree._Element) -> tuple[str, int] | None:
    """Return which automatic list and level numbers the paragraph: its siblings have the same."""
    listed = _value(paragraph.find("{*}pPr/{*}numPr/{*}numId"))
    depth = _value(paragraph.find("{*}pPr/{*}numPr/{*}ilvl"))
    return None if listed is None else (f"list {listed}/{depth or 0}", 0)


def _grid(table: etree._Element) -> Grid:
    rows = [tuple(_cells(row)) for row in table.iterfind("{*}tr")]
    first = table.find("{*}tr/{*}trPr/{*}tblHeader")
    return Grid(tuple(rows), first is not None)


def _cells(row: etree._Element) -> Iterator[Cell]:
    begin = 0
    for cell in _unwrapped(row):
        span = _value(cell.find("{*}tcPr/{*}gridSpan")) or "1"
        end = begin + (int(span) if span.isdecimal() else 1)
        yield Cell(normal(text_of(cell)), begin, end)
        begin = end


def _unwrapped(row: etree._Element) -> Iterable[etree._Element]:
    for child in row:
        kind = _kind(child)
        if kind == "tc":
            yield child
        elif kind in ("sdt", "sdtContent", "customXml"):
            yield from _unwrapped(child)


def _hidden(element: etree._Element) -> bool:
    """True for a run of hidden text and for an empty content control that shows its placeholder."""
    kind = _kind(element)
    if kind == "r":
        vanish = element.find("{*}rPr/{*}vanish")
        return vanish is not None and _value(vanish) not in ("0", "false", "off")
    if kind == "sdt":
        return element.find("{*}sdtPr/{*}showingPlcHdr") is not None
    return False


def _kind(element: etree._Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: etree._Element, name: str) -> str | None:
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else _attribute(element, "val")
