"""Files that came back, waiting until the person who dropped them has been told: one small file each, outside the archive.

Law: what is spooled is forgotten only when the journal has it.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from recordkit.disk import FOLDER_MODE, write_over

FOLDER = "rejected"
SPOOL_MODE = 0o640


@dataclass(frozen=True, slots=True)
class Rejection:
    """One file that came back: who dropped it (login), when; `name` only where the file was named as the rules say.

    Any other file name may hold a patient's, and is not kept.
    """

    key: str
    login: str
    at: datetime
    name: str | None = None

    @classmethod
    def of(cls, login: str, file: str, at: datetime, name: str | None) -> "Rejection":
        """Return the rejection of `file`, whose own name goes into the key as a hash alone."""
        told = f"{login}\n{file}\n{at.isoformat()}"
        return cls(hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16], login, at, name)

    @property
    def duty(self) -> str:
        """What the journal calls it."""
        return f"rejected/{self.login}/{self.key}"


def spool(folder: Path, rejection: Rejection) -> None:
    """Keep a rejection until it has been told; raises OSError."""
    place = folder / FOLDER
    place.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
    content = json.dumps(asdict(rejection), default=str, ensure_ascii=False)
    write_over(place / f"{rejection.key}.json", content.encode(), mode=SPOOL_MODE)


def spooled(folder: Path) -> list[Rejection]:
    """Return what waits, the oldest first; what cannot be read is passed over."""
    found: list[Rejection] = []
    for file in (folder / FOLDER).glob("*.json"):
        with suppress(OSError, ValueError, TypeError, KeyError):
            raw = json.loads(file.read_bytes())
            found.append(Rejection(**{**raw, "at": datetime.fromisoformat(raw["at"])}))
    return sorted(found, key=lambda one: (one.at, one.key))


def forget(folder: Path, rejection: Rejection) -> None:
    """Forget a rejection that the journal says was told."""
    (folder / FOLDER / f"{rejection.key}.json").unlink(missing_ok=True)
