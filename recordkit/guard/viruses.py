"""ClamAV asked about files, in a process of its own; recordkit has no scanner, and passes nothing that none looked at.

Law: a scanner that could not look at everything has looked at nothing: its reason is said, and what it did find.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recordkit.wording import Text

PROGRAM = "clamscan"
CLEAN, FOUND = 0, 1  # its exit codes (clamscan(1)); any other is a fault
_NO_LIMITS = ("--max-filesize=0", "--max-scansize=0", "--max-files=0", "--max-recursion=50")
_SAID = " FOUND"
_MISSING = Text(
    "没有安装 ClamAV(clamscan), 未作病毒扫描", "ClamAV (clamscan) is not installed: no virus scan was made"
)


@dataclass(frozen=True, slots=True)
class Infections:
    """What the scanner said: `engine` (its version and that of its signatures) is None where it could not do its work."""

    engine: str | None
    words: Text
    found: tuple[tuple[Path, str], ...] = ()


def scan(files: Iterable[Path], *, program: str = PROGRAM, database: Path | None = None) -> Infections:
    """Return what the scanner says of the files; `database` are signatures other than the installed ones."""
    known = shutil.which(program)
    if known is None:
        return Infections(None, _MISSING)
    with tempfile.TemporaryDirectory(prefix="recordkit-scan-") as folder:
        listed = Path(folder) / "files"
        count = _list(files, listed)
        chosen = [] if database is None else [f"--database={database}"]
        command = [known, *chosen, *_NO_LIMITS, "--no-summary", "--infected", f"--file-list={listed}"]
        if count == 0:
            return Infections(_engine(known), Text("没有文件可扫描", "there was no file to scan"))
        said = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - found on the path
    found = tuple(_found(line) for line in said.stdout.splitlines() if line.endswith(_SAID.encode()))
    if said.returncode not in (CLEAN, FOUND):
        return Infections(None, _reason(said.stderr), found)
    engine = _engine(known)
    return Infections(engine, Text(f"{engine}: {count} 个文件", f"{engine}: {count} files"), found)


def _list(files: Iterable[Path], listed: Path) -> int:
    count = 0
    with listed.open("wb") as out:
        for file in files:
            out.write(os.fsencode(file.absolute()) + b"\n")
            count += 1
    return count


def _engine(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603 - as above
    return said.stdout.decode("utf-8", "replace").strip()[:80] or PROGRAM


def _found(line: bytes) -> tuple[Path, str]:
    path, _, virus = line.removesuffix(_SAID.encode()).rpartition(b": ")
    return Path(os.fsdecode(path)), virus.decode("utf-8", "replace")


def _reason(said: bytes) -> Text:
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    first = lines[0].strip()[:200] if lines else "?"
    return Text(f"ClamAV 未能完成扫描: {first}", f"ClamAV did not finish: {first}")
