"""A process that has imported recordkit already and forks one for every command: a run costs 0.1 s instead of 1 s.

Law: each run is a process of its own that does what the command line does; nothing is open before the fork, and nothing is
shared but the code. It talks in lines of JSON: a job comes in, the child's pid and then its wait status go out.
"""

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import recordkit
from recordkit.actions.memory import Memory
from recordkit.actions.sweep import sweep
from recordkit.cli.call import Call
from recordkit.cli.outcomes import say_outcomes
from recordkit.cli.run import guarded, run
from recordkit.cli.streams import out, out_line
from recordkit.office import Office
from tests.faults.naive import PROGRAMS as NAIVE
from tests.faults.runs import OUR_FAULT
from tests.faults.scenes import sweeping

ROUNDS = 10
"""A sweep that still finds something to do after so many would never end."""


def _recordkit(argv: Sequence[str]) -> int:
    return run(argv, os.environ)


def _sweep(argv: Sequence[str]) -> int:
    """Do what `recordkit watch --once` does to an office's inbox, in this thread and without helpers of its own."""
    call = Call.begin(("--lang", "en"), os.environ)
    return guarded(call, lambda: _swept(Path(argv[0]), call.at))


def _swept(root: Path, at: datetime) -> int:
    office = Office.open(root)
    memory = Memory.of(office.inbox)
    for _ in range(ROUNDS):
        swept = sweep(office, memory, at=at, tick=time.monotonic(), settle=0.0)
        say_outcomes(swept.outcomes, "en")
        if not swept.outcomes:
            break
    else:
        raise AssertionError("it goes round in circles")
    for one in swept.waiting:
        out(f"{one.path.name}: {one.reason.en}")
    office.archive.close()
    return int(swept.offline)


PROGRAMS: Mapping[str, Callable[[Sequence[str]], int]] = {"recordkit": _recordkit, "sweep": _sweep, **NAIVE}


def serve() -> None:
    """Do one job after another until nobody asks any more."""
    for found in pkgutil.walk_packages(recordkit.__path__, "recordkit."):
        if found.name != "recordkit.__main__":
            importlib.import_module(found.name)
    _warm_up()
    _say(ready=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _be_the_program(json.loads(line))
        _say(pid=pid)
        _say(status=os.waitpid(pid, 0)[1])


def _warm_up() -> None:
    """Do the work once, so that every cache is full, and leave nothing open."""
    with TemporaryDirectory() as folder:
        scene = sweeping(Path(folder) / "office")
        job = scene.staged(Path(folder) / "copy")
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            assert _sweep(job.lines[0]) == 0
        gc.collect()
        handles = [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()]
        assert not any(handle.startswith(folder) for handle in handles), handles
    gc.freeze()


def _be_the_program(job: Mapping[str, Any]) -> NoReturn:
    """Run the job's command lines and end as a program ends, by its exit handlers.

    Each line of output goes out when it is whole, as on a terminal.
    """
    for stream, path in enumerate((os.devnull, job["out"], job["err"])):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(handle, stream)
        os.close(handle)
    os.chdir("/")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # it is the interpreter's own
    if job["held"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    code = OUR_FAULT
    try:
        code = max(PROGRAMS[job["program"]](argv) for argv in job["lines"])
    except BaseException:  # noqa: BLE001 - what a program dies of is told, and its exit code says so
        traceback.print_exc()
    sys.exit(code)


def _say(**said: object) -> None:
    out_line(said)


if __name__ == "__main__":
    serve()
