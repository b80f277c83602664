"""`status --watch`: the watcher's health as a person reads it, from its heartbeat alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from recordkit.actions.health import NEVER, STATES, Heartbeat, InboxHealth, read_heartbeat
from recordkit.cli.call import Call
from recordkit.cli.outcomes import STATUS
from recordkit.cli.streams import out, out_json
from recordkit.office import Office
from recordkit.wording import Lang, Text, spoken

WELL = Text(
    "watch 正常运行(进程 {pid}, 自 {started})", "`recordkit watch` is well (process {pid}, since {started})"
)
INBOX = Text("{folder}: {state}, 上次扫描 {last_scan}", "{folder}: {state}, last scan {last_scan}")
NETWORK = Text(
    "  网络文件系统({network}), 逐个文件夹扫描",
    "  on a network filesystem ({network}), scanned folder by folder",
)
MISSED = Text("  未收到系统通知而由扫描发现: {count}", "  found by the scan, no event told of them: {count}")
WAITING = Text("  等待 {count}:", "  waiting {count}:")
HELD = Text("    {file} — {reason}{since}", "    {file} — {reason}{since}")
SINCE = Text(", 自 {since}", ", since {since}")
MORE = Text("    … 另有 {count} 个", "    … and {count} more")
JUNK = Text(
    "  临时文件 {count} 个, 其中 {old} 个已超过一天:",
    "  temporary files {count}, of which {old} are older than a day:",
)
TODAY = Text("今天: {counts}", "today: {counts}")
NOTHING = Text("今天没有收到文件", "nothing came today")
UNKNOWN = Text("(未登记的人)", "(not listed)")


def show_health(office: Office, call: Call, *, json: bool) -> int:
    """Print the watcher's health at the call's instant; return 0 when all is well, else 1."""
    now, beat = call.at.astimezone(office.zone), read_heartbeat(office.root)
    if beat is None:
        fault = NEVER.say(call.lang)
        if json:
            out_json(
                {"running": False, "well": False, "amiss": fault, "inboxes": [], "today": {}, "people": {}}
            )
        else:
            out(fault)
        return 1
    if json:
        out_json(beat.plain(now, call.lang))
    else:
        names = {person.login: person.name for person in office.archive.people()}
        for line in health_lines(beat, now, call.lang, names):
            out(line)
    return 0 if beat.amiss(now) is None else 1


def health_lines(beat: Heartbeat, now: datetime, lang: Lang, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines: what is amiss or that all is well, each inbox, the day's counts in all and by person."""
    fault = beat.amiss(now)
    facts = {"pid": beat.pid, "started": _clock(beat.started, now)}
    yield WELL.say(lang, facts) if fault is None else fault.say(lang)
    for inbox in beat.inboxes:
        yield from _inbox_lines(inbox, now, lang)
    yield TODAY.say(lang, {"counts": _counts(beat.today, lang)}) if beat.today else NOTHING.say(lang)
    for login, counts in sorted(beat.people.items()):
        yield f"  {names.get(login) or UNKNOWN.say(lang)}: {_counts(counts, lang)}"


def _inbox_lines(inbox: InboxHealth, now: datetime, lang: Lang) -> Iterator[str]:
    state = STATES[inbox.state] if inbox.reason is None else inbox.reason
    scan = "–" if inbox.last_scan is None else _clock(inbox.last_scan, now)
    yield INBOX.say(lang, {"folder": inbox.folder, "state": state, "last_scan": scan})
    if inbox.network is not None:
        yield NETWORK.say(lang, {"network": inbox.network})
    if inbox.missed_by_events:
        yield MISSED.say(lang, {"count": inbox.missed_by_events})
    if inbox.waiting:
        yield WAITING.say(lang, {"count": inbox.waiting_count})
    for held in inbox.waiting:
        since = "" if held.since is None else SINCE.say(lang, {"since": _clock(held.since, now)})
        yield HELD.say(lang, {"file": held.file, "reason": held.reason, "since": since})
    yield from _more(inbox.waiting_count - len(inbox.waiting), lang)
    if inbox.junk_old:
        yield JUNK.say(lang, {"count": inbox.junk_count, "old": inbox.junk_old_count})
        yield from (f"    {place}" for place in inbox.junk_old)
        yield from _more(inbox.junk_old_count - len(inbox.junk_old), lang)


def _more(count: int, lang: Lang) -> Iterator[str]:
    if count > 0:
        yield MORE.say(lang, {"count": count})


def _counts(counts: Mapping[str, int], lang: Lang) -> str:
    said = [f"{STATUS[status].say(lang)} {counts[status]}" for status in STATUS if counts.get(status)]
    return str(spoken(said, lang))


def _clock(instant: datetime, now: datetime) -> str:
    """Return the time of day, with the day where it is another one than today's."""
    local = instant.astimezone(now.tzinfo)
    return local.strftime("%H:%M:%S" if local.date() == now.date() else "%Y-%m-%d %H:%M")
