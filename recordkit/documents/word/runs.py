"""The text of a Word paragraph and its runs: a tag that Word cut over runs is joined into the run where it begins.

A tag becomes a processing instruction `<?rk n?>` in the tree, n its number; none can come from a document,
because the guard's parser leaves them out.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.tags import Kind, Scope, Tag

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P, R, T, RPR = (f"{{{W}}}{name}" for name in ("p", "r", "t", "rPr"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARK = "rk"

Segment = str | int  # plain text, or the index of a tag among the paragraph's tags


@dataclass(frozen=True, slots=True)
class Spot:
    """A tag of a paragraph and the number that it has in its part."""

    tag: Tag
    number: int


def mark(content: int | str) -> etree._ProcessingInstruction:
    """Return the processing instruction that stands for a tag (its number) or for the engine's own doing."""
    return etree.ProcessingInstruction(MARK, str(content))


def texts_of(paragraph: etree._Element) -> list[etree._Element]:
    """Return the paragraph's own text elements in their order, those of text boxes inside it left out."""
    return [
        text
        for text in paragraph.iter(T)
        if (run := text.getparent()) is not None
        and run.tag == R
        and next(text.iterancestors(P), None) is paragraph
    ]


def plant(texts: Sequence[etree._Element], spots: Sequence[Spot]) -> list[object]:
    """Put a mark where each tag begins, take its text away, and return each tag's home in the same order.

    Value tags keep to their run; block tags stand between runs, so that what they repeat is whole runs.
    """
    homes: dict[int, object] = {}
    for text, segments in zip(texts, list(_segments(texts, [spot.tag for spot in spots])), strict=True):
        if any(isinstance(each, int) for each in segments) or "".join(map(str, segments)) != (
            text.text or ""
        ):
            _rewrite(text, segments, spots, homes)
    return [homes[index] for index in range(len(spots))]


def _segments(texts: Sequence[etree._Element], tags: Sequence[Tag]) -> Iterator[list[Segment]]:
    start = 0
    for text in texts:
        content = text.text or ""
        yield list(_cut(content, start, tags))
        start += len(content)


def _cut(content: str, start: int, tags: Sequence[Tag]) -> Iterator[Segment]:
    at, stop = start, start + len(content)
    for index, tag in enumerate(tags):
        if tag.end <= at or tag.start >= stop:
            continue
        if tag.start >= at:
            if tag.start > at:
                yield content[at - start : tag.start - start]
            yield index
        at = min(tag.end, stop)
    if at < stop:
        yield content[at - start :]


def _rewrite(
    text: etree._Element, segments: Sequence[Segment], spots: Sequence[Spot], homes: dict[int, object]
) -> None:
    text.text = ""
    current = text
    for segment in segments:
        if isinstance(segment, str):
            _append(current, segment)
            continue
        spot = spots[segment]
        if spot.tag.kind is Kind.LITERAL or (spot.tag.kind, spot.tag.scope) == (Kind.VALUE, Scope.INLINE):
            current.append(mark(spot.number))
            current.set(SPACE, "preserve")
            homes[segment] = current
        elif spot.tag.kind is not Kind.COMMENT:
            current, homes[segment] = _split(current, spot.number)
        else:
            homes[segment] = current


def _append(text: etree._Element, words: str) -> None:
    text.set(SPACE, "preserve")
    if len(text):
        text[-1].tail = (text[-1].tail or "") + words
    else:
        text.text = (text.text or "") + words


def _split(text: etree._Element, number: int) -> tuple[etree._Element, etree._Element]:
    """Cut the run behind `text`, put the mark between, and return the text of the new run and the runs' parent."""
    run = text.getparent()
    home = run.getparent() if run is not None else None
    if run is None or home is None:
        raise AssertionError("texts_of gives texts in runs in paragraphs")
    following = etree.Element(R)
    if (properties := run.find(RPR)) is not None:
        following.append(copy.deepcopy(properties))
    fresh = etree.SubElement(following, T)
    for later in list(text.itersiblings()):
        following.append(later)
    run.addnext(following)
    run.addnext(mark(number))
    _drop_if_empty(text)
    return fresh, home


def _drop_if_empty(text: etree._Element) -> None:
    run = text.getparent()
    if text.text or len(text) or run is None:
        return
    run.remove(text)
    home = run.getparent()
    if home is not None and all(child.tag == RPR for child in run):
        home.remove(run)
