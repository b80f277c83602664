"""`check FILE|NAME…`: would it be filed? Changes nothing; exit 1 if any would be refused. A bare name stays light."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.check import Checked, check_name
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import finding_lines
from recordkit.cli.json_option import Json
from recordkit.cli.streams import out, out_json
from recordkit.config.load import find_office
from recordkit.desk import Desk
from recordkit.wording import Lang, Text

WITH_CONTENT = "recordkit.actions.check_file"
OPENING = "recordkit.cli.opening"
"""Loaded only when there is a file to look into, or the desk cannot tell: they bring the office and the readers."""
WOULD = Text("可以归档: {input}{name}", "would be filed: {input}{name}")
WOULD_NOT = Text("不能归档: {input}", "would be refused: {input}")


def command(
    ctx: typer.Context,
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE|NAME…", help="文件, 或只是文件名‖files, or just their names")
    ],
    json: Json = False,
) -> int:
    call = call_of(ctx)
    verdicts = _light(call, inputs) or _whole(call, inputs)
    if json:
        out_json([verdict.plain(call.lang) for verdict in verdicts])
    else:
        for verdict in verdicts:
            _print(verdict, call.lang)
    return 0 if all(verdict.ok for verdict in verdicts) else 1


def _light(call: Call, inputs: Sequence[str]) -> list[Checked] | None:
    """Return the verdicts of bare names from the front desk, or None where the whole office is needed."""
    if call.login is not None or any(Path(name).is_file() for name in inputs):
        return None
    desk = Desk.open((call.root or find_office(Path.cwd())).resolve())
    if desk is None:
        return None
    call.settle(desk.config.language)
    return [check_name(desk, Path(name).name, call.at) for name in inputs]


def _whole(call: Call, inputs: Sequence[str]) -> list[Checked]:
    office = import_module(OPENING).open_office(call)
    look = import_module(WITH_CONTENT)
    return [
        look.check_file(office, Path(name), call.at)
        if Path(name).is_file()
        else check_name(look.desk_of(office), Path(name).name, call.at)
        for name in inputs
    ]


def _print(verdict: Checked, lang: Lang) -> None:
    if verdict.ok:
        name = (
            f" → {verdict.canonical}"
            if verdict.canonical and verdict.canonical != Path(verdict.input).name
            else ""
        )
        out(WOULD.say(lang, {"input": verdict.input, "name": name}))
    else:
        out(WOULD_NOT.say(lang, {"input": verdict.input}))
    for line in finding_lines(verdict.findings, lang, "  "):
        out(line)
