"""One office: its config, types, people, archive and calendar, put together once.

Law: rooms below do not know each other; actions and faces see the office and ask it for what they need.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from recordkit.archive.archive import Archive
from recordkit.config import Config, DutyConfig, load_config
from recordkit.domain.duties import Owed
from recordkit.domain.naming import Name, parse
from recordkit.domain.periods import Period, PeriodKind, period_of
from recordkit.domain.record import Facts
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import (
    TIERS,
    UNKNOWN,
    Act,
    Permit,
    Person,
    Tier,
    form_permit,
    inbox_permit,
    permit,
)
from recordkit.errors import BadConfig, NotListed, TierRefused
from recordkit.people.logins import ProvenLogin, owner_login, process_login
from recordkit.templates.shelf import Shelf


@dataclass(frozen=True)
class Office:
    """An open office; `person` is who acts, proved by the operating system or by a password."""

    root: Path
    config: Config
    types: Shelf
    archive: Archive
    person: Person

    @classmethod
    def open(cls, root: Path, *, login: ProvenLogin | None = None) -> "Office":
        """Open the office at `root` as the process's user, or as somebody whose login was proven.

        Raises NoOffice, BadConfig, NotListed.
        """
        types = Shelf(own=root / "templates")
        config = load_config(root, _periods_of(types) if (root / "recordkit.toml").is_file() else None)
        archive = Archive.open(root / config.archive)
        _demand_agreement(root, config, archive)
        who = login or process_login()
        person = next((one for one in archive.people() if one.login == who), None)
        if person is None:
            raise NotListed(login=who)
        return cls(root, config, types, archive, person)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone: days are days here."""
        return self.config.zone

    @property
    def inbox(self) -> Path:
        """The shared folder that clerks reach."""
        return self.root / self.config.inbox

    @property
    def secrets(self) -> Path:
        """Where passwords and keys live: outside the archive, 0700."""
        return self.root / "secrets"

    def facts(self, now: datetime) -> Facts:
        """Return what drafting a record must know of this office at `now`."""
        return Facts(now, self.zone, self.config.departments)

    def text(self, name: Name) -> str:
        """Return a name in the office's date style (C1)."""
        return name.text(self.config.date_style)

    def type_of(self, name: str) -> RecordType:
        """Return the type that a name's word stands for; raises InvalidName, UnknownType."""
        return self.types.get(parse(name).word)

    def person_of(self, login: str | None) -> Person:
        """Return the listed person of that login, or UNKNOWN: names in documents give no right."""
        return (
            next((one for one in self.archive.people() if one.login == login), UNKNOWN) if login else UNKNOWN
        )

    def owner_of(self, file: Path) -> Person:
        """Return the person who owns `file` on the share, or UNKNOWN.

        What belongs to the watcher's own account proves nobody where others are enrolled: recordkit wrote it, or a clerk
        moved or overwrote it in place.
        """
        login = owner_login(file)
        if login == self.person.login and len(self.archive.people()) > 1:
            return UNKNOWN
        return self.person_of(login)

    def permit(
        self, act: Act, name: str | None, at: datetime, *, own: bool = False, rtype: RecordType | None = None
    ) -> Permit:
        """Return the acting person's permit for `act`; a refusal is journalled, then raised (R3)."""
        floor = TIERS[rtype.full_tier] if rtype is not None and act is Act.READ_FULL else None
        return self.permit_of(self.person, act, name, at, own=own, at_least=floor)

    def permit_of(
        self,
        person: Person,
        act: Act,
        name: str | None,
        at: datetime,
        *,
        own: bool = False,
        at_least: Tier | None = None,
    ) -> Permit:
        """Return the permit of `person`, on whose behalf the watcher acts; a refusal is journalled, then raised."""
        try:
            return permit(person, act, own=own, at_least=at_least)
        except TierRefused:
            self.archive.refused(person, act, name, at)
            raise

    def reading(self) -> Permit:
        """Return the acting person's permit to look at entries, never at unmasked content."""
        return permit(self.person, Act.READ)

    def form_permit(self, person: Person) -> Permit:
        """Return the permit to reserve numbers for what `person` filled in in 填报/."""
        return form_permit(person)

    def inbox_permit(self, person: Person) -> Permit:
        """Return the permit to file what `person` dropped into the inbox."""
        return inbox_permit(person)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Which departments owe what, from recordkit.toml and the types' deadlines (R29, R30)."""
        return tuple(self._owed())

    def _owed(self) -> Iterator[Owed]:
        for key, duty in (self.config.duties or {}).items():
            rtype = self.types.get(key)
            if rtype.deadline is not None:
                yield Owed(rtype.key, rtype.deadline, duty.departments, self._since(rtype, duty))

    def _since(self, rtype: RecordType, duty: DutyConfig) -> Period:
        every = rtype.deadline.every if rtype.deadline else "month"
        return duty.since or period_of(every, self.archive.founded.astimezone(self.zone).date())


def _demand_agreement(root: Path, config: Config, archive: Archive) -> None:
    """Raise BadConfig where recordkit.toml names another date style or zone than the archive was founded with (C1)."""
    pairs = {
        "date_style": (config.date_style.value, archive.style.value),
        "timezone": (config.zone.key, archive.zone),
    }
    faults = [
        f"- [office] {key}: {mine!r}; the archive was founded with {founded!r} / 档案建立时定为 {founded!r}, 不能更改"
        for key, (mine, founded) in pairs.items()
        if mine != founded
    ]
    if faults:
        raise BadConfig(file=root / "recordkit.toml", faults="\n".join(faults))


def _periods_of(types: Shelf) -> dict[str, PeriodKind | None]:
    every = [(rtype, rtype.deadline.every if rtype.deadline else None) for rtype in types]
    return {name: kind for rtype, kind in every for name in (rtype.key, rtype.word)}
