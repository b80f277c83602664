"""`status`: duties and how they stand; exit 0, with --fail-late 1 when something is late. Stays light but for what it writes."""

from importlib import import_module
from typing import Annotated

import typer

from recordkit.actions.status import Wanted, status
from recordkit.cli.call import call_of
from recordkit.cli.health import show_health
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Type, instant
from recordkit.cli.outward import out_file
from recordkit.cli.streams import err, out_json
from recordkit.wording import Text

PAGE = "recordkit.actions.publish"
BOOK = "recordkit.actions.publish_book"
CALENDAR = "recordkit.actions.publish_calendar"
TABLE = "recordkit.cli.board"
"""Loaded only when they are wanted: a template engine, a workbook's and a calendar's library, rich."""
WRITTEN = Text("状态页: {path}", "status page: {path}")
BOOK_WRITTEN = Text("工作簿: {path}", "workbook: {path}")
CALENDAR_WRITTEN = Text("日历: {path}", "calendar: {path}")


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
    xlsx: Annotated[
        str | None,
        typer.Option(
            "--xlsx",
            metavar="FILE",
            help="写成工作簿: 概况、热图、每项任务一张表‖as a workbook: a summary, a heat map, a sheet a duty",
        ),
    ] = None,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help="写成可订阅的日历, 含今后 12 个月‖as a calendar to subscribe to, with the next 12 months",
        ),
    ] = None,
    fail_late: Annotated[
        bool, typer.Option("--fail-late", help="有逾期则退出码为 1‖exit 1 when something is late")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="看监视程序: 有异常则退出码为 1‖the watcher's health; exit 1 when something is amiss",
        ),
    ] = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    if watch:
        return show_health(office, call, json=json)
    now = call.at if as_of is None else instant("--as-of", as_of, office.zone)
    wanted = Wanted(department, type_key, late)
    board = status(office, now, wanted)
    if html is not None:
        import_module(PAGE).publish(
            office, out_file(office, "--html", html, ".html"), now, lang=call.lang, board=board
        )
        err(WRITTEN.say(call.lang, {"path": html}))
    if xlsx is not None:
        import_module(BOOK).publish_book(board, out_file(office, "--xlsx", xlsx, ".xlsx"), call.lang)
        err(BOOK_WRITTEN.say(call.lang, {"path": xlsx}))
    if ics is not None:
        import_module(CALENDAR).publish_calendar(
            office, out_file(office, "--ics", ics, ".ics"), now, wanted=wanted, lang=call.lang
        )
        err(CALENDAR_WRITTEN.say(call.lang, {"path": ics}))
    if json:
        out_json(board.plain())
    elif html is xlsx is ics is None:
        import_module(TABLE).show_board(board, call.lang, narrowed=wanted != Wanted())
    return 1 if fail_late and board.late else 0
