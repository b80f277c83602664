"""`generate TYPE INPUT…`: documents from structured input; exit 1 if any record was bad, good ones go on."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.generate import Generated, Options, generate
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Full, Out, Purpose, day, existing
from recordkit.cli.piped import FORMATS, piped_file
from recordkit.cli.streams import err, out, out_json
from recordkit.domain.findings import errors
from recordkit.errors import BadUsage
from recordkit.wording import Lang, Text

MADE = {"generated": Text("已生成", "made"), "filed": Text("已生成并归档", "made and filed")}
KEPT = Text("  原有同名文件改名为 {kept}", "  the file that lay there is now {kept}")
MARKED = Text("标出错误的副本: {path}", "a copy with the faults marked: {path}")
DONE = Text(
    "{made} 份文档, {records} 条记录, {bad} 条不合格",
    "documents: {made}, records: {records}, rejected: {bad}",
)


def command(
    ctx: typer.Context,
    *,
    type_key: Annotated[
        str, typer.Argument(metavar="TYPE", help="记录类型(代号或名称)‖the record type, by key or word")
    ],
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…", help="输入文件, 或 - (标准输入)‖input files, or - for standard input"
        ),
    ],
    out_dir: Out = ".",
    file: Annotated[bool, typer.Option("--file", help="同时归档‖file them, too")] = False,
    full: Full = False,
    purpose: Purpose = None,
    on: Annotated[
        str | None, typer.Option("--day", metavar="DATE", help="文件名用的日期‖the day of their names")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="P", help="报告期, 如 2026-10、2026Q3‖the period, e.g. 2026-10, 2026Q3"
        ),
    ] = None,
    department: Department = None,
    shape: Annotated[
        str | None,
        typer.Option("--format", metavar="|".join(FORMATS), help="标准输入的格式‖what standard input holds"),
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    options = Options(
        Path(out_dir),
        call.lang,
        file=file,
        full=full,
        purpose=purpose,
        day=day("--day", on),
        period=period,
        department=department,
    )
    with ExitStack() as kept:
        paths = _paths(inputs, shape, kept)
        made = generate(office, type_key, paths, options, call.at)
    if json:
        out_json(_plain(made, call.lang))
    else:
        _print(made, call)
    return 1 if made.rejected or errors(made.findings) else 0


def _paths(inputs: Sequence[str], shape: str | None, kept: ExitStack) -> list[Path]:
    if inputs.count("-") > 1:
        raise BadUsage(what="INPUT", value="- -", remedy="-")
    return [
        kept.enter_context(piped_file(shape)) if name == "-" else existing("INPUT", name) for name in inputs
    ]


def _plain(made: Generated, lang: Lang) -> dict[str, object]:
    return {
        "documents": [document.plain() for document in made.documents],
        "records": made.records,
        "rejected": made.rejected,
        "findings": [finding.plain(lang) for finding in made.findings],
    }


def _print(made: Generated, call: Call) -> None:
    for document in made.documents:
        out(f"{MADE[document.status].say(call.lang)}: {document.name}  {document.path}")
        if document.kept is not None:
            err(KEPT.say(call.lang, {"kept": document.kept}))
    say_findings(made.findings, call.lang)
    for path in made.annotated:
        err(MARKED.say(call.lang, {"path": path}))
    facts = {"made": len(made.documents), "records": made.records, "bad": made.rejected}
    err(DONE.say(call.lang, facts))
