"""Everything below a folder, in no order: nothing is held in memory, however many files one folder has."""

import os
from collections.abc import Iterator
from pathlib import Path


def stroll(folder: Path | str, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (path below `folder` with `/`, its directory entry) of every file and folder; a missing folder has none.

    Links are not followed.
    """
    try:
        found = os.scandir(folder)
    except FileNotFoundError:
        return
    with found:
        for entry in found:
            path = prefix + entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from stroll(entry.path, f"{path}/")
