"""How what follows from records stands, and how the stages of projects do (R8, R10, R11, R16, R39, R42, R71, R96, R120)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from recordkit.domain.dues import Due
from recordkit.domain.duties import SOON, Duty, Row, View, met_standing, opened
from recordkit.domain.entry import Glance
from recordkit.domain.followups import Following, FollowUp, following
from recordkit.domain.periods import start_of
from recordkit.domain.projects import ON_ITS_DAY, Project, Stage


@dataclass(frozen=True, slots=True)
class Followed:
    """A rule of the office: each record of this type with `since` <= day <= `until` makes this owed.

    `office` is the owner where neither the record nor its entry names a department; `departments`: only
    records of these (all, if there are none).
    """

    type: str
    rule: FollowUp
    office: str
    since: date = date.min
    until: date = date.max
    departments: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What is owed: type.rule."""
        return f"{self.type}.{self.rule.key}"


@dataclass(frozen=True, slots=True)
class Staged:
    """A rule of the office: each of its projects owes this stage's entry on the day planned (R16)."""

    type: str
    stage: Stage
    projects: tuple[Project, ...]

    @property
    def kind(self) -> str:
        """What is owed: type.rule."""
        return f"{self.type}.{self.stage.key}"


def followed_rows(rule: Followed, glances: Iterable[Glance], view: View) -> Iterator[Row]:
    """Yield how everything stands that follows from the records, in their order; `glances` are the type's own."""
    now = view.now.astimezone(UTC)
    for glance in glances:
        if not rule.since <= glance.day <= rule.until or glance.received > now:
            continue
        for owed in following(rule.rule, glance, view.zone, view.calendar):
            if owed.done is not None and glance.day < view.done_since:
                continue
            owner = owed.department or glance.department or rule.office
            if not rule.departments or owner in rule.departments:
                yield _follow_row(rule, glance, owed, owner, view)


def _follow_row(rule: Followed, glance: Glance, owed: Following, owner: str, view: View) -> Row:
    cause = f"{glance.name}#{owed.row}" if owed.row else glance.name
    said = rule.rule
    duty = Duty(
        rule.type, owner, None, owed.falls, said.key, cause, owed.person, escalate_after=said.escalate_after
    )
    if owed.done is None:
        return opened(duty, _soon(owed.falls, view), view, name=glance.name, doubtful=glance.doubtful)
    done = _instant(owed.done, view)
    standing, late_by = met_standing(owed.falls, done, view)
    if owed.falls.timed and not isinstance(
        owed.done, datetime
    ):  # a bare day is in time until that day is over
        standing, late_by = met_standing(Due(owed.falls.day), done, view)
    return Row(duty, standing, late_by, glance.name, done, glance.doubtful, 1)


def _instant(at: date, view: View) -> datetime:
    return at if isinstance(at, datetime) else start_of(at, view.zone)


def _soon(falls: Due, view: View) -> datetime:
    """Return from when on something that follows is due, not upcoming: seven days before its day."""
    return start_of(max(falls.day, date.min + SOON) - SOON, view.zone)


def staged_rows(rule: Staged, glances: Sequence[Glance], view: View) -> Iterator[Row]:
    """Yield how the stage stands with each project that planned it: met by the first entry that names the project."""
    now = view.now.astimezone(UTC)
    known = [one for one in glances if rule.stage.condition.holds(one.facts) and one.received <= now]
    for project in rule.projects:
        day = project.days.get(rule.stage.stage)
        if day is None:
            continue
        falls = Due(day, ON_ITS_DAY)
        patience = rule.stage.escalate_after
        duty = Duty(
            rule.type, project.department, None, falls, rule.stage.key, project.name, escalate_after=patience
        )
        seen = [one for one in known if one.facts.get(rule.stage.project) == project.name]
        first = min(seen, key=lambda one: (one.received, one.name), default=None)
        if first is None:
            yield opened(duty, _soon(falls, view), view)
        else:
            how = met_standing(falls, first.received, view)
            yield Row(duty, *how, first.name, first.received, first.doubtful, 1)
