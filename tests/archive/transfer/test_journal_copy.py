"""Lines added to a copy of a journal: months whole, torn ends gone, byte for byte the same."""

from datetime import timedelta
from pathlib import Path

from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.transfer.journal_copy import append_lines
from recordkit.domain.chain import Head
from tests.archive.builders import AT
from tests.house.trees import tree

MONTH = timedelta(days=31)


def written(root: Path, *months: int) -> FolderJournal:
    """Write a line in each of the months after AT's."""
    journal, head = FolderJournal(root), Head()
    for number, month in enumerate(months):
        line = journal.append(
            [{"verb": "read", "by": "zhang", "name": str(number)}], AT + month * MONTH, head
        )
        head = line.head
    return journal


def test_months_are_written_as_they_were_a_lagging_clock_too(tmp_path: Path) -> None:
    journal = written(tmp_path / "a", 0, 0, 1, 0, 1, 3)
    append_lines(tmp_path / "b", journal.replay())
    assert tree(tmp_path / "b") == tree(tmp_path / "a")
    assert len(tree(tmp_path / "b")) == 3


def test_later_lines_follow_those_that_are_there_and_a_torn_end_is_dropped(tmp_path: Path) -> None:
    journal = written(tmp_path / "a", 0, 0, 1)
    append_lines(tmp_path / "b", (line for line in journal.replay() if line.seq == 1))
    month = next((tmp_path / "b" / "journal").iterdir())
    month.write_bytes(month.read_bytes() + b'{"half')
    append_lines(tmp_path / "b", journal.replay(after=1))
    assert tree(tmp_path / "b") == tree(tmp_path / "a")


def test_no_lines_leave_the_copy_as_it_is(tmp_path: Path) -> None:
    journal = written(tmp_path / "a", 0)
    append_lines(tmp_path / "b", journal.replay())
    before = tree(tmp_path / "b")
    append_lines(tmp_path / "b", ())
    assert tree(tmp_path / "b") == before
