"""One rendering of a Word template: what it adds beside the text (pictures, links, merged parts), numbered as it comes.

No clock and no chance: the same values add the same parts under the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2.runtime import Context
from lxml import etree

from recordkit.documents.package import (
    CONTENT_TYPES,
    NO_RELATIONS,
    RELS_NS,
    TYPES_NS,
    Parts,
    rels_name,
    xml_bytes,
)
from recordkit.guard.xml import parse

FILLING = " filling"  # no template can name a value that begins with a space
IDS = "rk"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a value: its run's and its paragraph's properties, and whether the paragraph may be cut."""

    run: str
    paragraph: str
    whole: bool


@dataclass(slots=True)
class WordFilling:
    """The state of one rendering; `part` is the part that is being rendered now."""

    file: str
    parts: Mapping[str, bytes]
    last_id: int = 0
    part: str = ""
    surroundings: Mapping[int, Surroundings] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    taken: dict[object, dict[str, str]] = field(default_factory=dict)
    _trees: dict[str, etree._Element] = field(default_factory=dict)
    _relations: dict[str, dict[tuple[str, str, bool], str]] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)
    _bookmarks: dict[str, int] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)

    def next_id(self) -> int:
        """Return an id that no drawing and no bookmark of the document has."""
        self.last_id += 1
        return self.last_id

    def content(self, name: str) -> bytes:
        """Return a part as it stands now."""
        return self.changed[name] if name in self.changed else self.parts[name]

    def has(self, name: str) -> bool:
        """True if the document has that part by now."""
        return name in self.changed or name in self.parts

    def tree(self, name: str) -> etree._Element:
        """Return a part as a tree that may be changed; it is written when all is done."""
        if name not in self._trees:
            self._trees[name] = parse(self.content(name), file=self.file)
        return self._trees[name]

    def relate(self, kind: str, target: str, *, external: bool = False, source: str | None = None) -> str:
        """Return the id of a relationship from the part (or `source`) to `target`, a part's name or an address."""
        at = self.part if source is None else source
        known = self._relations.setdefault(at, {})
        key = (kind, target, external)
        if key not in known:
            known[key] = f"{self._prefix(at)}{len(known) + 1}"
        return known[key]

    def add(self, name: str, content: bytes, kind: str) -> str:
        """Add a part of the content type `kind`, and return its name: another one if `name` is taken otherwise."""
        stem, dot, ending = name.rpartition(".")
        number, free = 1, name
        while self.has(free) and not (free in self._types and self.content(free) == content):
            number += 1
            free = f"{stem}-{number}{dot}{ending}"
        self.changed[free] = content
        self._types[free] = kind
        return free

    def bookmark(self, old: str, *, begin: bool) -> int:
        """Return the id of a repeated bookmark: a new one where it begins, the same where it ends."""
        if begin or old not in self._bookmarks:
            self._bookmarks[old] = self.next_id()
        return self._bookmarks[old]

    def bookmark_name(self, name: str) -> str:
        """Return the name of a repeated bookmark: its own at first, then name_2 and so on."""
        self._named[name] = self._named.get(name, 0) + 1
        return name if self._named[name] == 1 else f"{name[:34]}_{self._named[name]}"

    def finished(self) -> dict[str, bytes]:
        """Return every part that was changed or added, with relationships and content types written."""
        for name, root in self._trees.items():
            self.changed[name] = xml_bytes(root)
        for source, relations in self._relations.items():
            self.changed[rels_name(source)] = self._related(source, relations)
        if self._types:
            self.changed[CONTENT_TYPES] = self._typed()
        return self.changed

    def _prefix(self, source: str) -> str:
        name = rels_name(source)
        before = self.content(name) if self.has(name) else b""
        prefix = IDS
        while f'"{prefix}'.encode() in before:
            prefix += "k"
        return prefix

    def _related(self, source: str, relations: Mapping[tuple[str, str, bool], str]) -> bytes:
        name = rels_name(source)
        root = parse(self.content(name) if self.has(name) else NO_RELATIONS, file=self.file)
        for (kind, target, external), number in relations.items():
            made = etree.SubElement(root, f"{{{RELS_NS}}}Relationship", Id=number, Type=kind)
            made.set("Target", target if external else f"/{target}")
            if external:
                made.set("TargetMode", "External")
        return xml_bytes(root)

    def _typed(self) -> bytes:
        root = parse(self.content(CONTENT_TYPES), file=self.file)
        for name, kind in self._types.items():
            etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{name}", ContentType=kind)
        return xml_bytes(root)


def filling_of(context: Context) -> WordFilling:
    """Return the rendering that a filter is called in."""
    found = context.resolve(FILLING)
    assert isinstance(found, WordFilling)
    return found


def as_parts(filling: WordFilling) -> Parts:
    """Return all parts as they stand now."""
    return {**filling.parts, **filling.changed}
