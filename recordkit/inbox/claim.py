"""Claiming: files leave the clerks' reach, many under one job, so that a kill at any point loses nothing (ARCHIVE, step 1).

`.recordkit/claims/<job>.json` is written and fsynced first, then the files are renamed into `.recordkit/claims/<job>/`.
Law: received is the ctime from before the rename, and it stays with the file through kill and release.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from recordkit.disk import sync_folder
from recordkit.inbox.layout import CLAIMS, STATE
from recordkit.inbox.place import place, write_durably
from recordkit.inbox.scan import Dropped
from recordkit.inbox.sheets import (
    HALF,
    Claim,
    claim_of,
    has_memos,
    inbox_of,
    memo_path,
    received_at,
    sheet_of,
    sheet_path,
)

BATCH = 50
"""Files that are claimed, filed and committed together."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a batch became: the claims in hand, and the files that could not be taken now, with the fault."""

    taken: list[Claim]
    refused: list[tuple[Dropped, OSError]]


def claim(inbox: Path, dropped: Dropped, *, owner_login: str | None = None, copied: bool = False) -> Claim:
    """Take one file into the claims, and return it.

    Raises OSError when it cannot be taken now (gone, busy, changed since the scan: EAGAIN); it is then left where it lies.
    """
    claimed = claim_all(inbox, [dropped], owner_login=owner_login, copied=copied)
    if claimed.refused:
        raise claimed.refused[0][1]
    return claimed.taken[0]


def claim_all(
    inbox: Path, batch: Sequence[Dropped], *, owner_login: str | None = None, copied: bool = False
) -> Claimed:
    """Take a batch under one job: no two names in it may be the same on any filesystem (`batches` sees to that).

    Raises OSError when nothing can be taken, as on a full disk.
    """
    job, refused = uuid4().hex, []
    wanted: list[tuple[Dropped, os.stat_result, Claim]] = []
    noted = has_memos(inbox)
    for dropped in batch:
        try:
            seen = dropped.path.lstat()
        except OSError as fault:
            refused.append((dropped, fault))
            continue
        if (seen.st_size, seen.st_mtime_ns, seen.st_ino) != (dropped.size, dropped.mtime_ns, dropped.inode):
            refused.append((dropped, _changed(dropped)))
            continue
        described = claim_of(inbox, job, dropped, seen, received=received_at(inbox, seen, noted=noted))
        wanted.append((dropped, seen, replace(described, owner_login=owner_login, copied=copied)))
    taken = _taken(inbox, job, wanted, refused) if wanted else []
    if noted:
        for claimed in taken:
            memo_path(inbox, claimed.path.lstat()).unlink(missing_ok=True)
    return Claimed(taken, refused)


def batches(ready: Sequence[Dropped], size: int = BATCH) -> Iterator[list[Dropped]]:
    """Yield the files in batches of at most `size`, in order, no name twice in a batch; forms go alone."""
    batch: list[Dropped] = []
    names: set[str] = set()
    for dropped in ready:
        name = dropped.path.name.casefold()
        alone = dropped.area == "fill" or (batch and batch[-1].area == "fill")
        if batch and (alone or len(batch) >= size or name in names):
            yield batch
            batch, names = [], set()
        batch.append(dropped)
        names.add(name)
    if batch:
        yield batch


def finish(claimed: Claim) -> Path | None:
    """Remove a claimed file that the archive has; the job's sheet goes with its last file.

    A file that a program wrote to while it was in hand is put back instead, and its place returned (ARCHIVE.md, step 5).
    A copy's origin is removed by `remove_origin`.
    """
    back = remove(claimed)
    if back is None:
        let_go(claimed)
    return back


def remove(claimed: Claim) -> Path | None:
    """Remove the file as `finish` does, and leave its job for `let_go`."""
    with suppress(FileNotFoundError):
        if not claimed.copied:
            seen = claimed.path.lstat()
            if (seen.st_size, seen.st_mtime_ns) != (claimed.size, claimed.mtime_ns):
                return release(claimed)
        claimed.path.unlink()
    return None


