"""What holds a tag that stands for it (a paragraph, row or cell), and what must stay valid when it is gone."""

from lxml import etree

from recordkit.documents.tags import Scope, scan
from recordkit.documents.word.runs import W, mark

P, TBL, TR = (f"{{{W}}}{name}" for name in ("p", "tbl", "tr"))
NOISE = (f"{{{W}}}proofErr", f"{{{W}}}lastRenderedPageBreak")
# Ids that Word wants unique and makes anew when they are missing; repeated rows would double them.
IDS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")
)
BLOCKS_WANTED = tuple(
    f"{{{W}}}{name}" for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
)
PROPERTIES = (f"{{{W}}}tcPr", f"{{{W}}}tblPr", f"{{{W}}}tblGrid", f"{{{W}}}trPr", f"{{{W}}}tblPrEx")


def only_standing(words: str, scope: Scope) -> bool:
    """True if the words hold tags of that scope and nothing else."""
    tags, _ = scan(words, word=True)
    for tag in reversed(tags):
        if tag.scope is scope:
            words = words[: tag.start] + words[tag.end :]
    return not words.strip()


def secure(home: etree._Element) -> None:
    """See to it that `home` stays valid when all that is conditional in it is gone."""
    if home.tag in BLOCKS_WANTED:
        inner = [child for child in home if child.tag not in PROPERTIES]
        inner[0].addprevious(mark("filter _ended"))
        home.append(mark("endfilter"))
    elif home.tag in (TBL, TR):
        wrap(home, f"filter _kept('{'tr' if home.tag == TBL else 'tc'}')")


def wrap(element: etree._Element, doing: str) -> None:
    """Put the element inside a doing of the engine's, such as `filter _kept('tr')`."""
    element.addprevious(mark(doing))
    after = mark("endfilter")
    after.tail, element.tail = element.tail, None
    element.addnext(after)


def remove(element: etree._Element) -> None:
    """Take the element away; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def tidy(root: etree._Element) -> None:
    """Take away, in place, what Word makes anew: marks of its spelling, and ids that repeated rows would double."""
    for element in list(root.iter(*NOISE)):
        remove(element)
    for paragraph in root.iter(P, TR):
        for name in IDS:
            paragraph.attrib.pop(name, "")
