"""What is counted for a report: the records that the archive holds, and every figure of one span of days.

Law: a figure of a span from which nothing could be known - before the archive, and with no record in it - is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from recordkit.domain import metrics
from recordkit.domain.matters import COMPLAINT, INQUIRY, Matter, Meeting
from recordkit.domain.metrics import FEW, Days, Share, Spread
from recordkit.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Found:
    """What the archive holds for the figures; `reports` are (due day, filed in time) of the reports owed.

    `left_out` are the names of those that were edited by hand, `bare` of those that came without values.
    """

    matters: Sequence[Matter] = ()
    meetings: Sequence[Meeting] = ()
    reports: Sequence[tuple[date, bool]] = ()
    visits: Sequence[date] = ()
    left_out: Sequence[str] = ()
    bare: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: of which period, counted at which instant (in the office's zone), of an archive founded when.

    `department` None means the whole office; `volumes` are the service volumes of the span, the one before, a year ago.
    """

    period: Period
    now: datetime
    founded: date
    department: str | None = None
    volumes: tuple[int | None, int | None, int | None] = (None, None, None)
    public: bool = False

    @property
    def days(self) -> Days:
        """The days of the period."""
        return days_of(self.period)

    @property
    def before(self) -> Days:
        """The days of the period before."""
        return days_of(self.period.previous())

    @property
    def year_ago(self) -> Days:
        """The days of the same period a year ago."""
        return days_of(replace(self.period, year=self.period.year - 1))


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Every figure of one span: `values` by definition, `shares` behind the rates, `spreads` behind the means."""

    received: Sequence[Matter]
    values: dict[str, Decimal | None] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    spreads: dict[str, Spread] = field(default_factory=dict)


def days_of(period: Period) -> Days:
    """Return the days of a period."""
    return Days(period.begin, period.end)


def figures_of(found: Found, asked: Asked, days: Days, volume: int | None = None) -> SpanFigures:
    """Return every figure of a span of days."""
    received = metrics.received_in(found.matters, days)
    complaints = [one for one in found.matters if one.kind == COMPLAINT]
    own = metrics.received_in(complaints, days)
    meetings, now = found.meetings, asked.now
    reports = [in_time for due, in_time in found.reports if due in days]
    shares = {
        "triage_rate": metrics.triaged_in_time(received),
        "reply_rate": metrics.replied_in_seven_days(complaints, days, now),
        "due_reply_rate": metrics.replied_in_time(complaints, days, now),
        "satisfaction": metrics.satisfied(received),
        "minutes_rate": metrics.minutes_in_time(meetings, days, now),
        "ack_rate": metrics.acknowledged_in_time(meetings, days, now),
        "resolution_rate": metrics.resolved_in_time(meetings, days, now),
        "punctuality": Share(sum(reports), len(reports)),
    }
    spreads = {
        "triage_minutes": metrics.minutes_to_classify(received),
        "reply_days": metrics.days_to_reply(own),
    }
    known = bool(received) or days.end > asked.founded
    counts = {
        "received": len(received),
        "complaints": len(own),
        "inquiries": sum(one.kind == INQUIRY for one in received),
    }
    values: dict[str, Decimal | None] = {key: Decimal(n) if known else None for key, n in counts.items()}
    values["complaint_rate"] = metrics.complaint_rate(len(own), volume) if known else None
    values |= {key: share.percent(FEW if key == "satisfaction" else 1) for key, share in shares.items()} | {
        key: spread.mean for key, spread in spreads.items()
    }
    return SpanFigures(received, values, shares, spreads)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found and counted for one report: this span, the one before, and the same a year ago."""

    asked: Asked
    found: Found
    now: SpanFigures
    before: SpanFigures
    year_ago: SpanFigures

    @property
    def complaints(self) -> list[Matter]:
        """The complaints received in the span."""
        return [matter for matter in self.now.received if matter.kind == COMPLAINT]

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings of the span, in order."""
        held = [one for one in self.found.meetings if one.ended.date() in self.asked.days]
        return sorted(held, key=lambda one: one.started)


def counted(asked: Asked, found: Found) -> Counted:
    """Return every figure that a report may show."""
    volume, before, year_ago = asked.volumes
    return Counted(
        asked,
        found,
        figures_of(found, asked, asked.days, volume),
        figures_of(found, asked, asked.before, before),
        figures_of(found, asked, asked.year_ago, year_ago),
    )
