"""The catalogue is a cache: always the journal's fold, however it came about, and thrown away without loss."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.catalogue.schema import CONTENT
from recordkit.domain.entry import Entry, follow
from recordkit.domain.tiers import Act
from recordkit.errors import AlreadyFiled, NoEntry, NotPossible, NumberTaken
from tests.archive.builders import (
    AT,
    CLERK,
    DAY,
    SUPERVISOR,
    WORD,
    file,
    in_memory,
    lived_in,
    may,
    on_disk,
    values,
    wanted,
)

READ = may(CLERK, Act.READ)


def content(catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    return {table: list(catalogue.content(table)) for table in CONTENT} | {"texts": list(catalogue.texts())}


def replayed(archive: Archive) -> Catalogue:
    """A second catalogue, made from the journal and the records alone."""
    fold = archive._ledger.fresh_fold()
    fold.catch_up(archive._ledger.journal)
    return fold


def test_replay_gives_the_same_catalogue_as_living_through_it(archive: Archive) -> None:
    lived_in(archive)
    live = content(archive._ledger.current())
    assert content(replayed(archive)) == live
    assert all(live.values())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "file", "revise", "note", "void", "assign", "withdraw"]),
        st.integers(1, 4),
    ),
    max_size=14,
)


@given(STEPS)
def test_replay_gives_the_same_catalogue_after_any_life(steps: list[tuple[str, int]]) -> None:
    archive = in_memory()
    for count, (step, number) in enumerate(steps):
        _live(archive, step, number, count)
    assert content(replayed(archive)) == content(archive._ledger.current())
    assert archive.verify(may(CLERK, Act.VERIFY)).ok


def _live(archive: Archive, step: str, number: int, count: int) -> None:
    name = f"{WORD}-2026-1109-{number:03d}"
    later = AT + timedelta(days=count)
    lives: dict[str, Callable[[], object]] = {
        "reserve": lambda: archive.reserve(may(CLERK, Act.RESERVE), wanted(f"k{number}"), AT),
        "file": lambda: file(
            archive, b"%d" % count, number, record={"a": f"血压{count}"}, department=f"d{number}"
        ),
        "revise": lambda: file(
            archive, b"%d" % count, number, by=SUPERVISOR, act=Act.REVISE, title=f"t{count}"
        ),
        "note": lambda: archive.note(may(CLERK, Act.NOTE), name, {"n": count}, later),
        "void": lambda: archive.void(may(CLERK, Act.VOID), name, "x", AT),
        "assign": lambda: archive.assign(may(SUPERVISOR, Act.ASSIGN), name, "2026-10", AT),
        "withdraw": lambda: archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), name, "x", AT),
    }
    with contextlib.suppress(NumberTaken, AlreadyFiled, NotPossible, NoEntry):
        lives[step]()


def test_an_entry_is_the_fold_of_its_own_events(archive: Archive) -> None:
    lived_in(archive)
    for entry in archive.entries(READ):
        followed: Entry | None = None
        for line, event in archive.log(READ, entry.name):
            followed = follow(followed, event, line.at)
        assert followed == entry


def test_a_deleted_catalogue_comes_back_whole(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with lived_in(on_disk(root)) as archive:
        before, found = list(archive.entries(READ)), archive.find(READ, "血压")
    for file_ in root.glob("catalogue.sqlite*"):
        file_.unlink()
    with Archive.open(root) as again:
        assert list(again.entries(READ)) == before
        assert again.find(READ, "血压") == found


@pytest.mark.parametrize("garbage", [b"", b"not a database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_catalogue_that_cannot_be_read_is_replaced(tmp_path: Path, garbage: bytes) -> None:
    root = tmp_path / "archive"
    with lived_in(on_disk(root)) as archive:
        before = list(archive.entries(READ))
    for file_ in root.glob("catalogue.sqlite*"):
        file_.unlink()
    (root / "catalogue.sqlite").write_bytes(garbage)
    with Archive.open(root) as again:
        assert list(again.entries(READ)) == before
        assert again.verify(may(CLERK, Act.VERIFY)).ok


def test_a_catalogue_of_another_schema_is_made_anew(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with lived_in(on_disk(root)) as archive:
        before = list(archive.entries(READ))
    with closing(sqlite3.connect(root / "catalogue.sqlite")) as tables, tables:
        tables.execute("DROP TABLE entries")
        tables.execute("PRAGMA user_version = 99")
    tables.close()
    with Archive.open(root) as again:
        assert list(again.entries(READ)) == before


def test_another_archives_catalogue_is_made_anew_and_remembered_as_lost(tmp_path: Path) -> None:
    with lived_in(on_disk(tmp_path / "a")) as archive:
        before = list(archive.entries(READ))
    with lived_in(on_disk(tmp_path / "b")) as other:
        file(other, b"more", day=DAY + timedelta(days=3))
    shutil.copy(tmp_path / "b" / "catalogue.sqlite", tmp_path / "a" / "catalogue.sqlite")
    with Archive.open(tmp_path / "a") as again:
        assert list(again.entries(READ)) == before
        assert not again.verify(may(CLERK, Act.VERIFY)).ok


def test_a_catalogue_that_lags_catches_up_from_where_it_stood(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with on_disk(root) as archive:
        file(archive, b"1", 1)
        with Archive.open(root) as behind:
            assert len(list(behind.entries(READ))) == 1
            file(archive, b"2", 2)
            assert len(list(behind.entries(READ))) == 2


def test_a_rebuild_counts_the_events_and_changes_nothing(archive: Archive) -> None:
    lived_in(archive)
    before = content(archive._ledger.current())
    events = len(list(archive.log(READ)))
    assert archive.rebuild(may(CLERK, Act.VERIFY)) == events
    assert content(archive._ledger.current()) == before


def test_a_catalogue_that_cannot_be_written_gives_way_to_memory(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with lived_in(on_disk(root)) as archive:
        before = list(archive.entries(READ))
    for file_ in root.glob("catalogue.sqlite*"):
        file_.unlink()
    (root / "catalogue.sqlite").mkdir()
    with Archive.open(root) as again:
        assert list(again.entries(READ)) == before
        assert file(again, b"new", record=values("王五")).status == "filed"
        assert len(again.find(READ, "王五")) == 1
