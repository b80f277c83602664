"""The watcher's health: what it wrote down at its last heartbeat, and what that means at an instant (INTAKE, As a service).

Law: the watcher alone writes `.watch/heartbeat.json`, in one step; whoever reads it needs neither the inbox nor the archive.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from recordkit.disk import FOLDER_MODE
from recordkit.wording import Lang, Text

FOLDER = ".watch"
FILE = "heartbeat.json"
HEARTBEAT_MODE = 0o640
STALE_AFTER = timedelta(seconds=60)
"""A watcher beats at least every few seconds, whatever its inboxes do."""
SHOWN = 200
"""Waiting files and old junk that are listed; the others are counted."""


class State(StrEnum):
    """How one inbox stands."""

    STARTING = "starting"
    WATCHING = "watching"
    PAUSED = "paused"
    OFFLINE = "offline"
    SILENT = "silent"
    """It does not answer: its filesystem hangs."""


STATES: Mapping[State, Text] = {
    State.STARTING: Text("正在启动", "starting"),
    State.WATCHING: Text("正常", "watching"),
    State.PAUSED: Text("暂停", "paused"),
    State.OFFLINE: Text("收件箱不在线", "inbox offline"),
    State.SILENT: Text("收件箱没有响应", "inbox not answering"),
}
NEVER = Text("watch 没有运行过", "`recordkit watch` has not run here")
STALE = Text(
    "watch 已停止: 最后一次心跳 {at}", "`recordkit watch` has stopped: its last heartbeat was at {at}"
)
STOPPED = Text("watch 已于 {at} 正常停止", "`recordkit watch` was stopped at {at}")
AMISS = Text("{folder}: {state}, 自 {since}", "{folder}: {state} since {since}")
BECAUSE = Text("{folder}: {reason}, 自 {since}", "{folder}: {reason} since {since}")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits: why, and since when it has been as it is."""

    file: str
    reason: Text
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboxHealth:
    """One inbox: `since` when it stands so, `reason` why it is paused; `missed_by_events` is None where no events come.

    `waiting` and `junk_old` name some of `waiting_count` and `junk_old_count` files; junk is old after a day.
    """

    folder: str
    state: State
    since: datetime
    last_scan: datetime | None = None
    reason: Text | None = None
    network: str | None = None
    missed_by_events: int | None = None
    waiting: tuple[Held, ...] = ()
    waiting_count: int = 0
    junk_count: int = 0
    junk_old: tuple[str, ...] = ()
    junk_old_count: int = 0

    @property
    def amiss(self) -> bool:
        """True if nothing is taken from it now."""
        return self.state in (State.PAUSED, State.OFFLINE, State.SILENT)

    def on(self, network: str | None) -> "InboxHealth":
        """Return the same health on that network filesystem, or on a local one."""
        return replace(self, network=network)

    def missing(self, events: int | None) -> "InboxHealth":
        """Return the same health with the number of files of which no event told."""
        return replace(self, missed_by_events=events)

    def sentence(self, zone_of: datetime) -> Text:
        """Return what is amiss; instants are said in the zone of `zone_of`."""
        facts: dict[str, object] = {
            "folder": self.folder,
            "since": _minute(self.since.astimezone(zone_of.tzinfo)),
        }
        if self.reason is not None:
            return _filled(BECAUSE, {**facts, "reason": self.reason})
        return _filled(AMISS, {**facts, "state": STATES[self.state]})


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the watcher says of itself: `today` counts outcomes by their status, `people` by login and then status."""

    at: datetime
    started: datetime
    pid: int
    inboxes: tuple[InboxHealth, ...]
    today: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stopped: bool = False
    channels_down: tuple[Text, ...] = ()

    def amiss(self, now: datetime) -> Text | None:
        """Return what is amiss at `now`, None when all is well."""
        facts = {"at": _minute(self.at.astimezone(now.tzinfo))}
        if self.stopped:
            return _filled(STOPPED, facts)
        if now - self.at > STALE_AFTER:
            return _filled(STALE, facts)
        inboxes = [inbox.sentence(now) for inbox in self.inboxes if inbox.amiss]
        return joined([*inboxes, *self.channels_down])

    def plain(self, now: datetime, lang: Lang) -> dict[str, object]:
        """Return it as the command line's JSON contract names it, instants in the zone of `now`."""
        fault = self.amiss(now)
        return {
            "running": not self.stopped and now - self.at <= STALE_AFTER,
            "well": fault is None,
            "amiss": None if fault is None else fault.say(lang),
            "at": _instant(self.at, now),
            "started": _instant(self.started, now),
            "pid": self.pid,
            "inboxes": [_plain_inbox(inbox, now, lang) for inbox in self.inboxes],
            "today": dict(self.today),
            "people": {login: dict(counts) for login, counts in self.people.items()},
            "channels_down": [text.say(lang) for text in self.channels_down],
        }


