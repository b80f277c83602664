"""tests of recordkit.watch.events: INTAKE, Noticing, "watchdog's events only wake it earlier"."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from watchdog.events import FileCreatedEvent, FileMovedEvent, FileSystemEvent

from recordkit.inbox.layout import MADE, REJECTED, STATE, STATUS_PAGE
from recordkit.inbox.scan import scan
from recordkit.watch.events import REMEMBERED, Ear, _Waker
from tests.house.inbox_files import made_inbox


@contextmanager
def listening(inbox: Path, wake: Event) -> Iterator[Ear]:
    ear = Ear(inbox, wake)
    ear.start()
    try:
        yield ear
    finally:
        ear.stop()


def test_a_file_that_is_dropped_wakes_the_watcher(tmp_path: Path) -> None:
    inbox, wake = made_inbox(tmp_path), Event()
    with listening(inbox, wake) as ear:
        assert ear.listens
        (inbox / "a.docx").write_bytes(b"x")
        assert wake.wait(10)


def test_a_file_in_a_folder_that_is_made_meanwhile_wakes_it_once_the_folder_is_attended(
    tmp_path: Path,
) -> None:
    inbox, wake = made_inbox(tmp_path), Event()
    with listening(inbox, wake) as ear:
        (inbox / "骨科").mkdir()
        assert wake.wait(10)
        ear.attend([str(inbox / "骨科")])
        wake.clear()
        (inbox / "骨科" / "a.docx").write_bytes(b"x")
        assert wake.wait(10)


def test_a_file_of_which_no_event_told_is_counted(tmp_path: Path) -> None:
    """INTAKE, Noticing: count missed_by_events."""
    inbox, wake = made_inbox(tmp_path), Event()
    with listening(inbox, wake) as ear:
        (inbox / "a.docx").write_bytes(b"x")
        assert wake.wait(10)
        ear.count([inbox / "a.docx", inbox / "b.docx"])
        assert ear.missed == 1


def test_paths_that_are_never_taken_do_not_fill_the_memory(tmp_path: Path) -> None:
    waker = _Waker(tmp_path, Event())
    for number in range(REMEMBERED + 1):
        waker.on_any_event(FileCreatedEvent(f"{tmp_path}/{number}"))
    assert len(waker.told) == 1


def test_a_scan_does_not_wake_itself(tmp_path: Path) -> None:
    inbox, wake = made_inbox(tmp_path), Event()
    (inbox / "急诊科").mkdir()
    (inbox / "急诊科" / "a.docx").write_bytes(b"x")
    with listening(inbox, wake):
        scan(inbox)
        (inbox / "急诊科" / "a.docx").read_bytes()
        assert not wake.wait(0.3)


@pytest.mark.parametrize("name", [f"{STATE}/claims/x", f"{REJECTED}/急诊科/x", f"{MADE}/x", STATUS_PAGE])
def test_what_we_write_ourselves_does_not_wake_us(tmp_path: Path, name: str) -> None:
    wake = Event()
    _Waker(tmp_path, wake).on_any_event(FileCreatedEvent(str(tmp_path / name)))
    assert not wake.is_set()


@pytest.mark.parametrize(
    "event",
    [
        FileCreatedEvent("/in/a.docx"),
        FileCreatedEvent("/in/急诊科/退回/a.docx"),
        FileMovedEvent("/in/.recordkit/a", "/in/a"),
        FileCreatedEvent(b"/in/\xbc\xd2.docx"),
    ],
)
def test_what_others_write_wakes_us(event: FileSystemEvent) -> None:
    wake = Event()
    _Waker(Path("/in"), wake).on_any_event(event)
    assert wake.is_set()


def test_where_nothing_can_be_watched_the_scan_goes_on_alone(tmp_path: Path) -> None:
    with listening(tmp_path / "gone", Event()) as ear:
        assert not ear.listens
        ear.count([tmp_path / "a.docx"])
        assert ear.missed == 0
