"""A synthetic archive of many entries: opening, find, status, show, log, rebuild, the chain - each in a process of its own.

    python -m benchmarks.tasks.million 10000 100000 1000000

The journal is written as the archive writes it, chained; the documents themselves are not there (nothing here reads them).
Two thirds of the entries are filed one a line, the rest fifty a line; some are noted, assigned, withdrawn or replaced.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.catalogue.search_text import entry_text
from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.journal.journal import read_line
from recordkit.archive.store.folder_store import FolderStore
from recordkit.domain.chain import Head, link
from recordkit.domain.entry import Event
from recordkit.domain.naming import DateStyle, parse
from recordkit.domain.tiers import Act, Person, Tier, permit

FOUNDER = Person("wang", "王芳", Tier.DIRECTOR, "院办")
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 1000
DEPARTMENTS = tuple(f"第{number:03d}科" for number in range(1, 201))
REPORTS = tuple((f"report-{letter}", f"月度报告{letter}") for letter in "甲乙丙丁戊己")
CASES = (("complaint", "投诉处理"), ("home-visit", "家访报告"), ("minutes", "会议纪要"))
PLACES = ("门诊大厅", "急诊抢救室", "住院部三楼", "朝阳区", "候诊区", "缴费窗口", "检验科", "药房")
MATTERS = ("血压偏高", "候诊过久", "用药咨询", "态度投诉", "费用查询", "床位安排", "设备报修", "随访复查")
BATCH = 50
LARGEST_JUDGED = 43_200


def events(entries: int) -> Iterator[list[Event]]:
    """Yield what each line of the journal says, about 2.2 events an entry."""
    reports = min(LARGEST_JUDGED, entries // 4)
    counted: dict[tuple[str, date], int] = {}
    waiting: list[Event] = []
    for count in range(entries):
        is_report = count % (entries // reports) == 0 and count // (entries // reports) < reports
        kind, word = _kind(count // (entries // reports) if is_report else count, is_report=is_report)
        day = (BEGIN + timedelta(days=count * DAYS // entries)).date()
        number = counted[word, day] = counted.get((word, day), 0) + 1
        name = f"{word}-{DateStyle.POLICY.write(day)}-{number:03d}"
        waiting.append(_filed(name, kind, day, number, count))
        yield [{"verb": "reserved", "by": "wang", "name": name, "type": kind, "key": waiting[-1]["key"]}]
        if count % 3 or len(waiting) >= BATCH:
            yield waiting
            waiting = []
        if count % 10 == 7:
            yield [_noted(name, day, count)]
        if count % 1000 == 997:
            yield [{"verb": "withdrawn", "by": "wang", "name": name, "reason": "误归档"}]
    if waiting:
        yield waiting


def _kind(count: int, *, is_report: bool) -> tuple[str, str]:
    return REPORTS[count % len(REPORTS)] if is_report else CASES[count % len(CASES)]


def _filed(name: str, kind: str, day: date, number: int, count: int) -> Event:
    digest = sha256(name.encode()).hexdigest()
    path = f"records/{name.partition('-')[0]}/{day.year}/{name}"
    report = kind.startswith("report")
    facts: dict[str, object] = {
        "verb": "filed", "by": f"u{count % 37}", "name": name, "version": 1, "path": f"{path}.docx",
        "sha256": digest, "size": 30_000 + count % 5000, "received": f"{day}T02:{count % 60:02d}:00.000000Z",
        "type": kind, "day": day.isoformat(), "number": number, "department": DEPARTMENTS[count // 6 % 200],
        "title": f"{PLACES[count % 8]} {MATTERS[count // 8 % 8]} 第{count}件", "person": f"u{count % 37}", "key": digest[::-1],
    }  # fmt: skip
    if report:
        months = count // 200 % 36
        facts["period"] = f"{2024 + months // 12}-{months % 12 + 1:02d}"
    else:
        facts["facts"] = {"received_at": f"{day}T10:00:00+08:00"}
    return facts


def _noted(name: str, day: date, count: int) -> Event:
    path = f"records/{name.partition('-')[0]}/{day.year}/{name}.note1.json"
    facts = {"replied_at": f"{day}T16:00:00+08:00"}
    return {
        "verb": "noted", "by": "wang", "name": name, "note": 1, "path": path, "sha256": sha256(path.encode()).hexdigest(),
        "size": 100 + count % 7, "keys": ["replied_at"], "facts": facts,
    }  # fmt: skip


def build(root: Path, entries: int) -> int:
    """Write the archive's journal in the folder `root`, and return how many events it holds."""
    Archive.create(root, zone="Asia/Shanghai", style=DateStyle.POLICY, founder=FOUNDER, at=BEGIN).close()
    head, written, lines = FolderJournal(root).head(), 2, 2.2 * entries
    files: dict[str, list[bytes]] = {}
    for said in events(entries):
        at = BEGIN + timedelta(seconds=head.seq * DAYS * 86_400 / lines)
        line = link(head, at, said)
        files.setdefault(f"{at:%Y-%m}", []).append(line.encode())
        head, written = line.head, written + len(said)
        if len(files) > 1:
            _write(root, files)
    _write(root, files)
    return written


def _write(root: Path, files: dict[str, list[bytes]]) -> None:
    for month in list(files):
        with (root / "journal" / f"{month}.jsonl").open("ab") as file:
            file.writelines(files.pop(month))


