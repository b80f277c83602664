"""`blank TYPE`: an Excel form to fill in for a type."""

from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.blank import blank
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.outward import out_file, out_folder
from recordkit.cli.streams import out
from recordkit.office import Office
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
    path = blank(office, type_key, call.lang, _target(office, target) if target else None)
    out(WRITTEN.say(call.lang, {"path": path}))
    return 0


def _target(office: Office, text: str) -> Path:
    """Return the file to write; its folder is made where it is missing."""
    out_folder(office, "--out", str(Path(text).parent))
    return Path(text) if not Path(text).parent.is_dir() else out_file(office, "--out", text)
