"""XML from outside: no DTD, no entities, no network, never recovered, and counted before it is parsed."""

from lxml import etree

from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.refusals import beyond, unreadable
from recordkit.wording import Text

NO_DTD = Text("含有 DTD 声明", "it declares a DTD")


def parse(content: bytes, limits: Limits = LIMITS, *, file: str) -> etree._Element:
    """Return the root element of `content`, comments and processing instructions left out.

    Raises TooLarge (nodes, depth) or NotReadable (not well-formed, or with a DTD).
    """
    refuse_nodes(content, limits.xml_nodes, file)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).casefold():
            raise _too_deep(file, limits) from error
        reason = Text(f"XML 有误({error.msg})", f"its XML is not well-formed ({error.msg})")
        raise unreadable(file, reason) from error
    # A document in UTF-16 hides the word from the first look.
    if root.getroottree().docinfo.internalDTD is not None:
        raise unreadable(file, NO_DTD)
    if root.xpath(f"boolean(/{'*/' * limits.depth}*)"):
        raise _too_deep(file, limits)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def refuse_nodes(content: bytes, limit: int, file: str) -> None:
    """Refuse a DTD (NotReadable) and more than `limit` elements (TooLarge), unparsed."""
    if b"<!DOCTYPE" in content:
        raise unreadable(file, NO_DTD)
    # Each element has one "<" that is not followed by "/": an upper bound that costs no memory.
    nodes = content.count(b"<") - content.count(b"</")
    if nodes > limit:
        raise beyond(file, Text("XML 节点数", "its number of XML nodes"), (nodes, limit))


def _too_deep(file: str, limits: Limits) -> Exception:
    return beyond(file, Text("XML 嵌套层数", "its depth of XML nesting"), (limits.depth + 1, limits.depth))
