"""What is in hand, on paper: the sheet of each job, and the notes on files that were put back (ARCHIVE, step 1).

Law: a sheet is on the disk before its files move; a torn one loses no file, for the file itself tells most of it.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from recordkit.inbox.layout import CLAIMS, RELEASED, STATE
from recordkit.inbox.scan import Area, Dropped

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HALF = ".copying"
"""A copy that is not whole yet."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One file in hand: `path` is where it lies now, `origin` where it lay, `received` its ctime before the rename (UTC).

    `size`, `mtime_ns` and `inode` are what it was when it was taken; a program may still hold it open. A `copied` claim is
    a copy, because the file may not be moved: the clerk's own stays at `origin` until it can be removed.
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
    copied: bool = False


def leftovers(inbox: Path) -> list[Claim]:
    """Return what was in hand when the program last ended; claims that never took a file are tidied away.

    In the order of a scan: numbers that people typed are taken up one after another, as they would have been.
    """
    folder = inbox / STATE / CLAIMS
    if not folder.is_dir():
        return []
    jobs = {path.stem if path.suffix == ".json" else path.name for path in folder.iterdir()}
    return sorted(
        (left for job in jobs for left in _found(inbox, job)),
        key=lambda left: (os.fsencode(left.origin), left.received, left.job),
    )


def inbox_of(claimed: Claim) -> Path:
    """Return the inbox from which a file was claimed."""
    return claimed.path.parents[3]


def claim_of(inbox: Path, job: str, dropped: Dropped, seen: os.stat_result, *, received: datetime) -> Claim:
    """Return the claim of a file that is being taken."""
    return Claim(
        job=job,
        path=inbox / STATE / CLAIMS / job / dropped.path.name,
        name=dropped.path.name,
        origin=dropped.path,
        folder=dropped.folder,
        area=dropped.area,
        received=received,
        size=seen.st_size,
        mtime_ns=seen.st_mtime_ns,
        inode=seen.st_ino,
    )


def has_memos(inbox: Path) -> bool:
    """Return True if any file was put back and not taken since."""
    with suppress(OSError), os.scandir(inbox / STATE / RELEASED) as entries:
        return any(True for _ in entries)
    return False


def received_at(inbox: Path, seen: os.stat_result, *, noted: bool) -> datetime:
    """Return the ctime, or what was noted when the same file was released."""
    if noted:
        with suppress(OSError, ValueError):
            size, mtime_ns, received = json.loads(memo_path(inbox, seen).read_bytes())
            if (size, mtime_ns) == (seen.st_size, seen.st_mtime_ns):
                return datetime.fromisoformat(received)
    return EPOCH + timedelta(microseconds=seen.st_ctime_ns // 1000)


def _found(inbox: Path, job: str) -> Iterator[Claim]:
    folder = inbox / STATE / CLAIMS / job
    (folder / HALF).unlink(missing_ok=True)
    files = list(folder.iterdir()) if folder.is_dir() else []
    told = _told(inbox, job) if files else {}
    for path in files:
        yield told.get(path.name) or _untold(inbox, job, path)
    if not files:
        with suppress(FileNotFoundError):
            folder.rmdir()
        folder.with_name(f"{job}.json").unlink(missing_ok=True)


def _told(inbox: Path, job: str) -> dict[str, Claim]:
    """Return the claims as the job's sheet tells them, by name; none where a power cut tore the sheet."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        sheet = json.loads((inbox / STATE / CLAIMS / f"{job}.json").read_bytes())
        return {plain["name"]: _claim_of(inbox, job, plain) for plain in sheet["claims"]}
    return {}


def _claim_of(inbox: Path, job: str, plain: Mapping[str, Any]) -> Claim:
    return Claim(
        **{
            **plain,
            "job": job,
            "path": inbox / STATE / CLAIMS / job / plain["name"],
            "origin": inbox / plain["origin"],
            "received": datetime.fromisoformat(plain["received"]),
        }
    )


def _untold(inbox: Path, job: str, path: Path) -> Claim:
    """Return the claim of a file whose sheet is torn, as the file itself tells it."""
    seen = path.lstat()
    facts = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev)
    dropped = Dropped(inbox / path.name, "inbox", None, *facts)
    return claim_of(inbox, job, dropped, seen, received=received_at(inbox, seen, noted=True))


def sheet_of(inbox: Path, claims: Sequence[Claim]) -> bytes:
    """Return a job's sheet, which tells every claim of it."""
    left_out = {"job", "path"}
    plain = [
        {field.name: getattr(one, field.name) for field in fields(one) if field.name not in left_out}
        | {"origin": str(one.origin.relative_to(inbox)), "received": one.received.isoformat()}
        for one in claims
    ]
    return json.dumps({"claims": plain}, sort_keys=True).encode("ascii")


def sheet_path(claimed: Claim) -> Path:
    """Return where the sheet of a claim's job lies."""
    return claimed.path.parent.with_name(f"{claimed.job}.json")


def memo_path(inbox: Path, seen: os.stat_result) -> Path:
    """Return where it is noted when a file that was put back was received."""
    return inbox / STATE / RELEASED / f"{seen.st_dev}-{seen.st_ino}.json"
