"""The watcher against INTAKE's limits: a burst against the raw work of the same disk, latency, idleness, memory.

Run it as `python -m benchmarks.tasks.watch [--count 10000] [--typed] [FOLDER]`. The watcher is a process of its own, as
in service; the documents are of 30 KB: a page with a picture, or with `--typed` a page with Word's whole style sheet.
Raw is copy, fsync, rename, fsync of the folder, one file after another, before and after the burst.
"""

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from recordkit.actions.init import Founding, init

SIZE, FOLDERS, STANDING, IDLE_SECONDS, SETTLE = 30_000, 20, 10_000, 30.0, 5.0
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LINES = (
    "会议时间: 2024年1月1日 15:00", "参会人员: 林知夏、周予安", "决议事项", "一、候诊告知卡上墙。", "责任分工", "周予安负责。",
)  # fmt: skip


def main() -> None:
    """Measure, and print each figure beside its limit."""
    options = _options()
    with TemporaryDirectory(dir=options.folder) as folder:
        root = Path(folder) / "office"
        init(root, Founding("示例医院"), datetime.now(UTC)).archive.close()  # noqa: TID251 - a bench is a face
        documents = _documents(options.count, typed=options.typed)
        with watching(root) as watcher:
            _burst(Path(folder), root, watcher, documents)
            _latency(root, watcher, typed=options.typed)
            _idle(root, watcher)


class Watcher:
    """The process, and what it said: the monotonic instant at which each file was filed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.filed: dict[str, float] = {}
        self.other: list[str] = []
        self.heard = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said = json.loads(line)
            with self.heard:
                if said["event"] == "filed":
                    self.filed[said["input"]] = time.monotonic()
                elif said["event"] != "waiting":
                    self.other.append(line)
                self.heard.notify_all()

    def until(self, count: int, seconds: float) -> None:
        """Wait until so many files are filed."""
        with self.heard:
            if not self.heard.wait_for(lambda: len(self.filed) >= count, seconds):
                raise TimeoutError(f"{len(self.filed)} of {count} filed; {self.other[-3:]}")

    def megabytes(self) -> float:
        """Return what the process itself holds."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE / (1 << 20)

    def processor(self) -> float:
        """Return the seconds of processor time that it and its children took."""
        taken = 0.0
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in (str(self.process.pid), *children):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            taken += (int(fields[11]) + int(fields[12])) / TICK
        return taken


@contextmanager
def watching(root: Path) -> Iterator[Watcher]:
    """Run the watcher of an office, and end it."""
    command = [
        sys.executable,
        "-m",
        "recordkit",
        "--office",
        str(root),
        "watch",
        "--json",
        "--settle",
        str(SETTLE),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watcher = Watcher(process)
        with watcher.heard:
            watcher.heard.wait_for(lambda: bool(watcher.other), 60)
        try:
            yield watcher
        finally:
            process.terminate()
            process.wait(60)


def _burst(folder: Path, root: Path, watcher: Watcher, documents: Sequence[tuple[str, bytes]]) -> None:
    raw = [_raw(folder / "raw-1", documents)]
    for number in range(FOLDERS // 2):  # the others are made while it goes on
        (root / "inbox" / f"科室{number}").mkdir()
    before, growth = watcher.megabytes(), []
    began = time.monotonic()
    for place, (name, content) in enumerate(documents):
        target = root / "inbox" / f"科室{place * FOLDERS // len(documents)}"
        target.mkdir(exist_ok=True)
        (target / name).write_bytes(content)
    dropped = time.monotonic()
    for part in range(1, 5):
        watcher.until(len(documents) * part // 4, 600)
        growth.append(watcher.megabytes() - before)
    taken = max(watcher.filed.values()) - began - SETTLE
    raw.append(_raw(folder / "raw-2", documents))
    rate, disk = len(documents) / taken, statistics.mean(raw)
    print(f"burst of {len(documents)} in {FOLDERS} folders ({dropped - began:.1f} s to drop)")
    print(
        f"  filed {rate:.0f}/s, raw {disk:.0f}/s ({raw[0]:.0f}, {raw[1]:.0f}): {rate / disk:.0%} (limit 60 %)"
    )
    print(
        "  memory after each quarter: " + ", ".join(f"{grown:+.0f} MB" for grown in growth) + " (limit 60 MB)"
    )


def _latency(root: Path, watcher: Watcher, *, typed: bool) -> None:
    late = []
    for number, (name, content) in enumerate(_documents(5, typed=typed, first=date(2020, 1, 1))):
        before = len(watcher.filed)
        (root / "inbox" / f"科室{number}" / name).write_bytes(content)
        written = time.monotonic()
        watcher.until(before + 1, 60)
        late.append(watcher.filed[name] - written - SETTLE)
    print(f"latency: settle time + {statistics.median(late):.2f} s, worst {max(late):.2f} s (limit 0.3 s)")


def _idle(root: Path, watcher: Watcher) -> None:
    folder = root / "inbox" / "科室0"
    for number in range(STANDING):
        (folder / f"会议纪要-2024-0101-{number + 1000}.docx").write_bytes(b"PK\x03\x04 half")
    time.sleep(float(os.environ.get("STANDS", "70")))  # until they are known to stand
    before, began = watcher.processor(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    share = (watcher.processor() - before) / (time.monotonic() - began)
    print(f"idle with {STANDING} standing files: {share:.2%} of a core (limit 1 %)")


def _raw(folder: Path, documents: Sequence[tuple[str, bytes]]) -> float:
    """Return how many files a second the disk takes, each whole and durable before the next one."""
    folder.mkdir()
    sources = folder.with_name(f"{folder.name}-sources")
    sources.mkdir()
    for name, content in documents:
        (sources / name).write_bytes(content)
    began = time.monotonic()
    handle = os.open(folder, os.O_RDONLY)
    for name, _ in documents:
        draft = folder / f".tmp-{name}"
        with draft.open("wb") as out:
            out.write((sources / name).read_bytes())
            out.flush()
            os.fsync(out.fileno())
        draft.rename(folder / name)
        os.fsync(handle)
    os.close(handle)
    taken = time.monotonic() - began
    shutil.rmtree(folder)
    shutil.rmtree(sources)
    return len(documents) / taken


def _documents(count: int, *, typed: bool, first: date = date(2024, 1, 1)) -> list[tuple[str, bytes]]:
    """Return so many minutes with their names, five a day."""
    base = _typed() if typed else _page()
    names = [
        f"会议纪要-{(first + timedelta(days=n // 5)).strftime('%Y-%m%d')}-{n % 5 + 1:03d}.docx"
        for n in range(count)
    ]
    return [(name, _with_picture(base, max(200, SIZE - len(base)))) for name in names]


def _page() -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", DOCUMENT.format(body))
    return out.getvalue()


def _typed() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def _with_picture(base: bytes, size: int) -> bytes:
    out = io.BytesIO(base)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as package:
        package.writestr("word/media/image1.png", os.urandom(size))
    return out.getvalue()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", default=None)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument(
        "--typed", action="store_true", help="documents with Word's whole style sheet, 800 KB unpacked"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
