"""`types copy KEY`: a shipped type, copied into the office's own templates/ to be changed there (law 2)."""

from typing import Annotated

import typer

from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.streams import out
from recordkit.wording import Text

COPIED = Text(
    "已复制到 {folder}, 可修改其中的 type.toml 和模板。",
    "copied to {folder}: change its type.toml and template there.",
)


def command(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="类型的代号或名称‖the type's key or word")],
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    folder = office.types.copy(office.types.get(key).key)
    out(COPIED.say(call.lang, {"folder": folder}))
    return 0
