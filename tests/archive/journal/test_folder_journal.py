"""What is particular to a journal in files: months, torn ends, damage named by file and line."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.domain.chain import Head
from recordkit.errors import ArchiveDamaged

AT = datetime(2026, 11, 30, 15, tzinfo=UTC)


def grown(root: Path, lines: int = 3) -> FolderJournal:
    journal = FolderJournal(root)
    for count in range(lines):
        journal.append(
            [{"n": count, "text": "家" * (count * 50)}], AT + count * timedelta(hours=5), journal.head()
        )
    return journal


def test_a_line_stands_in_the_file_of_its_utc_month(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    shanghai = datetime.fromisoformat("2026-12-01T07:59:00+08:00")
    journal.append([], shanghai, Head())
    journal.append([], shanghai + timedelta(minutes=1), journal.head())
    assert [found.place for found in journal.raw_lines()] == [
        "journal/2026-11.jsonl:1",
        "journal/2026-12.jsonl:1",
    ]


def test_a_torn_last_line_never_happened_and_makes_way_for_the_next(tmp_path: Path) -> None:
    journal = grown(tmp_path)
    before, head = list(journal.replay()), journal.head()
    file = tmp_path / "journal" / "2026-12.jsonl"
    with file.open("ab") as lines:
        lines.write(b'{"at":"2026-12-01T0')
    assert journal.head() == head
    assert list(journal.replay()) == before
    assert list(journal.replay(after=2)) == before[2:]
    line = journal.append([{"n": 9}], AT, head)
    assert list(journal.replay()) == [*before, line]
    (copy,) = (tmp_path / ".staging").iterdir()
    assert copy.name.startswith("torn-2026-12-")
    assert copy.read_bytes() == b'{"at":"2026-12-01T0'


def test_a_first_line_cut_off_in_a_new_month_never_happened(tmp_path: Path) -> None:
    journal = grown(tmp_path)
    head = journal.head()
    (tmp_path / "journal" / "2027-01.jsonl").write_bytes(b'{"at":')
    assert journal.head() == head
    assert [line.seq for line in journal.replay(after=1)] == [2, 3]
    journal.append([], AT, head)
    assert [line.seq for line in journal.replay()] == [1, 2, 3, 4]


def test_a_write_that_cannot_be_synced_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = grown(tmp_path)
    before, head = list(journal.raw_lines()), journal.head()

    def failing(_: int) -> None:
        raise OSError("input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="input/output"):
            journal.append([{"n": 9}], AT, head)
    assert list(journal.raw_lines()) == before
    assert journal.append([{"n": 9}], AT, head).seq == 4


def test_nothing_is_appended_to_a_journal_whose_last_line_is_damaged(tmp_path: Path) -> None:
    journal = grown(tmp_path)
    file, head = tmp_path / "journal" / "2026-12.jsonl", journal.head()
    file.write_bytes(file.read_bytes().replace(b'"n":2', b'"n":7'))
    with pytest.raises(ArchiveDamaged) as damaged:
        journal.append([], AT, head)
    assert damaged.value.facts["where"] == "journal/2026-12.jsonl:1"


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 39))
def test_a_replay_names_the_damaged_line(tmp_path_factory: pytest.TempPathFactory, which: int) -> None:
    root = tmp_path_factory.mktemp("journal")
    journal = grown(root, 40)
    place = [found.place for found in journal.raw_lines()][which]
    name, _, number = place.rpartition(":")
    lines = (root / name).read_bytes().splitlines(keepends=True)
    lines[int(number) - 1] = lines[int(number) - 1].replace(b'"n":', b'"m":')
    (root / name).write_bytes(b"".join(lines))
    with pytest.raises(ArchiveDamaged) as damaged:
        list(journal.replay())
    assert damaged.value.facts["where"] == place
    assert [line.seq for line in journal.replay(after=which + 1)] == list(range(which + 2, 41))
