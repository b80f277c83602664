"""`waive DUTY --reason`: excuse a duty (director)."""

from typing import Annotated

import typer

from recordkit.actions.amend import waive
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.options import Reason
from recordkit.cli.streams import out
from recordkit.wording import Text

DONE = Text("已豁免: {duty}", "waived: {duty}")


def command(
    ctx: typer.Context,
    duty: Annotated[
        str,
        typer.Argument(
            metavar="DUTY",
            help="任务的 key, 见 status --json, 如 类型/科室/期间‖the duty's key, see `status --json`: type/department/period",
        ),
    ],
    reason: Reason,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    out(DONE.say(call.lang, {"duty": waive(office, duty, reason, call.at)}))
    return 0
