"""The [inbox] and [archive] sections: where the folders lie, and how long a file settles."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from recordkit.config.words import quoted

KEYS = frozenset({"folder", "settle", "interval", "network_interval", "incomplete_after", "repair_names"})
SECONDS = ("settle", "interval", "network_interval", "incomplete_after")
LONGEST_WAIT = 7 * 24 * 3600
"""Seconds: what waits longer than a week is a slip of the pen."""
TAKEN = frozenset({"templates", "secrets"})
"""Folders of the office that hold something else."""


def inbox_faults(inbox: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the [inbox] section but its folder."""
    for key in SECONDS:
        value = inbox.get(key, 1)
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not 0 <= value <= LONGEST_WAIT:
            yield f"[inbox] {key}: a number of seconds, 0 to {LONGEST_WAIT} / 应为秒数"
        elif key.endswith("interval") and value == 0:
            yield f"[inbox] {key}: more than 0 seconds / 应大于 0 秒"
    if not isinstance(inbox.get("repair_names", True), bool):
        yield "[inbox] repair_names: true or false / 应为 true 或 false"


def inboxes(folder: object) -> tuple[str, ...]:
    """Return the inboxes that `folder` of the [inbox] section names: one, or a list of them; the first is the office's own."""
    return (folder,) if isinstance(folder, str) else tuple(folder) if isinstance(folder, list) else ()


def folder_faults(inbox: object, archive: object) -> Iterator[str]:
    """Yield what is wrong with the folders: the archive lies in the office, an inbox there or on a mounted share."""
    named: list[object] = list(inbox) if isinstance(inbox, list) and inbox else [inbox]
    sound = [_folder(folder) for folder in [archive, *named]]
    sections = ["archive", *("inbox" for _ in named)]
    for section, folder, parts in zip(sections, [archive, *named], sound, strict=True):
        if parts is None:
            yield f"[{section}] folder: no folder's name: {quoted(folder)} / 应为文件夹名称"
        elif ".." in parts or (section == "archive" and _is_absolute(parts)):
            yield f"[{section}] folder: {quoted(folder)} lies outside the office / 不得在单位文件夹之外"
        elif not parts or parts[0] in TAKEN:
            yield f"[{section}] folder: {quoted(folder)} holds something else already / 该文件夹另有用途"
    yield from _nested(sound)


def _nested(sound: list[list[str] | None]) -> Iterator[str]:
    """Yield the pairs that lie in each other; the archive is the first."""
    for number, mine in enumerate(sound):
        for other in sound[number + 1 :]:
            if mine and other and (mine[: len(other)] == other or other[: len(mine)] == mine):
                if number == 0:
                    yield "[inbox] folder: the inbox and the archive lie in each other / 收件夹与档案不能互相包含"
                else:
                    yield f"[inbox] folder: two inboxes lie in each other: {quoted('/'.join(mine))} / 收件夹不能互相包含"


def _folder(folder: object) -> list[str] | None:
    """Return the parts of a folder's path ("" first where it is absolute), or None if it is no path."""
    if not isinstance(folder, str) or not folder.strip() or not folder.isprintable():
        return None
    parts = re.split(r"[/\\]", folder)
    return [part for i, part in enumerate(parts) if part not in ("", ".") or (i == 0 and part == "")]


def _is_absolute(parts: list[str]) -> bool:
    return parts[0] == "" or parts[0].endswith(":") if parts else False
