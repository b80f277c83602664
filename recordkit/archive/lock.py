"""The archive's lock: one writer at a time, across processes, on one machine.

Law: whoever holds it sees the journal's last line; whoever cannot have it in time is told so, and nothing waits for ever.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from recordkit.errors import ArchiveBusy, NotPossible
from recordkit.wording import Text

PATIENCE = 60.0


class Lock(Protocol):
    """Held for the length of one commit."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the lock; raises ArchiveBusy."""
        ...


class FolderLock:
    """A lock on a file of the archive's folder, shared by its threads; the system frees it when a process dies."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._thread = threading.Lock()
        self._file = FileLock(str(path), timeout=patience, thread_local=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises ArchiveBusy after the patience in seconds, NotPossible in a read-only folder."""
        if not self._thread.acquire(timeout=self._patience):
            raise ArchiveBusy(seconds=self._patience)
        try:
            with self._acquired():
                yield
        finally:
            self._thread.release()

    @contextmanager
    def _acquired(self) -> Iterator[None]:
        try:
            self._file.acquire()
        except Timeout:
            raise ArchiveBusy(seconds=self._patience) from None
        except OSError as fault:
            raise NotPossible(what=_read_only(fault)) from fault
        try:
            yield
        finally:
            self._file.release()


class NoLock:
    """For an archive that no other process can see."""

    def held(self) -> AbstractContextManager[None]:
        """Hold nothing."""
        return nullcontext()


def _read_only(fault: OSError) -> Text:
    return Text(f"档案不可写: {fault}", f"the archive cannot be written to: {fault}")
