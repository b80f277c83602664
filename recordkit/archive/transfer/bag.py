"""A bag in the making (RFC 8493, BagIt 1.0): payload under data/, its SHA-256 manifest, and what is said of the whole.

Law: a bag appears under its name whole, or not at all: it is written beside it, synced, and renamed at the end.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recordkit.archive.store.store import check_key
from recordkit.disk import sync_folder, write_new

VERSION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DATA = "data"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
MODE = 0o640


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in the bag: its path from the bag's folder, its SHA-256 in hexadecimal and its size in bytes."""

    path: str
    sha256: str
    size: int


class BagWriter:
    """One bag being written, in a folder beside its place until `finish` gives it its name."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.draft = target.with_name(f".{target.name}.unfinished")
        self.packed: list[Packed] = []
        shutil.rmtree(self.draft, ignore_errors=True)  # of a run that was cut off
        (self.draft / DATA).mkdir(parents=True)

    @property
    def size(self) -> int:
        """The payload's bytes."""
        return sum(one.size for one in self.packed)

    def add(self, path: str, content: Iterable[bytes]) -> Packed:
        """Write a payload file at data/`path`, hashed while it is written; raises what `content` raises.

        A percent sign is written full-width: readers of bags disagree whether a manifest's %25 is decoded.
        """
        packed = _written(self.draft, f"{DATA}/{path.replace('%', '％')}", content)
        self.packed.append(packed)
        return packed

    def finish(self, info: Sequence[tuple[str, str]]) -> None:
        """Write manifests and bag-info.txt (labels with their values, in order), and give the bag its name."""
        oxum = ("Payload-Oxum", f"{self.size}.{len(self.packed)}")
        tags = [
            _written(self.draft, DECLARATION, [VERSION]),
            _written(self.draft, INFO, [_info([*info, oxum])]),
            _written(self.draft, MANIFEST, [_manifest(self.packed)]),
        ]
        _written(self.draft, TAG_MANIFEST, [_manifest(tags)])
        _sync(self.draft)
        if self._target.is_dir():
            self._target.rmdir()  # an empty one: some systems rename onto none
        self.draft.rename(self._target)
        sync_folder(self._target.parent)

    def discard(self) -> None:
        """Take away what was written of a bag that does not come about."""
        shutil.rmtree(self.draft, ignore_errors=True)


def _written(root: Path, path: str, content: Iterable[bytes]) -> Packed:
    place = root.joinpath(*check_key(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0

    def passing() -> Iterator[bytes]:
        nonlocal size
        for piece in content:
            digest.update(piece)
            size += len(piece)
            yield piece

    write_new(place, passing(), mode=MODE)
    return Packed(path, digest.hexdigest(), size)


def _manifest(files: Iterable[Packed]) -> bytes:
    lines = (f"{one.sha256}  {one.path}\n" for one in sorted(files, key=lambda one: one.path))
    return "".join(lines).encode()


def _info(facts: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in facts).encode()


def _sync(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(place))
