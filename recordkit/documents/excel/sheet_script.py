"""The script of a sheet: its tags in the order of its rows, between calls that say which row comes next.

A row that takes all its values from one record is written in one call; only where a value is not plain does the
script put cell by cell, so that a fault is found at its own tag.
"""

from collections.abc import Mapping, Sequence

from jinja2 import pass_context
from jinja2.runtime import Context

from recordkit.documents.excel.cells import content_of, plain_text, text_content
from recordkit.documents.excel.grid import Grid, TaggedText
from recordkit.documents.excel.growth import Block
from recordkit.documents.excel.rows import Direct
from recordkit.documents.excel.sheet_rows import SheetFilling
from recordkit.documents.sandbox import environment
from recordkit.documents.script import Program, Script
from recordkit.documents.tags import Kind, Placed

RECORD = "recordkit:filling"  # no template can name it: it is no identifier


@pass_context
def _enter(context: Context, block: int) -> str:
    _filling(context).enter(block)
    return ""


@pass_context
def _leave(context: Context, _: int) -> str:
    _filling(context).leave()
    return ""


@pass_context
def _rows(context: Context, first: int, last: int) -> str:
    _filling(context).rows(first, last)
    return ""


@pass_context
def _blank(context: Context, row: int) -> str:
    _filling(context).blank(row)
    return ""


@pass_context
def _quick(context: Context, record: object, row: int, begin: bool) -> bool:  # noqa: FBT001 - called by templates
    return _filling(context).quick(row, record, begin=begin)


@pass_context
def _turn(context: Context, record: object, block: int, row: int) -> bool:
    return _filling(context).turn(block, row, record)


@pass_context
def _put(context: Context, value: object, column: int) -> str:
    filling = _filling(context)
    filling.put(column, content_of(value, mac_dates=filling.mac_dates))
    return ""


@pass_context
def _text(context: Context, text: str, column: int) -> str:
    _filling(context).put(column, text_content(text))
    return ""


def _filling(context: Context) -> SheetFilling:
    found = context.get(RECORD)
    if not isinstance(found, SheetFilling):
        raise TypeError("a sheet's script runs with its filling")
    return found


ENVIRONMENT = environment(
    {
        "_enter": _enter,
        "_leave": _leave,
        "_rows": _rows,
        "_blank": _blank,
        "_quick": _quick,
        "_turn": _turn,
        "_put": _put,
        "_text": _text,
        "_plain": plain_text,
    }
)


class ScriptWriter:
    """Writes the script of a sheet row by row; rows without tags go together."""

    def __init__(
        self,
        grid: Grid,
        blocks: Sequence[Block],
        standing: Mapping[int, Placed],
        placed: Mapping[tuple[int, int], Sequence[Placed]],
        directs: Mapping[int, Direct],
    ) -> None:
        self._grid, self._standing, self._placed, self._directs = grid, standing, placed, directs
        self._by_end = {block.last + 1: block for block in blocks}
        self._single = {block.number for block in blocks if self._is_single(block)}
        self._program = Program()

    def script(self) -> Script:
        """Return the compiled script of the whole sheet."""
        following = 1
        for number in sorted({*self._standing, *(row for row, _ in self._placed)}):
            self._plain(following, number - 1)
            if number in self._standing:
                self._tag_row(number, self._standing[number])
            else:
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
            if self._by_end[number].number in self._single:
                self._program.block("endif")
        if word == "endfor":
            self._no_records(self._by_end[number])
        if word in {"else", "elif"}:
            self._program.call("0|_leave")
        self._program.block(placed.tag.body, placed)
        if number in self._single:
            self._program.block(f"if not {self._directs[number + 1].name}|_turn({number}, {number + 1})")
        if word in {"for", "if"}:
            self._program.call(f"{number}|_enter")
        elif word in {"else", "elif"}:
            self._program.call(f"{self._begun(number)}|_enter")

    def _is_single(self, block: Block) -> bool:
        """True if a turn of the block is one row, which takes all its values from one record."""
        record = self._directs.get(block.first)
        tagged = {} if record is None else self._grid.rows[block.first].tagged
        repeats = self._standing[block.number].tag.word == "for"
        return (
            repeats and block.first == block.last and record is not None and set(tagged) == set(record.keys)
        )

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
        tagged = self._grid.rows[number].tagged
        record = self._directs.get(number)
        keys = {} if record is None else record.keys
        others = sorted(set(tagged) - set(keys))
        if others or record is None:
            self._plain(number, number)
        for column in others:
            self._cell(number, column, tagged[column])
        if record is None:
            return
        begin = "false" if others else "true"
        self._program.block(f"if not {record.name}|_quick({number}, {begin})")
        for column in sorted(keys):
            self._cell(number, column, tagged[column])
        self._program.block("endif")

    def _cell(self, number: int, column: int, cell: TaggedText) -> None:
        placed = self._placed[number, column]
        if is_value(cell, placed):
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


def is_value(cell: TaggedText, placed: Sequence[Placed]) -> bool:
    """True if the cell holds one value's tag and nothing else."""
    return len(placed) == 1 and placed[0].tag.kind is Kind.VALUE and cell.text.strip() == placed[0].tag.raw
