"""Who may do what (R3; LIFE.md's table): staff, supervisor, director - and the permit, which only this module makes.

- staff view, make and file; note and void what is their own (C13)
- supervisor also replaces, notes all, assigns periods, withdraws
- director also waives, voids all, keeps the people
- somebody unknown may file what was dropped into the inbox, and nothing else
"""

from dataclasses import InitVar, dataclass
from enum import IntEnum, StrEnum
from typing import Final, final

from recordkit.errors import TierRefused
from recordkit.wording import Text


class Tier(IntEnum):
    """The three tiers (R3), and UNKNOWN for somebody who is not listed."""

    UNKNOWN = 0
    STAFF = 1
    SUPERVISOR = 2
    DIRECTOR = 3

    @property
    def label(self) -> Text:
        """The tier as people call it (C18)."""
        return _TIER_WORDS[self]

    @property
    def key(self) -> str:
        """The tier's machine name."""
        return self.name.lower()


_TIER_WORDS: Final = {
    Tier.UNKNOWN: Text("未登记", "not listed"),
    Tier.STAFF: Text("普通员工", "staff"),
    Tier.SUPERVISOR: Text("主管", "supervisor"),
    Tier.DIRECTOR: Text("总监", "director"),
}
TIERS: Final = {tier.key: tier for tier in (Tier.STAFF, Tier.SUPERVISOR, Tier.DIRECTOR)}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office, by the login that the operating system or a password proved."""

    login: str
    name: str
    tier: Tier
    department: str | None = None


UNKNOWN: Final = Person("unknown", "未登记", Tier.UNKNOWN)


class Act(StrEnum):
    """What somebody may do to a record or to the office."""

    RESERVE = "reserve"
    FILE = "file"
    REVISE = "revise"
    NOTE = "note"
    ASSIGN = "assign"
    WAIVE = "waive"
    NOTIFY = "notify"
    VOID = "void"
    WITHDRAW = "withdraw"
    READ = "read"
    READ_FULL = "read_full"
    RECEIVED = "received"
    PEOPLE = "people"
    OPEN_NUMBERS = "open_numbers"
    VERIFY = "verify"
    EXPORT = "export"
    BACKUP = "backup"

    @property
    def label(self) -> Text:
        """The act as a refusal says it."""
        return _ACT_WORDS[self]


_ACT_WORDS: Final = {
    Act.RESERVE: Text("取编号", "reserve a number"),
    Act.FILE: Text("归档", "file"),
    Act.REVISE: Text("替换已归档的文件", "replace a filed document"),
    Act.NOTE: Text("登记后续事项", "note what happened"),
    Act.ASSIGN: Text("确认报告期", "assign a period"),
    Act.WAIVE: Text("豁免报送", "waive a duty"),
    Act.NOTIFY: Text("发送提醒", "send reminders"),
    Act.VOID: Text("作废编号", "void a number"),
    Act.WITHDRAW: Text("撤回已归档的文件", "withdraw a filed document"),
    Act.READ: Text("查看", "read"),
    Act.READ_FULL: Text("取得未脱敏内容", "have the unmasked copy"),
    Act.RECEIVED: Text("指定收到时间", "set the time of receipt"),
    Act.PEOPLE: Text("管理人员名单", "manage the people"),
    Act.OPEN_NUMBERS: Text("设定起始编号", "set an opening number"),
    Act.VERIFY: Text("检测档案", "verify the archive"),
    Act.EXPORT: Text("导出移交包", "export documents"),
    Act.BACKUP: Text("备份档案", "back the archive up"),
}

NEEDED: Final[dict[Act, Tier]] = {
    Act.RESERVE: Tier.STAFF,
    Act.FILE: Tier.STAFF,
    Act.READ: Tier.STAFF,
    Act.VERIFY: Tier.STAFF,
    Act.NOTE: Tier.SUPERVISOR,
    Act.REVISE: Tier.SUPERVISOR,
    Act.ASSIGN: Tier.SUPERVISOR,
    Act.WITHDRAW: Tier.SUPERVISOR,
    Act.RECEIVED: Tier.SUPERVISOR,
    Act.NOTIFY: Tier.SUPERVISOR,
    Act.READ_FULL: Tier.SUPERVISOR,
    Act.EXPORT: Tier.SUPERVISOR,
    Act.BACKUP: Tier.DIRECTOR,
    Act.WAIVE: Tier.DIRECTOR,
    Act.VOID: Tier.DIRECTOR,
    Act.PEOPLE: Tier.DIRECTOR,
    Act.OPEN_NUMBERS: Tier.DIRECTOR,
}
OWN_WORK: Final = frozenset({Act.NOTE, Act.VOID})
"""What staff may do to a record that they themselves reserved or filed."""


@final
@dataclass(frozen=True, slots=True)
class Permit:
    """Proof that `person` may do `act`: asked for by every door of the archive (law 4).

    The stamp is shown when a permit is made and is not kept, so that no permit can be turned into another.
    """

    person: Person
    act: Act
    stamp: InitVar[object] = None

    def __post_init__(self, stamp: object) -> None:
        if stamp is not _STAMP:
            raise TypeError("only recordkit.domain.tiers makes permits")

    def demand(self, *acts: Act) -> Person:
        """Return the person if this permit is for one of `acts`; raises TypeError (a fault of ours) otherwise."""
        if self.act not in acts:
            raise TypeError(f"a permit for {self.act} was shown at the door of {acts}")
        return self.person


_STAMP: Final = object()


def permit(person: Person, act: Act, *, own: bool = False, at_least: Tier | None = None) -> Permit:
    """Return the permit, or raise TierRefused saying which tier may (R3).

    `own`: the record is this person's own work. `at_least`: the tier that the type asks for unmasked copies.
    """
    needed = at_least or NEEDED[act]
    if own and act in OWN_WORK:
        needed = min(needed, Tier.STAFF)
    if person.tier < needed:
        raise TierRefused(who=person.name, tier=person.tier.label, act=act.label, needed=needed.label)
    return Permit(person, act, _STAMP)


def inbox_permit(person: Person) -> Permit:
    """Return the permit to file what `person`, known or not, dropped into the inbox (INTAKE.md, Identity)."""
    return Permit(person, Act.FILE, _STAMP)


def form_permit(person: Person) -> Permit:
    """Return the permit to reserve the numbers of what `person`, known or not, filled in in 填报/ (LIFE.md)."""
    return Permit(person, Act.RESERVE, _STAMP)


def founding_permit(person: Person) -> Permit:
    """Return the permit by which the first director, who runs `init`, enrols the office's people (LIFE.md)."""
    if person.tier is not Tier.DIRECTOR:
        raise TierRefused(
            who=person.name, tier=person.tier.label, act=Act.PEOPLE.label, needed=Tier.DIRECTOR.label
        )
    return Permit(person, Act.PEOPLE, _STAMP)
