"""What every Journal must do: one suite, run on each implementor."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.journal.journal import HeadMoved, Journal
from recordkit.archive.journal.memory_journal import MemoryJournal
from recordkit.domain.chain import Head, decode
from recordkit.domain.entry import Event

AT = datetime(2026, 11, 30, 15, tzinfo=UTC)
Made = Callable[[Path], Journal]


@pytest.fixture(params=[FolderJournal, lambda _: MemoryJournal()], ids=["folder", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    made: Made = request.param
    return made(tmp_path)


def grow(journal: Journal, lines: int, step: timedelta = timedelta(hours=7)) -> None:
    for count in range(lines):
        journal.append([{"verb": "noted", "by": "张三", "n": count}], AT + count * step, journal.head())


def test_an_empty_journal_stands_at_the_beginning(journal: Journal) -> None:
    assert journal.head() == Head()
    assert list(journal.replay()) == []


def test_lines_are_replayed_as_they_were_appended(journal: Journal) -> None:
    events: list[Event] = [{"verb": "filed", "by": "张三", "keys": ["a", "b"], "n": 1}, {"verb": "noted"}]
    line = journal.append(events, AT, Head())
    assert line.events == events
    assert journal.head() == line.head
    assert list(journal.replay()) == [line]


def test_an_append_at_another_head_is_refused_and_changes_nothing(journal: Journal) -> None:
    first = journal.append([{"n": 1}], AT, Head())
    with pytest.raises(HeadMoved) as moved:
        journal.append([{"n": 2}], AT, Head())
    assert moved.value.head == first.head
    assert list(journal.replay()) == [first]


def test_a_replay_begins_after_any_line_over_months(journal: Journal) -> None:
    grow(journal, 40)
    lines = list(journal.replay())
    assert [line.seq for line in lines] == list(range(1, 41))
    for after in range(42):
        assert list(journal.replay(after)) == lines[after:]


def test_each_line_is_chained_to_the_one_before(journal: Journal) -> None:
    grow(journal, 5)
    head = Head()
    for found in journal.raw_lines():
        head = decode(found.raw, head).head
    assert head == journal.head()


def test_a_clock_that_lags_does_not_disturb_the_order(journal: Journal) -> None:
    grow(journal, 3, timedelta(days=-40))
    assert [line.seq for line in journal.replay()] == [1, 2, 3]
    assert [line.seq for line in journal.replay(1)] == [2, 3]


def test_every_line_has_its_own_place(journal: Journal) -> None:
    grow(journal, 9)
    places = [found.place for found in journal.raw_lines()]
    assert len(set(places)) == 9
