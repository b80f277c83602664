"""An archive in a folder, damaged as it may be damaged, and what verify says of it."""

from collections.abc import Callable
from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.domain.chain import Head
from tests.archive.builders import blamed, looked


def verdict(
    root: Path, *names: str, witnessed: Head | None = None
) -> tuple[bool, set[tuple[str, str | None]]]:
    """Return whether verify calls the archive sound, and (code, path or name) of all that it names."""
    with Archive.open(root) as archive:
        report = looked(archive, *names, witnessed=witnessed)
    return report.ok, blamed(report)


def truth(root: Path) -> list[Path]:
    """Return what must not change: journal, records, README."""
    found = [*root.glob("journal/*"), *root.glob("records/*/*/*"), root / "README.md"]
    assert len(found) > 8
    return sorted(found)


def rewrite(path: Path, content: bytes) -> None:
    """Put other bytes into a file that is closed to writing."""
    path.chmod(0o640)
    path.write_bytes(content)


def lines_of(root: Path) -> list[tuple[Path, int]]:
    """Return (file, place from 0) of every line of the journal."""
    return [
        (path, number)
        for path in sorted(root.glob("journal/*"))
        for number in range(len(path.read_bytes().splitlines(keepends=True)))
    ]


def edit(path: Path, change: Callable[[list[bytes]], None]) -> None:
    """Change a journal file line by line."""
    lines = path.read_bytes().splitlines(keepends=True)
    change(lines)
    path.write_bytes(b"".join(lines))


def forget(root: Path) -> None:
    """Delete the catalogue: nothing but the archive itself is left to tell."""
    for cache in root.glob("catalogue.sqlite*"):
        cache.unlink()
