"""The board: department x duty x period, and what follows from records, and how each stands at an instant (R29, R30)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from recordkit.domain.board import Rule, board
from recordkit.domain.duties import Row, Standing, View
from recordkit.domain.entry import Glance, Waiver
from recordkit.domain.followed import Followed, Staged
from recordkit.domain.owed import Owed
from recordkit.domain.periods import period_of
from recordkit.domain.tiers import Permit
from recordkit.errors import UnknownType
from recordkit.office import Office
from recordkit.wording import Text

SETTLED = timedelta(days=31)
"""What follows from a record and was done is shown for so long after the record's day."""


A_YEAR = timedelta(days=366)
"""A project's meeting may be held so long before its day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties to show; None shows all. `type` is a type's key or word, or type.rule.

    `done_since`: what follows from records of that day or later is shown when it is done, too (None: the last 31 days);
    `ahead`: periods up to the one that holds that day (None: the running one).
    """

    department: str | None = None
    type: str | None = None
    late_only: bool = False
    done_since: date | None = None
    ahead: date | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The duties as they stand at `as_of` (in the office's zone), rule by rule, oldest period first.

    `labels` has the words for each type (`minutes`) and for each of its rules (`minutes.sent`), `people` the names by login.
    """

    as_of: datetime
    unit: str
    rows: tuple[Row, ...]
    labels: dict[str, Text]
    people: dict[str, str] = field(default_factory=dict)

    @property
    def late(self) -> int:
        """How many duties are late now: owed, past due, and not there."""
        return sum(row.standing is Standing.LATE for row in self.rows)

    def plain(self) -> dict[str, object]:
        """Return the board as the command line's JSON contract names it."""
        return {
            "as_of": self.as_of.isoformat(),
            "duties": [plain_row(row, self.as_of.tzinfo) for row in self.rows],
            "late": self.late,
        }


def status(office: Office, now: datetime, wanted: Wanted | None = None) -> Board:
    """Return how every duty stands at `now`, as the journal knew things then; raises UnknownType."""
    wish = wanted or Wanted()
    permit, kind = office.reading(), _kind(office, wish.type)
    rules = [rule for rule in office.owed if kind in (None, rule.type, rule.kind)]
    today = now.astimezone(office.zone).date()
    view = View(
        now,
        office.zone,
        office.calendar,
        office.archive.waivers(permit, now),
        wish.ahead,
        wish.done_since or today - SETTLED,
    )
    rows = board(rules, _glances(office, permit, rules, view), view)
    shown = rows if wish.department is None and not wish.late_only else [r for r in rows if _wanted(r, wish)]
    people = {person.login: person.name for person in office.archive.people()}
    at = now.astimezone(office.zone)
    return Board(at, office.config.name, tuple(shown), _labels(office, rules), people)


def _kind(office: Office, asked: str | None) -> str | None:
    """Return the type's key, or type.rule, that was asked for; raises UnknownType."""
    if asked is None:
        return None
    try:
        return office.types.get(asked).key
    except UnknownType:
        word, dot, rule = asked.rpartition(".")
        if not dot:
            raise
        return f"{office.types.get(word).key}.{rule}"


def _glances(office: Office, permit: Permit, rules: Sequence[Rule], view: View) -> dict[str, list[Glance]]:
    """Return the entries that the rules look at, by type, each once: since what they ask for, and all that is still open."""
    seen: dict[str, list[Glance]] = {}
    asked: dict[str, list[Rule]] = {}
    for rule in rules:
        asked.setdefault(rule.type, []).append(rule)
    for kind, said in asked.items():
        since = min(_since(rule, view) for rule in said)
        seen[kind] = list(office.archive.glances(permit, {kind}, as_of=view.now, since=since))
        if since > date.min and any(isinstance(rule, Followed) for rule in said):
            still = office.archive.glances(permit, {kind}, as_of=view.now, still_open=True)
            seen[kind] += [glance for glance in still if glance.day < since]
    return seen


def _since(rule: Rule, view: View) -> date:
    """Return the day from which on a rule looks at entries; a report's day says nothing of its period."""
    match rule:
        case Followed():
            return view.done_since
        case Staged():
            days = [day for project in rule.projects for day in project.days.values()]
            return max(min(days, default=view.today), date.min + A_YEAR) - A_YEAR
        case Owed():
            by_day = bool(rule.deadline.key)
            return period_of(rule.deadline.every, rule.since).begin if by_day else date.min


def _labels(office: Office, rules: Sequence[Rule]) -> dict[str, Text]:
    labels: dict[str, Text] = {}
    for key in dict.fromkeys(rule.type for rule in rules):
        rtype = office.types.get(key)
        labels[key] = rtype.label
        labels |= {f"{key}.{rule.key}": _joined(rtype.label, rule.label) for rule in rtype.duties}
    return labels


def _joined(label: Text, rule: Text) -> Text:
    return Text(f"{label.zh} · {rule.zh}", f"{label.en}: {rule.en}")


def _wanted(row: Row, wish: Wanted) -> bool:
    return (wish.department is None or row.duty.department == wish.department) and (
        not wish.late_only or row.standing is Standing.LATE
    )


def plain_row(row: Row, zone: tzinfo | None) -> dict[str, object]:
    """Return one duty as JSON names it; `late_by` counts days begun, instants are in `zone`."""
    duty = row.duty
    due = duty.due.astimezone(zone) if isinstance(duty.due, datetime) else duty.due
    return {
        "key": duty.key,
        "type": duty.type,
        "rule": duty.rule or None,
        "department": duty.department,
        "person": duty.person,
        "period": str(duty.period) if duty.period else None,
        "cause": duty.cause or None,
        "due": due.isoformat(),
        "provisional": duty.falls.provisional,
        "binding": {"zh": duty.falls.binding.zh, "en": duty.falls.binding.en},
        "standing": row.standing.value,
        "late_by": row.late_by,
        "escalated": row.escalated,
        "have": row.have,
        "wanted": duty.wanted,
        "name": row.name,
        "received": row.received.astimezone(zone).isoformat() if row.received else None,
        "doubtful": row.doubtful,
        "waived": _plain_waiver(row.waiver, zone),
    }


def _plain_waiver(waiver: Waiver | None, zone: tzinfo | None) -> dict[str, object] | None:
    if waiver is None:
        return None
    return {"by": waiver.by, "at": waiver.at.astimezone(zone).isoformat(), "reason": waiver.reason}
