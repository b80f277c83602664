"""Documents handed over in a bag (RFC 8493): by query, with what is known of each, and the list that is signed.

Law: unmasked content of a sensitive record leaves only with the type's tier, for a purpose, journalled before a byte is
written (R3, R6, R83); without that its document stays, its masked values go, and the list says so.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from recordkit import __version__
from recordkit.actions.described import described
from recordkit.actions.look_up import Query, find
from recordkit.actions.seen import values_seen
from recordkit.archive.layout import Kept, kept_by
from recordkit.archive.transfer.bag import BagWriter
from recordkit.documents.pages.handover_list import handover_list
from recordkit.documents.pages.metadata_book import metadata_book
from recordkit.domain.chain import canonical
from recordkit.domain.entry import Entry, Version
from recordkit.domain.tiers import Act, Permit
from recordkit.domain.transfer import (
    BOOK_NAME,
    FORMAT,
    HANDOVER_NAME,
    LIST_NAME,
    NO_CODE,
    FileKind,
    Handover,
    Item,
    LeftOut,
    PackedFile,
    documents_of,
)
from recordkit.errors import NotPossible, PurposeMissing
from recordkit.office import Office
from recordkit.wording import Lang, Text

Progress = Callable[[int, int], None]
MANY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be handed over: the query, the period, every version or the latest, unmasked or not, what for, to whom."""

    bag: Path
    query: Query
    purpose: str
    period: str | None = None
    versions: bool = False
    full: bool = False
    number: str | None = None
    receiver: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """The bag that was written: documents, files and bytes in it, and what was left out."""

    bag: Path
    documents: int
    files: int
    size: int
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class _Packing:
    """The bag in the making."""

    office: Office
    order: Order
    lang: Lang
    at: datetime
    bag: BagWriter
    items: list[Item] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def export(
    office: Office, order: Order, at: datetime, lang: Lang, progress: Progress | None = None
) -> Exported:
    """Write the documents of an order into a new bag.

    Raises TierRefused, PurposeMissing, NotPossible (nothing found, or the folder is taken), ArchiveDamaged; then there is
    no bag.
    """
    office.permit(Act.EXPORT, None, at)
    if not order.purpose.strip():
        raise PurposeMissing
    _demand_place(order.bag)
    entries = list(_selected(office, order))
    if not entries:
        raise NotPossible(what=_NOTHING)
    permits = _permits(office, order, entries, at)
    _journal(office, entries, permits, order, at)
    packing = _Packing(office, order, lang, at, BagWriter(order.bag.resolve()))
    try:
        return _packed(packing, entries, permits, progress)
    except BaseException:
        packing.bag.discard()
        raise


def _demand_place(bag: Path) -> None:
    if bag.exists() and not (bag.is_dir() and not any(bag.iterdir())):
        raise NotPossible(
            what=Text(f"{bag} 已存在。请另起名称。", f"{bag} is there already. Choose another name.")
        )
    bag.resolve().parent.mkdir(parents=True, exist_ok=True)


def _selected(office: Office, order: Order) -> Iterator[Entry]:
    """Yield the entries that the query finds, by day; a withdrawn one is none."""
    query, archive = order.query, office.archive
    key = office.types.get(query.type).key if query.type else None
    until = query.until and query.until + timedelta(days=1)
    if query.words.strip():
        found: Iterable[Entry] = sorted(
            find(office, replace(query, limit=MANY)), key=lambda entry: (entry.day, entry.name)
        )
    else:
        found = archive.entries(
            office.reading(), type=key, department=query.department, since=query.since, until=until
        )
    for entry in found:
        if entry.withdrawn is None and order.period in (None, entry.period):
            yield entry


def _permits(office: Office, order: Order, entries: Sequence[Entry], at: datetime) -> dict[str, Permit]:
    """Return the permit for each type among the entries: a sensitive one is read unmasked only where that was asked for."""
    permits = {}
    for key in sorted({entry.type for entry in entries}):
        rtype = office.types.get(key)
        act = Act.READ_FULL if rtype.sensitive and order.full else Act.READ
        permits[key] = office.permit(act, None, at, rtype=rtype)
    return permits


def _journal(
    office: Office, entries: Sequence[Entry], permits: dict[str, Permit], order: Order, at: datetime
) -> None:
    for key, permit in permits.items():
        names = [entry.name for entry in entries if entry.type == key]
        office.archive.hand_out(permit, names, order.purpose, at)


def _packed(
    packing: _Packing, entries: Sequence[Entry], permits: dict[str, Permit], progress: Progress | None
) -> Exported:
    for done, entry in enumerate(entries, 1):
        permit = permits[entry.type]
        if packing.office.types.get(entry.type).sensitive and permit.act is not Act.READ_FULL:
            _masked(packing, permit, entry)
        else:
            _whole(packing, permit, entry)
        if progress:
            progress(done, len(entries))
    _lists(packing)
    packing.bag.finish(_info(packing))
    bag = packing.bag
    documents = len(documents_of(packing.items))
    return Exported(packing.order.bag, documents, len(bag.packed), bag.size, tuple(packing.left_out))


