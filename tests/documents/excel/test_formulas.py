"""tests of recordkit.documents.excel.formulas: references move, and nothing else in a formula does."""

import pytest

from recordkit.documents.excel.formulas import (
    grown_formula,
    grown_range,
    moved_copies,
    moved_formula,
    moved_range,
)
from tests.documents.excel.test_growth import grown

GROWTHS = {"台账": grown(3), "二 月": grown(1)}


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(B4:B4)", "SUM(B3:B5)"),
        ("SUM($B$4:$B$4)+B7", "SUM($B$3:$B$5)+B7"),
        ("SUM(4:4)", "SUM(3:5)"),
        ("SUM(B:B)", "SUM(B:B)"),
        ("B4", "B3"),
        ("B3", "#REF!"),
        ("'二 月'!B6", "'二 月'!B4"),
        ("别的!B4:B4", "别的!B4:B4"),
        ('"B4:B4"&LOG10(B7)', '"B4:B4"&LOG10(B7)'),
        ("表1[B4]", "表1[B4]"),
        ("IF(A4:A4>1,B4,{1,2})", "IF(A3:A5>1,B3,{1,2})"),
        ("台账!$A$4:$B$4,台账!$A$7", "台账!$A$3:$B$5,台账!$A$7"),
        ("#REF!", "#REF!"),
        ("SUM(", "SUM("),
        ("", ""),
    ],
)
def test_references_move_and_nothing_else_does(formula: str, moved: str) -> None:
    assert moved_formula(formula, "台账", GROWTHS) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A4*B4", "A4*B4"),
        ("SUM(B$4:B4)", "SUM(B$3:B4)"),
        ("SUM($B$4:$B$4)", "SUM($B$3:$B$5)"),
        ("'二 月'!B4", "'二 月'!B3"),
    ],
)
def test_a_repeated_row_means_its_own_turn(formula: str, moved: str) -> None:
    copies = GROWTHS["台账"].copies_at(4)
    assert moved_formula(formula, "台账", GROWTHS, copies) == moved


def test_a_single_cell_grows_in_names_and_charts() -> None:
    assert grown_formula("台账!$B$4", GROWTHS) == "台账!$B$3:$B$5"
    assert grown_formula("'台账'!$B$7", GROWTHS) == "'台账'!$B$7"
    assert grown_formula("#REF!", GROWTHS) == "#REF!"


def test_lists_of_ranges_move_range_by_range() -> None:
    growth = GROWTHS["台账"]
    assert moved_range("B4 C4:D4 A7", growth) == "B3:B5 C3:D5 A7"
    assert moved_range("B3", growth) == ""
    assert moved_copies("B4:C4", growth) == ["B3:C3", "B4:C4", "B5:C5"]
    assert grown_range("A2:B4", growth) == "A2:B5"
    assert grown_range("nonsense", growth) == "nonsense"
