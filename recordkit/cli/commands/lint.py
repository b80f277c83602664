"""`lint TYPE|FILE…`: every fault of a template or a type, with its place; exit 1 if any is an error. No office is needed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.lint import lint
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import SUMMARY, WRONG
from recordkit.cli.json_option import Json
from recordkit.cli.streams import err, out, out_json
from recordkit.config.load import find_office, load_config
from recordkit.documents.check.lint import Defect
from recordkit.errors import NoOffice
from recordkit.wording import Lang, Text

CLEAN = Text("没有发现问题", "no fault found")


def command(
    ctx: typer.Context,
    asked: Annotated[
        list[str],
        typer.Argument(
            metavar="TYPE|FILE…",
            help="记录类型, 或 .docx、.xlsx 模板、type.toml‖record types, or templates (.docx, .xlsx), type.toml",
        ),
    ],
    json: Json = False,
) -> int:
    call = call_of(ctx)
    defects = lint(_root(call), asked)
    if json:
        out_json([defect.plain(call.lang) for defect in defects])
    else:
        _print(defects, call.lang)
    return 1 if any(defect.severity == "error" for defect in defects) else 0


def _root(call: Call) -> Path | None:
    """Return the office's folder and speak its language, or None where nobody named one and none is near."""
    try:
        root = (call.root or find_office(Path.cwd())).resolve()
    except NoOffice:
        return None
    call.settle(load_config(root).language)
    return root


def _print(defects: Iterable[Defect], lang: Lang) -> None:
    listed, file = list(defects), None
    for defect in listed:
        if defect.file != file:
            file = defect.file
            out(file)
        where = " · ".join(str(each) for each in _where(defect, lang))
        out(f"  {where}: {defect.message.say(lang)}")
        if remedy := defect.suggestion.say(lang):
            out(f"      → {remedy}")
    if not listed:
        out(CLEAN.say(lang))
        return
    wrong = sum(defect.severity == "error" for defect in listed)
    err(SUMMARY.say(lang, {"errors": wrong, "warnings": len(listed) - wrong}))


def _where(defect: Defect, lang: Lang) -> list[str]:
    place = defect.place.say(lang) if defect.place else None
    said = [WRONG[defect.severity].say(lang), place, defect.tag]
    return [each for each in said if each]
