"""One part of a Word template on its way to a script: its tree, in which tags become marks and changing attributes tokens."""

from collections.abc import Sequence
from dataclasses import replace

import jinja2
from lxml import etree

from recordkit.documents.faults import Fault
from recordkit.documents.script import Program, faults_of
from recordkit.documents.tags import Kind, Placed, Scope, Tag, scan
from recordkit.documents.word.attributes import Change, changes_of
from recordkit.documents.word.cell_tags import BARE, GRID, dress, says_of_cell
from recordkit.documents.word.holders import only_standing, remove, secure, tidy, wrap
from recordkit.documents.word.joining import join_paragraphs
from recordkit.documents.word.marks import WRITERS, WordScript, add_doing, split_marks
from recordkit.documents.word.places import Places
from recordkit.documents.word.runs import Spot, W, mark, plant, texts_of
from recordkit.documents.word.surroundings import surroundings_of
from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.wording import Text

P, TBL, TR, TC, INSTRUCTION = (f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc", "instrText"))
# Texts of equations and of drawings that are no text boxes; a tag stands whole in one of them.
OTHER_TEXTS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)
HOLDERS = {Scope.PARAGRAPH: P, Scope.ROW: TR, Scope.CELL: TC}
HOLDERS_BY_TAG: dict[object, Scope] = {name: scope for scope, name in HOLDERS.items()}
# What would be lost unseen if a whole paragraph or row were taken for its tag.
PRECIOUS = tuple(f"{{{W}}}{name}" for name in ("sectPr", "drawing", "pict", "object"))
ALONE = Text(
    "此标签须独占一段、一行或一格",
    "this tag stands for the whole paragraph, row or cell: nothing else may be in it",
)
NO_TABLE = Text("此标签须放在表格中", "this tag belongs in a table")
NO_ARGUMENT = Text(
    "此标签写作 {% hm %} 或 {% vm %}, 不带参数", "write {% hm %} or {% vm %}, with nothing behind"
)
NO_PARAGRAPH = Text("此处只能用 {{ … }}", "only {{ … }} may stand here")


