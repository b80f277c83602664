"""Send reminders once: plan, send, then journal - so that after a crash one may go out again, and none is ever lost.

Law: one sender at a time; a channel that is down holds its own messages back, and nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from recordkit.actions.reminding import Item, Letter, Plan, plan, state_folder
from recordkit.config.notices_section import NoticesConfig
from recordkit.disk import FOLDER_MODE
from recordkit.domain.entry import Notice
from recordkit.domain.naming import InvalidName, parse
from recordkit.domain.reminders import Hold
from recordkit.domain.tiers import Act, Permit
from recordkit.errors import ChannelDown, NotPossible, RecordkitError
from recordkit.notices.channel import Channels
from recordkit.notices.message import Message
from recordkit.notices.spool import Rejection, forget, spool, spooled
from recordkit.notices.state import State, Trouble, read_state, write_state
from recordkit.office import Office
from recordkit.wording import Text

LOCK = "notices.lock"
OTHER = Text("另一个进程正在发送提醒, 请稍后再试", "another process is sending reminders; try again later")
DOWN = Text("提醒通道 {channel}: {reason}, 自 {since}", "reminders by {channel}: {reason} since {since}")
Deliver = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that did not go out, and why; it is tried again at `again`."""

    letter: Letter
    reason: Text
    again: datetime


@dataclass(frozen=True, slots=True)
class Notified:
    """What one round did: `sent` went out, `failed` did not, `held` waits, `down` are the channels in trouble."""

    sent: tuple[Letter, ...] = ()
    failed: tuple[Failure, ...] = ()
    held: tuple[Item, ...] = ()
    down: tuple[Text, ...] = ()


def preview(office: Office, now: datetime) -> Plan:
    """Return what would go out at `now`, why, and what is held back."""
    return plan(office, now, read_state(state_folder(office.root)))


def notify(
    office: Office,
    now: datetime,
    *,
    deliver: Deliver | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Notified:
    """Send what is due at `now` and journal it; raises NotPossible while another process sends, TierRefused.

    `deliver` takes the place of the office's channels; no message is begun once `go_on` says no.
    """
    permit, folder = office.permit(Act.NOTIFY, None, now), state_folder(office.root)
    send = deliver or Channels(office.config.notices or NoticesConfig(), office.root).send
    with _alone(folder):
        state = _caught_up(office, permit, read_state(folder), now)
        planned = plan(office, now, state)
        done = _Round(office, permit, now, state)
        for letter in planned.letters:
            if not go_on():
                break
            done.send(letter, send)
        _forget_told(office)
        return Notified(
            tuple(done.sent), tuple(done.failed), (*planned.held, *done.held), troubles(office, now)
        )


class _Round:
    """One round's messages, one after the other; the state is kept after each."""

    def __init__(self, office: Office, permit: Permit, now: datetime, state: State) -> None:
        self.office, self.permit, self.now, self.state = office, permit, now, state
        self.sent: list[Letter] = []
        self.failed: list[Failure] = []
        self.held: list[Item] = []

    def send(self, letter: Letter, deliver: Deliver) -> None:
        """Send one message and journal it; a channel that just failed is not asked again."""
        channel, to = letter.message.channel, letter.message.to
        trouble = self.state.trouble(channel, to, self.now)
        if trouble is not None:
            self.held += (replace(item, hold=Hold.DOWN, reason=trouble.reason) for item in letter.items)
            return
        try:
            deliver(letter.message)
        except ChannelDown as down:
            self._keep(self.state.failed(down, channel, to, self.now))
            trouble = self.state.trouble(channel, to, self.now)
            self.failed.append(Failure(letter, down.reason, trouble.again if trouble else self.now))
            return
        self.sent.append(letter)
        self._worked(channel, to)
        self._journal(letter.notices())

    def _worked(self, channel: str, to: str) -> None:
        well = self.state.worked(channel, to)
        if well != self.state:
            self._keep(well)

    def _journal(self, notices: Sequence[Notice]) -> None:
        """Journal what went out; where the archive cannot take it now, it is remembered, and is not sent again."""
        try:
            self.office.archive.notify(self.permit, notices, self.now)
        except (RecordkitError, OSError):
            self._keep(self.state.sent_too(tuple(notices)))
            raise

    def _keep(self, state: State) -> None:
        self.state = state
        write_state(state_folder(self.office.root), state)


def _caught_up(office: Office, permit: Permit, state: State, now: datetime) -> State:
    """Journal what went out in an earlier round that could not say so."""
    if not state.sent:
        return state
    office.archive.notify(permit, state.sent, now)
    caught_up = replace(state, sent=())
    write_state(state_folder(office.root), caught_up)
    return caught_up


def troubles(office: Office, now: datetime) -> tuple[Text, ...]:
    """Return what is amiss with the channels, in words; instants in the zone of the office."""
    found = read_state(state_folder(office.root)).down()
    return tuple(
        _trouble_words(channel, trouble, office) for channel, trouble in found if trouble.since <= now
    )


def _trouble_words(channel: str, trouble: Trouble, office: Office) -> Text:
    since = trouble.since.astimezone(office.zone).strftime("%m-%d %H:%M")
    facts = {"channel": channel, "reason": trouble.reason, "since": since}
    return Text(DOWN.say("zh", facts), DOWN.say("en", facts))


def rejected(office: Office, login: str, file: str, at: datetime) -> None:
    """Remember that a file of `login` came back, so that they are told; one who has no address is not. Raises OSError."""
    config = office.config.notices
    if config is None or not config.enabled or login not in config.persons:
        return
    spool(state_folder(office.root), Rejection.of(login, file, at, _proper_name(office, file)))


def _proper_name(office: Office, file: str) -> str | None:
    """Return the name that a file bears if it is one of the rules' own: any other may hold a patient's."""
    try:
        name = parse(Path(file).stem)
        office.types.get(name.word)
    except (InvalidName, RecordkitError):
        return None
    return office.text(name)


def _forget_told(office: Office) -> None:
    folder = state_folder(office.root)
    config = office.config.notices or NoticesConfig()
    sent = {(duty, to) for duty, _, _, to in office.archive.notified(office.reading())}
    for one in spooled(folder):
        if all((one.duty, to) in sent for to in config.persons.get(one.login, ())):
            forget(folder, one)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process send at a time: the kernel lets go of the lock whatever happens to us."""
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise NotPossible(what=OTHER) from None
    try:
        yield
    finally:
        lock.release()
