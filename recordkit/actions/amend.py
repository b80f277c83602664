"""The smaller turns of a record's life: assign a period, waive a duty, withdraw an entry, void a number (LIFE.md)."""

from datetime import datetime

from recordkit.actions.look_up import entry_of
from recordkit.actions.status import status
from recordkit.domain.entry import Entry
from recordkit.domain.naming import InvalidName, parse
from recordkit.domain.nearest import nearest
from recordkit.domain.owed import Owed
from recordkit.domain.periods import parse_period
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.tiers import Act
from recordkit.errors import BadUsage, NotPossible, ReasonMissing
from recordkit.office import Office
from recordkit.wording import Text

EXAMPLES = "2026-10 / 2026Q3 / 2026-W47 / 2026"


def assign(office: Office, name: str, period: str, at: datetime) -> Entry:
    """Confirm which period a report is for (supervisor); raises NoEntry, BadUsage."""
    entry = entry_of(office, name)
    kind = office.types.get(entry.type).period_kind
    if kind is None:
        raise NotPossible(what=Text(f"{entry.name} 不是定期报告", f"{entry.name} reports on no period"))
    try:
        chosen = str(parse_period(kind, period))
    except ValueError:
        raise BadUsage(what="--period", value=period, remedy=EXAMPLES) from None
    return office.archive.assign(office.permit(Act.ASSIGN, entry.name, at), entry.name, chosen, at)


def waive(office: Office, duty: str, reason: str, at: datetime) -> str:
    """Excuse a duty, named type[.rule]/owner/occasion as `status --json` names it (director); raises BadUsage."""
    key = _duty(office, duty, at)
    office.archive.waive(office.permit(Act.WAIVE, key, at), key, _said(reason), at)
    return key


def _duty(office: Office, text: str, at: datetime) -> str:
    """Return the duty's stable name: what is owed for a period need not be on the board yet, all else must be."""
    kinds = {rule.kind: rule for rule in office.owed if isinstance(rule, Owed)}
    whose = {f"{kind}/{owner.name}": kind for kind, rule in kinds.items() for owner in rule.owners}
    owed, _, period = text.rpartition("/")
    if owed in whose:
        try:
            return f"{owed}/{parse_period(kinds[whose[owed]].deadline.every, period)}"
        except ValueError:
            raise BadUsage(what="DUTY", value=text, remedy=EXAMPLES) from None
    standing = {row.duty.key for row in status(office, at).rows if row.duty.period is None}
    if text in standing:
        return text
    near = nearest(owed, whose)
    close = nearest(text, standing, cutoff=0.8) or (f"{near}/{period or '2026-10'}" if near else None)
    remedy = did_you_mean(close or f"{next(iter(whose), 'TYPE/DEPARTMENT')}/{period or '2026-10'}")
    raise BadUsage(what="DUTY", value=text, remedy=remedy)


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
