"""Many documents copied at once: what waits for the disk waits together (ARCHIVE.md: four threads).

Law: either everything is staged, or refused with its own reason, or - when the disk fails - nothing is.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from recordkit.archive.store.source import Source, opened
from recordkit.archive.store.store import Staged, Store
from recordkit.errors import RecordkitError

THREADS = 4
S = TypeVar("S")
T = TypeVar("T")


class Stager:
    """The threads that stage; none is started before there are two documents."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    def stage(self, store: Store, sources: Sequence[Source]) -> list[Staged | RecordkitError]:
        """Return each source staged, or why it cannot be read; raises OSError when the store's disk fails."""
        found = self._each(lambda source: _staged(store, source), sources)
        failed = [
            one for one in found if isinstance(one, BaseException) and not isinstance(one, RecordkitError)
        ]
        if failed:
            discard(store, found)
            raise failed[0]
        return [one for one in found if isinstance(one, Staged | RecordkitError)]

    def close(self) -> None:
        """Let the threads end."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def _each(self, work: Callable[[S], T], items: Sequence[S]) -> list[T | BaseException]:
        if len(items) < 2:
            return [_caught(work, item) for item in items]
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="stage")
        futures: list[Future[T | BaseException]] = [self._pool.submit(_caught, work, item) for item in items]
        wait(futures)
        return [future.result() for future in futures]


def discard(store: Store, staged: Iterable[object]) -> None:
    """Throw away those of `staged` that are staged content; what cannot be is thrown away with its writer's place."""
    for one in staged:
        if isinstance(one, Staged):
            with contextlib.suppress(OSError):
                store.discard(one)


def _staged(store: Store, source: Source) -> Staged:
    with opened(source) as reading:
        return store.stage(reading)


def _caught(work: Callable[[S], T], item: S) -> T | BaseException:
    try:
        return work(item)
    except Exception as fault:  # noqa: BLE001 - it is raised again, once all the others are done
        return fault
