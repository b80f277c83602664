"""Lines of a journal added to a copy of it, many at a time: each month's file is replaced whole, or stays as it was.

Law: the copy's files are byte for byte the files that the lines came from, up to its last line.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from recordkit.archive.layout import JOURNAL
from recordkit.disk import JOURNAL_MODE, make_folders, sync_folder, write_new
from recordkit.domain.chain import Line, utc


def append_lines(root: Path, lines: Iterable[Line]) -> None:
    """Add the lines, which follow those that are there, to the journal in the folder `root`.

    A run that is cut off leaves whole months behind, and the next one goes on after them.
    """
    folder = root / JOURNAL
    make_folders(folder)
    for month, added in groupby(_placed(folder, lines), key=lambda placed: placed[0]):
        draft = folder / f".tmp-copy-{month}"
        draft.unlink(missing_ok=True)
        whole = chain(_whole_lines(folder / month), (line.encode() for _, line in added))
        write_new(draft, whole, mode=JOURNAL_MODE)
        draft.replace(folder / month)
        sync_folder(folder)


def _placed(folder: Path, lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Yield each line with its month's file: a line whose clock lags goes into the last file (FolderJournal's law)."""
    last = max((path.name for path in folder.glob("????-??.jsonl")), default="")
    for line in lines:
        last = max(last, f"{utc(line.at)[:7]}.jsonl")
        yield last, line


def _whole_lines(file: Path) -> Iterator[bytes]:
    """Yield what stands in a month's file; an end that was torn off never happened."""
    if not file.exists():
        return
    with file.open("rb") as lines:
        yield from (raw for raw in lines if raw.endswith(b"\n"))
