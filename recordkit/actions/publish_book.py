"""Write the board as a workbook: a summary, a heat map, a sheet for each duty."""

from pathlib import Path

from recordkit.actions.status import Board
from recordkit.disk import write_over
from recordkit.documents.pages.board_book import BoardBook, board_book
from recordkit.wording import Lang


def publish_book(board: Board, target: Path, lang: Lang) -> Path:
    """Write the workbook to `target`, in one step, and return it."""
    book = BoardBook(board.unit, board.as_of, board.rows, board.labels, board.people)
    write_over(target, board_book(book, lang))
    return target
