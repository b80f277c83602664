"""What an office's folders hold, read by a stranger: json and hashlib, in the way that archive/README.md tells.

Law: nothing of recordkit is imported here, so that it cannot excuse itself.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

REASON = ".原因.txt"
KEYS = ("", "record_")
PAGE = ".~"
"""The beginning of a page or form that was being written over: no document, and listed as junk when it grows old."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that the archive says it has."""

    name: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that lies anywhere; hashes are SHA-256, paths are relative.

    `kept` is what the archive says must lie at each path, `files` what does; `sources`, `in_hand` and `returned` are the files
    where clerks put them, under claim, and sent back; `unfinished` is half-done work; `broken` what is wrong with the memory.
    """

    entries: tuple[Entry, ...]
    kept: Mapping[str, str]
    files: Mapping[str, str]
    sources: tuple[str, ...]
    in_hand: tuple[str, ...] = ()
    returned: Mapping[str, str] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()
    unfinished: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def of_recordkit(root: Path, sources: str) -> Holdings:
    """Return what an office of recordkit holds; `sources` is the folder where the documents were put."""
    archive, inbox = root / "archive", root / "inbox"
    lines = list(_lines(archive))
    events = [event for line in lines for event in line["events"]]
    returned = _hashed(inbox / "退回")
    return Holdings(
        entries=tuple(Entry(e["name"], e["path"], e["sha256"]) for e in events if e["verb"] == "filed"),
        kept={e[key + "path"]: e[key + "sha256"] for e in events for key in KEYS if key + "path" in e},
        files={f"records/{path}": digest for path, digest in _hashed(archive / "records").items()},
        sources=tuple(_waiting(root / sources)),
        in_hand=tuple(_hashed(inbox / ".recordkit" / "claims", but=".json").values()),
        returned={path: digest for path, digest in returned.items() if not path.endswith(REASON)},
        reasons=frozenset(path.removesuffix(REASON) for path in returned if path.endswith(REASON)),
        unfinished=tuple(_unfinished(archive, inbox)),
        broken=(*_broken_links(lines), *_gaps(events)),
    )


def of_the_naive(root: Path, sources: str) -> Holdings:
    """Return what the office of a naive filer holds."""
    entries: list[Entry] = []
    if (root / "entries.sqlite").exists():
        with closing(sqlite3.connect(root / "entries.sqlite")) as tables:
            if tables.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone():
                entries = [Entry(*row) for row in tables.execute("SELECT name, path, sha256 FROM entries")]
    return Holdings(
        entries=tuple(entries),
        kept={entry.path: entry.sha256 for entry in entries},
        files=_hashed(root / "records"),
        sources=tuple(_waiting(root / sources)),
    )


def _lines(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines that happened: one without its newline did not."""
    for month in sorted((archive / "journal").glob("*.jsonl")):
        for raw in month.read_bytes().splitlines(keepends=True):
            if raw.endswith(b"\n"):
                yield json.loads(raw)


def _broken_links(lines: list[dict[str, Any]]) -> Iterator[str]:
    seq, prev = 0, "0" * 64
    for line in lines:
        body = {key: value for key, value in line.items() if key != "hash"}
        raw = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        if (line["seq"], line["prev"], line["hash"]) != (seq + 1, prev, sha256(raw).hexdigest()):
            yield f"the chain is broken at line {seq + 1}"
        seq, prev = line["seq"], line["hash"]


def _gaps(events: list[dict[str, Any]]) -> Iterator[str]:
    held: dict[str, set[int]] = {}
    for event in events:
        if event["verb"] in ("reserved", "filed"):
            day, _, number = event["name"].rpartition("-")
            held.setdefault(day, set()).add(int(number))
    for day, numbers in held.items():
        for number in sorted(set(range(1, max(numbers))) - numbers):
            yield f"number {day}-{number:03d} is missing"


def _unfinished(archive: Path, inbox: Path) -> Iterator[str]:
    """Yield what only a run that was cut off leaves: staging, temporaries, claims, drafts."""
    for path in sorted(archive.rglob("*")):
        if path.is_file() and (path.name.startswith(".tmp-") or ".staging" in path.parts):
            yield str(path.relative_to(archive.parent))
    for path in sorted(inbox.rglob("*")):
        half_done = path.name.endswith(".tmp") and not path.name.startswith(PAGE)
        if half_done or "claims" in path.parts[:-1]:
            yield str(path.relative_to(inbox.parent))


def _waiting(folder: Path) -> Iterator[str]:
    """Yield the hashes of what lies where clerks put it; the folders that recordkit made are its own."""
    own = {".recordkit", "退回", "生成", "空白表单", "归档状态.html"}
    for path, digest in _hashed(folder).items():
        if path.split("/")[0] not in own:
            yield digest


def _hashed(folder: Path, but: str = "\0") -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(but)
    }
