"""tests of recordkit.guard.workbook: ghost cells are found whatever <dimension> says."""

import pytest

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from recordkit.guard.workbook import measure_sheet, measure_workbook
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
