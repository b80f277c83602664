"""The archive's lock: one writer at a time, across processes, on one machine.

Law: whoever holds it sees the journal's last line; whoever cannot have it in time is told so, and nothing waits for ever.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from recordkit.disk import JOURNAL_MODE
from recordkit.errors import ArchiveBusy, NotPossible
from recordkit.wording import Text

try:
    import fcntl
except ImportError:  # Windows
    flock: Callable[[int], None] | None = None
else:

    def flock(handle: int) -> None:
        """Lock the open file for this process alone; raises BlockingIOError where another has it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 60.0
_POLL = 0.005  # a commit takes a few milliseconds: whoever asks more seldom waits for nothing


class Lock(Protocol):
    """Held for the length of one commit."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the lock; raises ArchiveBusy."""
        ...


class FolderLock:
    """A lock on a file of the archive's folder, shared by its threads; the system frees it when a process dies."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path, self._patience = path, patience
        self._thread = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises ArchiveBusy after the patience in seconds, NotPossible in a read-only folder."""
        if not self._thread.acquire(timeout=self._patience):
            raise ArchiveBusy(seconds=self._patience)
        try:
            release = self._acquired()
            try:
                yield
            finally:
                release()
        finally:
            self._thread.release()

    def _acquired(self) -> Callable[[], object]:
        """Wait for the file's lock, and return what lets it go."""
        try:
            if flock is not None:
                return self._flocked()
            lock = FileLock(str(self._path), timeout=self._patience, poll_interval=_POLL, thread_local=False)
            lock.acquire()
        except Timeout:
            raise ArchiveBusy(seconds=self._patience) from None
        except OSError as fault:
            raise NotPossible(what=_read_only(fault)) from fault
        return lock.release

    def _flocked(self) -> Callable[[], None]:
        until = time.monotonic() + self._patience
        while (handle := self._try()) is None:
            if time.monotonic() >= until:
                raise Timeout(str(self._path))
            time.sleep(_POLL)
        return lambda: _freed(handle)

    def _try(self) -> int | None:
        """Return the open file, locked, or None where another has it or the file was just replaced by another."""
        assert flock is not None
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, JOURNAL_MODE)
        with contextlib.ExitStack() as undo:
            undo.callback(os.close, handle)
            with contextlib.suppress(BlockingIOError, FileNotFoundError):
                flock(handle)
                if os.path.samestat(os.fstat(handle), self._path.stat()):
                    undo.pop_all()
                    return handle
        return None


class NoLock:
    """For an archive that no other process can see."""

    def held(self) -> AbstractContextManager[None]:
        """Hold nothing."""
        return nullcontext()


def _freed(handle: int) -> None:
    """Unlock before closing: a process that was forked meanwhile has the file open too."""
    try:
        fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        os.close(handle)


def _read_only(fault: OSError) -> Text:
    return Text(f"档案不可写: {fault}", f"the archive cannot be written to: {fault}")
