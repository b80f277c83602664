"""Tags in a document's properties (title, author, keywords, custom ones): each stands in the text of one property."""

import jinja2
from lxml import etree

from recordkit.documents.faults import Fault
from recordkit.documents.script import Program, faults_of
from recordkit.documents.tags import Kind, Placed, Scope, scan
from recordkit.documents.word.marks import WordScript, split_marks
from recordkit.documents.word.part import NO_PARAGRAPH
from recordkit.documents.word.runs import mark
from recordkit.guard.xml import parse
from recordkit.wording import Text


class PropertyDraft:
    """One part of properties on its way to a script."""

    def __init__(self, content: bytes, label: Text, file: str, environment: jinja2.Environment) -> None:
        self.root = parse(content, file=file)
        self.environment = environment
        self.placed: list[Placed] = []
        self.faults: list[Fault] = []
        for element in list(self.root.iter("*")):
            if not len(element) and element.text:
                self._read(element, label)
        self.faults += faults_of(self.placed, environment)

    def script(self) -> WordScript:
        """Return the part as a script."""
        program = Program()
        for literal, number, _ in split_marks(etree.tostring(self.root, encoding="unicode"), ""):
            program.literal(literal)
            if number:
                _add(program, self.placed[int(number)])
        return WordScript(program.compiled(self.environment), {})

    def _read(self, element: etree._Element, label: Text) -> None:
        words = element.text or ""
        tags, slips = scan(words, word=True)
        name = element.getparent() if element.getparent() is not self.root else element
        called = "" if name is None else name.get("name") or etree.QName(name).localname
        place = Text(f"{label.zh} {called}", f"{label.en} {called}")
        self.faults += [Fault(place, slip.raw, slip.what) for slip in slips]
        self.faults += [Fault(place, tag.raw, NO_PARAGRAPH) for tag in tags if tag.scope is not Scope.INLINE]
        end = len(words)
        for tag in reversed(tags):
            made = mark(len(self.placed) + tags.index(tag))
            made.tail, end = words[tag.end : end], tag.start
            element.insert(0, made)
        element.text = words[:end]
        self.placed += [Placed(tag, place, element) for tag in tags]


def _add(program: Program, placed: Placed) -> None:
    if placed.tag.kind is Kind.VALUE:
        program.value(f"({placed.tag.body})|_plain", placed)
    elif placed.tag.kind is Kind.BLOCK:
        program.block(placed.tag.body, placed)
    elif placed.tag.kind is Kind.LITERAL:
        program.literal(placed.tag.body)
