"""`check FILE|NAME…`: would it be filed? Changes nothing; exit 1 if any would be refused. A bare name stays light."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.check import Checked, check_name
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import finding_lines
from recordkit.cli.opening import open_office
from recordkit.cli.options import Json
from recordkit.cli.streams import out, out_json
from recordkit.office import Office
from recordkit.wording import Lang, Text

WITH_CONTENT = "recordkit.actions.check_file"
"""Loaded only when there is a file to look into: it brings the readers of Word, Excel and PDF."""
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
    office = open_office(call)
    verdicts = [_check(office, name, call) for name in inputs]
    if json:
        out_json([verdict.plain(call.lang) for verdict in verdicts])
    else:
        for verdict in verdicts:
            _print(verdict, call.lang)
    return 0 if all(verdict.ok for verdict in verdicts) else 1


def _check(office: Office, name: str, call: Call) -> Checked:
    path = Path(name)
    if not path.is_file():
        return check_name(office, name if "/" not in name else path.name, call.at)
    verdict = import_module(WITH_CONTENT).check_file(office, path, call.at)
    assert isinstance(verdict, Checked)
    return verdict


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
