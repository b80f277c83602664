"""tests of recordkit.guard.workbook: ghost cells are found whatever <dimension> says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from recordkit.guard.workbook import fits, measure_sheet, measure_workbook
from tests.house.office_files import excel, replaced, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, dimension: str = "A1") -> bytes:
    head = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
    return f"{head}<sheetData>{rows}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("rows", "box"),
    [
        ("", (0, 0, 0, 0)),
        ('<row r="2"><c r="B2"/><c r="D2"/></row><row r="5"><c r="C5"/></row>', (2, 2, 5, 4)),
        ("<row><c/><c/></row><row><c/></row>", (1, 1, 2, 2)),
        ('<row r="9"/>', (0, 0, 9, 0)),
    ],
)
def test_the_extent_is_the_box_of_the_cells(rows: str, box: tuple[int, int, int, int]) -> None:
    extent = measure_sheet(sheet(rows), file="a.xlsx")
    assert (extent.top, extent.left, extent.bottom, extent.right) == box


def test_a_prefix_hides_nothing() -> None:
    row = '<x:row r="1048576"><x:c r="XFD1048576"/></x:row>'
    content = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    with pytest.raises(TooLarge, match="used range"):
        measure_sheet(content.encode(), file="a.xlsx")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>', "used range"),
        ('<row r="1048577"/>', "a row number"),
        ('<row r="1"><c r="XFE1"/></row>', "a column number"),
        ('<row r="99999999999999999999"/>', "a row number"),
    ],
)
def test_ghost_cells_and_cells_off_the_grid_are_refused(rows: str, what: str) -> None:
    with pytest.raises(TooLarge, match=what):
        measure_sheet(sheet(rows), file="a.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"/>',
        '<row r="x"/>',
        '<row r="-1"/>',
        '<row><c r="1"/></row>',
        '<row><c r="A"/></row>',
        "<row>",
    ],
)
def test_addresses_that_are_none_and_broken_xml_are_refused(rows: str) -> None:
    with pytest.raises(NotReadable):
        measure_sheet(sheet(rows), file="a.xlsx")


def test_an_ordinary_workbook_is_measured_and_handed_on() -> None:
    content = excel({"A1": "一", "C9": 3})
    assert "xl/workbook.xml" in measure_workbook(content, file="a.xlsx").names


def test_a_workbook_with_ghost_cells_is_refused_wherever_its_sheet_lies() -> None:
    ghost = sheet('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>')
    for name in ("xl/worksheets/sheet1.xml", "xl/odd/name.bin"):
        with pytest.raises(TooLarge, match="used range"):
            measure_workbook(replaced(excel({"A1": 1}), {name: ghost}), file="a.xlsx")


def test_too_many_nodes_in_a_sheet_are_refused() -> None:
    with pytest.raises(TooLarge, match="XML nodes"):
        measure_workbook(zipped([("a.xml", sheet("<row/>" * 20))]), Limits(sheet_nodes=20), file="a.xlsx")


numbers = st.integers(1, 1_100)
addresses = st.lists(st.tuples(numbers, st.integers(1, 800)), min_size=1, max_size=4)


@given(addresses, st.integers(1, 900), st.integers(1, 720), st.integers(1, 400_000))
def test_what_fits_by_its_bytes_fits_when_it_is_parsed(
    cells: list[tuple[int, int]], rows: int, columns: int, extent: int
) -> None:
    limits = Limits(rows=rows, columns=columns, extent=extent)
    content = sheet("".join(f'<row r="{row}"><c r="{letters(column)}{row}"/></row>' for row, column in cells))
    bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
    within = bottom <= rows and right <= columns and bottom * right <= extent
    assert fits(content, limits, file="a.xlsx") is (within and right <= 702)


def test_a_cell_that_says_another_row_than_its_row_does_not_slip_through() -> None:
    hidden = sheet('<row r="1"><c r="A1"/><c r="A1048576"/></row><row r="2"><c r="XFD2"/></row>')
    assert not fits(hidden, file="a.xlsx")
    with pytest.raises(TooLarge, match="used range"):
        measure_sheet(hidden, file="a.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        sheet('<row r="1"><c s="1" r="XFD1"/></row>'),
        sheet("<row r='1'><c r='XFD1'/></row>"),
        sheet('<row r="1"><!-- <row r="1"> --><c r="A1"/></row>'),
        sheet('<row r="1"><x:c r="XFD1" xmlns:x="x"/></row>'),
        sheet('<row r="1"><c r="a1"/></row>'),
        sheet('<row r="1"><c r="A01"/></row>'),
        sheet('<row r="1"><c\nr="XFD1"/></row>'),
        sheet("<row><c/></row>"),
        sheet('<row r="1"><c r="A1"/></row>').replace(b"</worksheet>", b'<row r="9"/></worksheet>'),
        sheet('<row r="1"><c r="A1"/></row>').decode().encode("utf-16"),
    ],
)
def test_what_is_written_in_another_way_is_measured_by_the_parser(content: bytes) -> None:
    assert not fits(content, file="a.xlsx")


def test_a_large_sheet_is_measured_without_parsing_it() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 50_000))
    content = replaced(excel({"A1": 1}), {"xl/worksheets/sheet1.xml": sheet(rows)})
    assert measure_workbook(content, file="a.xlsx").names
    with pytest.raises(TooLarge, match="a row number"):
        measure_workbook(content, Limits(rows=40_000), file="a.xlsx")


def letters(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
