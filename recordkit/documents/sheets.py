"""One sheet of a template, compiled: its tags become a script that records what goes where, then XML is written.

Row blocks: a tag `{%tr … %}` stands alone in a row, which vanishes; the rows up to its end repeat. A block that
repeats for no record leaves its rows once, empty and styled, so that whatever covers them stays valid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import pass_context
from jinja2.runtime import Context

from recordkit.documents.cells import Content, content_of, plain_text, text_content
from recordkit.documents.faults import Fault
from recordkit.documents.grid import Grid, GridRow, TaggedText
from recordkit.documents.growth import Block, Growth
from recordkit.documents.sandbox import environment
from recordkit.documents.script import Program, Script, faults_of
from recordkit.documents.tags import Kind, Placed, Scope
from recordkit.wording import Text

RECORD = "recordkit:growth"  # no template can name it: it is no identifier
MAC_DATES = "recordkit:1904"
ALONE = Text(
    "{%tr … %} 须独占一行, 同一行不能有别的内容",
    "{%tr … %} stands in a row of its own: nothing else may be in it",
)
ROWS_ONLY = Text("表格中只能用 {%tr … %}, 不能用 {%p … %} 或 {%tc … %}", "in a sheet only {%tr … %} is known")
NO_ELSE = Text("{%tr for … %} 不能带 else", "{%tr for … %} takes no else")
IN_FORMULA = Text(
    "公式里不能写标签, 请让公式引用填写的单元格", "no tags in a formula: let it refer to a filled cell"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A compiled sheet: `script` is None when it has no tags, and its rows then stay where they are."""

    name: str
    grid: Grid
    script: Script | None
    blocks: tuple[Block, ...]
    loose: frozenset[int]

    def fill(self, values: Mapping[str, object], *, mac_dates: bool, file: str) -> Growth:
        """Return where every row went and what was put where; raises RenderFault."""
        growth = Growth(self.blocks, self.loose)
        if self.script is None:
            growth.place(1, max(1, self.grid.height))
        else:
            self.script.run({**values, RECORD: growth, MAC_DATES: mac_dates}, file=file)
        growth.finish(self.grid.height + 1)
        return growth


def compile_sheet(name: str, grid: Grid) -> tuple[Sheet | None, list[Fault]]:
    """Return the compiled sheet, or None and its faults."""
    draft = _Draft(name, grid)
    if draft.faults:
        return None, draft.faults
    return draft.sheet(), []


@pass_context
def _enter(context: Context, block: int) -> str:
    _growth(context).enter(block)
    return ""


@pass_context
def _leave(context: Context, _: int) -> str:
    _growth(context).leave()
    return ""


@pass_context
def _rows(context: Context, first: int, last: int) -> str:
    _growth(context).place(first, last)
    return ""


@pass_context
def _blank(context: Context, row: int) -> str:
    _growth(context).place(row, row, blank=True)
    return ""


@pass_context
def _put(context: Context, value: object, column: int) -> str:
    _growth(context).put(column, content_of(value, mac_dates=bool(context.get(MAC_DATES))))
    return ""


@pass_context
def _text(context: Context, text: str, column: int) -> str:
    _growth(context).put(column, text_content(text))
    return ""


def _growth(context: Context) -> Growth:
    found = context.get(RECORD)
    if not isinstance(found, Growth):
        raise TypeError("a sheet's script runs with its growth")
    return found


ENVIRONMENT = environment(
    {
        "_enter": _enter,
        "_leave": _leave,
        "_rows": _rows,
        "_blank": _blank,
        "_put": _put,
        "_text": _text,
        "_plain": plain_text,
    }
)


