"""`numbers void NAME --reason`: a number that was never used."""

import typer

from recordkit.actions.amend import void
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg, Reason
from recordkit.cli.streams import out
from recordkit.wording import Text

DONE = Text("已作废: {name}", "voided: {name}")


def command(ctx: typer.Context, name: NameArg, reason: Reason) -> int:
    call = call_of(ctx)
    office = open_office(call)
    out(DONE.say(call.lang, {"name": void(office, name, reason, call.at)}))
    return 0
