"""What the watcher says, in words: one line for each change of state, and its findings below."""

from collections.abc import Iterator, Mapping

from recordkit.actions.sweep import Swept
from recordkit.cli.outcomes import STATUS
from recordkit.wording import Lang, Text

EVENTS = {
    "started": Text("开始值守 {inbox}(Ctrl+C 停止)", "watching {inbox} (Ctrl+C stops)"),
    "stopped": Text("已停止值守", "stopped"),
    "paused": Text("暂停: {reason}", "paused: {reason}"),
    "resumed": Text("恢复工作", "going on"),
    "offline": Text(
        "收件箱不在线: 不收取, 恢复后自动继续", "the inbox is offline: nothing is taken until it is back"
    ),
    "online": Text("收件箱已恢复", "the inbox is back"),
    "waiting": Text("等待: {input} — {reason}", "waiting: {input} — {reason}"),
}


def said_lines(said: Mapping[str, object], lang: Lang) -> Iterator[str]:
    """Yield the lines for one thing that the watcher said."""
    event, at = str(said["event"]), str(said.get("at", ""))[11:19]
    clock = f"{at} " if at else ""
    if event in EVENTS:
        yield clock + EVENTS[event].say(lang, said)
        return
    name = f" → {said['name']}" if said.get("name") else ""
    status = STATUS[event].say(lang) if event in STATUS else event
    yield f"{clock}{status}: {said.get('input', '')}{name}"
    findings = said.get("findings")
    for finding in findings if isinstance(findings, list) else ():
        yield f"    {finding['message']}"


def plain_waiting(swept: Swept, lang: Lang) -> Iterator[dict[str, object]]:
    """Yield what still waits, in the shape of an outcome, with the reason why."""
    for one in swept.waiting:
        yield {
            "input": one.path.name,
            "status": "waiting",
            "name": None,
            "sha256": None,
            "findings": [],
            "reason": one.reason.say(lang),
        }
