"""The smaller turns of a record's life: assign a period, waive a duty, withdraw an entry, void a number (LIFE.md)."""

from datetime import datetime

from recordkit.actions.look_up import entry_of
from recordkit.domain.entry import Entry
from recordkit.domain.naming import InvalidName, parse
from recordkit.domain.nearest import nearest
from recordkit.domain.periods import parse_period
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.tiers import Act
from recordkit.errors import BadUsage, NotPossible, ReasonMissing
from recordkit.office import Office
from recordkit.wording import Text


def assign(office: Office, name: str, period: str, at: datetime) -> Entry:
    """Confirm which period a report is for (supervisor); raises NoEntry, BadUsage."""
    entry = entry_of(office, name)
    kind = office.types.get(entry.type).period_kind
    if kind is None:
        raise NotPossible(what=Text(f"{entry.name} 不是定期报告", f"{entry.name} reports on no period"))
    try:
        chosen = str(parse_period(kind, period))
    except ValueError:
        raise BadUsage(what="--period", value=period, remedy="2026-10 / 2026Q3") from None
    return office.archive.assign(office.permit(Act.ASSIGN, entry.name, at), entry.name, chosen, at)


def waive(office: Office, duty: str, reason: str, at: datetime) -> str:
    """Excuse a duty, named type/department/period as `status --json` names it (director); raises BadUsage."""
    key = _duty(office, duty)
    office.archive.waive(office.permit(Act.WAIVE, key, at), key, _said(reason), at)
    return key


def _duty(office: Office, text: str) -> str:
    """Return the duty's stable name: its rule must be the office's, its period one that the rule knows."""
    every = {
        f"{rule.type}/{department}": rule.deadline.every
        for rule in office.owed
        for department in rule.departments
    }
    whose, _, period = text.rpartition("/")
    if whose not in every:
        close = nearest(whose, every) or next(iter(every), "TYPE/DEPARTMENT")
        raise BadUsage(what="DUTY", value=text, remedy=did_you_mean(f"{close}/{period or '2026-10'}"))
    try:
        return f"{whose}/{parse_period(every[whose], period)}"
    except ValueError:
        raise BadUsage(what="DUTY", value=text, remedy="2026-10 / 2026Q3") from None


def withdraw(office: Office, name: str, reason: str, at: datetime) -> Entry:
    """Withdraw an entry that was filed by mistake: its content stays, duties no longer count it (supervisor)."""
    entry = entry_of(office, name)
    return office.archive.withdraw(office.permit(Act.WITHDRAW, entry.name, at), entry.name, _said(reason), at)


def void(office: Office, name: str, reason: str, at: datetime) -> str:
    """Void a number that was reserved and never used (its own reserver; a director any)."""
    try:
        number = parse(name)
    except InvalidName:
        raise BadUsage(what="NAME", value=name, remedy="家访报告-2026-1118-001") from None
    held = office.archive.holder(number)
    own = held is not None and held.by == office.person.login
    office.archive.void(office.permit(Act.VOID, str(number), at, own=own), str(number), _said(reason), at)
    return office.text(number)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
