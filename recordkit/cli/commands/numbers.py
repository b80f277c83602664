"""`numbers [TYPE]`: reserved, filed and voided numbers - the gap report (R1)."""

from typing import Annotated

import typer

from recordkit.actions.keep import numbers
from recordkit.archive.numbers import State
from recordkit.cli.call import call_of
from recordkit.cli.entries import clock, plain_number
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.streams import err, out_json
from recordkit.cli.tables import show_table
from recordkit.wording import Text

STATES = {
    State.RESERVED: Text("已预留", "reserved"),
    State.FILED: Text("已归档", "filed"),
    State.VOIDED: Text("已作废", "voided"),
    State.OPENED: Text("启用前已用", "used before"),
}
HEADS = (
    Text("编号", "number"),
    Text("状态", "state"),
    Text("经手", "by"),
    Text("时间", "at"),
    Text("理由", "reason"),
)
COUNT = Text(
    "预留未归档 {reserved}, 已归档 {filed}, 已作废 {voided}",
    "reserved: {reserved}, filed: {filed}, voided: {voided}",
)


def command(
    ctx: typer.Context,
    type_key: Annotated[
        str | None, typer.Argument(metavar="TYPE", help="记录类型; 不写则全部‖a record type; all without it")
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    held = numbers(office, type_key)
    if json:
        out_json([plain_number(office, number) for number in held])
        return 0
    rows = [
        (office.text(one.name), STATES[one.state].say(call.lang), one.by, clock(office, one.at), one.reason)
        for one in held
    ]
    show_table([head.say(call.lang) for head in HEADS], rows, fold=(4,))
    err(COUNT.say(call.lang, {state.value: sum(one.state is state for one in held) for state in State}))
    return 0
