"""`demo [DIR]`: the main job on sample input, in a fresh office, told step by step."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from recordkit.actions.demo import demo
from recordkit.cli.board import show_board
from recordkit.cli.call import call_of
from recordkit.cli.streams import out
from recordkit.wording import Text

AT = datetime(2026, 12, 3, 16, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The instant at which the demo's story ends: the sample inputs tell of 2026."""
LOOK = Text("请打开看看:", "Now look at:")


def command(
    ctx: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", help="建在哪里(默认 recordkit-demo)‖where (default: recordkit-demo)"),
    ] = "recordkit-demo",
) -> int:
    call = call_of(ctx)
    told = demo(Path(folder).resolve(), AT, lambda step: out(step.say(call.lang)), lang=call.lang)
    call.opened.callback(told.office.archive.close)
    out()
    show_board(told.board, call.lang)
    out()
    out(LOOK.say(call.lang))
    for what, path in told.look:
        out(f"  {what.say(call.lang)}: {path}")
    return 0
