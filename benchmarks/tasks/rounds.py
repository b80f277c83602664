"""A task's process: told to run a round, it answers with the seconds it took and its memory's growth."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp


def folder() -> Path:
    """Return the folder of the materials."""
    return Path(sys.argv[1])


def fresh(name: str) -> Path:
    """Return a path in a new folder: a file system may make who overwrites a file wait for the disk."""
    return Path(mkdtemp(dir=folder())) / name


def serve(run: Callable[[], object], warm: Callable[[], object] | None = None) -> None:
    """Answer each line of the standard input with a round; the first runs unmeasured, or `warm` in its place."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (warm or run)()
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(json.dumps({"seconds": seconds, "grown": grown}), flush=True)
