"""Filing against the raw work of the same disk: copy, fsync, rename, fsync of the folder, for the same files.

Run it as `python -m benchmarks.tasks.filing [--count 2000] [--rounds 3] [--values] [FOLDER]`. Raw and filed rounds take turns,
each into a new folder; the catalogue is current at the end of a filed round, and that is in its time.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from recordkit.archive.archive import Archive
from recordkit.archive.filing import Filed, Filing
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import Act, Person, Tier, permit

SIZE, BATCH, THREADS = 30_000, 50, 4
AT = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)
DIRECTOR = Person("wang", "王总监", Tier.DIRECTOR, "院办")
VALUES = {
    "patient": "李小明",
    "findings": ["血压偏高", "用药规律"],
    "visits": [{"place": "朝阳区", "minutes": 40}],
}
RECORD = b"x" * 300


def main() -> None:
    """Measure, and print rates and ratios."""
    options = _options()
    with TemporaryDirectory(dir=options.folder) as folder:
        sources = _sources(Path(folder), options.count)
        for title, threads, batch, goal in (
            ("batches of 50, 4 threads", THREADS, BATCH, 75),
            ("one at a time", 1, 1, 40),
        ):
            pairs = [
                _pair(Path(folder), sources, threads, batch, values=options.values)
                for _ in range(options.rounds)
            ]
            _say(title, pairs, len(sources), goal)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", default=None)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--values", action="store_true", help="each document with its values: two files each")
    return parser.parse_args()


def _sources(folder: Path, count: int) -> list[Path]:
    (folder / "sources").mkdir()
    paths = [folder / "sources" / f"{number}.docx" for number in range(count)]
    for path in paths:
        path.write_bytes(os.urandom(SIZE))
    return paths


def _pair(
    folder: Path, sources: Sequence[Path], threads: int, batch: int, *, values: bool
) -> tuple[float, float]:
    """Return the seconds of a raw round and of a filed one."""
    raw = _timed(lambda: _raw(Path(mkdtemp(dir=folder)), sources, threads, values=values))
    root = Path(mkdtemp(dir=folder))
    with Archive.create(
        root / "archive", zone="Asia/Shanghai", style=DateStyle.POLICY, founder=DIRECTOR, at=AT
    ) as archive:
        filed = _timed(lambda: _file(archive, sources, batch, values=values))
    shutil.rmtree(root)
    return raw, filed


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _raw(folder: Path, sources: Sequence[Path], threads: int, *, values: bool) -> None:
    def one(source: Path) -> None:
        _copy(folder, source.name, source.read_bytes())
        if values:
            _copy(folder, f"{source.name}.json", RECORD)

    if threads == 1:
        for source in sources:
            one(source)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, sources))


def _copy(folder: Path, name: str, content: bytes) -> None:
    temporary = folder / f".tmp-{name}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
    os.write(handle, content)
    os.fsync(handle)
    os.close(handle)
    temporary.rename(folder / name)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _file(archive: Archive, sources: Sequence[Path], batch: int, *, values: bool) -> None:
    allowed = permit(DIRECTOR, Act.FILE)
    for begin in range(0, len(sources), batch):
        at = AT + timedelta(milliseconds=begin)
        items = [(allowed, _filing(source, values=values)) for source in sources[begin : begin + batch]]
        results = archive.file_all(items, at)
        assert all(isinstance(one, Filed) for one in results)
    last = f"家访报告-2026-1109-{len(sources):03d}"
    assert archive.entry(permit(DIRECTOR, Act.READ), last) is not None


def _filing(source: Path, *, values: bool) -> Filing:
    return Filing(
        "home_visit",
        "家访报告",
        date(2026, 11, 9),
        None,
        "docx",
        source,
        AT,
        record=VALUES if values else None,
        department="门诊部",
        title="李** 家访",
        source_name=source.name,
    )


def _say(title: str, pairs: Sequence[tuple[float, float]], count: int, goal: int) -> None:
    raw, filed = (count / statistics.median(one) for one in zip(*pairs, strict=True))
    ratio = statistics.median(raw / filed for raw, filed in pairs)
    print(f"{title}: raw {raw:,.0f}/s, filed {filed:,.0f}/s, ratio {ratio:.0%} (goal {goal} %)")


if __name__ == "__main__":
    main()
