"""`blank TYPE`: an Excel form to fill in for a type."""

from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.blank import blank
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.streams import out
from recordkit.wording import Text

WRITTEN = Text("空白表单: {path}", "blank form: {path}")


def command(
    ctx: typer.Context,
    type_key: Annotated[
        str, typer.Argument(metavar="TYPE", help="记录类型(代号或名称)‖the record type, by key or word")
    ],
    target: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help="写到哪个文件‖into which file")
    ] = None,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    path = blank(office, type_key, call.lang, Path(target) if target else None)
    out(WRITTEN.say(call.lang, {"path": path}))
    return 0
