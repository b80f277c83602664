"""Where a paragraph stands in a Word part, as a person counts: paragraphs outside tables, or table, row and column."""

from lxml import etree

from recordkit.documents.word.runs import P, W
from recordkit.wording import Text

TBL, TR, TC = (f"{{{W}}}{name}" for name in ("tbl", "tr", "tc"))


class Places:
    """The places of one part; counts are taken before any tag is moved."""

    def __init__(self, root: etree._Element, label: Text) -> None:
        self._label = label
        self._tables = {table: number for number, table in enumerate(root.iter(TBL), 1)}
        outside = (each for each in root.iter(P) if next(each.iterancestors(TBL), None) is None)
        self._paragraphs = {each: number for number, each in enumerate(outside, 1)}

    def of(self, paragraph: etree._Element) -> Text:
        """Return the paragraph's place in words."""
        cell = next(paragraph.iterancestors(TC), None)
        row = next(paragraph.iterancestors(TR), None)
        table = next(paragraph.iterancestors(TBL), None)
        if cell is None or row is None or table is None:
            number = self._paragraphs.get(paragraph, 0)
            return Text(f"{self._label.zh}第 {number} 段", f"{self._label.en}, paragraph {number}")
        counts = self._tables[table], _number(row, TR), _number(cell, TC)
        return Text(
            "{}表格 {} 第 {} 行第 {} 列".format(self._label.zh, *counts),
            "{}, table {} row {} column {}".format(self._label.en, *counts),
        )


def _number(element: etree._Element, tag: str) -> int:
    return 1 + sum(1 for _ in element.itersiblings(tag, preceding=True))
