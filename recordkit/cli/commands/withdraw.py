"""`withdraw NAME --reason`: what was filed by mistake; its content stays, duties no longer count it."""

import typer

from recordkit.actions.amend import withdraw
from recordkit.cli.call import call_of
from recordkit.cli.entries import plain_entry
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg, Reason
from recordkit.cli.streams import out, out_json
from recordkit.wording import Text

DONE = Text("已撤回: {name}(内容仍在档案中)", "withdrawn: {name} (its content stays in the archive)")


def command(ctx: typer.Context, name: NameArg, reason: Reason, json: Json = False) -> int:
    call = call_of(ctx)
    office = open_office(call)
    entry = withdraw(office, name, reason, call.at)
    if json:
        out_json(plain_entry(office, entry))
    else:
        out(DONE.say(call.lang, {"name": entry.name}))
    return 0
