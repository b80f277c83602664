"""Claiming: a file leaves the clerks' reach under a job of its own, so that a kill at any point loses nothing (ARCHIVE, step 1).

`.recordkit/claims/<job>.json` is written and fsynced first, then the file is renamed into `.recordkit/claims/<job>/`.
Law: received is the ctime from before the rename, and it stays with the file through kill and release.
"""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from recordkit.disk import sync_folder
from recordkit.inbox.layout import CLAIMS, RELEASED, STATE
from recordkit.inbox.place import place, write_durably
from recordkit.inbox.scan import Area, Dropped

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """One file in hand: `path` is where it lies now, `origin` where it lay, `received` its ctime before the rename (UTC).

    `size`, `mtime_ns` and `inode` are what it was when it was taken; a program may still hold it open.
    """

    job: str
    path: Path
    name: str
    origin: Path
    folder: str | None
    area: Area
    received: datetime
    size: int
    mtime_ns: int
    inode: int
    owner_login: str | None = None


def claim(inbox: Path, dropped: Dropped, *, owner_login: str | None = None) -> Claim:
    """Take `dropped` into the claims, and return it.

    Raises OSError when it cannot be taken now (gone, busy, changed since the scan: EAGAIN); it is then left where it lies.
    """
    seen = dropped.path.lstat()
    if (seen.st_size, seen.st_mtime_ns, seen.st_ino) != (dropped.size, dropped.mtime_ns, dropped.inode):
        raise _changed(dropped)
    taken = _described(inbox, dropped, seen, owner_login)
    taken.path.parent.mkdir(parents=True)
    try:
        write_durably(_sheet(taken), json.dumps(_plain(taken), sort_keys=True).encode("ascii"))
        dropped.path.rename(taken.path)
    except OSError:
        let_go(taken)
        raise
    sync_folder(taken.path.parent)
    sync_folder(dropped.path.parent)
    if not os.path.samestat(taken.path.lstat(), seen):  # another file took its place at the last moment
        release(taken)
        raise _changed(dropped)
    _memo(inbox, seen).unlink(missing_ok=True)
    return taken


def leftovers(inbox: Path) -> list[Claim]:
    """Return what was in hand when the program last ended, oldest first; claims that never took a file are tidied away."""
    folder = inbox / STATE / CLAIMS
    if not folder.is_dir():
        return []
    jobs = {path.stem if path.suffix == ".json" else path.name for path in folder.iterdir()}
    return sorted(_found(inbox, jobs), key=lambda left: (left.received, left.job))


def finish(claimed: Claim) -> Path | None:
    """Remove a claimed file that the archive has; the job's sheet goes last.

    A file that a program wrote to while it was in hand is put back instead, and its place returned (ARCHIVE, step 5).
    """
    with suppress(FileNotFoundError):
        seen = claimed.path.lstat()
        if (seen.st_size, seen.st_mtime_ns) != (claimed.size, claimed.mtime_ns):
            return release(claimed)
        claimed.path.unlink()
    let_go(claimed)
    return None


def release(claimed: Claim) -> Path:
    """Put a claimed file back where it lay, or beside it as "name (2)" if another one lies there now; return its place.

    Its instant of receipt is noted first: the rename changes its ctime. Raises OSError, and then it stays claimed.
    """
    inbox = claimed.path.parents[3]
    memo = _memo(inbox, claimed.path.lstat())
    memo.parent.mkdir(exist_ok=True)
    memo.unlink(missing_ok=True)
    write_durably(memo, json.dumps([claimed.size, claimed.mtime_ns, claimed.received.isoformat()]).encode())
    claimed.origin.parent.mkdir(parents=True, exist_ok=True)
    back = place(claimed.path, claimed.origin)
    let_go(claimed)
    return back


def let_go(claimed: Claim) -> None:
    """Forget a claim whose file is no longer in hand."""
    with suppress(FileNotFoundError):
        claimed.path.parent.rmdir()
    _sheet(claimed).unlink(missing_ok=True)


def _changed(dropped: Dropped) -> OSError:
    return BlockingIOError(errno.EAGAIN, "changed since it was looked at", str(dropped.path))


def _described(inbox: Path, dropped: Dropped, seen: os.stat_result, owner_login: str | None) -> Claim:
    job = uuid4().hex
    return Claim(
        job=job,
        path=inbox / STATE / CLAIMS / job / dropped.path.name,
        name=dropped.path.name,
        origin=dropped.path,
        folder=dropped.folder,
        area=dropped.area,
        received=_received(inbox, seen),
        size=seen.st_size,
        mtime_ns=seen.st_mtime_ns,
        inode=seen.st_ino,
        owner_login=owner_login,
    )


def _received(inbox: Path, seen: os.stat_result) -> datetime:
    """Return the ctime, or what was noted when the same file was released."""
    with suppress(OSError, ValueError):
        size, mtime_ns, received = json.loads(_memo(inbox, seen).read_bytes())
        if (size, mtime_ns) == (seen.st_size, seen.st_mtime_ns):
            return datetime.fromisoformat(received)
    return EPOCH + timedelta(microseconds=seen.st_ctime_ns // 1000)


def _found(inbox: Path, jobs: set[str]) -> Iterator[Claim]:
    for job in jobs:
        folder = inbox / STATE / CLAIMS / job
        files = list(folder.iterdir()) if folder.is_dir() else []
        if files:
            yield _read(inbox, job, files[0])
        else:
            with suppress(FileNotFoundError):
                folder.rmdir()
            folder.with_name(f"{job}.json").unlink(missing_ok=True)


def _read(inbox: Path, job: str, path: Path) -> Claim:
    """Return the claim as its sheet says, or as its file says where a power cut tore the sheet."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        plain = json.loads((inbox / STATE / CLAIMS / f"{job}.json").read_bytes())
        return Claim(
            **{
                **plain,
                "path": path,
                "origin": inbox / plain["origin"],
                "received": datetime.fromisoformat(plain["received"]),
            }
        )
    seen = path.lstat()
    dropped = Dropped(
        inbox / path.name,
        "inbox",
        None,
        seen.st_size,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
        seen.st_ino,
        seen.st_dev,
    )
    described = asdict(_described(inbox, dropped, seen, None))
    return Claim(**{**described, "job": job, "path": path})


def _plain(taken: Claim) -> dict[str, object]:
    inbox = taken.path.parents[3]
    plain = {
        **asdict(taken),
        "origin": str(taken.origin.relative_to(inbox)),
        "received": taken.received.isoformat(),
    }
    del plain["path"]
    return plain


def _sheet(claimed: Claim) -> Path:
    return claimed.path.parent.with_name(f"{claimed.job}.json")


def _memo(inbox: Path, seen: os.stat_result) -> Path:
    return inbox / STATE / RELEASED / f"{seen.st_dev}-{seen.st_ino}.json"
