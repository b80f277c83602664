"""`init DIR`: an office in an empty or new folder."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from recordkit.actions.init import Founding, init
from recordkit.cli.call import call_of
from recordkit.cli.language import lang_of
from recordkit.cli.streams import err, out
from recordkit.domain.naming import DateStyle
from recordkit.errors import BadUsage
from recordkit.wording import Text

MADE = Text(
    "已建立“{name}”: {root}\n"
    "  共享文件夹 {inbox}   (填报/ 放表单, 直接放文档即归档)\n"
    "  设置 recordkit.toml   (哪些科室须报送)\n"
    "  总监 {director}({login})\n"
    "接下来: recordkit --office {root} blank 类型; recordkit --office {root} watch",
    "{name} is founded: {root}\n"
    "  the shared folder {inbox}   (forms into 填报/, documents straight into it)\n"
    "  its settings recordkit.toml   (which departments owe what)\n"
    "  its director {director} ({login})\n"
    "Next: recordkit --office {root} blank TYPE; recordkit --office {root} watch",
)
OPEN_TO_OTHERS = Text(
    "注意: {root} 对其他用户可写。请收紧权限, 只把 inbox/ 共享出去。",
    "Mind: others may write to {root}. Tighten its rights, and share inbox/ alone.",
)
NAME_WANTED = Text("写上单位名称: --name 单位", "name the unit: --name TEXT")


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="空文件夹或新文件夹‖an empty or new folder")],
    name: Annotated[
        str,
        typer.Option(
            "--name", metavar="TEXT", help="单位名称(默认文件夹名)‖the unit (default: the folder's name)"
        ),
    ] = "",
    director: Annotated[
        str | None,
        typer.Option("--director", metavar="NAME", help="您的姓名(首位总监)‖your name (the first director)"),
    ] = None,
    departments: Annotated[
        str,
        typer.Option(
            "--departments", metavar="A,B", help="科室, 逗号隔开‖the departments, with commas between"
        ),
    ] = "",
    language: Annotated[
        str | None, typer.Option("--language", metavar="zh|en", help="单位的语言‖the office's language")
    ] = None,
    date_style: Annotated[
        str,
        typer.Option(
            "--date-style",
            metavar="policy|iso|compact",
            help="文件名中的日期: 2023-0315、2023-03-15 或 20230315, 以后不能改"
            "‖days in names: 2023-0315, 2023-03-15 or 20230315; fixed from then on",
        ),
    ] = "policy",
    timezone: Annotated[
        str,
        typer.Option("--timezone", metavar="ZONE", help="时区, 以后不能改‖the time zone; fixed from then on"),
    ] = "Asia/Shanghai",
) -> int:
    call = call_of(ctx)
    style, zone = _style(date_style), _zone(timezone)
    lang = lang_of(language) if language else call.lang
    root = Path(folder).resolve()
    unit = name.strip() or root.name
    if not unit:
        raise BadUsage(what="--name", value=name, remedy=NAME_WANTED)
    founding = Founding(unit, director, lang, _names(departments), style=style, zone=zone)
    office = init(root, founding, call.at)
    call.opened.callback(office.archive.close)
    call.settle(lang)
    facts = {
        "name": unit,
        "root": root,
        "inbox": office.inbox,
        "director": office.person.name,
        "login": office.person.login,
    }
    out(MADE.say(call.lang, facts))
    if root.stat().st_mode & 0o002:
        err(OPEN_TO_OTHERS.say(call.lang, {"root": root}))
    return 0


def _style(text: str) -> DateStyle:
    try:
        return DateStyle(text)
    except ValueError:
        raise BadUsage(what="--date-style", value=text, remedy=" | ".join(DateStyle)) from None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadUsage(what="--timezone", value=text, remedy="Asia/Shanghai") from None


def _names(text: str) -> tuple[str, ...]:
    words = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
