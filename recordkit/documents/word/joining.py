"""`{%- … -%}` in a Word part: a paragraph that begins (or ends) so is one with its neighbour, before any tag is read."""

from lxml import etree

from recordkit.documents.faults import Fault
from recordkit.documents.tags import Kind, Scope, Tag, scan
from recordkit.documents.word.places import Places
from recordkit.documents.word.runs import P, W, texts_of
from recordkit.wording import Text

PROPERTIES, SECTION = f"{{{W}}}pPr", f"{{{W}}}sectPr"
NO_NEIGHBOUR = Text(
    "没有可合并的相邻段落(或其中有分节符), 请去掉减号",
    "there is no paragraph to merge with (or it ends a section): take the dash away",
)


def join_paragraphs(root: etree._Element, places: Places) -> list[Fault]:
    """Merge, in place, what the dashes say, and return the faults of those that have no neighbour."""
    faults: list[Fault] = []
    for paragraph in list(root.iter(P)):
        if paragraph.getparent() is None:
            continue  # merged into another
        at = paragraph
        first = _edge(paragraph, last=False)
        if first is not None:
            before = _neighbour(paragraph, before=True)
            if _merge(before, paragraph):
                at = before if before is not None else paragraph
            else:
                faults.append(Fault(places.of(paragraph), first.raw, NO_NEIGHBOUR))
        while (tag := _edge(at, last=True)) is not None:
            if not _merge(at, _neighbour(at, before=False)):
                faults.append(Fault(places.of(at), tag.raw, NO_NEIGHBOUR))
                break
    return faults


def _edge(paragraph: etree._Element, *, last: bool) -> Tag | None:
    """Return the dashed tag at the paragraph's end or beginning, if there is one."""
    words = "".join(text.text or "" for text in texts_of(paragraph))
    if "-%}" not in words and "{%-" not in words:
        return None
    tags, _ = scan(words, word=True)
    if not tags:
        return None
    tag = tags[-1] if last else tags[0]
    beyond = words[tag.end :] if last else words[: tag.start]
    dashed = tag.raw.endswith("-%}") if last else tag.raw.startswith("{%-")
    if beyond.strip() or not dashed or tag.kind is not Kind.BLOCK or tag.scope is not Scope.INLINE:
        return None
    return tag


def _neighbour(paragraph: etree._Element, *, before: bool) -> etree._Element | None:
    found = paragraph.getprevious() if before else paragraph.getnext()
    return found if found is not None and found.tag == P else None


def _merge(first: etree._Element | None, second: etree._Element | None) -> bool:
    if first is None or second is None:
        return False
    if any(each.find(f"{PROPERTIES}/{SECTION}") is not None for each in (first, second)):
        return False
    for child in list(second):
        if child.tag != PROPERTIES:
            first.append(child)
    parent = second.getparent()
    if parent is not None:
        parent.remove(second)
    return True
