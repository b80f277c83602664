"""What is remembered between rounds, outside the archive: channels in trouble, messages sent and not journalled yet.

Law: losing it costs nothing but a second message with the same id.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from recordkit.disk import FOLDER_MODE, write_over
from recordkit.domain.entry import Notice
from recordkit.errors import ChannelDown
from recordkit.wording import Text

FILE = "notices.json"
STATE_MODE = 0o640
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A channel (or one recipient of it) that did not take a message: since when, how often, and when it is tried again."""

    reason: Text
    since: datetime
    again: datetime
    failures: int = 1

    def after(self, down: ChannelDown, at: datetime) -> "Trouble":
        """Return the trouble after one more failure at `at`: twice the pause, up to an hour."""
        failures = self.failures + 1
        return Trouble(down.reason, self.since, at + pause(failures, retry=down.retry), failures)


@dataclass(frozen=True, slots=True)
class State:
    """`troubles` by channel, or by channel and recipient; `sent` is to be journalled yet."""

    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    sent: tuple[Notice, ...] = ()

    def trouble(self, channel: str, to: str, now: datetime) -> Trouble | None:
        """Return what keeps a message from being tried at `now`."""
        for key in (channel, _key(channel, to)):
            found = self.troubles.get(key)
            if found is not None and now < found.again:
                return found
        return None

    def failed(self, down: ChannelDown, channel: str, to: str, at: datetime) -> "State":
        """Return the state after a failure: the channel's, or its recipient's where that one alone was refused."""
        key = _key(channel, to) if down.of_recipient else channel
        before = self.troubles.get(key)
        first = Trouble(down.reason, at, at + pause(1, retry=down.retry))
        now = first if before is None else before.after(down, at)
        return replace(self, troubles={**self.troubles, key: now})

    def worked(self, channel: str, to: str) -> "State":
        """Return the state after a message went through."""
        gone = (channel, _key(channel, to))
        return replace(self, troubles={key: one for key, one in self.troubles.items() if key not in gone})

    def sent_too(self, notices: tuple[Notice, ...]) -> "State":
        """Return the state with messages that went out and are not journalled yet."""
        return replace(self, sent=(*self.sent, *notices))

    def down(self) -> list[tuple[str, Trouble]]:
        """Return each trouble with its channel, or channel and recipient."""
        return [(key.replace("\n", " "), one) for key, one in sorted(self.troubles.items())]


def pause(failures: int, *, retry: bool) -> timedelta:
    """Return how long to wait after so many failures: a minute doubled each time up to an hour; else an hour at once."""
    return min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE) if retry else LONGEST_PAUSE


def read_state(folder: Path) -> State:
    """Return the state that `folder` keeps; an empty one where there is none, or it cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _state(json.loads((folder / FILE).read_bytes()))
    return State()


def write_state(folder: Path, state: State) -> None:
    """Keep the state in `folder`, in one step; raises OSError."""
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    content = json.dumps(asdict(state), default=str, ensure_ascii=False)
    write_over(folder / FILE, content.encode(), mode=STATE_MODE)


def _state(raw: dict[str, Any]) -> State:
    return State(
        {key: _trouble(one) for key, one in raw["troubles"].items()},
        tuple(Notice(*one) for one in raw["sent"]),
    )


def _trouble(raw: dict[str, Any]) -> Trouble:
    since, again = (datetime.fromisoformat(raw[key]) for key in ("since", "again"))
    return Trouble(Text(**raw["reason"]), since, again, int(raw["failures"]))


def _key(channel: str, to: str) -> str:
    return f"{channel}\n{to}"
