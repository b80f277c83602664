"""Tags in the addresses of links: Word keeps them in the part's relationships, percent-encoded when a person typed them."""

from urllib.parse import unquote

import jinja2
from lxml import etree

from recordkit.documents.faults import Fault
from recordkit.documents.script import Program, faults_of
from recordkit.documents.tags import Kind, Placed, Scope
from recordkit.documents.word.attributes import Change, changes_of
from recordkit.documents.word.marks import WordScript, split_marks
from recordkit.documents.word.part import NO_PARAGRAPH
from recordkit.guard.xml import parse
from recordkit.wording import Text

TYPED = "%7b%7b"


class LinksDraft:
    """The relationships of one part on their way to a script."""

    def __init__(self, content: bytes, label: Text, file: str, environment: jinja2.Environment) -> None:
        self.root = parse(content, file=file)
        self.environment = environment
        self.placed: list[Placed] = []
        self.faults: list[Fault] = []
        self._changes: list[Change] = []
        for element in self.root:
            target = element.get("Target", "")
            if element.get("TargetMode") == "External" and TYPED in target.casefold():
                element.set("Target", unquote(target))
        for change, tags in changes_of(self.root, 0):
            self._changes.append(change)
            self.placed += [Placed(tag, label, change) for tag in tags]
            self.faults += [Fault(label, slip.raw, slip.what) for slip in change.slips]
        inner = [each.tag for each in self.placed if each.tag.scope is not Scope.INLINE]
        self.faults += [Fault(label, tag.raw, NO_PARAGRAPH) for tag in inner]
        self.faults += faults_of(self.placed, environment)

    def script(self) -> WordScript:
        """Return the relationships as a script."""
        for number, change in enumerate(self._changes):
            change.element.set(change.name, f"\ue000{number}\ue000")
        program = Program()
        for literal, _, changed in split_marks(etree.tostring(self.root, encoding="unicode"), "\ue000"):
            program.literal(literal)
            if changed:
                self._add(program, self._changes[int(changed)])
        return WordScript(program.compiled(self.environment), {})

    def _add(self, program: Program, change: Change) -> None:
        for piece in change.pieces:
            if isinstance(piece, str):
                program.literal(piece)
            elif isinstance(piece, int):
                placed = self.placed[piece]
                if placed.tag.kind is Kind.VALUE:
                    program.value(f"({placed.tag.body})|_quoted", placed)
                elif placed.tag.kind is Kind.BLOCK:
                    program.block(placed.tag.body, placed)
