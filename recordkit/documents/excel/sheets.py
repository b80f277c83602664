"""One sheet of a template, compiled: its tags become a script that records what goes where, then XML is written.

Row blocks: a tag `{%tr … %}` stands alone in a row, which vanishes; the rows up to its end repeat. A block that
repeats for no record leaves its rows once, empty and styled, so that whatever covers them stays valid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recordkit.documents.excel.cells import Content
from recordkit.documents.excel.grid import Grid, GridRow, TaggedText
from recordkit.documents.excel.growth import Block, Growth
from recordkit.documents.excel.page_texts import page_scripts
from recordkit.documents.excel.rows import Direct, RowPlan, direct, plan_row
from recordkit.documents.excel.sheet_rows import SheetFilling, Tables
from recordkit.documents.excel.sheet_script import ENVIRONMENT, RECORD, ScriptWriter, is_value
from recordkit.documents.faults import Fault
from recordkit.documents.script import Script, faults_of
from recordkit.documents.tags import Placed, Scope
from recordkit.wording import Text

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
    plans: Mapping[int, RowPlan]
    directs: Mapping[int, Direct]
    pages: Mapping[str, Script]

    @property
    def scripts(self) -> list[Script]:
        """Return the scripts of the sheet: that of its rows, those of its headers and footers."""
        return [*([] if self.script is None else [self.script]), *self.pages.values()]

    def filling(self, tables: Tables) -> SheetFilling:
        """Return the record of a rendering, nothing in it yet; its spool is the caller's to close."""
        return SheetFilling(Growth(self.blocks, self.loose), self.plans, self.directs, tables)

    def fill(self, filling: SheetFilling, values: Mapping[str, object], *, file: str) -> None:
        """Write the sheet's rows into its filling; raises RenderFault."""
        if self.script is None:
            filling.rows(1, max(1, self.grid.height))
        else:
            self.script.run({**values, RECORD: filling}, file=file)
        filling.finish(self.grid.height + 1)
        filling.pages = {name: script.run(values, file=file) for name, script in self.pages.items()}


def compile_sheet(name: str, grid: Grid) -> tuple[Sheet | None, list[Fault]]:
    """Return the compiled sheet, or None and its faults."""
    draft = _Draft(name, grid)
    if draft.faults:
        return None, draft.faults
    return draft.sheet(), []


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
        self._pages, wrong = page_scripts(name, grid.root)
        self.faults += wrong

    def sheet(self) -> Sheet:
        blocks = tuple(self._blocks())
        loose = set(self._standing)
        for block in blocks:
            loose.update(range(block.first, block.last + 1))
        rows = {number: row for number, row in self._grid.rows.items() if number not in self._standing}
        plans = {number: plan_row(row) for number, row in rows.items()}
        directs = {number: found for number in rows if (found := self._direct(number)) is not None}
        writer = ScriptWriter(self._grid, blocks, self._standing, self._placed, directs)
        script = writer.script() if self._tagged else None
        return Sheet(self._name, self._grid, script, blocks, frozenset(loose), plans, directs, self._pages)

    def _direct(self, number: int) -> Direct | None:
        row = self._grid.rows[number]
        return direct(
            {
                column: self._placed[number, column][0].tag.body
                for column, cell in row.tagged.items()
                if is_value(cell, self._placed[number, column])
            },
            ENVIRONMENT,
        )

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


def _lonely(row: GridRow) -> bool:
    return len(row.tagged) == 1 and not any(_holds(cell.content, cell.formula) for cell in row.cells)


def _holds(content: Content, formula: str | None) -> bool:
    return formula is not None or content.value is not None


def _place(sheet: str, row: GridRow, column: int) -> Text:
    letters = next(cell.letters for cell in row.cells if cell.column == column)
    where = f"{letters}{row.number}"
    return Text(f"工作表“{sheet}”{where}", f"sheet {sheet!r} {where}")
