"""Verifying an archive of many small files: files a second and memory, from a small archive to a large one.

`python -m benchmarks.tasks.verify_archive 10000 100000`: for each number of files, an archive of half as many entries (a document
of 300 bytes and a record) is written without ceremony, then verified in a process of its own: whole, and as a sample of 5%.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked
from recordkit.archive.layout import content_key, record_key
from recordkit.domain.chain import canonical, link, sha256
from recordkit.domain.entry import filed_event
from recordkit.domain.naming import DateStyle, Name
from recordkit.domain.tiers import Act, Person, Tier, permit

WHO = Person("root", "recordkit", Tier.DIRECTOR)
WORD, TYPE = "投诉登记表", "complaint"
BEGIN, A_DAY, A_LINE = date(2023, 1, 1), 200, 50
STYLE = DateStyle.POLICY


def build(root: Path, entries: int) -> None:
    """Write an archive of so many entries; nothing is synced."""
    with Archive.create(root, zone="Asia/Shanghai", style=STYLE, founder=WHO, at=_at(0)) as archive:
        head = archive.head
    for first in range(0, entries, A_LINE):
        events = [_filed(root, number) for number in range(first, min(first + A_LINE, entries))]
        line = link(head, _at(first), events)
        head = line.head
        with (root / "journal" / f"{_at(first):%Y-%m}.jsonl").open("ab") as journal:
            journal.write(line.encode())


def measured(root: Path, share: float | None) -> dict[str, object]:
    """Return how long one verification took, and how much memory it added."""
    with Archive.open(root) as archive:
        archive.people()
        before, begun = _memory(), time.perf_counter()
        report = archive.verify(permit(WHO, Act.VERIFY), Asked(share=share))
        seconds = time.perf_counter() - begun
    assert report.ok, [item for item in report.items if item.result.value == "failed"][:3]
    return {
        "files": report.extent.files,
        "hashed": report.checked,
        "seconds": round(seconds, 1),
        "files_a_second": round(report.extent.files / seconds),
        "memory_added_mb": round(_memory() - before),
    }


def main() -> None:
    """Measure for each number of files on the command line."""
    if sys.argv[1] == "--one":
        print(json.dumps(measured(Path(sys.argv[2]), float(sys.argv[3]) if sys.argv[3] else None)))
        return
    for files in map(int, sys.argv[1:]):
        root = Path(tempfile.mkdtemp(prefix="recordkit-verify-")) / "archive"
        try:
            build(root, files // 2)
            for share in ("", "0.05"):
                command = [sys.executable, "-m", "benchmarks.tasks.verify_archive", "--one", str(root), share]
                print(
                    share or "whole",
                    subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip(),
                )
        finally:
            shutil.rmtree(root.parent)


def _filed(root: Path, number: int) -> dict[str, object]:
    day = BEGIN + timedelta(days=number // A_DAY)
    name = Name(WORD, day, number % A_DAY + 1)
    spelled = name.text(STYLE)
    content = sha256(str(number).encode()).encode() * 4
    record = canonical(
        {"type": TYPE, "name": spelled, "version": 1, "values": {"no": number, "text": "候诊时间过长"}}
    )
    stored: dict[str, object] = {"version": 1, "received": _at(number)}
    for prefix, key, data in (
        ("", content_key(name, STYLE, "docx", 1), content),
        ("record_", record_key(name, STYLE, 1), record),
    ):
        path = root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        stored |= {f"{prefix}path": key, f"{prefix}sha256": sha256(data), f"{prefix}size": len(data)}
    identity = {"type": TYPE, "day": day, "number": name.number, "department": "门诊部", "title": "投诉"}
    return dict(filed_event(spelled, WHO.login, stored, identity))


def _at(number: int) -> datetime:
    return datetime(2023, 1, 1, 8, tzinfo=UTC) + timedelta(days=number // A_DAY, seconds=number % A_DAY)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
