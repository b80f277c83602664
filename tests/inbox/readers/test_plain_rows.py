"""tests of plain_rows, any_rows and dense: a sheet read by its bytes is the sheet that a parser of XML reads."""

from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import NotReadable, TooLarge
from recordkit.inbox.readers.any_rows import parse_rows
from recordkit.inbox.readers.cell_values import Book, Odd, converters
from recordkit.inbox.readers.dense import Rows
from recordkit.inbox.readers.grids import Grid
from recordkit.inbox.readers.number_formats import Shows
from recordkit.inbox.readers.plain_rows import read_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = Book(("甲", "", "a&b", "第二行\n"), (Shows.NUMBER, Shows.DAY, Shows.INSTANT, Shows.TIME, Shows.LENGTH))
SHAPES = [
    '<c r="{}" s="1"/>',
    '<c r="{}" s="1"></c>',
    '<c r="{}"><v>{n}</v></c>',
    '<c r="{}" s="0"><v>{n}.25</v></c>',
    '<c r="{}" s="1"><v>{n}</v></c>',
    '<c r="{}" s="2"><v>{n}</v></c>',
    '<c r="{}" s="2"><v>{n}.5</v></c>',
    '<c r="{}" s="3"><v>0.{n}</v></c>',
    '<c r="{}" s="4" t="n"><v>1.5</v></c>',
    '<c r="{}" s="0" t="s"><v>0</v></c>',
    '<c r="{}" t="s"><v>2</v></c>',
    '<c r="{}" t="s"><v>1</v></c>',
    '<c r="{}" t="b"><v>1</v></c>',
    '<c r="{}" t="e"><v>#N/A</v></c>',
    '<c r="{}" t="str"><f>A1&amp;"x"</f><v>&lt;{n}&gt; &#20013;</v></c>',
    '<c r="{}"><f t="shared" si="0"/><v>{n}</v></c>',
    '<c r="{}" t="inlineStr"><is><t>行内{n}</t></is></c>',
    '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> _x000D_</t></is></c>',
    "",
]


def sheet(rows: str, head: str = f'<worksheet xmlns="{MAIN}">') -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<sheetData>{rows}</sheetData></worksheet>'.encode()


def plainly(content: bytes) -> Grid:
    rows = Rows("a.xlsx")
    read_rows(content, converters(BOOK), rows)
    return rows.grid("表")


def parsed(content: bytes) -> Grid:
    rows = Rows("a.xlsx")
    parse_rows(content, converters(BOOK), rows)
    return rows.grid("表")


def cells(grid: Grid) -> dict[tuple[int, int], object]:
    return {
        (number, column): (type(cell), cell)
        for number, row in enumerate(grid.rows, grid.top)
        for column, cell in enumerate(row, grid.left)
        if cell is not None
    }


def written(number: int, shapes: Sequence[str]) -> str:
    inside = "".join(shape.format(f"{chr(66 + i)}{number}", n=number + 100) for i, shape in enumerate(shapes))
    return f'<row r="{number}" spans="1:9">{inside}</row>' if inside else f'<row r="{number}"/>'


kinds_of_rows = st.lists(st.lists(st.sampled_from(SHAPES), max_size=6), min_size=1, max_size=4)


@given(kinds_of_rows, st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=6))
def test_what_is_read_plainly_is_what_the_parser_reads(
    kinds: list[list[str]], order: list[tuple[int, int]]
) -> None:
    number, rows = 0, []
    for kind, step in order * 30:
        number += step
        rows.append(written(number, kinds[kind % len(kinds)]))
    content = sheet("".join(rows))
    plain, other = plainly(content), parsed(content)
    assert cells(plain) == cells(other)
    if cells(plain):
        assert (plain.top, plain.left, len(plain.rows)) == (other.top, other.left, len(other.rows))


def test_each_way_to_write_a_cell_has_its_value_in_the_first_row_and_in_the_thousandth() -> None:
    shapes = [shape for shape in SHAPES if shape]
    content = sheet("".join(written(number, shapes) for number in range(1, 1_001)))
    grid = plainly(content)
    for number in (1, 1_000):
        n = number + 100
        day = date.fromordinal(date(1899, 12, 30).toordinal() + n)
        assert list(grid.rows[number - 1]) == [
            n,
            n + 0.25,
            day,
            datetime.combine(day, time()),
            datetime.combine(day, time(12)),
            grid.rows[number - 1][5],
            "36:00:00",
            "甲",
            "a&b",
            None,
            True,
            "#N/A",
            f"<{n}> 中",
            n,
            f"行内{n}",
            " \r",
        ]
        assert isinstance(grid.rows[number - 1][5], time)


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1'><v>7</v></c></row>",
        '<row r="1"> <c r="A1"><v>7</v></c></row>',
        '<row r="1"><c s="0" r="A1"><v>7</v></c></row>',
        '<row><c><v>7</v></c></row>',
        '<row r="1"><c r="A1"><!-- x --><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[7]]></v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>7</t></r><rPh><t>qi</t></rPh></is></c></row>',
        '<row r="1"><c r="B1"><v>8</v></c><c r="A1"><v>7</v></c></row>',
        '<row r="2"><c r="A2"><v>8</v></c></row><row r="1"><c r="A1"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>7</v><extLst/></c></row>',
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_left_to_the_parser(rows: str) -> None:
    with pytest.raises(Odd):
        plainly(sheet(rows))
    assert str(parsed(sheet(rows)).rows[0][0]) == "7"


def test_a_prefix_and_another_encoding_are_left_to_the_parser() -> None:
    row = '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    wide = (
        sheet('<row r="1"><c r="A1"><v>7</v></c></row>').decode().replace("UTF-8", "UTF-16").encode("utf-16")
    )
    for content in (prefixed.encode(), wide):
        with pytest.raises(Odd):
            plainly(content)
        assert parsed(content).rows[0][0] == 7


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>seven</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1_0</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="odd"><v>9</v></c></row>',
        '<row r="1"><c r="A1"><v>7</row>',
        '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
        '<row r="0"><c r="A0"><v>7</v></c></row>',
    ],
)
def test_what_no_program_writes_is_refused(rows: str) -> None:
    with pytest.raises(Odd):
        plainly(sheet(rows))
    with pytest.raises(NotReadable):
        parsed(sheet(rows))


def test_rows_that_do_not_fit_the_pattern_are_read_among_those_that_do() -> None:
    rows = [written(number, [SHAPES[2]] * 3) for number in range(1, 200)]
    rows[150] = '<row r="151"><c r="E151" s="2" t="str"><v>备注</v></c></row>'
    del rows[160:170]
    grid = plainly(sheet("".join(rows)))
    assert (list(grid.rows[150]), grid.rows[165], list(grid.rows[170])) == (
        [None, None, None, "备注"],
        (),
        [271] * 3,
    )


@pytest.mark.parametrize("read", [plainly, parsed])
def test_cells_beyond_the_limit_are_refused_before_they_take_room(read: object) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2_000))
    for rows in (far, wide):
        with pytest.raises(TooLarge, match="used range"):
            read(sheet(rows))  # type: ignore[operator]
    with pytest.raises(TooLarge, match="a row number"):
        read(sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))  # type: ignore[operator]


def test_empty_rows_and_columns_around_the_cells_are_left_out() -> None:
    grid = plainly(sheet('<row r="3"><c r="C3"/><c r="D3"><v>1</v></c></row><row r="5"><c r="C5"/></row>'))
    assert (grid.top, grid.left, [list(row) for row in grid.rows]) == (3, 4, [[1]])
    assert plainly(sheet("")).rows == []
