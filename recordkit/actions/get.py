"""A copy out of the archive, as the tiers allow; full copies of sensitive types want a purpose and are journalled (R83, R85)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.controlled_copy import controlled_copy
from recordkit.actions.look_up import entry_of
from recordkit.actions.render import render
from recordkit.actions.seen import values_seen
from recordkit.documents.pdf.office_program import office_program
from recordkit.domain.entry import Entry
from recordkit.domain.naming import parse
from recordkit.domain.record import Record, read_back
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Act
from recordkit.errors import NotPossible, PurposeMissing
from recordkit.inbox.output import write_beside
from recordkit.office import Office
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Copied:
    """Where the copy lies, and whether it is masked."""

    name: str
    path: Path
    version: int
    masked: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """Which copy is wanted: a version (the latest), full or masked, what for, and whether a full one bears its stamp."""

    out: Path
    version: int | None = None
    full: bool = False
    purpose: str | None = None
    stamp: bool = False

    def __post_init__(self) -> None:
        if self.stamp and not self.full:
            raise ValueError("only a full copy is stamped")


def get(office: Office, name: str, wish: Wish, at: datetime) -> Copied:
    """Copy a filed document to `wish.out`: masked where its type is sensitive, unless the full one is asked for.

    Raises NoEntry, TierRefused, PurposeMissing, ArchiveDamaged, NotPossible (no record to make a masked copy of), and
    for a stamped one what `controlled_copy` raises.
    """
    entry = entry_of(office, name)
    rtype = office.types.get(entry.type)
    if rtype.sensitive and not wish.full:
        return _masked_copy(office, rtype, entry, wish, at)
    if wish.full and not (wish.purpose or "").strip():
        raise PurposeMissing
    permit = office.permit(Act.READ_FULL if wish.full else Act.READ, entry.name, at, rtype=rtype)
    if wish.stamp:
        office_program()  # refused before the journal says that it was read
    content = office.archive.read(
        permit, entry.name, version=wish.version, purpose=wish.purpose, journalled=True, at=at
    )
    suffix = "" if content.version == 1 else f".v{content.version}"
    if wish.stamp:
        stamped = controlled_copy(office, entry, content, wish.purpose or "", at)
        written = write_beside(wish.out, f"{entry.name}{suffix}.受控.pdf", stamped)
    else:
        written = write_beside(wish.out, f"{entry.name}{suffix}.{content.extension}", content.data)
    return Copied(entry.name, written.path, content.version, masked=False)


def _masked_copy(office: Office, rtype: RecordType, entry: Entry, wish: Wish, at: datetime) -> Copied:
    permit = office.permit(Act.READ, entry.name, at)
    version = wish.version or entry.current.version
    values = values_seen(office, permit, entry, version)
    if values is None:
        raise NotPossible(
            what=Text(
                f"{entry.name} 没有内嵌记录, 无法生成脱敏件; 可由主管用 --full --purpose 取得原件",
                f"{entry.name} carries no record to mask; a supervisor may have the original with --full --purpose",
            )
        )
    record = Record(rtype.key, _complete(office, rtype, values), masked=True)
    content = render(office, record, parse(entry.name))
    office.archive.looked(permit, entry.name, at)
    written = write_beside(wish.out, f"{entry.name}.脱敏.{rtype.output}", content)
    return Copied(entry.name, written.path, version, masked=True)


def _complete(office: Office, rtype: RecordType, values: object) -> dict[str, object]:
    typed = read_back(rtype, values if isinstance(values, dict) else {}, office.zone)
    return {field.key: typed.get(field.key) for field in rtype.fields} | typed
