"""`revise NAME FILE|INPUT`: a later version of a filed document; exit 1 if it was rejected."""

from typing import Annotated

import typer

from recordkit.actions.revise import revise
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg, existing
from recordkit.cli.outcomes import say_outcomes
from recordkit.cli.streams import out_json


def command(
    ctx: typer.Context,
    name: NameArg,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|INPUT",
            help="新的文档, 或重新生成所用的输入‖the new document, or input to make it from",
        ),
    ],
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    outcome = revise(office, name, existing("FILE", file), call.at)
    if json:
        out_json(outcome.plain(call.lang))
    else:
        say_outcomes([outcome], call.lang)
    return 1 if outcome.status == "rejected" else 0
