"""Documents that leave the office together: who takes them and what for is journalled before a byte is given (R6, R83).

Law: what differs from its hash is never handed out.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from recordkit.archive.layout import Kept
from recordkit.archive.ledger import Ledger
from recordkit.archive.store.store import pieces
from recordkit.domain.entry import Event, Verb
from recordkit.domain.tiers import Act, Permit
from recordkit.errors import ArchiveDamaged, PurposeMissing
from recordkit.wording import Text

LINE = 500  # events in one line of the journal


def hand_out(ledger: Ledger, permit: Permit, names: Sequence[str], purpose: str, at: datetime) -> None:
    """Journal that each of these records is read for `purpose`, unmasked if the permit says so.

    Raises NoEntry, PurposeMissing; then nothing is journalled.
    """
    person = permit.demand(Act.READ, Act.READ_FULL)
    if not purpose.strip():
        raise PurposeMissing
    full = {"full": True} if permit.act is Act.READ_FULL else {}
    events: list[Event] = [
        {"verb": Verb.READ.value, "by": person.login, "name": entry.name, "purpose": purpose}
        | full
        | {"version": entry.current.version, "sha256": entry.current.sha256}
        for entry in map(ledger.demand, names)
    ]
    for start in range(0, len(events), LINE):
        line = events[start : start + LINE]
        ledger.commit(at, lambda line=line: (line, None))  # type: ignore[misc] # mypy infers no default's type


def content(ledger: Ledger, permit: Permit, kept: Kept) -> Iterator[bytes]:
    """Yield the bytes of a file of the archive; raises ArchiveDamaged, at its end where they differ from what was filed."""
    permit.demand(Act.READ, Act.READ_FULL)
    digest = hashlib.sha256()
    try:
        with ledger.store.open(kept.key) as file:
            for piece in pieces(file):
                digest.update(piece)
                yield piece
    except OSError as fault:
        raise ArchiveDamaged(where=kept.key, what=_UNREADABLE) from fault
    if digest.hexdigest() != kept.sha256:
        raise ArchiveDamaged(where=kept.key, what=_DIFFERS)


_UNREADABLE = Text("文件不存在或无法读取", "the file is missing or cannot be read")
_DIFFERS = Text("内容与归档时不同(SHA-256 不符)", "the content is not what was filed (its SHA-256 differs)")
