"""`assign NAME --period P`: which period a report is for."""

from typing import Annotated

import typer

from recordkit.actions.amend import assign
from recordkit.cli.call import call_of
from recordkit.cli.entries import plain_entry
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg
from recordkit.cli.streams import out, out_json
from recordkit.wording import Text

DONE = Text("已确认: {name} 的报告期为 {period}", "assigned: {name} reports on {period}")


def command(
    ctx: typer.Context,
    name: NameArg,
    period: Annotated[
        str, typer.Option("--period", metavar="P", help="如 2026-10、2026Q3‖e.g. 2026-10, 2026Q3")
    ],
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    entry = assign(office, name, period, call.at)
    if json:
        out_json(plain_entry(office, entry))
    else:
        out(DONE.say(call.lang, {"name": entry.name, "period": entry.period}))
    return 0
