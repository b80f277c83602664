"""Writing what people collect: a file appears whole or not at all, and what lay there by hand is kept."""

from dataclasses import dataclass
from pathlib import Path

from recordkit.disk import write_over


@dataclass(frozen=True, slots=True)
class Written:
    """Where a file lies now, and where another one of its name was kept, if there was one with other content."""

    path: Path
    kept: Path | None = None


def write_beside(folder: Path, filename: str, content: bytes) -> Written:
    """Write `content` to `folder`/`filename` in one step; a different file of that name is kept as `name.旧N.ext`."""
    folder.mkdir(parents=True, exist_ok=True)
    target, kept = folder / filename, None
    if target.exists():
        if target.read_bytes() == content:
            return Written(target)
        kept = _free(target)
        target.rename(kept)
    write_over(target, content)
    return Written(target, kept)


def _free(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.stem}.旧{number}{target.suffix}")).exists():
        number += 1
    return kept
