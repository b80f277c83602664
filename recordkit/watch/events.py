"""The filesystem's events: they wake the next scan earlier, and nothing else depends on them (INTAKE, Noticing).

Measured: in a burst of 10,000 files half of the events were lost, and after a remount none came any more. So it is
counted how many files were taken of which no event told.
"""

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
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

# It complains of events that come while it is stopped; they are nobody's.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
# Opening and reading are left out: the scan itself does both, and would wake itself.
WAKING: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
REMEMBERED = 50_000
"""Paths of which an event told and that were not taken: temporary names, mostly."""


class Ear:
    """Listens to one inbox, its own folders left out: what we do ourselves there would keep us awake."""

    def __init__(self, inbox: Path, wake: Event) -> None:
        self.inbox, self.listens, self.missed = inbox, False, 0
        self._waker = _Waker(inbox, wake)
        self._observer = Observer()
        self._attended: set[str] = set()

    def start(self) -> None:
        """Listen from now on; where the system tells of nothing, the scan goes on alone."""
        try:
            self._observer.schedule(self._waker, str(self.inbox), event_filter=WAKING)
            self._observer.start()
        except OSError:  # no such folder now, or the user's limit of watches is reached
            return
        self.listens = True
        with suppress(OSError):
            self.attend(folder.path for folder in os.scandir(self.inbox) if folder.is_dir())

    def attend(self, folders: Iterable[str]) -> None:
        """Listen to these folders below the inbox, and what lies in them, as well; those that are gone are let go."""
        wanted = {folder for folder in folders if os.path.basename(folder) not in UNSCANNED}  # noqa: PTH119 - a text
        if not self.listens or wanted == self._attended:
            return
        for folder in wanted - self._attended:
            with suppress(OSError):  # the scan sees what is in it
                self._observer.schedule(self._waker, folder, recursive=True, event_filter=WAKING)
        self._attended = wanted

    def news(self) -> list[Path]:
        """Return the places of which events told since the last call."""
        told, self._waker.fresh = self._waker.fresh, set()
        return [Path(os.fsdecode(place)) for place in told]

    def count(self, taken: Iterable[Path]) -> None:
        """Count which of the files that were taken no event told of."""
        if self.listens:
            self.missed += sum(not self._waker.told_of(os.fsencode(path)) for path in taken)

    def stop(self) -> None:
        """Listen no more."""
        if self.listens:
            self.listens = False
            self._observer.stop()
            self._observer.join(1.0)


class _Waker(FileSystemEventHandler):
    def __init__(self, inbox: Path, wake: Event) -> None:
        self.root = os.fsencode(inbox) + os.fsencode(os.sep)
        self.own = {os.fsencode(name) for name in (*UNSCANNED, STATUS_PAGE)}
        self.wake = wake
        self.told: dict[bytes, None] = {}
        self.fresh: set[bytes] = set()

    def told_of(self, path: bytes) -> bool:
        """Return True if an event told of `path` or of the folder in which it came, and forget it."""
        known = path in self.told or os.path.dirname(path) in self.told  # noqa: PTH120 - bytes
        self.told.pop(path, None)
        return known

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path and self._concerns(place := os.fsencode(path)):
                if len(self.told) >= REMEMBERED:
                    self.told.clear()
                self.told[place] = None
                self.fresh.add(place)
                self.wake.set()

    def _concerns(self, path: bytes) -> bool:
        below = path.removeprefix(self.root)
        return below.split(os.fsencode(os.sep), 1)[0] not in self.own
