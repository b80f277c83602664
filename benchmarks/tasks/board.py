"""The board of 200 departments, 6 duties and 36 periods over a large archive: time in the process, and growth of memory.

    python -m benchmarks.tasks.board 100000 1000000

The archive is the synthetic one of benchmarks.tasks.million; a twentieth of its cases still wants something. Each measure is
taken in a process of its own, the first look and the best of five.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.tasks import million
from recordkit.actions.status import Board, Wanted, status
from recordkit.archive.archive import Archive
from recordkit.config.load import Config
from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Term, Unit
from recordkit.domain.followups import FollowUp
from recordkit.domain.owed import Owed, Owner
from recordkit.domain.recordtype import RecordType
from recordkit.office import Office
from recordkit.templates.shelf import Shelf
from recordkit.wording import Text

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 20, 10, tzinfo=ZONE)
MONTHLY = Deadline("month", day=5)
OPEN_AMONG = 20
"""One case of so many is still open."""
RUNS = 5


class Types(Shelf):
    """The shipped types, and the six reports of the synthetic archive."""

    def __init__(self) -> None:
        super().__init__()
        self._reports = {key: _report(key, word) for key, word in million.REPORTS}

    def __iter__(self) -> Iterator[RecordType]:
        return (
            *(each for each in super().__iter__() if not each.duties),
            *self._reports.values(),
            _complaint(),
        ).__iter__()

    def get(self, key_or_word: str) -> RecordType:
        """Return one of the six, or a shipped type."""
        return self._reports.get(key_or_word) or super().get(key_or_word)


def _report(key: str, word: str) -> RecordType:
    return RecordType(key, key, word, Text(word, key), "docx", (), deadline=MONTHLY)


def _complaint() -> RecordType:
    reply = FollowUp(
        "reply",
        Text("答复", "Reply"),
        "received_at",
        (Term(Unit.DAYS, 7), Term(Unit.WORKDAYS, 5)),
        done="replied_at",
    )
    return replace(Shelf().get("complaint"), duties=(reply,))


def opened(root: Path) -> Office:
    """Return an office over the archive in `root` whose 200 departments owe each of the six reports."""
    office = Office(root, Config("某院", ZONE), Types(), Archive.open(root), million.FOUNDER)
    owners = tuple(Owner(name) for name in million.DEPARTMENTS)
    reports = tuple(Owed(key, MONTHLY, owners, date(2024, 1, 1)) for key, _ in million.REPORTS)
    follow = tuple(rule for rule in office.owed if rule.type == "complaint")
    office.__dict__["owed"] = (*reports, *follow)
    return office


def measure(root: Path) -> dict[str, float]:
    """Return the first and the best time of a board, its rows, and what the process grew by."""
    before, taken = _grown(), []
    office = opened(root)
    found: Board | None = None
    for _ in range(RUNS):
        start = time.perf_counter()
        found = status(office, NOW, Wanted())
        taken.append(time.perf_counter() - start)
    assert found is not None
    past = time.perf_counter()
    status(office, NOW - timedelta(days=300))
    past = time.perf_counter() - past
    office.archive.close()
    periodic = sum(row.duty.period is not None for row in found.rows)
    return {
        "first, s": taken[0], "best, s": min(taken), "of a past day, s": past, "rows": len(found.rows),
        "periodic rows": periodic, "grown, MB": (_grown() - before) / 1024,
    }  # fmt: skip


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _some_open(filed: Any) -> Any:
    """Return the builder's event, one case of twenty still to be answered."""

    def told(name: str, kind: str, day: date, number: int, count: int) -> Any:
        event = filed(name, kind, day, number, count)
        if kind == "complaint" and count % OPEN_AMONG == 0:
            event["facts"]["_open"] = ["reply"]
        return event

    return told


def main() -> None:
    """Measure archives of the sizes that are asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("entries", type=int, nargs="+")
    asked.add_argument("--measure", type=Path)
    given = asked.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    for entries in given.entries:
        root = Path(tempfile.mkdtemp(prefix="board-"))
        try:
            million._filed = _some_open(million._filed)  # noqa: SLF001 - the synthetic archive, with open cases
            million.build(root / "archive", entries)
            with Archive.open(root / "archive") as archive:
                archive.people()  # the catalogue, made now
            command = [
                sys.executable,
                "-m",
                "benchmarks.tasks.board",
                "1",
                "--measure",
                str(root / "archive"),
            ]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            print(
                f"\n{entries} entries",
                *(f"  {key}: {value:,.3f}" for key, value in json.loads(out).items()),
                sep="\n",
            )
        finally:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
