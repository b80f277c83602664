"""What falls due, as an iCalendar file that other calendars subscribe to (RFC 5545, 7986).

Law: an event's UID is the duty's key and the archive's identity, so that it stays the same event for ever; time is given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from icalendar import Alarm, Calendar, Event

from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.domain.duties import Row, Standing
from recordkit.wording import Lang, Text

PRODUCT = "-//recordkit//recordkit//ZH"
TITLE = Text("{unit} 应交", "{unit}: due")
DAY = timedelta(days=1)
KEPT = timedelta(days=92)
"""What is done stays in the calendar for so long after it fell due."""
HOURLY = timedelta(hours=1)
DONE = frozenset({Standing.MET, Standing.MET_LATE})
CLOSED = DONE | {Standing.WAIVED}


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the calendar holds: the duties at `now` (aware, in the office's zone), the archive's identity, the words."""

    unit: str
    now: datetime
    rows: Iterable[Row]
    labels: Mapping[str, Text]
    archive: str
    people: Mapping[str, str]
    department: str | None = None


def board_calendar(agenda: Agenda, lang: Lang) -> bytes:
    """Return the calendar: a whole day or an instant for each due; what is done is marked ✓, what is waived cancelled."""
    calendar, words = Calendar(), Words(lang, agenda.now, agenda.people)
    title = TITLE.say(lang, {"unit": agenda.department or agenda.unit})
    for key, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", title),
        ("x-wr-calname", title),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    for row in agenda.rows:
        if row.standing not in CLOSED or row.duty.falls.day >= agenda.now.date() - KEPT:
            calendar.add_component(_event(row, agenda, words))
    return bytes(calendar.to_ical())


def _event(row: Row, agenda: Agenda, words: Words) -> Event:
    duty, event = row.duty, Event()
    label = words.spoken(agenda.labels.get(duty.kind, duty.kind))
    event.add("uid", f"{duty.key}@{agenda.archive}")
    event.add("dtstamp", agenda.now.astimezone(UTC))
    _when(event, duty.due)
    event.add("summary", f"{SIGNS[row.standing]} {label} {words.occasion(duty)} · {words.owner(duty)}")
    event.add("description", "\n".join(_said(row, label, words)))
    event.add("categories", [label])
    event.add("transp", "TRANSPARENT")  # a due day takes nobody's time
    event.add("status", "CANCELLED" if row.standing is Standing.WAIVED else "CONFIRMED")
    event.add("sequence", 1 if row.standing in CLOSED else 0)
    changed = row.received or (row.waiver.at if row.waiver else None)
    if changed is not None:
        event.add("last-modified", changed.astimezone(UTC))
    if row.standing not in CLOSED:
        event.add_component(_alarm(str(event["summary"])))
    return event


def _when(event: Event, due: date) -> None:
    if isinstance(due, datetime):
        event.add("dtstart", due.astimezone(UTC))
    else:
        event.add("dtstart", due)
        event.add("dtend", due + DAY)


def _alarm(said: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -DAY)
    alarm.add("description", said)
    return alarm


def _said(row: Row, label: str, words: Words) -> Iterator[str]:
    duty = row.duty
    yield f"{words.owner(duty)} · {label} {words.occasion(duty)}"
    due = words.say("截止 {day}", "due {day}", day=words.falls(duty.falls))
    yield " · ".join(chain((due,), filter(None, (words.binding(duty.falls),))))
    yield f"{SIGNS[row.standing]} {words.standing(row.standing)}"
    if row.received is not None:
        yield words.say("收到 {at}", "received {at}", at=words.instant(row.received))
    if row.name is not None:
        yield row.name
    if row.waiver is not None:
        yield words.waived(row)
