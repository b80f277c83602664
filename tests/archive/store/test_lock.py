"""The archive's lock: one at a time, told so after a while, freed by the system when its holder dies."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from recordkit.archive.store.lock import FolderLock
from recordkit.errors import ArchiveBusy, NotPossible


def _hold_until_killed(path: Path, held: Event) -> None:
    with FolderLock(path).held():
        held.set()
        signal.pause()


def test_whoever_waits_too_long_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with FolderLock(path).held(), pytest.raises(ArchiveBusy), FolderLock(path, patience=0.05).held():
        pass


def test_threads_of_one_archive_wait_for_each_other(tmp_path: Path) -> None:
    lock, inside = FolderLock(tmp_path / ".lock"), list[int]()

    def work(number: int) -> None:
        for _ in range(20):
            with lock.held():
                inside.append(number)
                assert inside.pop() == number
                assert inside == []

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def test_a_lock_is_free_again_after_what_went_wrong_under_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / ".lock", patience=0.05)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), lock.held():
            raise ZeroDivisionError


@pytest.mark.skipif(not hasattr(signal, "pause"), reason="no SIGKILL here")
def test_the_system_frees_the_lock_of_a_process_that_dies(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held = spawn.Event()
    process = spawn.Process(target=_hold_until_killed, args=(tmp_path / ".lock", held))
    process.start()
    assert held.wait(60)
    with pytest.raises(ArchiveBusy), FolderLock(tmp_path / ".lock", patience=0).held():
        pass
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(60)
    with FolderLock(tmp_path / ".lock", patience=5).held():
        pass


def test_a_lock_file_that_somebody_removes_does_not_let_two_in(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with FolderLock(path).held():
        path.unlink()
        with FolderLock(path).held():
            pass  # the removed file's holder is beyond help; whoever comes now holds the file that is there
        with FolderLock(path).held(), pytest.raises(ArchiveBusy), FolderLock(path, patience=0).held():
            pass


def test_an_archive_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    with (
        pytest.raises(NotPossible, match="cannot be written"),
        FolderLock(tmp_path / "gone" / ".lock").held(),
    ):
        pass