class Draft:
    """One part: read at once, its faults gathered; a script only when there are none."""

    def __init__(
        self,
        content: bytes,
        label: Text,
        file: str,
        environment: jinja2.Environment,
        *,
        across: bool = False,
    ) -> None:
        self.root = parse(content, file=file)
        if self.root.nsmap.get("w") != W:
            raise unreadable(file, Text("不是常规的 Word 文档", "it is not an ordinary Word document"))
        self.environment = environment
        self.placed: list[Placed] = []
        self._across: dict[object, object] | None = {} if across else None
        self._standing: dict[etree._Element, list[int]] = {}
        self._dresses: list[tuple[etree._Element, str, int]] = []
        self._changes: list[Change] = []
        self._places = Places(self.root, label)
        self.faults: list[Fault] = join_paragraphs(self.root, self._places)
        for paragraph in list(self.root.iter(P)):
            self._read(paragraph)
        self._read_elsewhere()
        self.faults += faults_of(self.placed, environment)
        if not self.faults and self.placed:
            self._take_holders()

    def script(self) -> WordScript:
        """Return the part as a script."""
        surroundings = surroundings_of(self.root, self.placed)
        token, text = self._serialised()
        program, depth = Program(), 0
        for literal, number, changed in split_marks(text, token):
            program.literal(literal)
            if changed:
                self._change(program, self._changes[int(changed)], repeated=depth > 0)
            elif number:
                depth += self._add(program, number)
        return WordScript(program.compiled(self.environment), surroundings)

    def _add(self, program: Program, content: str) -> int:
        """Add what a mark stands for; return by how much it changes the depth of loops."""
        number, _, doing = content.partition(" ")
        if not number.isdecimal():
            program.block(content)
            return 0
        placed = self.placed[int(number)]
        tag = placed.tag
        if doing:
            add_doing(program, doing, placed)
        elif tag.kind is Kind.LITERAL:
            program.literal(tag.body)
        elif tag.kind is Kind.VALUE:
            program.value(f"({tag.body})|{WRITERS[tag.scope].format(number)}", placed)
        elif tag.kind is Kind.BLOCK:
            program.block(tag.body, placed)
        return {"for": 1, "endfor": -1}.get(tag.word, 0) if tag.kind is Kind.BLOCK and not doing else 0

    def _change(self, program: Program, change: Change, *, repeated: bool) -> None:
        for piece in change.pieces:
            if isinstance(piece, str):
                program.literal(piece)
            elif isinstance(piece, int):
                self._add_quoted(program, self.placed[piece])
            elif repeated or piece.always:
                placed = None if piece.number is None else self.placed[piece.number]
                program.value(piece.code, placed) if placed else program.call(piece.code)
            else:
                program.literal(piece.before)

    def _add_quoted(self, program: Program, placed: Placed) -> None:
        if placed.tag.kind is Kind.VALUE:
            program.value(f"({placed.tag.body})|_quoted", placed)
        elif placed.tag.kind is Kind.BLOCK:
            program.block(placed.tag.body, placed)
        elif placed.tag.kind is Kind.LITERAL:
            program.literal(placed.tag.body)

    def _read(self, paragraph: etree._Element) -> None:
        texts = texts_of(paragraph)
        words = "".join(text.text or "" for text in texts)
        tags, slips = scan(words, word=True)
        if not tags and not slips:
            return
        place = self._places.of(paragraph)
        self.faults += [Fault(place, slip.raw, slip.what) for slip in slips]
        standing = [tag for tag in tags if _stands(tag)]
        inline = [tag for tag in tags if not _stands(tag)]
        self._stand(paragraph, standing, place)
        if inline:
            self._plant(texts, inline, place)

    def _plant(self, texts: Sequence[etree._Element], tags: Sequence[Tag], place: Text) -> None:
        first = len(self.placed)
        spots = [Spot(_silent(tag), first + index) for index, tag in enumerate(tags)]
        homes = plant(texts, spots)
        for spot, tag, home in zip(spots, tags, homes, strict=True):
            if says_of_cell(tag):
                self._dress(tag, spot.number, texts[0], place)
            self.placed.append(Placed(_as_value(tag), place, self._home(home)))

    def _home(self, home: object) -> object:
        """Return where a block must end: in its own element, or in any paragraph beside it."""
        if self._across is None or not isinstance(home, etree._Element) or home.tag != P:  # noqa: SLF001 # its type
            return home
        return self._across.setdefault(home.getparent(), object())

    def _dress(self, tag: Tag, number: int, text: etree._Element, place: Text) -> None:
        cell = next(text.iterancestors(TC), None)
        if cell is None:
            self.faults.append(Fault(place, tag.raw, NO_TABLE))
        elif tag.word in BARE and tag.body != tag.word:
            self.faults.append(Fault(place, tag.raw, NO_ARGUMENT))
        else:
            self._dresses.append((cell, tag.word, number))

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
        if self._across is not None:
            return True  # docxtpl drops what else is there
        paragraphs = list(holder.iter(P))
        words = ["".join(text.text or "" for text in texts_of(paragraph)) for paragraph in paragraphs]
        return all(only_standing(each, HOLDERS_BY_TAG[holder.tag]) for each in words)

    def _read_elsewhere(self) -> None:
        """Read the tags of attributes (alternative texts, controls) and of field instructions."""
        for change, tags in changes_of(self.root, len(self.placed)):
            self._changes.append(change)
            place = self._place(change.element)
            for tag in tags:
                if tag.scope is not Scope.INLINE:
                    self.faults.append(Fault(place, tag.raw, NO_PARAGRAPH))
                self.placed.append(Placed(tag, place, change))
            self.faults += [Fault(place, slip.raw, slip.what) for slip in change.slips]
        for element in self.root.iter(INSTRUCTION, *OTHER_TEXTS):
            self._instruct(element)

    def _instruct(self, element: etree._Element) -> None:
        tags, slips = scan(element.text or "", word=True)
        place = self._place(element)
        self.faults += [Fault(place, slip.raw, slip.what) for slip in slips]
        self.faults += [
            Fault(place, tag.raw, NO_PARAGRAPH) for tag in tags if _stands(tag) or tag.scope is Scope.RUN
        ]
        if not tags or slips:
            return
        words, end = element.text or "", len(element.text or "")
        for tag in reversed(tags):
            made = mark(f"{len(self.placed) + tags.index(tag)} plain")
            made.tail, end = words[tag.end : end], tag.start
            element.insert(0, made)
        element.text = words[:end]
        self.placed += [Placed(tag, place, element) for tag in tags]

    def _place(self, element: etree._Element) -> Text:
        paragraph = element if element.tag == P else next(element.iterancestors(P), None)
        if paragraph is None:
            paragraph = next(element.iterancestors(f"{{{W}}}sdt"), element)
            paragraph = next(paragraph.iter(P), paragraph)
        return self._places.of(paragraph)

    def _take_holders(self) -> None:
        for cell, word, number in self._dresses:
            dress(cell, word, number)
        tables = {
            table: None
            for cell, word, _ in self._dresses
            if word in GRID and (table := next(cell.iterancestors(TBL), None)) is not None
        }
        homes: dict[etree._Element, None] = {}
        for holder, numbers in self._standing.items():
            home = holder.getparent()
            if home is None:
                continue
            homes[home] = None
            if holder.tag == TC and (table := next(home.iterancestors(TBL), None)) is not None:
                tables[table] = None
            for number in numbers:
                holder.addprevious(mark(number))
            remove(holder)
        for table in tables:
            wrap(table, "filter _gridded")
        for home in homes:
            secure(home)

    def _serialised(self) -> tuple[str, str]:
        tidy(self.root)
        if not self._changes:
            return "", etree.tostring(self.root, encoding="unicode")
        before = etree.tostring(self.root, encoding="unicode")
        token = next(sign for code in range(0xE000, 0xF900) if (sign := chr(code)) not in before)
        for number, change in enumerate(self._changes):
            change.element.set(change.name, f"{token}{number}{token}")
        return token, etree.tostring(self.root, encoding="unicode")


def _stands(tag: Tag) -> bool:
    return tag.scope in HOLDERS


def _silent(tag: Tag) -> Tag:
    """Return the tag as it is planted: one that speaks of its cell leaves nothing in the text."""
    return replace(tag, kind=Kind.COMMENT) if says_of_cell(tag) else tag


def _as_value(tag: Tag) -> Tag:
    if not says_of_cell(tag):
        return tag
    if tag.word in BARE:
        return replace(tag, kind=Kind.COMMENT)
    return replace(tag, kind=Kind.VALUE, body=tag.body.removeprefix(tag.word).strip())
