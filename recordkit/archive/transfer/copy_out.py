"""A copy of an archive that is one itself, made while others file: content first, then the lines that speak of it.

Law: a line is copied only after every file that the lines up to it speak of; what differs from its hash is not copied but named.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from recordkit.archive.about import read_about
from recordkit.archive.catalogue.catalogue import Progress
from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.journal.journal import Journal
from recordkit.archive.layout import ABOUT, LOCK, README, Kept
from recordkit.archive.ledger import Ledger
from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.store.lock import FolderLock
from recordkit.archive.store.store import Store, check_key, pieces
from recordkit.archive.transfer.journal_copy import append_lines
from recordkit.disk import make_folders, sync_folder, write_new, write_over
from recordkit.domain.chain import Head, Line
from recordkit.domain.entry import Event
from recordkit.domain.tiers import Act, Permit
from recordkit.errors import ArchiveBusy, NotPossible
from recordkit.wording import Text

THREADS = 4
BATCH = 256


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file of the archive that is not what was filed, so that it was not copied."""

    path: str
    message: Text


@dataclass(frozen=True, slots=True)
class CopiedOut:
    """What one run did: up to which head the copy stands; files and bytes are those copied now, `standing` lay there."""

    head: Head
    lines: int
    files: int
    size: int
    standing: int
    damaged: tuple[Damaged, ...]


@dataclass(slots=True)
class _Tally:
    files: int = 0
    size: int = 0
    standing: int = 0
    damaged: list[Damaged] = field(default_factory=list)

    def add(self, outcome: int | Damaged | None) -> None:
        if isinstance(outcome, Damaged):
            self.damaged.append(outcome)
        elif outcome is None:
            self.standing += 1
        else:
            self.files += 1
            self.size += outcome


def copy_out(ledger: Ledger, permit: Permit, target: Path, progress: Progress | None) -> CopiedOut:
    """Copy the archive into the folder `target`, or go on with the copy that is there, up to its head of now.

    Raises NotPossible for a folder that holds another archive, one that went its own way, or something else;
    ArchiveDamaged for a journal that cannot be followed; OSError of the target.
    """
    permit.demand(Act.BACKUP)
    head = _settled_head(ledger)
    make_folders(target)
    _demand_own(ledger, target)
    with FolderLock(target / LOCK).held():
        before = _demand_beginning(ledger.journal, FolderJournal(target).head(), head, target)
        _copy_about(ledger.store, target)
        tally = _Tally()
        for batch in _batches(_spoken_of(_lines(ledger.journal, 0, head, progress))):
            _copy_batch(ledger.store, target, batch, tally)
        append_lines(target, _lines(ledger.journal, before.seq, head, None))
    return CopiedOut(
        head, head.seq - before.seq, tally.files, tally.size, tally.standing, tuple(tally.damaged)
    )


def _settled_head(ledger: Ledger) -> Head:
    """Return a head that stays: a line that fails to sync is taken back by whoever writes it, before the next one."""
    try:
        return ledger.settled().head()
    except NotPossible:  # a read-only archive: nobody is filing
        return ledger.journal.head()
    except ArchiveBusy:  # filing without a pause: the line before the last stays
        return _before(ledger.journal, ledger.journal.head())


def _before(journal: Journal, head: Head) -> Head:
    line = next(iter(journal.replay(after=head.seq - 1)))
    return Head(line.seq - 1, line.prev)


def _demand_own(ledger: Ledger, target: Path) -> None:
    if (target / ABOUT).is_file():
        if read_about(FolderStore(target)).id != ledger.about.id:
            raise NotPossible(what=_foreign(target))
    elif any(not path.name.startswith(".") for path in target.iterdir()):
        raise NotPossible(what=_other(target))


def _demand_beginning(journal: Journal, copied: Head, head: Head, target: Path) -> Head:
    """Return the copy's head, which must be one that this journal has met."""
    if not copied.seq:
        return copied
    if copied.seq <= head.seq:
        line = next(iter(journal.replay(after=copied.seq - 1)), None)
        if line is not None and line.head == copied:
            return copied
    raise NotPossible(what=_diverged(target, copied))


def _copy_about(store: Store, target: Path) -> None:
    for key in (ABOUT, README):
        with store.open(key) as file:
            content = file.read()
        place = target / key
        if not place.is_file() or place.read_bytes() != content:
            write_over(place, content, mode=0o440)
    sync_folder(target)


