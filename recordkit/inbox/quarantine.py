"""What goes back to the clerks: the file in 退回/ beside `<name>.原因.txt`, which is published first (INTAKE, Quarantine).

Law: nothing is deleted, nothing is written over but an old reason, and the first line says what is wrong.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from recordkit.disk import sync_folder
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import MAX_BYTES
from recordkit.inbox.claim import let_go
from recordkit.inbox.junk import REASON_SUFFIX
from recordkit.inbox.layout import REJECTED, STATE
from recordkit.inbox.place import cut, free_names, place, place_exactly, write_durably
from recordkit.inbox.propose import readable
from recordkit.inbox.sheets import Claim
from recordkit.wording import Lang, Text

NAMING = Text(
    "文件名应为“类型-日期-编号”, 如 家访报告-2023-0315-001 (R1)",
    "a name reads type-date-number, such as 家访报告-2023-0315-001 (R1)",
)
SECTIONS = Text(
    "会议纪要等文件的必备部分须齐全且有内容 (R7)",
    "the compulsory parts are all there and hold something (R7)",
)
SOUND = Text(
    "文件须完整、可以打开, 不带密码和宏, 扩展名与内容一致",
    "a file is whole, opens, has no password and no macros, and is what its extension says",
)
TIERS = Text("替换已归档文件须主管以上权限 (R3)", "replacing a filed document needs a supervisor (R3)")
RULES: Mapping[str, Text] = {
    "name": NAMING,
    "number": NAMING,
    "section": SECTIONS,
    "file": SOUND,
    "may": TIERS,
}

FILE = Text("文件: {name}", "file: {name}")
WHEN = Text("收到: {received}　退回: {at}", "received: {received}   returned: {at}")
RULE = Text("   规则: {rule}", "   rule: {rule}")
DO = Text("   怎么办: {suggestion}", "   what to do: {suggestion}")
RIGHT_NAME = Text("正确的文件名: {nearest}", "the right name: {nearest}")
DRAFT = ".tmp"
AGAIN = Text(
    "改好后重新放入收件文件夹即可; 本说明可以删除。",
    "Put it right and drop it into the inbox again; this note may be deleted.",
)


def reject(
    inbox: Path,
    claimed: Claim,
    findings: Sequence[Finding],
    lang: Lang,
    *,
    at: datetime,
    nearest: str | None = None,
) -> Path:
    """Move a claimed file into 退回/, its reason published first, and return where it lies; `at` is in the office's zone.

    Another file of that name there stays: this one becomes "name (2)". Raises OSError, and then it stays claimed.
    """
    folder = _folder(inbox, claimed.folder)
    content = reason(claimed, findings, lang, at=at, nearest=nearest).encode("utf-8-sig", "replace")
    # Samba shows nobody a name whose bytes are no text.
    name = cut(readable(claimed.name).replace("\\", "_"), MAX_BYTES)
    for target in free_names(folder / name):
        if _taken(target, claimed.path):
            continue
        _publish(inbox, content, target.with_name(reason_name(target.name)))
        if place_exactly(claimed.path, target):
            let_go(claimed)
            return target
    raise AssertionError("names do not end")


def tidy(inbox: Path) -> None:
    """Remove the reasons and marked workbooks that were being written when the program last ended: they are written anew.

    For the inbox's one watcher, before it begins.
    """
    for draft in (inbox / STATE).glob(f"*{DRAFT}"):
        draft.unlink(missing_ok=True)


def reason(
    claimed: Claim, findings: Sequence[Finding], lang: Lang, *, at: datetime, nearest: str | None = None
) -> str:
    """Return what stands in `<name>.原因.txt`, its lines ended for Notepad: fault, rule, what to do, right name, when."""
    faults = errors(findings) or list(findings)
    nearest = nearest or next(
        (str(found) for one in faults if isinstance(found := one.facts.get("nearest"), str)), None
    )
    when = {"received": _minute(claimed.received.astimezone(at.tzinfo)), "at": _minute(at)}
    lines: list[str] = []
    for number, fault in enumerate(faults, start=1):
        lines += _explained(fault, number if len(faults) > 1 else None, lang)
    lines += ["", RIGHT_NAME.say(lang, {"nearest": nearest})] if nearest else []
    lines += ["", FILE.say(lang, {"name": readable(claimed.name)}), WHEN.say(lang, when), AGAIN.say(lang), ""]
    return "\r\n".join(line.replace("\r", " ").replace("\n", "\r\n") for line in lines)


def reason_name(name: str) -> str:
    """Return the name of a file's reason; a name too long for the suffix is cut, and told apart by its hash."""
    room = MAX_BYTES - len(os.fsencode(REASON_SUFFIX))
    whole = os.fsencode(name)
    if len(whole) <= room:
        return name + REASON_SUFFIX
    return f"{cut(name, room - 9)}~{hashlib.sha256(whole).hexdigest()[:8]}{REASON_SUFFIX}"


def return_workbook(inbox: Path, folder: str | None, name: str, content: bytes) -> Path:
    """Put a marked workbook into 退回/, beside one of that name if there is one, and return where it lies."""
    draft = inbox / STATE / f"{uuid4().hex}{DRAFT}"
    write_durably(draft, content)
    try:
        return place(draft, _folder(inbox, folder) / name)
    finally:
        draft.unlink(missing_ok=True)


def _explained(fault: Finding, number: int | None, lang: Lang) -> list[str]:
    head = f"{number}. " if number else ""
    rule = RULES.get(fault.code.partition("_")[0])
    lines = [f"{head}{fault.message(lang)}"]
    if rule is not None:
        lines.append(RULE.say(lang, {"rule": rule}))
    if suggestion := fault.suggestion(lang).strip():
        lines.append(DO.say(lang, {"suggestion": suggestion}))
    return lines


def _folder(inbox: Path, department: str | None) -> Path:
    """Return 退回/ or its sub-folder for the department; a link or file in its place is not followed."""
    root = inbox / REJECTED
    root.mkdir(exist_ok=True)
    below = root / department if department else root
    if below.is_symlink() or (below.exists() and not below.is_dir()):
        return root
    below.mkdir(exist_ok=True)
    sync_folder(root)
    return below


def _taken(target: Path, source: Path) -> bool:
    """True if another file lies there: our own, left by a kill between its two names, does not count."""
    try:
        return not os.path.samestat(target.lstat(), source.lstat())
    except FileNotFoundError:
        return False


def _publish(inbox: Path, content: bytes, target: Path) -> None:
    draft = inbox / STATE / f"{uuid4().hex}{DRAFT}"
    write_durably(draft, content)
    draft.replace(target)
    sync_folder(target.parent)


def _minute(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M")
