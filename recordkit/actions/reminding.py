"""What would go out now, to whom, through what and why, and what is held back: the plan that `notify` and the watcher follow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from recordkit.actions.health import FOLDER
from recordkit.actions.status import Wanted, status
from recordkit.config.notices_section import NoticesConfig
from recordkit.domain.duties import Standing
from recordkit.domain.entry import Notice
from recordkit.domain.reminders import OPEN, Hold, Reminder, Stage, When, reminders
from recordkit.domain.tiers import Tier
from recordkit.notices.channel import MAIL
from recordkit.notices.message import Message, message_id
from recordkit.notices.spool import Rejection, spooled
from recordkit.notices.state import State
from recordkit.notices.words import (
    footer,
    line_of,
    rejection_words,
    subject_of,
    whole_lines,
    whole_subject,
)
from recordkit.office import Office
from recordkit.wording import Text

Sent = frozenset[tuple[str, str, str, str]]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for one recipient: `stage` is why, `superseded` the stages that nobody said in time."""

    duty: str
    stage: str
    channel: str
    to: str
    subject: str
    line: str
    late: bool = False
    superseded: tuple[str, ...] = ()
    hold: Hold | None = None
    reason: Text | None = None
    rejection: Rejection | None = None

    def plain(self) -> dict[str, object]:
        """Return it as the command line's JSON contract names it."""
        return {
            "duty": self.duty,
            "stage": self.stage,
            "channel": self.channel or None,
            "to": self.to or None,
            "subject": self.subject,
            "superseded": list(self.superseded),
        }


@dataclass(frozen=True, slots=True)
class Letter:
    """One message and what it tells."""

    message: Message
    items: tuple[Item, ...]

    def notices(self) -> tuple[Notice, ...]:
        """Return what the journal is told of it."""
        mid, channel, to = self.message.message_id, self.message.channel, self.message.to
        return tuple(Notice(item.duty, item.stage, channel, to, mid) for item in self.items)


@dataclass(frozen=True, slots=True)
class Plan:
    """The messages that go out at `at`, in the order of their recipients, and what is held back."""

    at: datetime
    letters: tuple[Letter, ...] = ()
    held: tuple[Item, ...] = field(default=())


def state_folder(root: Path) -> Path:
    """Return where reminders keep what they remember: beside the watcher's heartbeat."""
    return root / FOLDER


def plan(office: Office, now: datetime, state: State | None = None) -> Plan:
    """Return what goes out at `now` and what does not, each with its reason; nothing is sent."""
    config, known = office.config.notices or NoticesConfig(), state or State()
    local = now.astimezone(office.zone)
    sent = office.archive.notified(office.reading()) | {notice[:4] for notice in known.sent}
    items = [*_duty_items(office, config, local, sent), *_rejection_items(office, config, sent)]
    hold = config.hours.hold(local, office.calendar)
    judged = [_judged(item, hold, known, now) for item in items]
    letters = _letters(office, [item for item in judged if item.hold is None], local)
    return Plan(local, tuple(letters), tuple(item for item in judged if item.hold is not None))


def _duty_items(office: Office, config: NoticesConfig, local: datetime, sent: Sent) -> Iterator[Item]:
    """Yield what is to be said of duties and was not; what waits for the digest is held until it has come."""
    ahead = local.date() + ONE_DAY * (max(config.stages.before, default=0) + 1)
    board = status(office, local, Wanted(ahead=ahead))
    digested: frozenset[str] | None = None
    book, lang = _Book.of(office, config), office.config.language
    for reminder in reminders(board.rows, config.stages, local, office.zone):
        fresh_to = [each for each in book.recipients(reminder) if not _is_said(reminder, *each, sent)]
        if not fresh_to:
            continue
        subject = subject_of(reminder, board.labels, local, lang)
        said = subject, line_of(reminder, subject, local, lang)
        fresh = [_item(reminder, channel, to, sent, said) for channel, to in fresh_to]
        if config.hours.waits(reminder.duty):
            if digested is None:
                digested = _digested(office, config, local, ahead=ahead)
            if reminder.duty.key not in digested:
                fresh = [_held(item, Hold.DIGEST) for item in fresh]
        yield from fresh


def _digested(office: Office, config: NoticesConfig, local: datetime, *, ahead: date) -> frozenset[str]:
    """Return the duties that today's digest speaks of: those that were open when it came; the others wait for the next."""
    at = config.hours.digest_of(local)
    if at is None:
        return frozenset()
    rows = status(office, at, Wanted(ahead=ahead)).rows
    return frozenset(row.duty.key for row in rows if row.standing in OPEN)


