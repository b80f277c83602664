"""Options that several commands share, and how their words are read: a word that cannot be read is refused in both languages."""

from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from recordkit.domain.dates import NoDate, read_day, read_instant
from recordkit.domain.periods import end_of
from recordkit.errors import BadUsage
from recordkit.wording import Text

NO_FILE = Text("没有这个文件", "there is no such file")
NO_NUMBER = Text("应为整数", "a whole number is wanted")
NO_SECONDS = Text("应为秒数", "a number of seconds is wanted")
NO_DAY = Text("日期写作 2026-11-06", "a day reads 2026-11-06")
NO_INSTANT = Text(
    "时间写作 2026-11-06、“2026-11-06 10:00”或 2026-11-06T10:00+08:00",
    "an instant reads 2026-11-06, '2026-11-06 10:00' or 2026-11-06T10:00+08:00",
)
LAST = timedelta(seconds=1)


def whole(what: str, text: str | None) -> int | None:
    """Return the whole number from 1 up that an option names; raises BadUsage."""
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise BadUsage(what=what, value=text, remedy=NO_NUMBER)
    return int(text)


def seconds(what: str, text: str | None) -> float | None:
    """Return the seconds that an option names; raises BadUsage."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise BadUsage(what=what, value=text, remedy=NO_SECONDS)
    return value


def day(what: str, text: str | None) -> date | None:
    """Return the day that an option names; raises BadUsage."""
    if text is None:
        return None
    try:
        return read_day(text)
    except NoDate:
        raise BadUsage(what=what, value=text, remedy=NO_DAY) from None


def instant(what: str, text: str, zone: tzinfo) -> datetime:
    """Return the aware instant that an option names, in `zone` unless it says its own; a bare day means its last second.

    So the board as of the due day still holds what came in on it, and calls nothing late yet (C4). Raises BadUsage.
    """
    try:
        return read_instant(text, zone)
    except NoDate:
        pass
    try:
        return end_of(read_day(text), zone) - LAST
    except NoDate:
        raise BadUsage(what=what, value=text, remedy=NO_INSTANT) from None


def existing(what: str, text: str) -> Path:
    """Return the path of a file that is there; raises BadUsage."""
    path = Path(text)
    if not path.is_file():
        raise BadUsage(what=what, value=text, remedy=NO_FILE)
    return path


Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="理由, 记入日志‖the reason, journalled")
]
Out = Annotated[
    str,
    typer.Option(
        "--out", metavar="DIR", help="放到哪个文件夹(默认当前)‖into which folder (default: this one)"
    ),
]
Full = Annotated[
    bool, typer.Option("--full", help="未脱敏件, 需权限和用途‖unmasked: wants the tier, and a purpose")
]
Purpose = Annotated[
    str | None, typer.Option("--purpose", metavar="TEXT", help="用途, 记入日志‖what for, journalled")
]
Department = Annotated[str | None, typer.Option("--department", metavar="D", help="科室‖the department")]
Type = Annotated[
    str | None,
    typer.Option("--type", metavar="T", help="记录类型(代号或名称)‖the record type, by key or word"),
]
NameArg = Annotated[
    str,
    typer.Argument(metavar="NAME", help="文档名称, 如 家访报告-2023-0315-001‖e.g. 家访报告-2023-0315-001"),
]
