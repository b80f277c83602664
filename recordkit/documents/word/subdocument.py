"""A Word document inside another (`{{p x}}`): its blocks, with the styles, lists, pictures and links that they need.

A style of the same name is the template's own; page set-up, headers and comments stay behind.
"""

import copy
import functools
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.faults import Unfit
from recordkit.documents.package import (
    NO_RELATIONS,
    OFFICE_RELS,
    RELS_NS,
    Parts,
    content_types,
    main_part,
    read_package,
    related,
    rels_name,
    xml_bytes,
)
from recordkit.documents.word.filling import WordFilling, as_parts
from recordkit.documents.word.holders import remove
from recordkit.documents.word.runs import W
from recordkit.guard.xml import parse
from recordkit.wording import Text

FILE = "sub-document"
WP_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
VAL, NUM_ID, ABSTRACT_ID, STYLE_ID = (
    f"{{{W}}}{name}" for name in ("val", "numId", "abstractNumId", "styleId")
)
STYLES, NUMBERING = f"{OFFICE_RELS}/styles", f"{OFFICE_RELS}/numbering"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
NUMBERING_PART = "word/numbering.xml"
NO_NUMBERING = f'<w:numbering xmlns:w="{W}"/>'.encode()
STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
LINKED = ("basedOn", "link", "next")
LEFT_BEHIND = tuple(
    f"{{{W}}}{name}" for name in ("sectPr", "commentRangeStart", "commentRangeEnd", "commentReference")
)
NOTES = tuple(f"{{{W}}}{name}" for name in ("footnoteReference", "endnoteReference"))
NO_NOTES = Text(
    "子文档含有脚注或尾注, 不能并入。请改为正文文字",
    "the sub-document has foot- or endnotes, which cannot be taken over: make them text",
)


@dataclass(frozen=True, slots=True)
class SubDocument:
    """The bytes of a Word document (docx) to be put in the place of a paragraph."""

    content: bytes

    def __post_init__(self) -> None:
        _opened(self.content)


def merged(document: SubDocument, filling: WordFilling) -> str:
    """Return the document's blocks as XML, all that they need added to `filling`; raises Unfit."""
    return _Merger(document, filling).blocks()


@dataclass(frozen=True, slots=True)
class _Opened:
    parts: Parts
    main: str
    body: etree._Element
    kinds: Mapping[str, str]


@functools.lru_cache(maxsize=16)
def _opened(content: bytes) -> _Opened:
    parts = read_package(content, file=FILE)
    main = main_part(parts, file=FILE)
    body = parse(parts[main], file=FILE).find(f"{{{W}}}body")
    if body is None:
        raise Unfit(Text("子文档没有正文", "the sub-document has no body"))
    return _Opened(parts, main, body, content_types(parts, file=FILE))


