"""What a filed record makes somebody owe: minutes to be sent, a reply, a resolution (R8, R10, R11, R39, R42, R71, R120).

Law: a follow-up looks at nothing but the facts that the journal may tell, and they hold no patient's personal data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from recordkit.domain.dues import ALWAYS, Condition, Due, Term, earliest
from recordkit.domain.entry import Glance
from recordkit.domain.workdays import Calendar
from recordkit.wording import Text

DAY, RECEIVED = "day", "received"
OF_THE_ENTRY = (DAY, RECEIVED)
"""What a follow-up may count from without any field: the day in the name, and the receipt."""


ITS_DAY = Text("按所定期限", "by the day that was set")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What each record (or each row of its table `each`) makes somebody owe, until `done` says when it was.

    Due `within` terms counted from `start`, or on the day or instant that the field `due` holds. `renew`: a later day
    from which the count begins anew. `among`: each person in the column `person` of that table owes one, and the row of
    `each` that names them says how it stands. `department` and `person` are the fields that say who owes it.
    """

    key: str
    label: Text
    start: str = ""
    within: tuple[Term, ...] = ()
    due: str | None = None
    done: str | None = None
    each: str | None = None
    among: str | None = None
    renew: str | None = None
    department: str | None = None
    person: str | None = None
    condition: Condition = ALWAYS
    escalate_after: int | None = None

    @property
    def words(self) -> Text:
        """The rule as people say it: 24 小时内; 7 天内、5 个工作日内; 按所定期限."""
        terms = list(dict.fromkeys(term.words for term in self.within))
        if not terms:
            return ITS_DAY
        return Text("、".join(term.zh for term in terms), ", ".join(term.en for term in terms))

    def fields(self) -> frozenset[str]:
        """Return the fields, of the row or of the record, that it looks at (the entry's own facts left out)."""
        named = {self.start, self.due, self.done, self.renew, self.department, self.person}
        asked = {field for term in self.within for field in term.condition.fields()}
        starts = {term.start for term in self.within}
        return frozenset(
            each for each in named | asked | starts | self.condition.fields() if each
        ) - frozenset(OF_THE_ENTRY)


class Following(NamedTuple):
    """One thing owed because of a record: which row (0: the record itself), who, until when, and when it was done."""

    row: int
    department: str | None
    person: str | None
    falls: Due
    done: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """One row's facts over the record's, over the entry's own."""

    row: Mapping[str, object]
    glance: Glance

    def get(self, key: str | None) -> object:
        """Return a fact of the row, else of the record, else of the entry itself."""
        if not key:
            return None
        value = self.row.get(key)
        if value is None:
            value = self.glance.facts.get(key)
        if value is None and key in OF_THE_ENTRY:
            return self.glance.day if key == DAY else self.glance.received
        return value

    def moment(self, key: str | None) -> date | None:
        """Return the day or instant that a fact tells; None where there is none, or it cannot be read."""
        value = self.get(key)
        return value if isinstance(value, date) else read_moment(value)

    def text(self, key: str | None) -> str | None:
        """Return a fact as a text, None where it is none."""
        value = self.get(key)
        return value if isinstance(value, str) and value.strip() else None


def following(rule: FollowUp, glance: Glance, zone: tzinfo, calendar: Calendar) -> Iterator[Following]:
    """Yield what one record makes owed; nothing where it does not say what the count begins with."""
    if not rule.condition.holds(glance.facts):
        return
    for row, facts in _rows(rule, glance):
        falls = _falls(rule, facts, zone, calendar)
        if falls is not None:
            who = facts.text(rule.department), facts.text(rule.person)
            yield Following(row, *who, falls, facts.moment(rule.done))


def _falls(rule: FollowUp, facts: Facts, zone: tzinfo, calendar: Calendar) -> Due | None:
    """Return when it falls due: on its own day, or by the earliest of its terms (C15, C16)."""
    if rule.due is not None:
        last = facts.moment(rule.due)
        return None if last is None else Due(last, ITS_DAY)
    begun = facts.moment(rule.renew) or facts.moment(rule.start)
    known = {**facts.glance.facts, **facts.row}
    dues = (
        term.after(start, zone, calendar)
        for term in rule.within
        if term.condition.holds(known) and (start := facts.moment(term.start) if term.start else begun)
    )
    return earliest((due for due in dues if due is not None), zone)


def _rows(rule: FollowUp, glance: Glance) -> Iterator[tuple[int, Facts]]:
    """Yield each row that owes something, numbered from 1; the record itself is row 0."""
    if rule.each is None:
        yield 0, Facts({}, glance)
        return
    rows = table_of(glance.facts, rule.each)
    if rule.among is None or rule.person is None:
        yield from ((i, Facts(row, glance)) for i, row in enumerate(rows, 1))
        return
    column = rule.person
    told = {row.get(column): row for row in rows}
    people: dict[object, Mapping[str, object]] = {}
    for row in (*table_of(glance.facts, rule.among), *rows):
        if row.get(column):
            people.setdefault(row[column], row)
    for i, (person, row) in enumerate(people.items(), 1):
        yield i, Facts({**row, **told.get(person, {})}, glance)


def table_of(facts: Mapping[str, object], table: str) -> list[Mapping[str, object]]:
    """Return a table's rows as they stand: what was filed, and over it what was noted of a row (`table.2.column`)."""
    filed = facts.get(table)
    rows = (
        [dict(row) for row in filed if isinstance(row, Mapping)] if isinstance(filed, (list, tuple)) else []
    )
    for key, value in facts.items():
        place = place_of(key)
        if place is not None and place[0] == table:
            rows += [{} for _ in range(place[1] - len(rows))]
            rows[place[1] - 1][place[2]] = value
    return list(rows)


def place_of(key: str) -> tuple[str, int, str] | None:
    """Return table, row (from 1) and column of a key such as resolutions.2.done_on, or None for any other key."""
    parts = key.split(".")
    if len(parts) != 3 or not parts[1].isdecimal() or not 1 <= int(parts[1]) <= MOST_ROWS:
        return None
    return parts[0], int(parts[1]), parts[2]


MOST_ROWS = 9999


def read_moment(text: object) -> date | None:
    """Return the day or aware instant that a plain value tells, or None."""
    try:
        if not isinstance(text, str):
            return None
        return date.fromisoformat(text) if len(text) == len("2026-11-20") else _aware(text)
    except ValueError:
        return None


def _aware(text: str) -> datetime | None:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo is not None else None
