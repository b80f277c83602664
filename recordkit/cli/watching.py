"""What the watcher says, in words: one line for each change of state, and its findings below."""

from collections.abc import Iterator, Mapping

from recordkit.actions.sweep import Swept
from recordkit.cli.outcomes import STATUS
from recordkit.wording import Lang, Text

EVENTS = {
    "started": Text("开始值守 {inbox}(Ctrl+C 停止)", "watching {inbox} (Ctrl+C stops)"),
    "stopped": Text("已停止值守 {inbox}", "stopped watching {inbox}"),
    "paused": Text("{inbox}: {reason}", "{inbox}: {reason}"),
    "resumed": Text("{inbox}: 恢复工作", "{inbox}: going on"),
    "offline": Text(
        "收件箱不在线: 不收取, 恢复后自动继续", "the inbox is offline: nothing is taken until it is back"
    ),
    "online": Text("收件箱已恢复", "the inbox is back"),
    "silent": Text(
        "收件箱没有响应: {inbox}, 其它收件箱照常", "the inbox does not answer: {inbox}; the others go on"
    ),
    "answering": Text("收件箱恢复响应: {inbox}", "the inbox answers again: {inbox}"),
    "alarm": Text(
        "请查看: {inbox} 自 {since} 起不可用", "please look: {inbox} has been out of reach since {since}"
    ),
    "no_heartbeat": Text("无法写入运行状态: {reason}", "the heartbeat cannot be written: {reason}"),
    "notified": Text("已发出提醒: {channel} → {to}({count} 项)", "reminded by {channel}: {to} ({count})"),
    "channel_down": Text("提醒未能发出: {reason}", "reminders are not going out: {reason}"),
    "channel_up": Text("提醒恢复发送", "reminders are going out again"),
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
