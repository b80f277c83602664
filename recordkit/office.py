"""One office: its config, types, people, archive and calendar, put together once.

Law: rooms below do not know each other; actions and faces see the office and ask it for what they need.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from recordkit.archive.archive import Archive
from recordkit.config.calendar_section import load_calendar, own_years
from recordkit.config.duties_section import DutyConfig
from recordkit.config.load import Config, load_config
from recordkit.domain.board import Rule
from recordkit.domain.deadlines import Deadline
from recordkit.domain.followed import Followed, Staged
from recordkit.domain.followups import FollowUp
from recordkit.domain.naming import Name, parse
from recordkit.domain.owed import Owed, Owner
from recordkit.domain.periods import PeriodKind, period_of
from recordkit.domain.projects import Stage
from recordkit.domain.record import Facts
from recordkit.domain.recordtype import DutyRule, RecordType
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
from recordkit.domain.workdays import Calendar
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
        config = load_config(root, _duties_of(types) if (root / "recordkit.toml").is_file() else None)
        archive = Archive.open(root / config.archive)
        _demand_agreement(root, config, archive)
        own_years(root / config.calendar)
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
        """The shared folder that clerks reach; of several the first, or the one that `at_inbox` chose."""
        return self.root / self.config.inbox

    @property
    def inboxes(self) -> tuple[Path, ...]:
        """Every shared folder that the watcher looks after."""
        return tuple(self.root / folder for folder in self.config.inboxes)

    def at_inbox(self, inbox: Path) -> "Office":
        """Return the same office with `inbox`, one of its several, as the one at hand."""
        return replace(self, config=replace(self.config, inbox=str(inbox)))

    @property
    def secrets(self) -> Path:
        """Where passwords and keys live: outside the archive, 0700."""
        return self.root / "secrets"

    def facts(self, now: datetime) -> Facts:
        """Return what drafting a record must know of this office at `now`."""
        return Facts(now, self.zone, self.config.departments, self.calendar)

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
    def calendar(self) -> Calendar:
        """The working days: shipped years, and over them the office's own; raises BadConfig."""
        return load_calendar(self.root / self.config.calendar)

    @cached_property
    def owed(self) -> tuple[Rule, ...]:
        """What this office asks for, from recordkit.toml and the types: for each period first, then what follows from records."""
        rules = [rule for rtype in self.types for rule in self._owed(rtype)]
        return tuple(sorted(rules, key=lambda rule: (not isinstance(rule, Owed), isinstance(rule, Followed))))

    def _owed(self, rtype: RecordType) -> Iterator[Rule]:
        for rule in rtype.rules_owed:
            said = self._said(rtype, rule.key)
            if said is not None and not said.enabled:
                continue
            match rule:
                case Deadline():
                    yield from self._periodic(rtype, rule, said)
                case FollowUp():
                    yield self._followed(rtype, rule, said or DutyConfig())
                case Stage() if self.config.projects:
                    yield Staged(rtype.key, rule, self.config.projects)

    def _said(self, rtype: RecordType, rule: str) -> DutyConfig | None:
        """Return what recordkit.toml says of a rule, its type called by key or by word."""
        names = (f"{name}.{rule}" if rule else name for name in (rtype.key, rtype.word))
        return next((self.config.duties[name] for name in names if name in self.config.duties), None)

    def _periodic(self, rtype: RecordType, rule: Deadline, said: DutyConfig | None) -> Iterator[Owed]:
        """Yield what is owed for each period; nobody owes it until recordkit.toml says so."""
        if said is not None:
            founded = period_of(rule.every, self.archive.founded.astimezone(self.zone).date()).begin
            yield Owed(
                rtype.key,
                rule,
                said.owners or (Owner(self.config.name),),
                said.since or founded,
                said.until or date.max,
                roll=self.config.roll if said.roll is None else said.roll,
                whole=not said.owners,
            )

    def _followed(self, rtype: RecordType, rule: FollowUp, said: DutyConfig) -> Followed:
        departments = tuple(owner.name for owner in said.owners)
        span = said.since or date.min, said.until or date.max
        return Followed(rtype.key, rule, self.config.name, *span, departments)


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


def _duties_of(types: Shelf) -> dict[str, dict[str, PeriodKind | None]]:
    """Return what each type makes owed, by its key and its word: rule to period, None where it is for no period."""
    every = [(rtype, {rule.key: _every(rule) for rule in rtype.rules_owed}) for rtype in types]
    return {name: rules for rtype, rules in every for name in (rtype.key, rtype.word)}


def _every(rule: DutyRule) -> PeriodKind | None:
    return rule.every if isinstance(rule, Deadline) else None
