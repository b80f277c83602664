"""Word templates (docx): every part's tags are found in the text of its paragraphs and compiled into one script.

Law: text of a record becomes text of the document, whole, or the rendering is refused; never markup, never a tag.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.faults import Fault
from recordkit.documents.package import (
    DECLARATION,
    Parts,
    content_types,
    main_part,
    read_package,
    write_package,
)
from recordkit.documents.places import Places
from recordkit.documents.runs import MARK, Spot, W, mark, plant, texts_of
from recordkit.documents.sandbox import environment, text_of
from recordkit.documents.script import Program, Script, faults_of, refuse_faults
from recordkit.documents.tags import Kind, Placed, Scope, Tag, scan
from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.wording import Text

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {
    "document.main+xml": Text("正文", "body"),
    "header+xml": Text("页眉", "header"),
    "footer+xml": Text("页脚", "footer"),
    "footnotes+xml": Text("脚注", "footnotes"),
    "endnotes+xml": Text("尾注", "endnotes"),
}
P, TBL, TR, TC = (f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc"))
HOLDERS = {Scope.PARAGRAPH: P, Scope.ROW: TR, Scope.CELL: TC}
# What would be lost unseen if a whole paragraph or row were taken for its tag.
PRECIOUS = tuple(f"{{{W}}}{name}" for name in ("sectPr", "drawing", "pict", "object"))
NOISE = (f"{{{W}}}proofErr", f"{{{W}}}lastRenderedPageBreak")
# Ids that Word wants unique and makes anew when they are missing; repeated rows would double them.
IDS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")
)
BLOCKS_WANTED = tuple(f"{{{W}}}{name}" for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote"))
PROPERTIES = (f"{{{W}}}tcPr", f"{{{W}}}tblPr", f"{{{W}}}tblGrid", f"{{{W}}}trPr", f"{{{W}}}tblPrEx")
ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
ALONE = Text(
    "此标签须独占一段、一行或一格",
    "this tag stands for the whole paragraph, row or cell: nothing else may be in it",
)
NO_TABLE = Text("此标签须放在表格中", "this tag belongs in a table")


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A compiled Word template: the parts as they are, and a script for each part that has tags."""

    file: str
    parts: Mapping[str, bytes]
    scripts: Mapping[str, Script]

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the filled document; raises RenderFault or TooLarge."""
        filled = dict(self.parts)
        for name, script in self.scripts.items():
            filled[name] = (DECLARATION + script.run(values, file=self.file)).encode()
        return write_package(filled)

    def names(self) -> frozenset[str]:
        """Return the top-level names that the template asks for."""
        return frozenset().union(*(script.names for script in self.scripts.values()))


def compile_word(content: bytes, *, file: str) -> WordTemplate:
    """Return the compiled template; raises BadTemplate with all faults of all parts, NotReadable, TooLarge."""
    parts = read_package(content, file=file)
    main_part(parts, file=file)
    drafts = {name: _Draft(parts[name], label, file) for name, label in _tagged_kinds(parts, file)}
    refuse_faults(file, [fault for draft in drafts.values() for fault in draft.faults])
    return WordTemplate(file, parts, {name: draft.script() for name, draft in drafts.items() if draft.placed})


def written(value: object) -> str:
    """Return the value as XML of a Word run: breaks and tabs become elements; raises Unfit as `text_of` does."""
    return text_of(value).replace("\r\n", "\n").replace("\r", "\n").translate(ESCAPES)


def kept(content: str, wanted: str) -> str:
    """Return what became of a table or row, or nothing if none of what it must hold (`<w:tr`) is left."""
    return content if f"<w:{wanted}>" in content or f"<w:{wanted} " in content else ""


def ended(content: str) -> str:
    """Return what became of a cell's paragraphs, with an empty one at the end if none is left there."""
    return content if content.endswith(("</w:p>", "<w:p/>")) else f"{content}<w:p/>"


ENVIRONMENT = environment({"_written": written, "_kept": kept, "_ended": ended})


def _tagged_kinds(parts: Parts, file: str) -> Iterator[tuple[str, Text]]:
    for name, kind in content_types(parts, file=file).items():
        label = PARTS.get(kind.removeprefix(WORD_TYPE))
        if label is not None:
            yield name, label


