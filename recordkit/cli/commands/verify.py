"""`verify [NAME…]`: the four natures, item by item; exit 1 if anything is damaged, missing or stray (参照 DA/T 70-2018)."""

from typing import Annotated

import typer

from recordkit.actions.keep import verify
from recordkit.archive.verdicts import Item, Report, Result
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.progress import Progress
from recordkit.cli.streams import err, out_json
from recordkit.cli.tables import show_table
from recordkit.wording import Lang, Text

HEADS = (
    Text("代码", "code"),
    Text("性质", "nature"),
    Text("结果", "result"),
    Text("项目", "item"),
    Text("说明", "what was found"),
)
SOUND = Text("档案完好: 检测了 {n} 个文件。", "the archive is sound: {n} files checked.")
UNSOUND = Text("发现 {bad} 处问题(检测了 {n} 个文件)。", "{bad} fault(s) found ({n} files checked).")


def command(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME…", help="只检测这些文档; 不写则全部‖only these; all without them"),
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    with Progress() as progress:
        report = verify(office, names or (), call.at, progress)
    if json:
        items = [_plain(item, call.lang) for item in report.items]
        out_json({"ok": report.ok, "checked": report.checked, "items": items})
    else:
        _print(report, call.lang)
    return 0 if report.ok else 1


def _plain(item: Item, lang: Lang) -> dict[str, object]:
    """Return the item as the contract names it; `nature` and `result` are the same words in either language."""
    return {
        "code": item.code,
        "nature": item.nature.en,
        "result": item.result.value,
        "name": item.name,
        "path": item.path,
        "message": item.message.say(lang),
    }


def _print(report: Report, lang: Lang) -> None:
    rows = [
        (
            item.code,
            item.nature.say(lang),
            item.result.label.say(lang),
            item.title.say(lang),
            " ".join(part for part in (item.path or item.name, item.message.say(lang)) if part),
        )
        for item in report.items
    ]
    show_table([head.say(lang) for head in HEADS], rows, fold=(3, 4))
    bad = sum(item.result is Result.FAILED for item in report.items)
    err((SOUND if report.ok else UNSOUND).say(lang, {"n": report.checked, "bad": bad}))
