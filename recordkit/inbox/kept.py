"""Files that were dealt with and cannot be removed from the inbox: they are known by their print, and left alone.

Law: filed once, said once, also after a restart; a file that changes is a new one, and one that can be removed goes.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from recordkit.disk import write_over
from recordkit.inbox.layout import STATE
from recordkit.inbox.scan import Dropped
from recordkit.inbox.settle import Waiting
from recordkit.inbox.sheets import Claim
from recordkit.wording import Text

FILE = "kept.json"
REMOVE_AGAIN = 600.0
"""Seconds between two tries to remove what could not be removed."""

FILED = Text("已归档为 {name}, 但无权从这里移走", "filed as {name}; it may not be removed from here")
RETURNED = Text("已退回, 但无权从这里移走", "returned; it may not be removed from here")

Print = tuple[int, int, int]


class Kept:
    """What one inbox holds that is done with."""

    def __init__(self, inbox: Path) -> None:
        self._inbox = inbox
        self._file = inbox / STATE / FILE
        self._kept: dict[Path, tuple[Print, str | None]] = dict(_read(inbox, self._file))
        self._tried: float | None = None

    def keep(self, claimed: Claim, name: str | None) -> None:
        """Remember the clerk's own file of a copied claim, filed under `name` or returned (None); raises OSError."""
        self._kept[claimed.origin] = ((claimed.size, claimed.mtime_ns, claimed.inode), name)
        self._write()

    def left_alone(self, files: Iterable[Dropped]) -> list[Dropped]:
        """Return those of the files that are not done with; a file that changed since is forgotten here."""
        if not self._kept:
            return list(files)
        return [one for one in files if not self._holds(one)]

    def stands(self, path: Path) -> bool:
        """Return True if the file is one that is done with."""
        return path in self._kept

    def waiting(self, tick: float) -> list[Waiting]:
        """Return the kept files with the reason why they lie there still."""
        return [Waiting(path, _reason(name), tick) for path, (_, name) in self._kept.items()]

    def try_again(self, tick: float) -> None:
        """Forget the files that are gone, and remove those that can be removed by now; once each ten minutes."""
        if not self._kept or (self._tried is not None and tick - self._tried < REMOVE_AGAIN):
            return
        self._tried = tick
        left = {path: facts for path, facts in self._kept.items() if not _gone(path, facts[0])}
        if left != self._kept:
            self._kept = left
            with suppress(OSError):
                self._write()

    def _holds(self, one: Dropped) -> bool:
        found = self._kept.get(one.path)
        if found is None:
            return False
        if found[0] == (one.size, one.mtime_ns, one.inode):
            return True
        del self._kept[one.path]
        return False

    def _write(self) -> None:
        plain = {
            str(path.relative_to(self._inbox)): [*facts, name] for path, (facts, name) in self._kept.items()
        }
        write_over(self._file, json.dumps(plain, sort_keys=True).encode("ascii"))


def _read(inbox: Path, file: Path) -> Mapping[Path, tuple[Print, str | None]]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        plain = json.loads(file.read_bytes())
        return {
            inbox / path: ((int(size), int(mtime_ns), int(inode)), name)
            for path, (size, mtime_ns, inode, name) in plain.items()
        }
    return {}


def _gone(path: Path, facts: Print) -> bool:
    try:
        seen = path.lstat()
        if (seen.st_size, seen.st_mtime_ns, seen.st_ino) == facts:
            path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _reason(name: str | None) -> Text:
    if name is None:
        return RETURNED
    return Text(FILED.say("zh", {"name": name}), FILED.say("en", {"name": name}))
