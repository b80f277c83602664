"""tests of recordkit.actions.publish_book: the office's own board as a workbook."""

import openpyxl

from recordkit.actions.publish_book import publish_book
from recordkit.actions.status import Wanted, status
from recordkit.office import Office
from tests.house.offices import AT


def test_the_workbook_holds_every_duty_of_the_board_and_no_more(office: Office) -> None:
    """R29, R30."""
    board = status(office, AT, Wanted(type="monthly-report"))
    path = publish_book(board, office.root / "board.xlsx", "zh")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["概况", "热图", office.types.get("monthly-report").label.zh]
    assert book.worksheets[-1].max_row == 1 + len(board.rows)


def test_a_workbook_that_is_there_is_replaced_in_one_step(office: Office) -> None:
    target = office.root / "board.xlsx"
    target.write_bytes(b"old")
    publish_book(status(office, AT), target, "en")
    assert openpyxl.load_workbook(target).sheetnames[0] == "Summary"
    assert [path.name for path in office.root.glob("*.tmp")] == []