def remove_origin(claimed: Claim) -> bool:
    """Remove the clerk's own file after its copy was filed; False if it may not be removed, True if it is gone or changed."""
    try:
        seen = claimed.origin.lstat()
        if (seen.st_size, seen.st_mtime_ns, seen.st_ino) == (claimed.size, claimed.mtime_ns, claimed.inode):
            claimed.origin.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def release(claimed: Claim) -> Path:
    """Put a claimed file back where it lay, or beside it as "name (2)" if another one lies there now; return its place.

    Its instant of receipt is noted first: the rename changes its ctime. Raises OSError, and then it stays claimed.
    """
    if claimed.copied:
        claimed.path.unlink(missing_ok=True)
        let_go(claimed)
        return claimed.origin
    inbox = inbox_of(claimed)
    memo = memo_path(inbox, claimed.path.lstat())
    memo.parent.mkdir(exist_ok=True)
    memo.unlink(missing_ok=True)
    write_durably(memo, json.dumps([claimed.size, claimed.mtime_ns, claimed.received.isoformat()]).encode())
    claimed.origin.parent.mkdir(parents=True, exist_ok=True)
    back = place(claimed.path, claimed.origin)
    let_go(claimed)
    return back


def let_go(claimed: Claim) -> None:
    """Forget a claim whose file is no longer in hand; the job ends with its last file."""
    try:
        claimed.path.parent.rmdir()
    except FileNotFoundError:
        pass
    except OSError as fault:
        if fault.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return  # others of the same job are still in hand
        raise
    sheet_path(claimed).unlink(missing_ok=True)


def _taken(
    inbox: Path,
    job: str,
    wanted: list[tuple[Dropped, os.stat_result, Claim]],
    refused: list[tuple[Dropped, OSError]],
) -> list[Claim]:
    folder = inbox / STATE / CLAIMS / job
    folder.mkdir(parents=True)
    sheet = folder.with_name(f"{job}.json")
    try:
        write_durably(sheet, sheet_of(inbox, [described for _, _, described in wanted]))
    except OSError:
        folder.rmdir()
        sheet.unlink(missing_ok=True)
        raise
    taken = []
    for dropped, seen, described in wanted:
        try:
            _take(described, seen, dropped)
        except OSError as fault:
            refused.append((dropped, fault))
        else:
            taken.append(described)
    if not taken:
        folder.rmdir()
        sheet.unlink(missing_ok=True)
        return []
    # Where they lay is not synced: a file that a power cut leaves in both places is filed once, and is a duplicate then.
    sync_folder(folder)
    return taken


def _take(described: Claim, seen: os.stat_result, dropped: Dropped) -> None:
    if described.copied:
        _copy(described)
        return
    dropped.path.rename(described.path)
    now = described.path.lstat()  # its inode is not asked: on a FUSE share another name has another number
    if (now.st_size, now.st_mtime_ns) != (
        seen.st_size,
        seen.st_mtime_ns,
    ):  # another file took its place meanwhile
        release(described)
        raise _changed(dropped)


def _copy(described: Claim) -> None:
    """Copy the file into the claims, whole or not at all: a half copy has another name, which no claim knows."""
    half = described.path.with_name(HALF)
    try:
        shutil.copyfile(described.origin, half, follow_symlinks=False)
        with half.open("rb") as copy:
            os.fsync(copy.fileno())
        seen = described.origin.lstat()
        if (seen.st_size, seen.st_mtime_ns, seen.st_ino) != (
            described.size,
            described.mtime_ns,
            described.inode,
        ):
            raise BlockingIOError(errno.EAGAIN, "changed while it was being copied", str(described.origin))
        half.rename(described.path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def _changed(dropped: Dropped) -> OSError:
    return BlockingIOError(errno.EAGAIN, "changed since it was looked at", str(dropped.path))
