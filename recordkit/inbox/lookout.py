"""A scan that remembers: what stands still for long is not looked at file by file every time (INTAKE, Noticing, Limits).

Law: the memory saves work and decides nothing: every folder is listed anew each minute at the latest, and a folder
on a network each time, by turns, so that a bad one stops no other.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recordkit.inbox.scan import Dropped, Folder, Junk, in_order, list_folder, look_again

RELIST = 60.0
"""Seconds after which a folder is listed again though nothing shows that it changed."""
QUIET = 2.0
"""Seconds over which a folder must bear the same stamp before the stamp is believed: some tick that coarsely."""

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look showed: files looked at now, those that are gone since, and folders that cannot be read, with the fault.

    A file in neither list is as it was.
    """

    files: list[Dropped]
    gone: list[Path]
    faults: list[tuple[Path, OSError]]


@dataclass(slots=True)
class _Known:
    """One folder as it was listed last: `restless` files are looked at each time, the others stand."""

    folder: Folder
    stamp: Stamp | None = None
    same_since: float = 0.0
    listed: float = float("-inf")
    due: float = float("-inf")
    files: dict[str, Dropped] = field(default_factory=dict)
    restless: list[Dropped] = field(default_factory=list)
    below: list[Folder] = field(default_factory=list)
    junk: list[Junk] = field(default_factory=list)


class Lookout:
    """Looks at one inbox again and again."""

    def __init__(
        self, inbox: Path, *, every: float = 0.0, stands: Callable[[Path], bool] | None = None
    ) -> None:
        """Look at `inbox`; `every` seconds at each folder of a network share (0: local, all of it at each look).

        `stands` is asked whether a file need not be looked at each time.
        """
        self.inbox = inbox
        self.every = every
        self._stands = stands or (lambda _: False)
        self._known: dict[str, _Known] = {}

    @property
    def network(self) -> bool:
        """True if the folders are taken by turns and listed each time."""
        return self.every > 0

    @property
    def junk(self) -> Iterator[Junk]:
        """What programs left beside the documents, as it was seen last."""
        return (junk for known in self._known.values() for junk in known.junk)

    def top_folders(self) -> list[str]:
        """Return the folders that lie in the inbox itself, as they were seen last."""
        root = self._known.get(str(self.inbox))
        return [] if root is None else [below.path for below in root.below]

    def stir(self, paths: Iterable[Path]) -> None:
        """List the folders of these paths at the next look, whatever their stamps say."""
        for folder in {str(path.parent) for path in paths}:
            if folder in self._known:
                self._known[folder].listed = float("-inf")

    def look(self, tick: float, enough: Callable[[], bool] = lambda: False) -> Sight:
        """Return what there is at `tick` (monotonic seconds); raises OSError when the inbox itself cannot be read.

        On a network a look ends when `enough` says so, and the next one goes on with the other folders.
        """
        sight = Sight([], [], [])
        root = Folder(str(self.inbox))
        queue = self._turns() if self.network and root.path in self._known else [root]
        met: set[str] = set()
        while queue:
            folder = queue.pop()
            if folder.path in met:
                continue
            met.add(folder.path)
            known = self._known.setdefault(folder.path, _Known(folder))
            fresh = self._one(known, tick, sight)
            queue += [below for below in known.below if not self.network or below.path in fresh]
            if self.network and enough():
                break
        if not self.network:
            self._forget([path for path in self._known if path not in met], sight)
        sight.files[:] = in_order(sight.files)
        return sight

    def _turns(self) -> list[Folder]:
        """Return the folders, the one that has waited longest last: the queue is taken from its end."""
        return [known.folder for known in sorted(self._known.values(), key=lambda each: -each.due)]

    def _one(self, known: _Known, tick: float, sight: Sight) -> set[str]:
        """Look at one folder, and return the paths of the folders below it that were not known."""
        if self.network and tick < known.due:
            return set()
        known.due = tick + self.every
        try:
            if self._stamped(known, tick):
                self._restat(known, sight)
                return set()
            return self._list(known, tick, sight)
        except OSError as fault:
            if known.folder.depth == 0:
                raise
            known.due = tick + 2 * self.every
            sight.faults.append((Path(known.folder.path), fault))
            return set()

    def _stamped(self, known: _Known, tick: float) -> bool:
        """Return True if the folder shows the stamp that it has borne for long enough to be believed."""
        if self.network:
            return False
        seen = os.stat(known.folder.path)  # noqa: PTH116 - a text, thousands of times
        stamp = (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev)
        if stamp != known.stamp:
            known.stamp, known.same_since = stamp, tick
            return False
        settled = known.listed - known.same_since >= QUIET
        return settled and tick - known.listed < RELIST

    def _restat(self, known: _Known, sight: Sight) -> None:
        restless = [one for one in known.restless if not self._stands(one.path)]
        known.restless = []
        for one in restless:
            now = look_again(one)
            if now is None:
                sight.gone.append(one.path)
                known.files.pop(one.path.name, None)
                continue
            known.files[one.path.name] = now
            known.restless.append(now)
            sight.files.append(now)

    def _list(self, known: _Known, tick: float, sight: Sight) -> set[str]:
        listing = list_folder(known.folder, known.files)
        files = {one.path.name: one for one in listing.files}
        sight.gone.extend(one.path for name, one in known.files.items() if name not in files)
        fresh = {below.path for below in listing.folders if below.path not in self._known}
        gone = {below.path for below in known.below} - {below.path for below in listing.folders}
        known.files, known.restless = files, listing.files
        known.below, known.junk, known.listed = listing.folders, listing.junk, tick
        self._forget(gone, sight)
        for below in listing.folders:
            self._known.setdefault(below.path, _Known(below))
        sight.files.extend(listing.files)
        return fresh

    def _forget(self, folders: Iterable[str], sight: Sight) -> None:
        for path in folders:
            known = self._known.pop(path, None)
            if known is not None:
                sight.gone.extend(one.path for one in known.files.values())
                self._forget([below.path for below in known.below], sight)
