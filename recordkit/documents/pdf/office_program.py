"""LibreOffice, run once for a few files: its own profile, the shipped fonts, a time limit, and nothing of it left behind.

Law: a document fetches nothing: no picture from the network, no other file of the server (its profile forbids it).
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from recordkit.errors import RecordkitError
from recordkit.wording import Text

PROGRAMS = ("soffice", "libreoffice")
FONTS = Path(__file__).parent / "fonts" / "office-fonts.conf"
SETTINGS = Path(__file__).parent / "office_profile.xcu"
LOOK = 0.5  # seconds between two looks at what is made
INSTALL = (
    "apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui "
    "fonts-noto-cjk fonts-arphic-gbsn00lp fonts-arphic-gkai00mp"
)


class OfficeProgramMissing(RecordkitError):
    """A PDF was asked for, and LibreOffice is not installed."""

    wording = Text(
        "PDF 由 LibreOffice 生成, 本机没有找到 {programs}。请管理员安装: {install}",
        "PDF is made by LibreOffice, and {programs} is not found here. An administrator installs it: {install}",
    )


def office_program() -> str:
    """Return the path of LibreOffice's program; raises OfficeProgramMissing."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise OfficeProgramMissing(programs=PROGRAMS[0], install=INSTALL)
    return found


def convert(
    sources: Sequence[Path], out: Path, *, seconds: float, watch: Callable[[], None] | None = None
) -> bool:
    """Convert `sources` into PDF files in `out`, named for their stems; True if the program ended by itself in time.

    What it made before it was killed lies in `out`; whether it is whole is for the caller to see. `watch` is called now
    and then meanwhile. Raises OfficeProgramMissing.
    """
    program = office_program()
    # A profile is used once: one that was killed would ask about recovery, and two programs cannot share one.
    with TemporaryDirectory(prefix="recordkit-soffice-", ignore_cleanup_errors=True) as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        shutil.copyfile(SETTINGS, settings)
        where = f"-env:UserInstallation={Path(profile).as_uri()}"
        options = [
            "--headless",
            "--norestore",
            "--nolockcheck",
            where,
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
        ]
        return _ended([program, *options, *map(str, sources)], seconds, watch)


def _ended(command: Sequence[str], seconds: float, watch: Callable[[], None] | None) -> bool:
    """Run the command in a session of its own, so that all it starts can be ended with it."""
    with subprocess.Popen(  # noqa: S603 - the program that PATH names, and files of our own naming
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        start_new_session=True,
    ) as process:
        try:
            return _waited(process, seconds, watch)
        finally:
            _end(process)


def _waited(process: subprocess.Popen[bytes], seconds: float, watch: Callable[[], None] | None) -> bool:
    for step in _steps(seconds):
        try:
            process.wait(step)
        except subprocess.TimeoutExpired:
            if watch is not None:
                watch()
        else:
            return True
    return False


def _steps(seconds: float) -> Iterator[float]:
    yield from repeat(LOOK, int(seconds / LOOK))
    yield seconds % LOOK


def _surroundings() -> dict[str, str]:
    """Return the environment of the program: ours with the fonts, without what only recordkit is to know (passwords)."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("RECORDKIT_")}
    return {**ours, "FONTCONFIG_FILE": str(FONTS)}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and what it started, unless it ended; it is not reaped yet, so the group is still its own."""
    if process.poll() is not None:
        return
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
