"""`file FILE…`: file documents now; exit 1 if any was rejected."""

from typing import Annotated

import typer

from recordkit.actions.file import file
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import existing, instant
from recordkit.cli.outcomes import say_outcomes
from recordkit.cli.streams import out_json


def command(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="要归档的文档‖the documents to file")],
    received: Annotated[
        str | None,
        typer.Option(
            "--received",
            metavar="INSTANT",
            help="实际收到的时间(主管; 纸质或导入用)‖when it was received (supervisor; for paper and imports)",
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="为何另定时间‖why the time is set by hand")
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    paths = [existing("FILE", name) for name in files]
    when = None if received is None else instant("--received", received, office.zone)
    outcomes = file(office, paths, call.at, received=when, reason=reason)
    if json:
        out_json([outcome.plain(call.lang) for outcome in outcomes])
    else:
        say_outcomes(outcomes, call.lang)
    return 1 if any(outcome.status == "rejected" for outcome in outcomes) else 0
