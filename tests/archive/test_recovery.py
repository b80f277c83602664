"""After a kill: the next writer tidies, loses no byte that exists nowhere else, and finds the archive sound."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.domain.tiers import Act
from tests.archive.builders import AT, CLERK, DAY, DIRECTOR, WORD, blamed, file, looked, may, on_disk, values

NAME = f"{WORD}-2026-1109-001"
KEY = f"records/{WORD}/2026/{NAME}.docx"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _killed_while_copying(root: Path) -> None:
    Archive.open(root)._ledger.store.stage(b"first")
    _die()


def _killed_before_the_line(root: Path) -> None:
    store = Archive.open(root)._ledger.store
    staged = store.stage(b"first")
    store.stage(b"another, not published yet")
    store.publish(KEY, staged)
    _die()


def _killed_after_the_line(root: Path) -> None:
    file(Archive.open(root), b"first", record=values("李小明"))
    _die()


def killed(root: Path, how: Callable[[Path], None]) -> None:
    process = multiprocessing.get_context("spawn").Process(target=how, args=(root,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def staging(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".staging").iterdir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    on_disk(tmp_path / "archive").close()
    return tmp_path / "archive"


@pytest.mark.parametrize("how", [_killed_while_copying, _killed_before_the_line, _killed_after_the_line])
def test_the_same_document_filed_again_leaves_no_trace_of_the_kill(
    root: Path, how: Callable[[Path], None]
) -> None:
    killed(root, how)
    with Archive.open(root) as archive:
        entry = file(archive, b"first", 1, record=values("李小明")).entry
        assert (entry.name, len(entry.versions)) == (NAME, 1)
    assert staging(root) == []
    with Archive.open(root) as archive:
        report = looked(archive)
        assert report.ok
        assert blamed(report) == set()


def test_an_orphan_is_set_aside_by_whatever_is_written_next(root: Path) -> None:
    killed(root, _killed_before_the_line)
    with Archive.open(root) as archive:
        archive.waive(may(DIRECTOR, Act.WAIVE), "monthly-2026-10", "停诊", AT)
        assert not archive._ledger.store.exists(KEY)
        ((kept),) = archive._ledger.store.asides()
        assert kept.filename == f"{NAME}.docx"
        assert looked(archive).ok
        assert archive.free(WORD, DAY).number == 1


def test_an_orphan_that_is_filed_nowhere_stays_for_a_person_to_look_at(root: Path) -> None:
    killed(root, _killed_before_the_line)
    with Archive.open(root) as archive:
        file(archive, b"somebody else's", 1)
    (aside,) = staging(root)
    assert (root / ".staging" / aside).read_bytes() == b"first"
    with Archive.open(root) as archive:
        assert blamed(looked(archive)) == {("4-3", f".staging/{aside}")}


def test_an_orphan_goes_once_the_same_bytes_are_filed_under_another_name(root: Path) -> None:
    killed(root, _killed_before_the_line)
    with Archive.open(root) as archive:
        file(archive, b"somebody else's", 1)
        file(archive, b"first", 2)
    assert staging(root) == []


def test_what_was_set_aside_and_is_filed_by_now_goes_at_the_next_start(root: Path) -> None:
    killed(root, _killed_before_the_line)
    with Archive.open(root) as archive:
        archive._ledger.store.set_aside(KEY)
    with Archive.open(root) as archive:
        file(archive, b"first", 1)
    assert staging(root) == []


def test_a_writer_that_lives_is_not_tidied_away(root: Path) -> None:
    with Archive.open(root) as living, Archive.open(root) as other:
        staged = living._ledger.store.stage(b"a long copy")
        assert file(other, b"x").status == "filed"
        assert living._ledger.store.publish(f"records/{WORD}/2026/{WORD}-2026-1109-002.docx", staged)


def test_looking_only_tidies_nothing(root: Path) -> None:
    killed(root, _killed_before_the_line)
    with Archive.open(root) as archive:
        assert archive.entry(may(CLERK, Act.READ), NAME) is None
        assert ("1-11", KEY) in blamed(looked(archive))
