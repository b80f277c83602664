"""The archive's door: whoever wants anything of it comes here, and shows a permit (law 4).

Law: journal and store are the truth, the catalogue is a cache (law 3). An open archive serves one thread at a time.
"""

import contextlib
import sqlite3
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Self

from recordkit.archive import doors, filing, reading
from recordkit.archive.about import FORMAT, About, format_text, read_about
from recordkit.archive.asked import Asked
from recordkit.archive.catalogue import glances, queries, search, texts
from recordkit.archive.catalogue.catalogue import Progress
from recordkit.archive.catalogue.search_text import words_of
from recordkit.archive.catalogue.texts import Unread
from recordkit.archive.filing import Filed, Filing, Wanted
from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.journal.memory_journal import MemoryJournal
from recordkit.archive.layout import ABOUT, CATALOGUE, JOURNAL, LOCK, README, RECORDS, STAGING, Kept
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import Claim, Number
from recordkit.archive.reading import Content, Look
from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.store.lock import FolderLock, NoLock
from recordkit.archive.store.memory_store import MemoryStore
from recordkit.archive.transfer import hand_out
from recordkit.archive.transfer.copy_out import CopiedOut, copy_out
from recordkit.archive.verify.verdicts import Report
from recordkit.disk import make_folders
from recordkit.domain.chain import Head, Line, sha256
from recordkit.domain.entry import Entry, Event, Glance, Note, Notice, Verb, Waiver
from recordkit.domain.naming import DateStyle, Name, parse
from recordkit.domain.tiers import Act, Permit, Person, founding_permit
from recordkit.errors import OfficeExists, RecordkitError
from recordkit.wording import Text

_VERIFY = "recordkit.archive.verify.verify"
"""Loaded when something is verified: nobody else pays for it."""
_LOOKING = (Act.READ, Act.READ_FULL, Act.VERIFY)


