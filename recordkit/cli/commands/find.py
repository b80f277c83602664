"""`find [WORDS]`: search names, values and text; sensitive types by their masked values only (R83)."""

from typing import Annotated

import typer

from recordkit.actions.look_up import Query, find
from recordkit.cli.call import call_of
from recordkit.cli.entries import clock, plain_entry
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Type, day, whole
from recordkit.cli.streams import err, out_json
from recordkit.cli.tables import show_table
from recordkit.wording import Text

HEADS = (Text("名称", "name"), Text("标题", "title"), Text("科室", "department"), Text("收到", "received"))
COUNT = Text("共 {n} 份", "found: {n}")
LIMITED = Text("只显示前 {n} 份, 更多请加 --limit", "only the first {n}; for more, --limit")
WITHDRAWN = Text("(已撤回)", " (withdrawn)")


def command(
    ctx: typer.Context,
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="要找的词, 都须出现‖the words, all of which must occur"),
    ] = None,
    type_key: Type = None,
    department: Department = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="名称中的日期自此日起‖from this day of the name on"),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="到此日止(含)‖to this day, included")
    ] = None,
    limit: Annotated[
        str, typer.Option("--limit", metavar="N", help="至多几份(默认 50)‖how many at most (50)")
    ] = "50",
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    most = whole("--limit", limit) or 0
    query = Query(" ".join(words or ()), type_key, department, day("--from", since), day("--to", until), most)
    found = find(office, query)
    if json:
        out_json([plain_entry(office, entry) for entry in found])
        return 0
    rows = [
        (
            entry.name + (WITHDRAWN.say(call.lang) if entry.withdrawn else ""),
            entry.title,
            entry.department,
            clock(office, entry.received),
        )
        for entry in found
    ]
    show_table([head.say(call.lang) for head in HEADS], rows, fold=(1,))
    err((COUNT if len(found) < most else LIMITED).say(call.lang, {"n": len(found)}))
    return 0
