"""`recordkit watch` as the service runs it: a process of its own, an account of its own, known by what it says.

Law: nothing sleeps: whoever waits for a line waits until it comes, or a minute. What is started here is ended here.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.share.samba import GROUP

ROOT = Path(__file__).parents[2]
ACCOUNT = "backup"
"""The service's account: every Debian has it, and it may not do what root may."""
PATIENCE = 30.0
SETTLE, INTERVAL = 0.5, 0.2
Said = Mapping[str, Any]


def as_service() -> list[str]:
    """Return what runs a command as the service's account, with the one right that the unit file gives."""
    rights = ["--inh-caps=-all,+lease", "--ambient-caps=+lease"]
    return ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", f"--groups={GROUP}", *rights]


@cache
def service_python() -> str | None:
    """Return a Python that the service's account can run, and that finds recordkit; None where there is none.

    Ours may lie in somebody's home; then the system's may do, if it is of the same version.
    """
    asks = (
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-m', 'recordkit', '--version']))"
    )
    same = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for program in (sys.executable, shutil.which(same, path="/usr/bin:/usr/local/bin")):
        if os.geteuid() == 0 and program is not None:
            command = [*as_service(), program, "-c", asks]
            if (
                subprocess.run(
                    command, capture_output=True, check=False, cwd="/", env=_environment()
                ).returncode
                == 0
            ):
                return program
    return None


def recordkit(*words: str, check: bool = True, root: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run the command line as the service's account, or as root."""
    command = [*([] if root else as_service()), *_program(), *words]
    return subprocess.run(command, capture_output=True, text=True, check=check, cwd="/", env=_environment())


class Watch:
    """A watcher that runs, and all that it has said."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[Said] = []
        self._heard = threading.Condition()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def until(self, seen: Callable[[Said], bool], *, after: int = 0, seconds: float = PATIENCE) -> Said:
        """Return the first line from number `after` on for which `seen` is true, once it is said."""
        return self.until_all(1, seen, after=after, seconds=seconds)[0]

    def until_all(
        self, count: int, seen: Callable[[Said], bool], *, after: int = 0, seconds: float = PATIENCE
    ) -> list[Said]:
        """Return so many lines for which `seen` is true, once they are said."""

        found: list[Said] = []
        looked = max(after, 0)

        def enough() -> bool:
            nonlocal looked
            found.extend(line for line in self.said[looked:] if seen(line))
            looked = len(self.said)
            return len(found) >= count

        with self._heard:
            if not self._heard.wait_for(enough, seconds):
                told = "\n".join(json.dumps(line, ensure_ascii=False) for line in self.said[-20:])
                raise TimeoutError(
                    f"not said ({len(found)} of {count}); the last of {len(self.said)} lines:\n{told}"
                )
            return found[:count]

    def became(self, name: str, *, after: int = 0, seconds: float = PATIENCE) -> Said:
        """Return what became of a file of that name: the line with its outcome."""
        return self.until(
            lambda line: is_outcome(line) and line.get("input") == name, after=after, seconds=seconds
        )

    def waits(self, name: str, reason: str, *, after: int = 0) -> None:
        """Wait until it is said that a file of that name waits for that reason."""
        self.until(lambda line: line.get("input") == name and line.get("reason") == reason, after=after)

    def takes_nothing(self, seconds: float) -> None:
        """Watch that no file's outcome is said for so long."""
        said = len(self.said)
        with self._heard:
            assert not self._heard.wait_for(lambda: any(map(is_outcome, self.said[said:])), seconds), (
                self.said[said:]
            )

    def outcomes(self, name: str) -> list[str]:
        """Return what has been said to have become of a file of that name."""
        return [str(line["event"]) for line in self.said if is_outcome(line) and line.get("input") == name]

    def ended(self, seconds: float = PATIENCE) -> int:
        """Return the exit code of a watcher that ends, once all it said is heard."""
        code = self.process.wait(seconds)
        self._ear.join(PATIENCE)
        return code

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                with self._heard:
                    self.said.append(json.loads(line))
                    self._heard.notify_all()


def is_outcome(line: Said) -> bool:
    """True for a line that says what became of a file."""
    return line["event"] in ("filed", "version", "duplicate", "rejected", "generated")


@contextmanager
def watching(
    office: Path, *, settle: float = SETTLE, interval: float = INTERVAL, root: bool = False
) -> Iterator[Watch]:
    """Run the watcher of the office at `office` until the end of the block: it is ready when it says that it started."""
    words = [
        "--lang",
        "en",
        "--office",
        str(office),
        "watch",
        "--json",
        "--settle",
        str(settle),
        "--interval",
        str(interval),
    ]
    command = [*([] if root else as_service()), *_program(), *words]
    with started(command) as watch:
        watch.until(lambda line: line["event"] in ("started", "silent"))
        yield watch


@contextmanager
def started(command: Sequence[str]) -> Iterator[Watch]:
    """Run a watcher's command line, and end it with SIGTERM, or SIGKILL when it does not."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd="/", env=_environment()) as process:
        watch = Watch(process)
        try:
            yield watch
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                watch.ended(30)
            finally:
                process.kill()


def _program() -> list[str]:
    return [service_python() or sys.executable, "-m", "recordkit"]


def _environment() -> dict[str, str]:
    here = {key: value for key, value in os.environ.items() if not key.startswith(("RECORDKIT", "PYTEST"))}
    return {**here, "PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}", "PYTHONDONTWRITEBYTECODE": "1"}
