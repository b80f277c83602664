"""The filesystem's events: they wake the next scan earlier, and nothing else depends on them (INTAKE, Noticing).

Measured: in a burst of 10,000 files half of the events were lost, and after a remount none came any more.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from recordkit.inbox.layout import STATUS_PAGE, UNSCANNED

# Opening and reading are left out: the scan itself does both, and would wake itself.
WAKING: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


@contextmanager
def waking(inbox: Path, wake: Event) -> Iterator[bool]:
    """Set `wake` whenever something changes in the inbox but its own folders; True if the system tells of changes at all."""
    observer = Observer()
    try:
        observer.schedule(_Waker(inbox, wake), str(inbox), recursive=True, event_filter=WAKING)
        observer.start()
    except OSError:  # no such folder now, or the user's limit of watches is reached: the scan goes on alone
        yield False
        return
    try:
        yield True
    finally:
        observer.stop()
        observer.join()


class _Waker(FileSystemEventHandler):
    def __init__(self, inbox: Path, wake: Event) -> None:
        self.root = os.fsencode(inbox)
        self.own = {os.fsencode(name) for name in (*UNSCANNED, STATUS_PAGE)}
        self.wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        if any(self._concerns(path) for path in (event.src_path, event.dest_path) if path):
            self.wake.set()

    def _concerns(self, path: bytes | str) -> bool:
        below = os.path.relpath(os.fsencode(path), self.root)
        return below.split(os.fsencode(os.sep))[0] not in self.own