def _whole(packing: _Packing, permit: Permit, entry: Entry) -> None:
    """Add the entry's latest version or all of them, each with its record, and its notes with the latest."""
    wanted = entry.versions if packing.order.versions else entry.versions[-1:]
    for version in wanted:
        latest = version is entry.current
        kept = [
            one
            for one in kept_by(entry)
            if one.version == version.version or (latest and one.version is None)
        ]
        files = [_added(packing, permit, one) for one in kept]
        place = packing.bag.draft.joinpath(
            *next(one.path for one in files if one.kind == "document").split("/")
        )
        packing.items.append(described(packing.office, entry, version, files, place))


def _added(packing: _Packing, permit: Permit, kept: Kept) -> PackedFile:
    packed = packing.bag.add(kept.key, packing.office.archive.content(permit, kept))
    return PackedFile(packed.path, _kind(kept), packed.size, packed.sha256)


def _kind(kept: Kept) -> FileKind:
    if kept.is_record:
        return "record"
    return "note" if kept.version is None else "document"


def _masked(packing: _Packing, permit: Permit, entry: Entry) -> None:
    """Leave the document out, and add the masked values of its record where it has one."""
    values = values_seen(packing.office, permit, entry)
    if values is not None:
        version: Version = entry.current
        facts = {"type": entry.type, "name": entry.name, "version": version.version, "masked": values}
        stem = version.path.rpartition(".")[0]
        packing.bag.add(f"{stem}.masked.json", [canonical(facts)])
    packing.left_out.append(LeftOut(entry.name, _SENSITIVE if values is None else _SENSITIVE_MASKED))


def _lists(packing: _Packing) -> None:
    """Add the three lists: the metadata as JSON and as a workbook, and the handover list that names their hash."""
    documents = documents_of(packing.items)
    figures = (len(packing.bag.packed), packing.bag.size)
    listed = packing.bag.add(LIST_NAME, [_list(packing, documents)])
    packing.bag.add(BOOK_NAME, [metadata_book(packing.items, packing.left_out, packing.lang)])
    sheet = handover_list(_handover(packing), documents, (*figures, listed.sha256), packing.lang)
    packing.bag.add(HANDOVER_NAME, [sheet])


def _list(packing: _Packing, documents: Sequence[Item]) -> bytes:
    office, order = packing.office, packing.order
    head = office.archive.head
    facts = {
        "format": FORMAT,
        "unit": office.config.name,
        "archive": office.archive.id,
        "head": {"seq": head.seq, "hash": head.hash},
        "at": packing.at.astimezone(office.zone).isoformat(),
        "by": office.person.name,
        "purpose": order.purpose,
        "documents": len(documents),
        "files": len(packing.bag.packed),
        "bytes": packing.bag.size,
        "notes": {"archival_code": NO_CODE.say(packing.lang)},
        "items": [item.plain() for item in packing.items],
        "left_out": [{"name": one.name, "why": one.why.say(packing.lang)} for one in packing.left_out],
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def _handover(packing: _Packing) -> Handover:
    office, order = packing.office, packing.order
    return Handover(
        number=_number(order),
        giver=office.config.name,
        giver_person=office.person.name,
        day=packing.at.astimezone(office.zone).date(),
        purpose=order.purpose,
        receiver=order.receiver,
        witness=order.witness,
    )


def _number(order: Order) -> str:
    return order.number or order.bag.resolve().name


def _info(packing: _Packing) -> list[tuple[str, str]]:
    office, order, head = packing.office, packing.order, packing.office.archive.head
    return [
        ("Source-Organization", office.config.name),
        ("Contact-Name", office.person.name),
        ("External-Description", order.purpose),
        ("External-Identifier", _number(order)),
        ("Bagging-Date", packing.at.astimezone(office.zone).date().isoformat()),
        ("Bag-Software-Agent", f"recordkit {__version__}"),
        ("Recordkit-Archive", office.archive.id),
        ("Recordkit-Head", f"{head.seq} {head.hash}"),
    ]


_NOTHING = Text("没有符合条件的文档, 未生成移交包", "no document fits the query: no bag was made")
_SENSITIVE = Text(
    "含敏感个人信息, 未取得未脱敏授权(--full), 原件未列入",
    "sensitive: the document was left out, since no unmasked copy was asked for (--full)",
)
_SENSITIVE_MASKED = Text(
    "含敏感个人信息, 未取得未脱敏授权(--full), 只列入脱敏的记录",
    "sensitive: only its masked values go along, since no unmasked copy was asked for (--full)",
)
