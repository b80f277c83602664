"""`log [NAME]`: the events of one entry, or of all, oldest first."""

from typing import Annotated

import typer

from recordkit.actions.look_up import log
from recordkit.cli.call import call_of
from recordkit.cli.entries import clock, plain_event
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.streams import out_json
from recordkit.cli.tables import show_table
from recordkit.domain.entry import Event
from recordkit.domain.verbs import verb_words
from recordkit.wording import Text

HEADS = (
    Text("序号", "seq"),
    Text("时间", "at"),
    Text("事件", "event"),
    Text("经手", "by"),
    Text("名称", "name"),
    Text("说明", "what"),
)
TOLD = ("version", "period", "reason", "keys", "purpose", "act", "login", "duty", "stage", "to")


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="文档名称; 不写则全部‖a name; all without it")
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    events = log(office, name)
    if json:
        out_json([plain_event(office, line, event) for line, event in events])
        return 0
    rows = [
        (
            line.seq,
            clock(office, line.at),
            verb_words(str(event["verb"])).say(call.lang),
            event["by"],
            event.get("name"),
            _told(event),
        )
        for line, event in events
    ]
    show_table([head.say(call.lang) for head in HEADS], rows, fold=(4, 5))
    return 0


def _told(event: Event) -> str:
    parts = []
    for key in TOLD:
        value = event.get(key)
        if value is not None:
            parts.append(f"{key}={','.join(map(str, value)) if isinstance(value, list) else value}")
    return " ".join(parts)