class _Draft:
    """One sheet on its way to a script."""

    def __init__(self, name: str, grid: Grid) -> None:
        self._name, self._grid = name, grid
        self._tagged = {number: row for number, row in sorted(grid.rows.items()) if row.tagged}
        self._placed: dict[tuple[int, int], list[Placed]] = {}
        self._standing: dict[int, Placed] = {}
        self.faults: list[Fault] = []
        for row in self._tagged.values():
            self._read(row)
        self.faults += self._formula_faults()
        in_order = [each for key in sorted(self._placed) for each in self._placed[key]]
        self.faults += faults_of(in_order, ENVIRONMENT)
        self.faults += self._else_faults()

    def sheet(self) -> Sheet:
        blocks = tuple(self._blocks())
        loose = set(self._standing)
        for block in blocks:
            loose.update(range(block.first, block.last + 1))
        script = _Writer(self._grid, blocks, self._standing, self._placed).script() if self._tagged else None
        return Sheet(self._name, self._grid, script, blocks, frozenset(loose))

    def _read(self, row: GridRow) -> None:
        for column, cell in sorted(row.tagged.items()):
            place = _place(self._name, row, column)
            self.faults += [Fault(place, slip.raw, slip.what) for slip in cell.slips]
            homes: Sequence[object] = [self if tag.scope is Scope.ROW else cell for tag in cell.tags]
            placed = [Placed(tag, place, home) for tag, home in zip(cell.tags, homes, strict=True)]
            self._placed[row.number, column] = placed
            self.faults += self._scope_faults(row, cell, placed)

    def _scope_faults(self, row: GridRow, cell: TaggedText, placed: Sequence[Placed]) -> Iterator[Fault]:
        for each in placed:
            if each.tag.scope in {Scope.PARAGRAPH, Scope.CELL}:
                yield Fault(each.place, each.tag.raw, ROWS_ONLY)
            elif each.tag.scope is Scope.ROW:
                if cell.text.strip() != each.tag.raw or not _lonely(row):
                    yield Fault(each.place, each.tag.raw, ALONE)
                self._standing[row.number] = each

    def _formula_faults(self) -> Iterator[Fault]:
        for row in self._grid.rows.values():
            for cell in row.cells:
                if cell.formula and ("{{" in cell.formula or "{%" in cell.formula):
                    yield Fault(_place(self._name, row, cell.column), cell.formula, IN_FORMULA)

    def _else_faults(self) -> Iterator[Fault]:
        opened: list[str] = []
        for placed in self._standing.values():
            word = placed.tag.word
            if word in {"for", "if"}:
                opened.append(word)
            elif word in {"endfor", "endif"} and opened:
                opened.pop()
            elif word == "else" and opened[-1:] == ["for"]:
                yield Fault(placed.place, placed.tag.raw, NO_ELSE)

    def _blocks(self) -> Iterator[Block]:
        opened: list[int] = []
        for number, placed in self._standing.items():
            if placed.tag.word in {"for", "if"}:
                opened.append(number)
            elif placed.tag.word in {"endfor", "endif"}:
                begun = opened.pop()
                yield Block(begun, begun + 1, number - 1)


class _Writer:
    """Writes the script of a sheet row by row; rows without tags go together."""

    def __init__(
        self,
        grid: Grid,
        blocks: Sequence[Block],
        standing: Mapping[int, Placed],
        placed: Mapping[tuple[int, int], Sequence[Placed]],
    ) -> None:
        self._grid, self._standing, self._placed = grid, standing, placed
        self._by_end = {block.last + 1: block for block in blocks}
        self._program = Program()

    def script(self) -> Script:
        """Return the compiled script of the whole sheet."""
        following = 1
        for number in sorted({*self._standing, *(row for row, _ in self._placed)}):
            self._plain(following, number - 1)
            if number in self._standing:
                self._tag_row(number, self._standing[number])
            else:
                self._plain(number, number)
                self._filled(number)
            following = number + 1
        self._plain(following, self._grid.height)
        return self._program.compiled(ENVIRONMENT)

    def _plain(self, first: int, last: int) -> None:
        if first <= last:
            self._program.call(f"{first}|_rows({last})")

    def _tag_row(self, number: int, placed: Placed) -> None:
        word = placed.tag.word
        if placed.tag.kind is not Kind.BLOCK:
            return
        if word in {"endfor", "endif"}:
            self._program.call("0|_leave")
        if word == "endfor":
            self._no_records(self._by_end[number])
        if word in {"else", "elif"}:
            self._program.call("0|_leave")
        self._program.block(placed.tag.body, placed)
        if word in {"for", "if"}:
            self._program.call(f"{number}|_enter")
        elif word in {"else", "elif"}:
            self._program.call(f"{self._begun(number)}|_enter")

    def _begun(self, number: int) -> int:
        inside = [block for block in self._by_end.values() if block.first <= number <= block.last]
        return max(inside, key=lambda block: block.first).number

    def _no_records(self, block: Block) -> None:
        self._program.block("else")
        self._program.call(f"{block.number}|_enter")
        for row in range(block.first, block.last + 1):
            if row not in self._standing:
                self._program.call(f"{row}|_blank")
        self._program.call("0|_leave")

    def _filled(self, number: int) -> None:
        for column, cell in sorted(self._grid.rows[number].tagged.items()):
            placed = self._placed[number, column]
            if (
                len(placed) == 1
                and placed[0].tag.kind is Kind.VALUE
                and cell.text.strip() == placed[0].tag.raw
            ):
                self._program.value(f"({placed[0].tag.body})|_put({column})", placed[0])
            else:
                self._mixed(column, cell, placed)

    def _mixed(self, column: int, cell: TaggedText, placed: Sequence[Placed]) -> None:
        self._program.block(f"filter _text({column})", placed[0])
        at = 0
        for each in placed:
            self._program.literal(cell.text[at : each.tag.start])
            if each.tag.kind is Kind.VALUE:
                self._program.value(f"({each.tag.body})|_plain", each)
            elif each.tag.kind is Kind.BLOCK:
                self._program.block(each.tag.body, each)
            at = each.tag.end
        self._program.literal(cell.text[at:])
        self._program.block("endfilter")


def _lonely(row: GridRow) -> bool:
    return len(row.tagged) == 1 and not any(_holds(cell.content, cell.formula) for cell in row.cells)


def _holds(content: Content, formula: str | None) -> bool:
    return formula is not None or content.value is not None


def _place(sheet: str, row: GridRow, column: int) -> Text:
    letters = next(cell.letters for cell in row.cells if cell.column == column)
    where = f"{letters}{row.number}"
    return Text(f"工作表“{sheet}”{where}", f"sheet {sheet!r} {where}")
