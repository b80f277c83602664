"""Compulsory sections: each stands in the document as a heading or a label, and something stands under or beside it (R7, C17).

Law: what a section holds ends where the next heading begins; headings of tables and bare numbers are nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from lxml import etree

from recordkit.domain.fields import Field, squeeze
from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType, Section
from recordkit.inbox.lines import (
    Block,
    Cell,
    Grid,
    Line,
    blocks,
    is_cell,
    says_something,
    unnumbered,
    word_containers,
)

# What tables are headed with, beside the type's own labels.
TABLE_WORDS = (
    "序号 编号 内容 事项 决议 任务 分工 责任人 负责人 责任科室 期限 时限 完成时限 完成时间 备注 姓名 科室 部门 职务 "
    "签名 签字 签到"
)
# What closes a document after its last part (GB/T 9704-2012, 7.3 and 7.4).
CLOSING = frozenset(
    "附件 签发 签发人 审核 审核人 主送 抄送 抄报 报送 分送 印发 印发单位 印发日期 日期".split()
)
JOINED = re.compile(r"以及|及|与|和|、|/|&|\+")
TRAILING = re.compile(r"(?:名单|情况|如下|安排|明细|一览表|表)$")
BRACKETS = re.compile(r"\([^()]*\)|[\[\]【】<>《》“”\"'*#]")
LABEL_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands in one body, cell or text box, in reading order."""

    blocks: tuple[Block, ...]
    cell: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The type's sections, and every word that is a label and no content."""

    sections: tuple[Section, ...]
    labels: frozenset[str]

    def is_label(self, text: str) -> bool:
        return squeeze(text) in self.labels

    def begins_section(self, text: str) -> bool:
        return any(after_heading(text, section) is not None for section in self.sections)


@dataclass(frozen=True, slots=True)
class _Place:
    """One place where a section's heading stands: whether it holds something, and whether it heads a column."""

    filled: bool
    column: bool = False


def word_outlines(root: etree._Element, levels: dict[str, int] | None = None) -> list[Outline]:
    """Return the outline of each body, cell and text box of a Word document; `levels` maps styles to heading levels."""
    return [
        Outline(tuple(blocks(container, levels or {})), cell=is_cell(container))
        for container in word_containers(root)
    ]


def section_findings(outlines: Sequence[Outline], rtype: RecordType) -> list[Finding]:
    """Return a finding for each section of the type that is missing or empty (R7)."""
    words = _Words(rtype.sections, _labels(rtype))
    findings = []
    for section in rtype.sections:
        seen = [place for outline in outlines for place in _places(outline, section, words)]
        # A column of that name in the table of another part fills no part that has its own heading.
        counted = [place for place in seen if not place.column] or seen
        if not any(place.filled for place in counted):
            code = "section_empty" if seen else "section_missing"
            findings.append(Finding(code, facts={"section": section.heading}))
    return findings


def after_heading(text: str, section: Section) -> str | None:
    """Return what follows the section's heading or an alias in a line (perhaps nothing), or None if it is not that heading.

    Accepted: 决议事项 · 决议事项:… · 会议时间 2026年… · 【决议事项】 · 会 议 时 间 · 决议事项及责任分工 · 参会人员名单.
    """
    names = _names(section)
    for label, rest in _splits(unnumbered(text)):
        if len(label) <= LABEL_LENGTH and not names.isdisjoint(_called(label)):
            return rest
    return None


@lru_cache(maxsize=256)
def _names(section: Section) -> frozenset[str]:
    return frozenset(squeeze(name) for name in (section.heading, *section.aliases))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    if ":" not in text:
        yield text, ""
    for separator in (":", "\t", " "):
        label, found, rest = text.partition(separator)
        if found:
            yield label, rest


def _called(label: str) -> set[str]:
    """Return the headings that a label may stand for: itself, or each of several that it joins."""
    plain = squeeze(BRACKETS.sub("", label))
    parts = {plain, *JOINED.split(plain)}
    return parts | {TRAILING.sub("", part) for part in parts}


def _labels(rtype: RecordType) -> frozenset[str]:
    named = [name for field in _fields(rtype.fields) for name in field.names()]
    named += [name for section in rtype.sections for name in (section.heading, *section.aliases)]
    return _squeezed(tuple(named))


