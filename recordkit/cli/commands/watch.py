"""`watch`: the daemon; with --once, what is there, then out (exit 1 only if the inbox is offline)."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from recordkit.actions.sweep import Swept
from recordkit.cli.call import Call, call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import seconds
from recordkit.cli.outcomes import say_outcomes
from recordkit.cli.streams import err, out, out_json, out_line
from recordkit.cli.watching import EVENTS, plain_waiting, said_lines
from recordkit.errors import BadUsage
from recordkit.watch.daemon import prepare, watch
from recordkit.wording import Text

OWN = Text("watch 以运行者自己的身份工作", "the watcher works as the user who runs it")
PREPARED = Text("收件箱已就绪: {inbox}", "the inbox is ready: {inbox}")
NOTHING = Text("收件箱里没有待收的文件", "nothing lies in the inbox")


def command(
    ctx: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="收完现有文件即退出‖take what is there, then exit")
    ] = False,
    interval: Annotated[
        str | None,
        typer.Option("--interval", metavar="S", help="每隔几秒扫描(默认见设置)‖seconds between scans"),
    ] = None,
    settle: Annotated[
        str | None,
        typer.Option("--settle", metavar="S", help="文件静止几秒后收取‖seconds a file must lie still"),
    ] = None,
    new_inbox: Annotated[
        bool,
        typer.Option(
            "--new-inbox",
            help="在尚无标记的收件箱中建立标记和文件夹后退出‖give inboxes that have none their marker and folders, then exit",
        ),
    ] = False,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    if call.login is not None:
        raise BadUsage(what="--as", value=call.login, remedy=OWN)
    root = open_office(call).root
    if new_inbox:
        for inbox in prepare(root):
            out(PREPARED.say(call.lang, {"inbox": inbox}))
        return 0
    swept = watch(
        root,
        once=once,
        interval=seconds("--interval", interval),
        settle=seconds("--settle", settle),
        say=_silent if once else _teller(call, json=json),
    )
    if once:
        _tell_once(swept, call, json=json)
    code = 1 if swept.offline else 0
    if swept.hung:  # a thread that the system does not let go of would keep the process from ending
        sys.stdout.flush()
        os._exit(code)
    return code


def _teller(call: Call, *, json: bool) -> Callable[[Mapping[str, object]], None]:
    """Return how the daemon's words are printed: JSON lines in a pipe or when asked for, sentences on a terminal."""
    if json or not sys.stdout.isatty():
        return out_line
    return lambda said: out("\n".join(said_lines(said, call.lang)))


def _silent(_: Mapping[str, object]) -> None:
    return


def _tell_once(swept: Swept, call: Call, *, json: bool) -> None:
    waiting = list(plain_waiting(swept, call.lang))
    if json:
        out_json([*(outcome.plain(call.lang) for outcome in swept.outcomes), *waiting])
        return
    say_outcomes(swept.outcomes, call.lang)
    for one in waiting:
        out(EVENTS["waiting"].say(call.lang, one))
    if swept.offline:
        err(EVENTS["offline"].say(call.lang))
    elif not swept.outcomes and not waiting:
        err(NOTHING.say(call.lang))
