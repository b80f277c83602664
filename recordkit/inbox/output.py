"""Writing what people collect: a file appears whole or not at all, and what lay there by hand is kept."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


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


def write_over(target: Path, content: bytes) -> None:
    """Write `content` to `target` in one step: a reader sees the old file or the new one."""
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".~", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(draft).chmod(0o664)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _free(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.stem}.旧{number}{target.suffix}")).exists():
        number += 1
    return kept
