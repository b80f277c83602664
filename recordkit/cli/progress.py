"""Progress of long work: a bar on a terminal, nothing in a pipe."""

import sys
from types import TracebackType
from typing import Self

CELLS = 30


class Progress:
    """A bar on standard error; call it with how much is done and of how much, and leave it to wipe itself."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = ""

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar anew."""
        if not self._live or total <= 0:
            return
        filled = CELLS * min(done, total) // total
        bar = f"[{'#' * filled}{'.' * (CELLS - filled)}] {done}/{total}"
        if bar != self._shown:
            self._draw(bar)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the bar."""
        if self._shown:
            self._draw("")

    def _draw(self, bar: str) -> None:
        sys.stderr.write(f"\r{bar:<{len(self._shown)}}" if bar else f"\r{'':{len(self._shown)}}\r")
        sys.stderr.flush()
        self._shown = bar
