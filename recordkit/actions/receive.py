"""A bag that was received, checked: by its manifests (RFC 8493), and by its own list of documents (1-14, 2-10, 2-11 of DA/T 70).

Law: it needs no office; every fault is named, and what cannot be read of the list is a fault of the list.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recordkit.archive.store.store import measure
from recordkit.archive.transfer.bag import DATA
from recordkit.archive.transfer.bag_check import bag_findings
from recordkit.domain.findings import Finding
from recordkit.domain.transfer import BOOK_NAME, FORMAT, HANDOVER_NAME, LIST_NAME
from recordkit.guard.limits import LIMITS
from recordkit.wording import Text

Progress = Callable[[int, int], None]
LISTS = frozenset(f"{DATA}/{name}" for name in (LIST_NAME, BOOK_NAME, HANDOVER_NAME))
MASKED = ".masked.json"
TOTALS = {
    "documents": Text("件数", "documents"),
    "files": Text("文件数", "files"),
    "bytes": Text("字节数", "bytes"),
}


@dataclass(frozen=True, slots=True)
class Received:
    """What a bag says of itself, as far as it can be read, and what is wrong with it."""

    unit: str | None
    purpose: str | None
    documents: int | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True if nothing is wrong; a bag without our list is a warning, and sound as a bag."""
        return all(finding.severity != "error" for finding in self.findings)


def receive(folder: Path, progress: Progress | None = None) -> Received:
    """Return what is wrong with the bag in `folder`; nothing is changed."""
    findings = list(bag_findings(folder, progress))
    facts, unread = _list_of(folder)
    if facts is None:
        return Received(None, None, None, (*findings, *unread))
    blamed = {finding.value for finding in findings}
    differing = [one.placed(file=folder.name) for one in _compared(folder, facts) if one.value not in blamed]
    documents = len({str(item.get("document_no")) for item in _objects(facts.get("items"))})
    return Received(
        _text(facts, "unit"), _text(facts, "purpose"), documents, (*findings, *unread, *differing)
    )


def _list_of(folder: Path) -> tuple[Mapping[str, object] | None, list[Finding]]:
    path = folder / DATA / LIST_NAME
    if not path.is_file():
        return None, [Finding("bag_list_missing", severity="warning", file=folder.name, value=LIST_NAME)]
    try:
        if path.stat().st_size > LIMITS.packed_bytes:
            raise ValueError(f"{path.stat().st_size} > {LIMITS.packed_bytes}")
        facts = json.loads(path.read_bytes())
        if not isinstance(facts, dict) or facts.get("format") != FORMAT:
            raise ValueError(f"format: {facts.get('format') if isinstance(facts, dict) else facts!r:.40}")
    except (OSError, ValueError, RecursionError) as fault:
        said = {"reason": Text(str(fault), str(fault))}
        return None, [Finding("bag_list_unreadable", file=folder.name, value=LIST_NAME, facts=said)]
    return facts, []


def _compared(folder: Path, facts: Mapping[str, object]) -> Iterator[Finding]:
    """Yield where the list and the bag's files do not agree."""
    listed: dict[str, Mapping[str, object]] = {}
    for item in _objects(facts.get("items")):
        for file in _objects(item.get("files")):
            listed[str(file.get("path"))] = file
    for path, file in listed.items():
        if (what := _difference(folder, path, file)) is not None:
            yield Finding("bag_list_differs", value=path, facts={"what": what})
    there = dict(_there(folder))
    for path in there:
        if path not in listed and not path.endswith(MASKED):
            yield Finding("bag_list_lacks", value=path)
    yield from _totals(facts, there)


def _there(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield path and bytes of each file that the lists are about."""
    for place in sorted((folder / DATA).rglob("*")):
        path = place.relative_to(folder).as_posix()
        if place.is_file() and path not in LISTS:
            yield path, place.stat().st_size


def _difference(folder: Path, path: str, file: Mapping[str, object]) -> Text | None:
    parts = path.split("/")
    if parts[0] != DATA or any(part in ("", ".", "..") or "\\" in part for part in parts):
        return _OUTSIDE
    place = folder.joinpath(*parts)
    try:
        if not place.is_file():
            return _MISSING
        if not place.resolve().is_relative_to(folder.resolve()):
            return _OUTSIDE
        with place.open("rb") as content:
            digest, size = measure(content)
    except (OSError, ValueError):
        return _MISSING
    if size != file.get("size"):
        return Text(
            f"应为 {file.get('size')} 字节, 实为 {size}", f"{file.get('size')} bytes listed, {size} there"
        )
    return None if digest == file.get("sha256") else _CHANGED


def _totals(facts: Mapping[str, object], there: Mapping[str, int]) -> Iterator[Finding]:
    names = {str(item.get("document_no")) for item in _objects(facts.get("items"))}
    found = {"documents": len(names), "files": len(there), "bytes": sum(there.values())}
    for key, count in found.items():
        if facts.get(key) != count:
            said = {"what": TOTALS[key], "stated": facts.get(key), "found": count}
            yield Finding("bag_list_total", value=LIST_NAME, facts=said)


def _objects(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(facts: Mapping[str, object], key: str) -> str | None:
    value = facts.get(key)
    return value if isinstance(value, str) else None


_OUTSIDE = Text("路径不在 data/ 之内", "the path is not below data/")
_MISSING = Text("文件缺失", "the file is missing")
_CHANGED = Text("SHA-256 不符", "another SHA-256")