@lru_cache(maxsize=64)
def _squeezed(named: tuple[str, ...]) -> frozenset[str]:
    return frozenset(squeeze(name) for name in [*named, *TABLE_WORDS.split()])


def _fields(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _fields(field.columns)


def _places(outline: Outline, section: Section, words: _Words) -> Iterator[_Place]:
    """Yield each place where the section's heading or label stands."""
    for position, block in enumerate(outline.blocks):
        below = outline.blocks[position + 1 :]
        if isinstance(block, Grid):
            yield from _in_grid(block, section, words)
        elif (rest := after_heading(block.text, section)) is not None:
            filled = says_something(rest) or _followed(block, below, words)
            if filled or not (
                outline.cell and _blank(below)
            ):  # a label alone in its cell: its table is looked at
                yield _Place(filled)


def _blank(below: Sequence[Block]) -> bool:
    return not any(isinstance(block, Grid) or block.text for block in below)


def _followed(heading: Line, below: Sequence[Block], words: _Words) -> bool:
    for block in takewhile(lambda one: not _ends(heading, one, words), below):
        if isinstance(block, Grid):
            if _grid_says(block, words):
                return True
        elif block.level is None and says_something(block.text):
            return True
    return False


def _ends(heading: Line, block: Block, words: _Words) -> bool:
    """True if `block` begins another part of the document: a section, a heading as high, or the next number."""
    if isinstance(block, Grid):
        below = any(words.begins_section(row[0].text) for row in block.rows[1:] if row)
        return below or any(_closes(row[0].text) for row in block.rows[:1] if row)
    if _closes(block.text) or words.begins_section(block.text):
        return True
    if block.level is not None and (heading.level is None or block.level <= heading.level):
        return True
    return _next_in_count(heading, block)


def _closes(text: str) -> bool:
    label, colon, _ = text.partition(":")
    return bool(colon) and squeeze(label) in CLOSING


def _next_in_count(heading: Line, line: Line) -> bool:
    if heading.mark is None or line.mark is None or heading.mark[0] != line.mark[0]:
        return False
    return heading.mark[0].startswith("list ") or line.mark[1] == heading.mark[1] + 1


def _grid_says(grid: Grid, words: _Words) -> bool:
    rows = grid.rows[1:] if len(grid.rows) > 1 and _is_header(grid, words) else grid.rows
    return any(_cell_says(cell, row, words) for row in rows for cell in row)


def _is_header(grid: Grid, words: _Words) -> bool:
    return grid.header or any(words.is_label(cell.text) for cell in grid.rows[0])


def _cell_says(cell: Cell, row: Sequence[Cell], words: _Words) -> bool:
    counted = cell.begin == 0 and len(row) > 1 and cell.text.isdecimal()
    return not counted and not words.is_label(cell.text) and says_something(cell.text)


def _in_grid(grid: Grid, section: Section, words: _Words) -> Iterator[_Place]:
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            first, _, more = cell.text.partition("\n")
            rest = after_heading(first, section)
            if rest is None:
                continue
            if says_something(rest) or says_something(more) or _beside(grid, number, row[place + 1 :], words):
                yield _Place(filled=True)
            else:
                yield _Place(_below(cell, row, grid.rows[number + 1 :], words), column=len(row) > 1)


def _beside(grid: Grid, number: int, right: Sequence[Cell], words: _Words) -> bool:
    """True if a value stands to the right, before the next label; beside the heading of a column there is none."""
    if (
        number == 0
        and len(grid.rows) > 1
        and (grid.header or any(words.is_label(cell.text) for cell in right[:1]))
    ):
        return False
    return any(says_something(cell.text) for cell in takewhile(lambda one: not _labelled(one, words), right))


def _below(label: Cell, row: Sequence[Cell], rows: Sequence[Sequence[Cell]], words: _Words) -> bool:
    """True if a value stands below, in the label's columns, before the next label."""
    alone = len(row) == 1
    for lower in rows:
        under = [cell for cell in lower if alone or (cell.begin < label.end and label.begin < cell.end)]
        if any(words.begins_section(cell.text.partition("\n")[0]) for cell in under):
            return False
        if not alone and any(words.is_label(cell.text) for cell in under):
            return False
        if any(_cell_says(cell, lower, words) for cell in under):
            return True
    return False


def _labelled(cell: Cell, words: _Words) -> bool:
    return words.is_label(cell.text) or words.begins_section(cell.text.partition("\n")[0])
