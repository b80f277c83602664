"""What stands around each value of a Word part, for values that bring formatting or paragraphs of their own."""

from collections.abc import Sequence

from lxml import etree

from recordkit.documents.tags import Kind, Placed
from recordkit.documents.word.filling import Surroundings
from recordkit.documents.word.runs import RPR, P, R, T, W

PPR, SECTION = (f"{{{W}}}{name}" for name in ("pPr", "sectPr"))


def surroundings_of(root: etree._Element, placed: Sequence[Placed]) -> dict[int, Surroundings]:
    """Return what stands around each planted value, by the number of its tag."""
    found: dict[int, Surroundings] = {}
    for each in root.iter(etree.ProcessingInstruction):
        if (each.text or "").isdecimal() and placed[int(each.text or 0)].tag.kind is Kind.VALUE:
            found[int(each.text or 0)] = _around(each, root)
    return found


def _around(at: etree._Element, root: etree._Element) -> Surroundings:
    parent = at.getparent()
    run = parent.getparent() if parent is not None and parent.tag == T else next(at.itersiblings(R), None)
    paragraph = next(at.iterancestors(P), None)
    if run is None or paragraph is None:
        return Surroundings("", "", whole=False)
    properties = paragraph.find(PPR)
    whole = run.getparent() is paragraph and (properties is None or properties.find(SECTION) is None)
    return Surroundings(_bare(run.find(RPR), root), _bare(properties, root), whole=whole)


def _bare(element: etree._Element | None, root: etree._Element) -> str:
    """Return the element as it stands inside the part, whose root declares the namespaces."""
    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, address in root.nsmap.items():
        text = text.replace(f' xmlns{f":{prefix}" if prefix else ""}="{address}"', "")
    return text
