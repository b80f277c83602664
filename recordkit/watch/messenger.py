"""The messenger: a thread that sends reminders, so that no mail server keeps the posts waiting.

Law: whatever happens to a message, documents are taken in; what is amiss is said once, and shown with the heartbeat.
"""

import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread

from recordkit.actions.notify import Notified, notify, rejected
from recordkit.errors import RecordkitError, TierRefused
from recordkit.office import Office
from recordkit.wording import Text

EVERY = 60.0
"""Seconds between two rounds; a file that came back is told of at once."""
Line = Mapping[str, object]


class Messenger:
    """Sends what is due, round after round, until it is told to stop."""

    def __init__(self, office: Office, say: Callable[[Line], None], *, every: float = EVERY) -> None:
        self.office, self.say, self.every = office, say, every
        self.down: tuple[Text, ...] = ()
        self._stop, self._wake = Event(), Event()
        self._fault: str | None = None

    @property
    def works(self) -> bool:
        """True if the office wants reminders."""
        return self.office.config.notices is not None and self.office.config.notices.enabled

    def begin(self, *, once: bool) -> None:
        """Start the thread; with `once` there is none, and `last_round` sends."""
        if self.works and not once:
            Thread(target=self._life, name="messenger", daemon=True).start()

    def end(self) -> None:
        """Finish the message in hand, then stop."""
        self._stop.set()
        self._wake.set()

    def last_round(self) -> None:
        """Send what is due now, in this thread, with an office of its own."""
        if self.works:
            self._with_office(self.round)

    def heard(self, line: Line) -> None:
        """Remember a file that came back, by what its post says of it."""
        login = line.get("person")
        if not self.works or line.get("event") != "rejected" or not isinstance(login, str):
            return
        try:
            rejected(self.office, login, str(line.get("input", "")), self.now())
        except OSError as fault:
            self._amiss(str(fault))
        self._wake.set()

    def now(self) -> datetime:
        """Return the instant, in the office's zone."""
        return datetime.now(self.office.zone)  # noqa: TID251 - a face reads the clock

    def round(self, office: Office) -> None:
        """Send what is due now, and say what went out and which channel is down or works again."""
        now = self.now()
        try:
            done = notify(office, now, go_on=lambda: not self._stop.is_set())
        except TierRefused as refusal:  # journalled: once is enough
            self._amiss(refusal.sentence(office.config.language))
            self._stop.set()
            return
        except (RecordkitError, OSError) as fault:
            lang = office.config.language
            self._amiss(fault.sentence(lang) if isinstance(fault, RecordkitError) else str(fault))
            return
        self._fault = None
        self._tell(done, office, now)

    def _life(self) -> None:
        self._with_office(self._rounds)

    def _with_office(self, work: Callable[[Office], None]) -> None:
        try:
            office = Office.open(self.office.root)
            try:
                work(office)
            finally:
                office.archive.close()
        except Exception:  # noqa: BLE001 - a fault of ours in reminding stops no filing: it is said, with its trace
            self.say(
                {
                    "event": "fault",
                    "at": self.now().isoformat(),
                    "input": "notices",
                    "trace": traceback.format_exc(),
                }
            )

    def _rounds(self, office: Office) -> None:
        while not self._stop.is_set():
            self.round(office)
            self._wake.wait(self.every)
            self._wake.clear()

    def _tell(self, done: Notified, office: Office, now: datetime) -> None:
        lang, at = office.config.language, now.isoformat()
        for letter in done.sent:
            message = letter.message
            facts = {"channel": message.channel, "to": message.to, "count": len(letter.items)}
            self.say({"event": "notified", "at": at, **facts})
        if done.down and done.down != self.down:
            self.say(
                {"event": "channel_down", "at": at, "reason": "; ".join(text.say(lang) for text in done.down)}
            )
        elif self.down and not done.down:
            self.say({"event": "channel_up", "at": at})
        self.down = done.down

    def _amiss(self, words: str) -> None:
        if words != self._fault:
            self._fault = words
            self.say({"event": "channel_down", "at": self.now().isoformat(), "reason": words})