def _lines(journal: Journal, after: int, head: Head, progress: Progress | None) -> Iterator[Line]:
    """Yield the lines beyond seq `after`, up to `head`."""
    for line in itertools.takewhile(lambda line: line.seq <= head.seq, journal.replay(after=after)):
        if progress:
            progress(line.seq, head.seq)
        yield line
        if line.seq == head.seq:
            return


def _spoken_of(lines: Iterable[Line]) -> Iterator[Kept]:
    for line in lines:
        for event in line.events:
            yield from kept_of(event)


def kept_of(event: Event) -> Iterator[Kept]:
    """Yield every file that an event speaks of, and what it says that it is."""
    for prefix in ("", "record_"):
        key, digest, size = (event.get(f"{prefix}{fact}") for fact in ("path", "sha256", "size"))
        if key is not None and digest is not None and size is not None:
            yield Kept(str(key), str(digest), int(str(size)))


def _batches(files: Iterable[Kept]) -> Iterator[list[Kept]]:
    files = iter(files)
    while batch := list(itertools.islice(files, BATCH)):
        yield batch


def _copy_batch(store: Store, target: Path, batch: Sequence[Kept], tally: _Tally) -> None:
    """Copy some files on a few threads, and sync each folder once."""
    for folder in sorted({_place(target, kept).parent for kept in batch}):
        make_folders(folder)
    with ThreadPoolExecutor(THREADS) as threads:
        outcomes = list(threads.map(lambda kept: _copy(store, target, kept), batch))
    fresh = {
        _place(target, kept).parent
        for kept, outcome in zip(batch, outcomes, strict=True)
        if isinstance(outcome, int)
    }
    for folder in fresh:
        sync_folder(folder)
    for outcome in outcomes:
        tally.add(outcome)


def _copy(store: Store, target: Path, kept: Kept) -> int | Damaged | None:
    """Return the bytes that were copied, None where the file stands already, or why it was not copied."""
    place = _place(target, kept)
    if place.is_file() and place.stat().st_size == kept.size:
        return None
    draft = place.with_name(f".tmp-copy-{hashlib.sha256(kept.key.encode()).hexdigest()[:16]}")
    draft.unlink(missing_ok=True)  # of a run that was cut off
    try:
        with _opened(store, kept.key) as source:
            digest = hashlib.sha256()
            write_new(draft, _passing(source, digest))
    except _Unreadable as fault:
        return Damaged(kept.key, fault.reason)
    if digest.hexdigest() != kept.sha256:
        draft.unlink()
        return Damaged(kept.key, _DIFFERS)
    draft.replace(place)
    return kept.size


class _Unreadable(Exception):
    """The archive's own file cannot be read: no fault of the copy's disk."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


def _opened(store: Store, key: str) -> BinaryIO:
    try:
        return store.open(key)
    except FileNotFoundError:
        raise _Unreadable(_MISSING) from None
    except OSError as fault:
        raise _Unreadable(_unreadable(fault)) from fault


def _passing(source: BinaryIO, digest: "hashlib._Hash") -> Iterator[bytes]:
    """Yield the source's bytes while they are hashed."""
    try:
        for piece in pieces(source):
            digest.update(piece)
            yield piece
    except OSError as fault:
        raise _Unreadable(_unreadable(fault)) from fault


def _place(target: Path, kept: Kept) -> Path:
    return target.joinpath(*check_key(kept.key))


_MISSING = Text("档案中缺少此文件", "the archive lacks this file")
_DIFFERS = Text(
    "内容与归档时不同(SHA-256 不符), 未复制",
    "its content is not what was filed (another SHA-256): not copied",
)


def _unreadable(fault: OSError) -> Text:
    return Text(f"无法读取: {fault.strerror}", f"it cannot be read: {fault.strerror}")


def _foreign(target: Path) -> Text:
    return Text(
        f"{target} 是另一个档案的备份。请另选一个文件夹。",
        f"{target} holds another archive. Choose another folder.",
    )


def _other(target: Path) -> Text:
    return Text(
        f"{target} 不是空文件夹, 也不是本档案的备份。请另选一个文件夹。",
        f"{target} is neither empty nor a backup of this archive. Choose another folder.",
    )


def _diverged(target: Path, copied: Head) -> Text:
    return Text(
        f"{target} 中的日志到第 {copied.seq} 行, 与本档案不是同一条链: 其中一个被改写或截去过, 或有人在备份里归过档。"
        "备份未改动; 请分别运行 verify, 另选文件夹备份。",
        f"the journal in {target} ends with line {copied.seq}, which this archive's chain does not have: one of the two was "
        "rewritten or cut off, or somebody filed into the backup. It was left as it is; verify both, and choose another folder.",
    )