class Archive:
    """One open archive."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @classmethod
    def create(cls, root: Path, *, zone: str, style: DateStyle, founder: Person, at: datetime) -> Self:
        """Found an archive in the folder `root`, with its first director; raises OfficeExists, TierRefused."""
        store, journal = FolderStore(root), FolderJournal(root)
        if any((root / taken).exists() for taken in (ABOUT, JOURNAL, RECORDS)):
            raise OfficeExists(folder=root)
        founding_permit(founder)
        for folder in (root, root / JOURNAL, root / RECORDS, root / STAGING):
            make_folders(folder)
        about = About(uuid.uuid4().hex, zone, style)
        ledger = Ledger(about, store, journal, FolderLock(root / LOCK), cache=root / CATALOGUE)
        return cls(_founded(ledger, founder, at))

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open the archive in the folder `root`; raises NotReadable where there is none, or of an unknown format."""
        store = FolderStore(root)
        about = read_about(store)
        return cls(Ledger(about, store, FolderJournal(root), FolderLock(root / LOCK), cache=root / CATALOGUE))

    @classmethod
    def in_memory(cls, *, zone: str, style: DateStyle, founder: Person, at: datetime) -> Self:
        """Found an archive that no disk sees, for tests and trials."""
        founding_permit(founder)
        about = About(uuid.uuid4().hex, zone, style)
        return cls(_founded(Ledger(about, MemoryStore(), MemoryJournal(), NoLock()), founder, at))

    def recover(self) -> None:
        """Tidy, once, what killed writers left half-done; whoever files does so anyway. Raises ArchiveBusy, NotPossible."""
        self._ledger.recover()

    def close(self) -> None:
        """Let go of the catalogue's file."""
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def id(self) -> str:
        """The archive's own id, 32 hexadecimal digits."""
        return self._ledger.about.id

    @property
    def zone(self) -> str:
        """The IANA name of the time zone in which its days are days."""
        return self._ledger.about.zone

    @property
    def style(self) -> DateStyle:
        """How days are written in its names (C1)."""
        return self._ledger.about.style

    @property
    def founded(self) -> datetime:
        """When it was founded (UTC)."""
        return queries.founded_at(self._ledger.tables())

    @property
    def head(self) -> Head:
        """Where its chain stands: what an outside witness keeps."""
        return self._ledger.journal.head()

    def reserve(self, permit: Permit, wanted: Sequence[Wanted], at: datetime) -> list[Name]:
        """Return a name for each wanted number, reserved in one commit; the same key gets the same name (R1)."""
        return filing.reserve(self._ledger, permit, wanted, at)

    def file(self, permit: Permit, wanted: Filing, at: datetime) -> Filed:
        """File a document; raises NumberTaken, AlreadyFiled, SourceChanged, ArchiveBusy."""
        return filing.file(self._ledger, permit, wanted, at)

    def file_all(self, items: Sequence[tuple[Permit, Filing]], at: datetime) -> list[Filed | RecordkitError]:
        """File many documents in one commit; what is refused of one is its own result and stops no other."""
        return filing.file_all(self._ledger, items, at)

    def number_fault(self, name: Name, login: str, key: str | None = None) -> Text | None:
        """Return why `login`, with the idempotency key that a document brings, could not file under this number, or None.

        A filed one is a version's affair.
        """
        fault = filing.number_fault(self._ledger, name, Claim(login, key and sha256(key.encode())))
        reason = fault and fault.facts["reason"]
        return reason if isinstance(reason, Text) else None

    def note(
        self,
        permit: Permit,
        name: str,
        values: Mapping[str, object],
        at: datetime,
        *,
        facts: Mapping[str, object] | None = None,
    ) -> Entry:
        """Note what happened to a record, in plain JSON values; the journal itself tells `facts`; raises NoEntry, NotPossible."""
        return doors.note(self._ledger, permit, name, values, at, facts=facts)

    def assign(self, permit: Permit, name: str, period: str, at: datetime) -> Entry:
        """Say which period a report belongs to; raises NoEntry, NotPossible."""
        return doors.assign(self._ledger, permit, name, period, at)

    def withdraw(self, permit: Permit, name: str, reason: str, at: datetime) -> Entry:
        """Withdraw what was filed by mistake; raises NoEntry, NotPossible."""
        return doors.withdraw(self._ledger, permit, name, reason, at)

    def waive(self, permit: Permit, duty_key: str, reason: str, at: datetime) -> None:
        """Excuse a duty; raises NotPossible."""
        doors.waive(self._ledger, permit, duty_key, reason, at)

    def notify(self, permit: Permit, notices: Sequence[Notice], at: datetime) -> None:
        """Journal that these reminders went out, in one commit; one that is known already is passed over."""
        doors.notified(self._ledger, permit, notices, at)

    def void(self, permit: Permit, name: str, reason: str, at: datetime) -> Number:
        """Void a reserved number; raises NoEntry, NotPossible, TierRefused for somebody else's below a director."""
        return doors.void(self._ledger, permit, name, reason, at)

    def open_numbers(
        self, permit: Permit, word: str, day: date, number: int, reason: str, at: datetime
    ) -> Name:
        """Say that `number` was the last one used, on paper or in another system, and return the next free name.

        A director's act (Act.OPEN_NUMBERS); the numbers up to it may still be filed. Raises NotPossible.
        """
        return doors.open_numbers(self._ledger, permit, Name(word, day, number), reason, at)

    def refused(self, person: Person, act: Act, name: str | None, at: datetime) -> None:
        """Journal that `person` was refused an act."""
        doors.refused(self._ledger, person, act, name, at)

    def enrol(self, permit: Permit, person: Person, at: datetime) -> None:
        """List a person, or change what is said of them."""
        doors.enrol(self._ledger, permit, person, at)

    def read(
        self,
        permit: Permit,
        name: str,
        *,
        journalled: bool,
        at: datetime,
        version: int | None = None,
        purpose: str | None = None,
    ) -> Content:
        """Return a version's content, its hash checked; raises NoEntry, ArchiveDamaged, PurposeMissing."""
        return reading.read(self._ledger, permit, name, Look(version, purpose, journalled), at)

    def looked(self, permit: Permit, name: str, at: datetime) -> None:
        """Journal that a record was shown masked, its content not read; raises NoEntry."""
        reading.looked(self._ledger, permit, name, at)

    def disclosed(self, permit: Permit, name: str | Name, purpose: str, at: datetime) -> None:
        """Journal that an unmasked copy was made, filed or not; raises PurposeMissing."""
        reading.disclosed(self._ledger, permit, str(name), purpose, at)

    def record(self, permit: Permit, name: str, version: int | None = None) -> Mapping[str, object] | None:
        """Return a version's values, masked for a sensitive record unless the permit is READ_FULL; None without a record."""
        return reading.record(self._ledger, permit, name, version)

    def notes(self, permit: Permit, name: str) -> list[tuple[Note, Mapping[str, object]]]:
        """Return the notes of a record with their values, in order."""
        return reading.notes(self._ledger, permit, name)

    def people(self) -> list[Person]:
        """Return the people as they stand, by login."""
        return queries.people_in(self._ledger.tables())

    def entry(self, permit: Permit, name: str | Name) -> Entry | None:
        """Return the entry of a name, spelled in any of the three date styles."""
        permit.demand(*_LOOKING)
        return self._ledger.entry(name)

    def entries(
        self,
        permit: Permit,
        *,
        type: str | None = None,  # noqa: A002 - the field's own word
        department: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[Entry]:
        """Return the entries with `since` <= day < `until`, by day, word and number."""
        permit.demand(*_LOOKING)
        return queries.entries_in(self._ledger.tables(), queries.Scope(type, department, since, until))

    def glances(
        self,
        permit: Permit,
        types: Collection[str],
        *,
        as_of: datetime | None = None,
        since: date | None = None,
        lacking: str | None = None,
        still_open: bool = False,
    ) -> Iterator[Glance]:
        """Yield the entries of `types` as the journal knew them at `as_of` (None: now), those withdrawn by then left out.

        By type, day and name; `since` <= day, received by `as_of`, without the fact `lacking`; `still_open`: only those of
        which some duty follows that is not done.
        """
        permit.demand(*_LOOKING)
        return glances.glances_in(
            self._ledger.tables(), types, glances.Sight(as_of, since, lacking, still_open)
        )

    def received_since(self, permit: Permit, since: datetime) -> list[Entry]:
        """Return the entries first received at the instant `since` or later, in that order."""
        permit.demand(*_LOOKING)
        return queries.entries_received(self._ledger.tables(), since)

    def find(  # noqa: PLR0913 - the bounds stand by name
        self,
        permit: Permit,
        words: str | Sequence[str],
        *,
        type: str | None = None,  # noqa: A002 - the field's own word
        department: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
    ) -> list[Entry]:
        """Return up to `limit` entries whose words hold all of `words`, the latest first; sensitive values masked (R83)."""
        permit.demand(*_LOOKING)
        scope = queries.Scope(type, department, since, until)
        return search.entries_with(self._ledger.searchable(), words_of(words), scope, limit)

    def unread(self, permit: Permit, limit: int, *, types: Collection[str]) -> list[Unread]:
        """Return up to `limit` documents whose text nobody has read yet, of `types`: none of them sensitive (R83)."""
        permit.demand(*_LOOKING)
        with contextlib.suppress(sqlite3.OperationalError):  # a cache that cannot be written stays as it is
            return texts.unread(self._ledger.searchable(), limit, types)
        return []

    def unread_count(self, permit: Permit) -> int:
        """Return how many documents nobody has read yet, at most."""
        permit.demand(*_LOOKING)
        return texts.unread_count(self._ledger.tables())

    def index_text(self, permit: Permit, name: str, version: int, text: str) -> bool:
        """Let the words of a version's document be found, "" for one that has none; False where they cannot be kept."""
        permit.demand(*_LOOKING)
        try:
            texts.read(self._ledger.searchable(), parse(name), version, text)
        except sqlite3.OperationalError:
            return False
        return True

    def steady(self) -> AbstractContextManager[None]:
        """Answer the questions of a block as of its beginning, so that a batch is judged at one look; raises as any look does."""
        return self._ledger.steady()

    def with_sha(self, permit: Permit, digest: str) -> Entry | None:
        """Return the entry one of whose versions has this SHA-256."""
        permit.demand(*_LOOKING)
        return queries.entry_holding(self._ledger.tables(), digest)

    def log(self, permit: Permit, name: str | None = None) -> Iterator[tuple[Line, Event]]:
        """Return the events of one name, or of all, each with its line."""
        permit.demand(*_LOOKING)
        return reading.log(self._ledger, name)

    def waived(self, permit: Permit) -> frozenset[str]:
        """Return the keys of the duties that were excused."""
        permit.demand(*_LOOKING)
        return queries.duties_waived(self._ledger.tables())

    def waivers(self, permit: Permit, as_of: datetime | None = None) -> Mapping[str, Waiver]:
        """Return who excused which duty (by its key), when and why, as far as the journal knew at `as_of`."""
        permit.demand(*_LOOKING)
        return queries.waivers_in(self._ledger.tables(), as_of)

    def notified(self, permit: Permit) -> frozenset[tuple[str, str, str, str]]:
        """Return (duty, stage, channel, to) of each reminder that went out."""
        permit.demand(*_LOOKING, Act.NOTIFY)
        return queries.notices_sent(self._ledger.tables())

    def numbers(self, permit: Permit, type_word: str | None = None) -> list[Number]:
        """Return every number held, of one word or of all."""
        permit.demand(*_LOOKING)
        return queries.numbers_of(self._ledger.tables(), type_word)

    def free(self, word: str, day: date) -> Name:
        """Return the next free name."""
        return self._ledger.free(word, day)

    def holder(self, name: Name) -> Number | None:
        """Return who holds a number, and how."""
        return queries.number_of(self._ledger.tables(), name)

    def rebuild(self, permit: Permit, progress: Progress | None = None) -> int:
        """Make the catalogue anew from the archive alone, and return how many events were followed."""
        permit.demand(Act.VERIFY)
        events = self._ledger.rebuild(progress)
        self._ledger.searchable(progress)
        return events

    def hand_out(self, permit: Permit, names: Sequence[str], purpose: str, at: datetime) -> None:
        """Journal that these records leave the office together; raises NoEntry, PurposeMissing."""
        hand_out.hand_out(self._ledger, permit, names, purpose, at)

    def content(self, permit: Permit, kept: Kept) -> Iterator[bytes]:
        """Yield the bytes of a file of records that were handed out; raises ArchiveDamaged, at its end where they differ."""
        return hand_out.content(self._ledger, permit, kept)

    def copy_out(self, permit: Permit, target: Path, progress: Progress | None = None) -> CopiedOut:
        """Copy the archive into a folder, or go on with the copy there; raises NotPossible, ArchiveDamaged."""
        return copy_out(self._ledger, permit, target, progress)

    def verify(
        self,
        permit: Permit,
        asked: Asked | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Report every damaged, missing or stray thing (参照 DA/T 70-2018); raises NoEntry for a name that is asked for."""
        permit.demand(Act.VERIFY)
        report: Report = import_module(_VERIFY).verify(self._ledger, asked or Asked(), progress)
        return report


def _founded(ledger: Ledger, founder: Person, at: datetime) -> Ledger:
    """Write the format, what the archive is, and the first line of its journal."""
    about, readme = ledger.about, format_text()
    events: list[Event] = [
        {
            "verb": Verb.FOUNDED.value,
            "by": founder.login,
            "id": about.id,
            "zone": about.zone,
            "style": about.style.value,
            "format": FORMAT,
            "readme_sha256": sha256(readme),
        },
        doors.enrolled(founder, founder),
    ]
    ledger.journal.append(events, at, Head())
    ledger.store.put(README, readme)
    ledger.store.put(ABOUT, about.encode())
    return ledger
