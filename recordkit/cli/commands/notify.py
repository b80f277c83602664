"""`notify`: send the reminders that are due, or show with --dry-run what would go out; exit 1 when a channel failed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Annotated

import typer

from recordkit.actions.notify import Failure, Notified, notify, preview, troubles
from recordkit.actions.reminding import Item, Letter
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.streams import err, out, out_json
from recordkit.domain.reminders import Hold
from recordkit.wording import Lang, Text

OFF = Text(
    "提醒没有启用: 请在 recordkit.toml 的 [notices] 中设置(见管理员指南)。",
    "reminders are off: set them up in recordkit.toml, under [notices] (see the administrator's guide).",
)
NOTHING = Text("没有要发出的提醒", "nothing to send")
WOULD = Text("将发出 {channel} → {to}: {subject}", "would go out by {channel} to {to}: {subject}")
SENT = Text("已发出 {channel} → {to}: {subject}", "sent by {channel} to {to}: {subject}")
FAILED = Text(
    "未能发出 {channel} → {to}: {reason}; {again} 以后再试",
    "not sent by {channel} to {to}: {reason}; tried again after {again}",
)
ITEM = Text("  {stage}  {subject}", "  {stage}  {subject}")
PASSED = Text("  (代替 {stages})", "  (instead of {stages})")
HELD = Text("暂不发出: {why}({n} 项)", "held back: {why} ({n})")
HELD_ITEM = Text("  {to}  {stage}  {subject}", "  {to}  {stage}  {subject}")
NOBODY = Text("(无地址)", "(no address)")
MORE = Text("  …… 另有 {n} 项, 见 --json", "  … and {n} more: see --json")
SHOWN = 20
WHY = {
    Hold.QUIET: Text("安静时段, 过后发出", "quiet hours, sent after them"),
    Hold.DAY_OFF: Text("休息日, 上班日发出", "a day off, sent on the next working day"),
    Hold.DIGEST: Text("等待每日汇总", "waits for the daily digest"),
    Hold.DOWN: Text("通道故障, 稍后再试", "the channel is down, tried again later"),
    Hold.NO_ADDRESS: Text("没有写明收件人", "no address is set"),
}


def command(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只看将发出什么‖only show what would go out")
    ] = False,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    on = office.config.notices is not None and office.config.notices.enabled
    if not on:
        err(OFF.say(call.lang))
    if dry_run or not on:
        planned = preview(office, call.at) if dry_run else None
        letters, done = (planned.letters, Notified(held=planned.held)) if planned else ((), Notified())
        done = Notified(held=done.held, down=troubles(office, call.at))
    else:
        done = notify(office, call.at)
        letters = ()
    if json:
        out_json(_plain(letters, done, call.lang, office.zone))
    else:
        for line in _lines(letters, done, call.lang, office.zone):
            out(line)
    return 1 if done.failed else 0


def _plain(letters: Sequence[Letter], done: Notified, lang: Lang, zone: tzinfo) -> dict[str, object]:
    return {
        "would_send": [_plain_letter(letter) for letter in letters],
        "sent": [_plain_letter(letter) for letter in done.sent],
        "failed": [
            {**_plain_letter(one.letter), "reason": one.reason.say(lang), "again": _again(one, zone)}
            for one in done.failed
        ],
        "held": [
            {**item.plain(), "why": item.hold, "reason": item.reason and item.reason.say(lang)}
            for item in done.held
        ],
        "down": [one.say(lang) for one in done.down],
    }


def _plain_letter(letter: Letter) -> dict[str, object]:
    message = letter.message
    return {
        "channel": message.channel,
        "to": message.to,
        "subject": message.subject,
        "message_id": message.message_id,
        "notices": [item.plain() for item in letter.items],
    }


def _again(failure: Failure, zone: tzinfo) -> str:
    again: datetime = failure.again.astimezone(zone)
    return again.isoformat(timespec="seconds")


def _lines(letters: Sequence[Letter], done: Notified, lang: Lang, zone: tzinfo) -> Iterator[str]:
    for words, each in ((WOULD, letters), (SENT, done.sent)):
        for letter in each:
            yield words.say(lang, _plain_letter(letter))
            yield from _item_lines(letter.items, lang)
    for failure in done.failed:
        again = failure.again.astimezone(zone).strftime("%m-%d %H:%M")
        yield FAILED.say(lang, {**_plain_letter(failure.letter), "reason": failure.reason, "again": again})
    yield from _held_lines(done.held, lang)
    yield from (one.say(lang) for one in done.down)
    if not (letters or done.sent or done.failed or done.held):
        yield NOTHING.say(lang)


def _item_lines(items: Sequence[Item], lang: Lang) -> Iterator[str]:
    for item in items[:SHOWN]:
        stages = {"stages": list(item.superseded)}
        yield ITEM.say(lang, item.plain()) + (PASSED.say(lang, stages) if item.superseded else "")
    yield from _more(len(items), lang)


def _held_lines(held: Sequence[Item], lang: Lang) -> Iterator[str]:
    def why(item: Item) -> str:
        return str(item.hold)

    for hold, group in groupby(sorted(held, key=why), key=why):
        items = list(group)
        yield HELD.say(lang, {"why": WHY[Hold(hold)], "n": len(items)})
        for item in items[:SHOWN]:
            to = item.to or NOBODY.say(lang)
            yield HELD_ITEM.say(lang, {**item.plain(), "to": to})
        yield from _more(len(items), lang)


def _more(count: int, lang: Lang) -> Iterator[str]:
    if count > SHOWN:
        yield MORE.say(lang, {"n": count - SHOWN})
