from recordkit.domain.findings import Finding
from recordkit.inbox.readers.inputs import Heading, Place, Raw, RowPlaces, letters, place

COLUMNS = {"phone": Heading(7, "电话"), "patient.name": Heading(28, "患者.姓名")}
RAW = Raw(12, 15, {}, RowPlaces(COLUMNS, "台账", 15))


def finding(path: str) -> Finding:
    return Finding("required_missing", path=path, facts={"label": path}, column="标签")


def test_columns_are_lettered_as_excel_letters_them() -> None:
    numbers = {1: "A", 26: "Z", 27: "AA", 28: "AB", 702: "ZZ", 703: "AAA", 16384: "XFD"}
    assert {number: letters(number) for number in numbers} == numbers


def test_a_finding_gets_the_heading_that_the_input_wrote() -> None:
    placed = place(finding("phone"), RAW, "a.csv")
    assert (placed.file, placed.record, placed.row, placed.column) == ("a.csv", 12, 15, "电话")


def test_a_whole_group_is_placed_at_the_first_of_its_parts() -> None:
    assert place(finding("patient"), RAW, "a.csv").column == "患者.姓名"


def test_a_part_without_a_cell_is_placed_where_the_whole_stands() -> None:
    raw = Raw(1, None, {}, {"team": Place("团队", 3, "团队", None)})
    assert place(finding("team[2].name"), raw, "a.xlsx").row == 3


def test_a_value_without_a_place_keeps_its_label_and_the_records_row() -> None:
    placed = place(finding("nowhere"), RAW, "a.csv")
    assert (placed.row, placed.column) == (15, "标签")


def test_the_places_of_a_row_are_its_columns_cells() -> None:
    assert dict(RAW.places) == {
        "phone": Place("台账", 15, "电话", "G15"),
        "patient.name": Place("台账", 15, "患者.姓名", "AB15"),
    }
    assert "other" not in RAW.places
