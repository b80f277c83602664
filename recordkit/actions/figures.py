"""Gather what a report's figures are counted from: the archive's records of the days that they need, and no others (R31, R32).

Law: withdrawn records do not count; those edited by hand, or without values, are left out and named. Nothing is unmasked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from recordkit.actions.seen import values_seen
from recordkit.actions.status import status
from recordkit.domain.duties import Standing
from recordkit.domain.entry import Entry
from recordkit.domain.figure_fields import spans_needed
from recordkit.domain.matters import matter_of, meeting_of, merged
from recordkit.domain.metrics import Days
from recordkit.domain.span_figures import Asked, Found
from recordkit.domain.tiers import Permit
from recordkit.office import Office

COMPLAINT, MINUTES, VISIT = "complaint", "minutes", "home-visit"
EDITED = "edited"
"""The fact by which the archive knows that a document was changed by hand before it was filed (LIFE.md)."""
RESOLUTIONS_LAST = timedelta(days=366)
IN_TIME = {Standing.MET: True, Standing.MET_LATE: False, Standing.LATE: False}


@dataclass(slots=True)
class _Sieve:
    """Lets entries through that may be counted, and keeps the names of the others."""

    office: Office
    permit: Permit
    left_out: list[str]
    bare: list[str]

    def values(self, entries: Iterable[Entry]) -> Iterator[Mapping[str, object]]:
        """Yield the values of each entry that counts, with what was noted of it."""
        for entry in entries:
            if entry.withdrawn is not None:
                continue
            if entry.facts.get(EDITED):
                self.left_out.append(entry.name)
                continue
            version = next((each for each in reversed(entry.versions) if each.record_path), None)
            values = None
            if version is not None:
                values = values_seen(self.office, self.permit, entry, version.version)
            if values is None:
                self.bare.append(entry.name)
                continue
            said = self.office.archive.notes(self.permit, entry.name) if entry.notes else ()
            yield merged(values, (each for _, each in said))


def gather(office: Office, asked: Asked) -> Found:
    """Return what the archive holds for these figures, of the whole office; each record is read once."""
    sieve = _Sieve(office, office.reading(), [], [])
    spans = spans_needed(asked)
    matters = [
        matter_of(values) for span in spans for values in sieve.values(_entries(office, COMPLAINT, span))
    ]
    held = Days(spans[0].begin - RESOLUTIONS_LAST, spans[-1].end)
    meetings = [meeting_of(values) for values in sieve.values(_entries(office, MINUTES, held))]
    visits = [entry.day for entry in _entries(office, VISIT, asked.days) if entry.withdrawn is None]
    return Found(
        [one for one in matters if one is not None],
        [one for one in meetings if one is not None],
        [(due, in_time) for due, in_time, _ in _reports(office, asked.now)],
        visits,
        sieve.left_out,
        sieve.bare,
    )


def narrowed(office: Office, found: Found, asked: Asked) -> Found:
    """Return what concerns the department asked for: complaints about it, meetings that it attended, reports that it owes."""
    if asked.department is None:
        return found
    return replace(
        found,
        matters=[one for one in found.matters if one.department == asked.department],
        meetings=[one for one in found.meetings if asked.department in one.departments],
        reports=[(due, ok) for due, ok, owner in _reports(office, asked.now) if owner == asked.department],
    )


def concerned(found: Found, department: str) -> bool:
    """True if any complaint that was found is about that department."""
    return any(one.department == department for one in found.matters)


def empty(found: Found) -> bool:
    """True if there is nothing to count."""
    return not found.matters and not found.meetings


def _entries(office: Office, key: str, days: Days) -> Iterator[Entry]:
    return office.archive.entries(office.reading(), type=key, since=days.begin, until=days.end)


def _reports(office: Office, now: datetime) -> Iterator[tuple[date, bool, str]]:
    """Yield (due day, in time, department) of each report that a department owed: the one place that looks at the board."""
    for row in status(office, now).rows:
        duty = row.duty
        if row.standing in IN_TIME and duty.period is not None and not duty.rule:
            due = duty.due.astimezone(office.zone).date() if isinstance(duty.due, datetime) else duty.due
            yield due, IN_TIME[row.standing], duty.department