def rebuild(root: Path) -> dict[str, float]:
    """Measure the fold and the text apart."""
    store = FolderStore(root)
    catalogue = Catalogue.at(root / "catalogue.sqlite", lambda entry: entry_text(store, entry))
    before, start, spent = _grown(), time.perf_counter(), time.process_time()
    catalogue.catch_up(FolderJournal(root))
    folded, folded_spent = time.perf_counter(), time.process_time()
    catalogue.searchable()
    searchable = time.perf_counter()
    entries = catalogue.tables.execute("SELECT count(*) FROM entries").fetchone()[0]
    catalogue.close()
    return {
        "fold, events/s": catalogue.applied / (folded - start),
        "fold, events/s of processor time": catalogue.applied / (folded_spent - spent),
        "text, entries/s": entries / (searchable - folded),
        "grown, MB": (_grown() - before) / 1024,
    }


def chain(root: Path) -> dict[str, float]:
    """Measure how fast lines are judged, in their strict form."""
    head, start, count = Head(), time.perf_counter(), 0
    for found in islice(FolderJournal(root).raw_lines(), 200_000):
        head, count = read_line(found.raw, head).head, count + 1
    return {"chain, lines/s": count / (time.perf_counter() - start)}


def look(root: Path) -> dict[str, float]:
    """Measure opening the archive, and each look into it, with what the process grew by."""
    before, taken = _grown(), {}
    read = permit(FOUNDER, Act.READ)
    start = time.perf_counter()
    archive = Archive.open(root)
    archive.people()
    taken["open, ms"] = (time.perf_counter() - start) * 1000
    name = next(iter(archive.glances(read, ["complaint"]))).name
    for label, task in _looks(archive, name).items():
        start = time.perf_counter()
        found = task()
        taken[f"{label}, ms"] = (time.perf_counter() - start) * 1000
        if isinstance(found, list) and label.startswith(("find", "status")):
            taken[f"{label}, found"] = len(found)
    taken["grown, MB"] = (_grown() - before) / 1024
    archive.close()
    return taken


def _looks(archive: Archive, name: str) -> dict[str, Callable[[], object]]:
    read = permit(FOUNDER, Act.READ)
    kinds = [kind for kind, _ in REPORTS]
    past = BEGIN + timedelta(days=DAYS / 2)
    return {
        "find 血压 (common)": lambda: archive.find(read, "血压"),
        "find 家 (one character)": lambda: archive.find(read, "家"),
        "find 费用 朝阳 门诊部 (none)": lambda: archive.find(read, "费用 朝阳 门诊部"),
        "find 第77件 (rare)": lambda: archive.find(read, "第77件"),
        "find 投诉 of a department": lambda: archive.find(read, "投诉", department=DEPARTMENTS[7]),
        "find 候诊 of a type, a month": lambda: archive.find(
            read, "候诊", type="home-visit", since=date(2024, 2, 1), until=date(2024, 3, 1)
        ),
        "find nothing said": lambda: archive.find(read, "", type="minutes", department=DEPARTMENTS[9]),
        "find 5000": lambda: archive.find(read, "候诊区", limit=5000),
        "show": lambda: archive.entry(read, name),
        "show log": lambda: list(archive.log(read, name)),
        "status": lambda: list(archive.glances(read, kinds)),
        "status of a past day": lambda: list(archive.glances(read, kinds, as_of=past)),
        "status, a year": lambda: list(archive.glances(read, kinds, since=date(2026, 1, 1))),
        "open cases of 90 days": lambda: list(
            archive.glances(read, ["complaint"], since=date(2026, 7, 1), lacking="replied_at")
        ),
        "number": lambda: (archive.free("投诉处理", date(2026, 9, 1)), archive.holder(parse(name))),
        "same content": lambda: archive.with_sha(read, "ab" * 32),
    }


def _grown() -> int:
    """Return the peak of this process's memory in KB; the system's own count begins, for a child, at its parent's."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text("ascii"))[1])  # type: ignore[index]


def main() -> None:
    """Measure archives of the sizes that are asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("entries", type=int, nargs="+")
    asked.add_argument("--dir", type=Path, default=None)
    asked.add_argument("--measure", choices=MEASURES)
    given = asked.parse_args()
    if given.measure:
        print(json.dumps(MEASURES[given.measure](given.dir)))
        return
    for entries in given.entries:
        _measured(entries, given.dir)


MEASURES: dict[str, Callable[[Path], dict[str, float]]] = {"rebuild": rebuild, "chain": chain, "look": look}


def _measured(entries: int, folder: Path | None) -> None:
    root = Path(tempfile.mkdtemp(dir=folder, prefix="million-"))
    try:
        start = time.perf_counter()
        count = build(root / "archive", entries)
        print(
            f"\n{entries} entries, {count} events, built in {time.perf_counter() - start:.1f} s", flush=True
        )
        for measure in ("rebuild", "chain", "look", "look"):
            _told(measure, root / "archive")
        print(f"  catalogue, MB: {(root / 'archive' / 'catalogue.sqlite').stat().st_size / 1e6:,.0f}")
    finally:
        shutil.rmtree(root)


def _told(measure: str, root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.tasks.million",
        "1",
        "--dir",
        str(root),
        "--measure",
        measure,
    ]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for label, figure in json.loads(out).items():
        print(f"  {label}: {figure:,.1f}", flush=True)


if __name__ == "__main__":
    main()
