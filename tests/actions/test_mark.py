"""tests of recordkit.actions.mark: the copy that goes back to whoever wrote the input, in their language."""

from io import BytesIO

import openpyxl
import pytest

from recordkit.actions.draft import draft_input
from recordkit.actions.mark import mark
from recordkit.office import Office
from recordkit.wording import Lang
from tests.house.offices import AT, DATA


@pytest.mark.parametrize(("lang", "title"), [("zh", "问题"), ("en", "What is wrong")])
def test_the_faults_are_listed_first_and_marked_where_they_stand(
    office: Office, lang: Lang, title: str
) -> None:
    """R9, R11: no owner, and due before the meeting."""
    drafted = draft_input(office, office.types.get("minutes"), DATA / "周例会-有误.yaml", AT)
    content = mark(drafted, lang)
    book = openpyxl.load_workbook(BytesIO(content))
    head, *lines = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert (title in head, len(lines)) == (True, 4)
    marked = [
        cell.comment.text
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert len(marked) == 4
