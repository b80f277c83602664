"""`generate TYPE [INPUT…]`: documents from structured input; exit 1 if any record was bad, good ones go on.

A report without input is drafted from the archive's figures, and waits for somebody's words.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.generate import Document, Generated, Options, generate
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Full, Out, Purpose, day, existing
from recordkit.cli.outward import out_folder
from recordkit.cli.piped import FORMATS, piped_file
from recordkit.cli.progress import Progress
from recordkit.cli.streams import err, out, out_json
from recordkit.domain.findings import errors
from recordkit.errors import BadUsage
from recordkit.inbox.output import Written
from recordkit.office import Office
from recordkit.wording import Lang, Text

PDF = "recordkit.actions.pdf"
"""Loaded only when a PDF is asked for."""
Pdfs = Mapping[Path, Written]
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
        list[str] | None,
        typer.Argument(
            metavar="[INPUT…]",
            help="输入文件, 或 - (标准输入); 月报、季报可不给, 数据取自归档记录"
            "‖input files, or - for standard input; a report may go without, its figures come from the archive",
        ),
    ] = None,
    out_dir: Out = ".",
    file: Annotated[bool, typer.Option("--file", help="同时归档‖file them, too")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="另出同名 PDF‖a PDF beside each, too")] = False,
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
        out_folder(office, "--out", out_dir),
        call.lang,
        file=file,
        full=full,
        purpose=purpose,
        day=day("--day", on),
        period=period,
        department=department,
    )
    with ExitStack() as kept:
        paths = _paths(inputs or [], shape, kept)
        made, pdfs = _made(office, type_key, paths, options, call.at, pdf=pdf)
    if json:
        out_json(_plain(made, pdfs, call.lang))
    else:
        _print(made, pdfs or {}, call)
    return 1 if made.rejected or errors(made.findings) else 0


def _made(
    office: Office, key: str, paths: Sequence[Path], options: Options, at: datetime, *, pdf: bool
) -> tuple[Generated, Pdfs | None]:
    """Return what was made, and where the PDF of each document lies; None where none was asked for."""
    if not pdf:
        return generate(office, key, paths, options, at), None
    with Progress() as progress:
        done = import_module(PDF).generate_with_pdf(office, key, paths, options, at, progress=progress)
    return done.made, done.pdfs


def _paths(inputs: Sequence[str], shape: str | None, kept: ExitStack) -> list[Path]:
    if inputs.count("-") > 1:
        raise BadUsage(what="INPUT", value="- -", remedy="-")
    return [
        kept.enter_context(piped_file(shape)) if name == "-" else existing("INPUT", name) for name in inputs
    ]


def _plain(made: Generated, pdfs: Pdfs | None, lang: Lang) -> dict[str, object]:
    return {
        "documents": [{**document.plain(), **_pdf_of(document, pdfs)} for document in made.documents],
        "records": made.records,
        "rejected": made.rejected,
        "findings": [finding.plain(lang) for finding in made.findings],
    }


def _pdf_of(document: Document, pdfs: Pdfs | None) -> dict[str, object]:
    if pdfs is None:
        return {}
    found = pdfs.get(document.path)
    return {"pdf": None if found is None else str(found.path)}


def _print(made: Generated, pdfs: Pdfs, call: Call) -> None:
    for document in made.documents:
        out(f"{MADE[document.status].say(call.lang)}: {document.name}  {document.path}")
        pdf = pdfs.get(document.path)
        if pdf is not None:
            out(f"  PDF: {pdf.path}")
        for kept in (document.kept, pdf.kept if pdf else None):
            if kept is not None:
                err(KEPT.say(call.lang, {"kept": kept}))
    say_findings(made.findings, call.lang)
    for path in made.annotated:
        err(MARKED.say(call.lang, {"path": path}))
    facts = {"made": len(made.documents), "records": made.records, "bad": made.rejected}
    err(DONE.say(call.lang, facts))