class _Merger:
    """One sub-document on its way into one document."""

    def __init__(self, document: SubDocument, filling: WordFilling) -> None:
        self.source = _opened(document.content)
        self.filling = filling
        self.body = copy.deepcopy(self.source.body)
        self.main = main_part(filling.parts, file=filling.file)
        # What the same sub-document brought before, in this document.
        self.known: dict[str, str] = filling.taken.setdefault(document, {})

    def blocks(self) -> str:
        if next(self.body.iter(*NOTES), None) is not None:
            raise Unfit(NO_NOTES)
        for element in list(self.body.iter(*LEFT_BEHIND)):
            remove(element)
        self._relate()
        self._style(self.body)
        self._number(self.body)
        self._renumber()
        etree.cleanup_namespaces(self.body)
        return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in self.body)

    def _relate(self) -> None:
        relations = _relations(self.source.parts, self.source.main)
        for element in self.body.iter():
            for name, value in element.attrib.items():
                if str(name).startswith(f"{{{OFFICE_RELS}}}") and value in relations:
                    kind, target, external = relations[str(value)]
                    where = target if external else self._part(target)
                    element.set(name, self.filling.relate(kind, where, external=external))

    def _part(self, name: str) -> str:
        key = f"part {name}"
        if key in self.known:
            return self.known[key]
        made = self.filling.add(name, self.source.parts[name], self.source.kinds.get(name, "application/xml"))
        self.known[key] = made
        inner = _relations(self.source.parts, name)
        if inner:
            self.filling.changed[rels_name(made)] = self._inner(inner)
        return made

    def _inner(self, relations: Mapping[str, tuple[str, str, bool]]) -> bytes:
        root = parse(NO_RELATIONS, file=FILE)
        for number, (kind, target, external) in relations.items():
            made = etree.SubElement(root, f"{{{RELS_NS}}}Relationship", Id=number, Type=kind)
            made.set("Target", target if external else f"/{self._part(target)}")
            if external:
                made.set("TargetMode", "External")
        return xml_bytes(root)

    def _style(self, root: etree._Element) -> None:
        for name, kind in STYLED.items():
            for element in root.iter(f"{{{W}}}{name}"):
                element.set(VAL, self._style_id(element.get(VAL, ""), kind))

    def _style_id(self, old: str, kind: str) -> str:
        key = f"style {old}"
        if key in self.known:
            return self.known[key]
        own, target = self._tree(STYLES, of_source=True), self._tree(STYLES)
        style = None if own is None else _styles(own).get(old)
        if style is None or target is None:
            return old
        same = _named(target).get((style.get(f"{{{W}}}type", kind), _name(style)))
        if same is not None:
            self.known[key] = same
            return same
        return self._new_style(style, old, target)

    def _new_style(self, style: etree._Element, old: str, target: etree._Element) -> str:
        taken = _styles(target)
        new = next(name for name in _candidates(old) if name not in taken)
        self.known[f"style {old}"] = new
        made = copy.deepcopy(style)
        made.set(STYLE_ID, new)
        made.attrib.pop(f"{{{W}}}default", "")
        target.append(made)
        for name in LINKED:
            for element in made.iterfind(f"{{{W}}}{name}"):
                element.set(VAL, self._style_id(element.get(VAL, ""), "paragraph"))
        self._number(made)
        return new

    def _number(self, root: etree._Element) -> None:
        for element in root.iter(NUM_ID):
            old = element.get(VAL, "0")
            if old != "0":
                element.set(VAL, self._number_id(old))

    def _number_id(self, old: str) -> str:
        key = f"list {old}"
        if key not in self.known:
            self.known[key] = self._new_list(old)
        return self.known[key]

    def _new_list(self, old: str) -> str:
        own = self._tree(NUMBERING, of_source=True)
        number = None if own is None else _by(own, "num", NUM_ID, old)
        if own is None or number is None:
            return "0"
        target = self._tree(NUMBERING)
        if target is None:
            name = self.filling.add(NUMBERING_PART, NO_NUMBERING, NUMBERING_TYPE)
            self.filling.relate(NUMBERING, name, source=self.main)
            target = self.filling.tree(name)
        return self._copy_list(number, own, target)

    def _copy_list(self, number: etree._Element, own: etree._Element, target: etree._Element) -> str:
        made = copy.deepcopy(number)
        reference = made.find(ABSTRACT_ID)
        abstract = None if reference is None else _by(own, "abstractNum", ABSTRACT_ID, reference.get(VAL, ""))
        if reference is None or abstract is None:
            return "0"
        pattern = copy.deepcopy(abstract)
        for name in ("nsid", "styleLink", "numStyleLink"):
            for element in pattern.findall(f"{{{W}}}{name}"):
                pattern.remove(element)
        fresh = str(_highest(target, "abstractNum", ABSTRACT_ID) + 1)
        pattern.set(ABSTRACT_ID, fresh)
        reference.set(VAL, fresh)
        new = str(_highest(target, "num", NUM_ID) + 1)
        made.set(NUM_ID, new)
        first = target.find(f"{{{W}}}num")
        if first is None:
            target.append(pattern)
        else:
            first.addprevious(pattern)
        _last_of(target, "num", made)
        self._style(pattern)
        return new

    def _renumber(self) -> None:
        for element in self.body.iter(WP_DOCPR):
            element.set("id", str(self.filling.next_id()))
        marks: dict[str, str] = {}
        for element in self.body.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"):
            old = element.get(f"{{{W}}}id", "")
            element.set(f"{{{W}}}id", marks.setdefault(old, str(self.filling.next_id())))
            if (name := element.get(f"{{{W}}}name")) is not None:
                element.set(f"{{{W}}}name", self.filling.bookmark_name(name))
        for element in self.body.iter():
            for name in ("paraId", "textId"):
                element.attrib.pop(f"{{{W14}}}{name}", "")

    def _tree(self, kind: str, *, of_source: bool = False) -> etree._Element | None:
        parts = self.source.parts if of_source else as_parts(self.filling)
        main = self.source.main if of_source else self.main
        name = next((part for _, found, part in related(parts, main, file=FILE) if found == kind), None)
        if not of_source and name is None and kind == NUMBERING:
            name = NUMBERING_PART
        if name is None or name not in parts:
            return None
        return parse(parts[name], file=FILE) if of_source else self.filling.tree(name)


def _relations(parts: Parts, source: str) -> dict[str, tuple[str, str, bool]]:
    name = rels_name(source)
    if name not in parts:
        return {}
    found: dict[str, tuple[str, str, bool]] = {}
    for each in parse(parts[name], file=FILE):
        external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        where = target if external else _resolved(source, target)
        if external or where in parts:
            found[each.get("Id", "")] = (each.get("Type", ""), where, external)
    return found


def _resolved(source: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _styles(root: etree._Element) -> dict[str, etree._Element]:
    return {each.get(STYLE_ID, ""): each for each in root.iterfind(f"{{{W}}}style")}


def _named(root: etree._Element) -> dict[tuple[str, str], str]:
    return {(each.get(f"{{{W}}}type", ""), _name(each)): number for number, each in _styles(root).items()}


def _name(style: etree._Element) -> str:
    found = style.find(f"{{{W}}}name")
    return "" if found is None else found.get(VAL, "").casefold()


def _candidates(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 10_000):
        yield f"{name}-{number}"


def _by(root: etree._Element, name: str, attribute: str, value: str) -> etree._Element | None:
    found = root.iterfind(f"{{{W}}}{name}")
    return next((each for each in found if each.get(attribute) == value), None)


def _highest(root: etree._Element, name: str, attribute: str) -> int:
    return max((int(each.get(attribute, "0")) for each in root.iterfind(f"{{{W}}}{name}")), default=0)


def _last_of(root: etree._Element, name: str, made: etree._Element) -> None:
    same = root.findall(f"{{{W}}}{name}")
    if same:
        same[-1].addnext(made)
    else:
        root.append(made)
