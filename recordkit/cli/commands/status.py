"""`status`: duties and how they stand; exit 0, with --fail-late 1 when something is late. Stays light but for --html."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.status import Wanted, status
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Type, instant
from recordkit.cli.streams import err, out_json
from recordkit.wording import Text

PAGE = "recordkit.actions.publish"
TABLE = "recordkit.cli.board"
"""Loaded only when they are wanted: the page brings a template engine, the table brings rich."""
WRITTEN = Text("状态页: {path}", "status page: {path}")


def command(
    ctx: typer.Context,
    *,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="INSTANT",
            help="截至何时(默认现在); 只写日期则为当日 23:59:59‖as of when (default: now); a bare day means its 23:59:59",
        ),
    ] = None,
    department: Department = None,
    type_key: Type = None,
    late: Annotated[bool, typer.Option("--late", help="只看逾期未交‖only what is late")] = False,
    json: Json = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="写成一个网页文件‖as a page, into this file")
    ] = None,
    fail_late: Annotated[
        bool, typer.Option("--fail-late", help="有逾期则退出码为 1‖exit 1 when something is late")
    ] = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    now = call.at if as_of is None else instant("--as-of", as_of, office.zone)
    board = status(office, now, Wanted(department, type_key, late))
    if html is not None:
        import_module(PAGE).publish(office, Path(html), now, lang=call.lang, board=board)
        err(WRITTEN.say(call.lang, {"path": html}))
    if json:
        out_json(board.plain())
    elif html is None:
        import_module(TABLE).show_board(board, call.lang)
    return 1 if fail_late and board.late else 0
