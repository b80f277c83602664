"""Complaints and meetings as figures look at them: kinds, days and instants; no name of a complainant or a patient.

Law: what a record does not say is None and is never guessed; a record that lacks what every figure needs is no matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from recordkit.domain.followups import table_of

REPLY_DAYS = timedelta(days=7)
COMPLAINT, INQUIRY, SUGGESTION, PRAISE = "投诉", "咨询", "建议", "表扬"
KINDS = (COMPLAINT, INQUIRY, SUGGESTION, PRAISE)


@dataclass(frozen=True, slots=True)
class Matter:
    """One complaint, inquiry, suggestion or praise (R52): `department` is the one concerned.

    `due` is the reply's last day by the earliest of all terms (C16), `seventh` by the hospital's own seven days (R42).
    """

    received: datetime
    kind: str
    category: str
    channel: str
    department: str
    due: date
    triaged: datetime | None = None
    replied: datetime | None = None
    satisfaction: str | None = None

    @property
    def seventh(self) -> date:
        """The seventh day; the day of receipt is not counted."""
        return self.received.date() + REPLY_DAYS


@dataclass(frozen=True, slots=True)
class Resolution:
    """One resolution of a meeting (R9, R11): its owner, its last day, and the day on which it was done."""

    text: str
    owner: str
    due: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One owner of resolutions, when the minutes were sent to them, and when they acknowledged (R10)."""

    owner: str
    sent: datetime | None = None
    acknowledged: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: when it was, when its minutes went out, what it resolved, and who has acknowledged it."""

    title: str
    kind: str
    started: datetime
    ended: datetime
    sent: datetime | None
    departments: frozenset[str]
    resolutions: tuple[Resolution, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()


def matter_of(values: Mapping[str, object]) -> Matter | None:
    """Return what figures see of a complaint record's plain values; None where it says no instant of receipt."""
    received = _instant(values.get("received_at"))
    if received is None:
        return None
    return Matter(
        received=received,
        kind=_text(values, "kind"),
        category=_text(values, "category"),
        channel=_text(values, "channel"),
        department=_text(values, "target_dept"),
        due=_day(values.get("reply_due")) or received.date() + REPLY_DAYS,  # R42
        triaged=_instant(values.get("triaged_at")),
        replied=_instant(values.get("feedback_at")),
        satisfaction=_text(values, "satisfaction") or None,
    )


def meeting_of(values: Mapping[str, object]) -> Meeting | None:
    """Return what figures see of a minutes record's plain values; None where it says not when it began and ended."""
    started, ended = _instant(values.get("started_at")), _instant(values.get("ended_at"))
    if started is None or ended is None:
        return None
    resolutions = tuple(_resolutions(values))
    return Meeting(
        title=_text(values, "title"),
        kind=_text(values, "meeting_type"),
        started=started,
        ended=ended,
        sent=_instant(values.get("sent_at")),
        departments=frozenset(_text(row, "dept") for row in table_of(values, "attendees")),
        resolutions=resolutions,
        acknowledgements=tuple(_acknowledgements(values, resolutions)),
    )


def merged(values: Mapping[str, object], notes: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Return a record's values after what was noted of it, in order: the later word stands (`table.2.column`, too)."""
    whole = dict(values)
    for said in notes:
        whole |= said
    return whole


def _resolutions(values: Mapping[str, object]) -> Iterator[Resolution]:
    for row in table_of(values, "resolutions"):
        due = _day(row.get("due_date"))
        if due is not None:
            yield Resolution(_text(row, "text"), _text(row, "owner"), due, _day(row.get("done_on")))


def _acknowledgements(
    values: Mapping[str, object], resolutions: Iterable[Resolution]
) -> Iterator[Acknowledgement]:
    """Yield one for each owner of resolutions, acknowledged or not; what is said last of an owner stands."""
    said = {_text(row, "owner"): row for row in table_of(values, "acks")}
    for owner in dict.fromkeys(resolution.owner for resolution in resolutions):
        row = said.get(owner, {})
        yield Acknowledgement(owner, _instant(row.get("sent_at")), _instant(row.get("ack_at")))


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return "" if value is None else str(value)


def _instant(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None