def joined(said: Sequence[Text]) -> Text | None:
    """Return several sentences as one, None where there is none."""
    if not said:
        return None
    return Text("; ".join(text.zh for text in said), "; ".join(text.en for text in said))


def write_heartbeat(root: Path, beat: Heartbeat) -> None:
    """Write the heartbeat of the office at `root`, in one step; raises OSError."""
    folder = root / FOLDER
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    content = json.dumps(beat, default=_shallow, ensure_ascii=False)
    draft = folder / f"{FILE}.tmp"  # not synced: after a power cut nothing beats anyway
    draft.write_bytes(content.encode("utf-8", "backslashreplace"))
    draft.chmod(HEARTBEAT_MODE)
    draft.replace(folder / FILE)


def _shallow(value: object) -> object:
    """Return a dataclass as its fields, an instant as text: a hundred waiting files are written every other second."""
    if isinstance(value, datetime):
        return value.isoformat()
    assert isinstance(value, (Heartbeat, InboxHealth, Held, Text))
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def read_heartbeat(root: Path) -> Heartbeat | None:
    """Return the last heartbeat of the office at `root`, None where no watcher ever ran or its file cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _heartbeat(json.loads((root / FOLDER / FILE).read_bytes()))
    return None


def _heartbeat(raw: dict[str, Any]) -> Heartbeat:
    return Heartbeat(
        **{
            **raw,
            "at": datetime.fromisoformat(raw["at"]),
            "started": datetime.fromisoformat(raw["started"]),
            "inboxes": tuple(_inbox(inbox) for inbox in raw["inboxes"]),
            "channels_down": tuple(Text(**one) for one in raw.get("channels_down", ())),
        }
    )


def _inbox(raw: dict[str, Any]) -> InboxHealth:
    return InboxHealth(
        **{
            **raw,
            "state": State(raw["state"]),
            "since": datetime.fromisoformat(raw["since"]),
            "last_scan": _maybe(raw["last_scan"]),
            "reason": raw["reason"] and Text(**raw["reason"]),
            "waiting": tuple(
                Held(held["file"], Text(**held["reason"]), _maybe(held["since"])) for held in raw["waiting"]
            ),
            "junk_old": tuple(raw["junk_old"]),
        }
    )


def _plain_inbox(inbox: InboxHealth, now: datetime, lang: Lang) -> dict[str, object]:
    return {
        "folder": inbox.folder,
        "state": inbox.state.value,
        "reason": inbox.reason and inbox.reason.say(lang),
        "since": _instant(inbox.since, now),
        "last_scan": _instant(inbox.last_scan, now),
        "network": inbox.network,
        "missed_by_events": inbox.missed_by_events,
        "waiting_count": inbox.waiting_count,
        "waiting": [
            {"file": held.file, "reason": held.reason.say(lang), "since": _instant(held.since, now)}
            for held in inbox.waiting
        ],
        "junk_count": inbox.junk_count,
        "junk_old_count": inbox.junk_old_count,
        "junk_old": list(inbox.junk_old),
    }


def _filled(wording: Text, facts: Mapping[str, object]) -> Text:
    return Text(wording.say("zh", facts), wording.say("en", facts))


def _maybe(instant: str | None) -> datetime | None:
    return None if instant is None else datetime.fromisoformat(instant)


def _instant(instant: datetime | None, now: datetime) -> str | None:
    return None if instant is None else instant.astimezone(now.tzinfo).isoformat(timespec="seconds")


def _minute(instant: datetime) -> str:
    return instant.strftime("%m-%d %H:%M")
