"""A bag that was received, compared with its own manifests by an independent library (RFC 8493): every fault is a finding.

Law: nothing of a bag is believed: its paths are refused where they leave it, and every byte is hashed again.
"""

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import bagit  # type: ignore[import-untyped]

from recordkit.archive.store.store import pieces
from recordkit.archive.transfer.bag import DECLARATION
from recordkit.domain.findings import Finding
from recordkit.wording import Text

Progress = Callable[[int, int], None]
bagit.LOGGER.addHandler(logging.NullHandler())  # what it warns of is a finding here
bagit.LOGGER.propagate = False


def bag_findings(folder: Path, progress: Progress | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the bag in `folder`: structure, missing, stray and changed files, counts that do not agree."""
    if not (folder / DECLARATION).is_file():
        yield Finding("bag_unreadable", file=folder.name, facts={"reason": _NO_BAG})
        return
    if (odd := next(_odd(folder), None)) is not None:
        reason = Text(_ODD.say("zh", {"path": odd}), _ODD.say("en", {"path": odd}))
        yield Finding("bag_unreadable", file=folder.name, facts={"reason": reason})
        return
    try:
        bag = bagit.Bag(str(folder))
        bag.validate_fetch()
    except (bagit.BagError, OSError, ValueError, LookupError) as fault:
        yield Finding("bag_unreadable", file=folder.name, facts={"reason": str(fault)})
        return
    if not bag.payload_entries() and not list(bag.manifest_files()):
        yield Finding("bag_unreadable", file=folder.name, facts={"reason": _NO_MANIFEST})
        return
    for finding in (*_structure(bag), *_presence(bag), *_fixity(bag, folder, progress)):
        yield finding.placed(file=folder.name)


def _odd(folder: Path) -> Iterator[str]:
    """Yield what is neither file nor folder: a link leads out of the bag, a pipe would keep whoever reads it for ever."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            if not (stat.S_ISREG(mode := path.lstat().st_mode) or stat.S_ISDIR(mode)):
                yield _said(str(path.relative_to(folder)))


def _structure(bag: Any) -> Iterator[Finding]:
    """Yield what the declaration and the payload's count say that is not so; missing and stray files are found elsewhere."""
    try:
        bag.validate(fast=bag.has_oxum(), completeness_only=True)
    except bagit.BagValidationError as fault:
        if not fault.details:
            yield _count(bag) or Finding("bag_unreadable", facts={"reason": str(fault)})
    except (bagit.BagError, OSError, ValueError) as fault:
        yield Finding("bag_unreadable", facts={"reason": str(fault)})
    except KeyError:  # the library's own, where a file that only the tag manifest lists is missing
        return


def _count(bag: Any) -> Finding | None:
    stated = str(bag.info.get("Payload-Oxum", ""))
    sizes = [Path(bag.path, path).lstat().st_size for path in bag.payload_files()]
    found = f"{sum(sizes)}.{len(sizes)}"
    return Finding("bag_count", facts={"stated": stated, "found": found}) if stated != found else None


def _presence(bag: Any) -> Iterator[Finding]:
    on_disk = {bagit.normalize_unicode(path): path for path in bag.payload_files()}
    listed = {bagit.normalize_unicode(path): path for path in bag.entries}
    for path in sorted(listed):
        if path not in on_disk and not Path(bag.path, listed[path]).is_file():
            yield Finding("bag_file_missing", value=_said(path))
    for path in sorted(on_disk):
        if path not in listed:
            yield Finding("bag_file_stray", value=_said(path))


def _fixity(bag: Any, folder: Path, progress: Progress | None) -> Iterator[Finding]:
    on_disk = {bagit.normalize_unicode(path): path for path in bag.payload_files()}
    for done, (path, hashes) in enumerate(sorted(bag.entries.items()), 1):
        place = folder / on_disk.get(bagit.normalize_unicode(path), path)
        if progress:
            progress(done, len(bag.entries))
        if place.is_file() and not _agrees(place, hashes):
            yield Finding("bag_file_changed", value=_said(path))


def _agrees(place: Path, hashes: Mapping[str, str]) -> bool:
    """True if the file has each of the hashes; one of an algorithm that nobody here knows counts as another."""
    try:
        digests = {algorithm: hashlib.new(algorithm) for algorithm in hashes}
        with place.open("rb") as file:
            for piece in pieces(file):
                for digest in digests.values():
                    digest.update(piece)
    except (OSError, ValueError, TypeError):
        return False
    return all(digest.hexdigest() == hashes[algorithm].lower() for algorithm, digest in digests.items())


def _said(path: str) -> str:
    return path.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()


_ODD = Text("{path} 是链接或特殊文件, 没有检查", "{path} is a link or no plain file: nothing was looked at")
_NO_BAG = Text("缺少 bagit.txt", "bagit.txt is missing")
_NO_MANIFEST = Text("缺少 manifest-*.txt", "there is no manifest-*.txt")