@dataclass(frozen=True, slots=True)
class _Book:
    """Who is told what: looked up once for a plan, since a board may hold thousands of late duties."""

    departments: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    directors: tuple[str, ...]

    @classmethod
    def of(cls, office: Office, config: NoticesConfig) -> "_Book":
        """Return the addresses; somebody whom a record names is known by login, or by a name that one person alone bears."""
        listed = office.archive.people()
        names = Counter(person.name for person in listed)
        people = {one.name: config.persons.get(one.login, ()) for one in listed if names[one.name] == 1}
        chiefs = (person for person in listed if person.tier is Tier.DIRECTOR)
        reached = tuple(to for person in chiefs for to in config.persons.get(person.login, ()))
        return cls(config.departments, {**people, **config.persons}, config.directors or reached)

    def recipients(self, reminder: Reminder) -> list[tuple[str, str]]:
        """Return (channel, to): directors for what is escalated; else the person, and the department when it is late."""
        if reminder.escalated:
            return _addressed(self.directors)
        person = self.people.get(reminder.duty.person or "", ())
        if person and reminder.row.standing is not Standing.LATE:
            return _addressed(person)
        return _addressed([*person, *self.departments.get(reminder.duty.department, ())])


def _addressed(named: Iterable[str]) -> list[tuple[str, str]]:
    """Return each recipient once with its channel; one of nobody where there is none."""
    found = [(MAIL if "@" in one else one, one) for one in dict.fromkeys(named)]
    return found or [("", "")]


def _is_said(reminder: Reminder, channel: str, to: str, sent: Sent) -> bool:
    """True if this stage or a later one of the same due day went to that recipient."""
    stages = (reminder.stage, *reminder.later)
    return any((reminder.duty.key, reminder.key_of(stage), channel, to) in sent for stage in stages)


def _item(reminder: Reminder, channel: str, to: str, sent: Sent, said: tuple[str, str]) -> Item:
    key = reminder.duty.key
    missed = [
        stage.key for stage in reminder.passed if (key, reminder.key_of(stage), channel, to) not in sent
    ]
    late = reminder.row.standing is Standing.LATE
    return Item(key, reminder.key, channel, to, *said, late, tuple(missed))


def _rejection_items(office: Office, config: NoticesConfig, sent: Sent) -> Iterator[Item]:
    stage = Stage(When.REJECTED).key
    for one in spooled(state_folder(office.root)):
        at = one.at.astimezone(office.zone)
        said = rejection_words(one.name, at, office.config.language)
        for channel, to in _addressed(config.persons.get(one.login, ())):
            if (one.duty, stage, channel, to) not in sent:
                yield Item(one.duty, stage, channel, to, *said, rejection=one)


def _judged(item: Item, hold: Hold | None, state: State, now: datetime) -> Item:
    """Return the item, held where it has no address, the hours forbid it or its channel is down."""
    if not item.to:
        return _held(item, Hold.NO_ADDRESS)
    if item.hold is not None or hold is not None:
        return _held(item, hold or item.hold)
    trouble = state.trouble(item.channel, item.to, now)
    return item if trouble is None else _held(item, Hold.DOWN, trouble.reason)


def _held(item: Item, hold: Hold | None, reason: Text | None = None) -> Item:
    return replace(item, hold=hold, reason=reason)


def _letters(office: Office, items: Sequence[Item], local: datetime) -> Iterator[Letter]:
    """Yield one message a recipient, what is late first."""
    by_recipient: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        by_recipient.setdefault((item.channel, item.to), []).append(item)
    for (channel, to), mine in sorted(by_recipient.items()):
        mine.sort(key=lambda item: not item.late)
        yield Letter(_message(office, channel, to, mine, local), tuple(mine))


def _message(office: Office, channel: str, to: str, items: Sequence[Item], local: datetime) -> Message:
    name, lang = office.config.name, office.config.language
    subjects, late = [item.subject for item in items], sum(item.late for item in items)
    keys = [f"{item.duty} {item.stage}" for item in items]
    return Message(
        channel,
        to,
        name,
        whole_subject(subjects, late, name, lang),
        whole_lines([item.line for item in items], lang),
        footer(name, lang),
        message_id(office.archive.id, channel, to, keys),
        local,
    )
