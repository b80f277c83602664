"""`rebuild`: the catalogue again, from journal and store alone (law 3)."""

import typer

from recordkit.actions.rebuild import rebuild
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.progress import Progress
from recordkit.cli.streams import out
from recordkit.wording import Text

DONE = Text("目录已重建: {n} 个事件", "the catalogue is rebuilt: {n} events")


def command(ctx: typer.Context) -> int:
    call = call_of(ctx)
    office = open_office(call)
    with Progress() as progress:
        events = rebuild(office, call.at, progress)
    out(DONE.say(call.lang, {"n": events}))
    return 0