class _Draft:
    """One part on its way to a script: its tree, in which tags become marks."""

    def __init__(self, content: bytes, label: Text, file: str) -> None:
        self.root = parse(content, file=file)
        if self.root.nsmap.get("w") != W:
            raise unreadable(file, Text("不是常规的 Word 文档", "it is not an ordinary Word document"))
        self.placed: list[Placed] = []
        self.faults: list[Fault] = []
        self._standing: dict[etree._Element, list[int]] = {}
        self._places = Places(self.root, label)
        for paragraph in list(self.root.iter(P)):
            self._read(paragraph)
        self.faults += faults_of(self.placed, ENVIRONMENT)
        if not self.faults:
            self._take_holders()

    def script(self) -> Script:
        program = Program()
        first, *rest = self._serialised().split(f"<?{MARK} ")
        program.literal(first)
        for piece in rest:
            number, _, literal = piece.partition("?>")
            self._add(program, number)
            program.literal(literal)
        return program.compiled(ENVIRONMENT)

    def _add(self, program: Program, number: str) -> None:
        if not number.isdecimal():
            program.block(number)
            return
        placed = self.placed[int(number)]
        if placed.tag.kind is Kind.VALUE:
            program.value(f"({placed.tag.body})|_written", placed)
        elif placed.tag.kind is Kind.BLOCK:
            program.block(placed.tag.body, placed)

    def _read(self, paragraph: etree._Element) -> None:
        texts = texts_of(paragraph)
        words = "".join(text.text or "" for text in texts)
        tags, slips = scan(words)
        if not tags and not slips:
            return
        place = self._places.of(paragraph)
        self.faults += [Fault(place, slip.raw, slip.what) for slip in slips]
        inline = [tag for tag in tags if tag.scope is Scope.INLINE]
        self._stand(paragraph, [tag for tag in tags if tag.scope is not Scope.INLINE], place)
        if inline:
            self._plant(texts, inline, place)

    def _plant(self, texts: Sequence[etree._Element], tags: Sequence[Tag], place: Text) -> None:
        first = len(self.placed)
        homes = plant(texts, [Spot(tag, first + index) for index, tag in enumerate(tags)])
        self.placed += [Placed(tag, place, home) for tag, home in zip(tags, homes, strict=True)]

    def _stand(self, paragraph: etree._Element, tags: Sequence[Tag], place: Text) -> None:
        for tag in tags:
            name = HOLDERS[tag.scope]
            holder = paragraph if name == P else next(paragraph.iterancestors(name), None)
            if holder is None:
                self.faults.append(Fault(place, tag.raw, NO_TABLE))
                continue
            if not self._alone(holder):
                self.faults.append(Fault(place, tag.raw, ALONE))
            self._standing.setdefault(holder, []).append(len(self.placed))
            self.placed.append(Placed(tag, place, holder.getparent()))

    def _alone(self, holder: etree._Element) -> bool:
        if next(holder.iter(*PRECIOUS), None) is not None:
            return False
        paragraphs = list(holder.iter(P))
        words = ["".join(text.text or "" for text in texts_of(paragraph)) for paragraph in paragraphs]
        return all(_only_standing(each, HOLDERS_BY_TAG[holder.tag]) for each in words)

    def _take_holders(self) -> None:
        homes: dict[etree._Element, None] = {}
        for holder, numbers in self._standing.items():
            home = holder.getparent()
            if home is None:
                continue
            homes[home] = None
            for number in numbers:
                holder.addprevious(mark(number))
            _remove(holder)
        for home in homes:
            _secure(home)

    def _serialised(self) -> str:
        for element in list(self.root.iter(*NOISE)):
            _remove(element)
        for paragraph in self.root.iter(P, TR):
            for name in IDS:
                paragraph.attrib.pop(name, "")
        return etree.tostring(self.root, encoding="unicode")


HOLDERS_BY_TAG: dict[object, Scope] = {name: scope for scope, name in HOLDERS.items()}


def _only_standing(words: str, scope: Scope) -> bool:
    tags, _ = scan(words)
    for tag in reversed(tags):
        if tag.scope is scope:
            words = words[: tag.start] + words[tag.end :]
    return not words.strip()


def _secure(home: etree._Element) -> None:
    """See to it that `home` stays valid when all that is conditional in it is gone."""
    if home.tag in BLOCKS_WANTED:
        inner = [child for child in home if child.tag not in PROPERTIES]
        inner[0].addprevious(mark("filter _ended"))
        home.append(mark("endfilter"))
    elif home.tag in (TBL, TR):
        wanted = "tr" if home.tag == TBL else "tc"
        home.addprevious(mark(f"filter _kept('{wanted}')"))
        after = mark("endfilter")
        after.tail, home.tail = home.tail, None
        home.addnext(after)


def _remove(element: etree._Element) -> None:
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
