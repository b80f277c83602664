"""`backup DIR`: a whole copy of the office beside it; exit 1 if anything could not be copied as it was filed."""

from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.backup import BackedUp, backup, verify_backup
from recordkit.archive.verify.verdicts import Report
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.progress import Progress
from recordkit.cli.sizes import said_bytes
from recordkit.cli.streams import err, out, out_json
from recordkit.wording import Lang, Text

DONE = Text(
    "备份到 {folder}: 新增 {files} 个文件({size}), 原有 {standing} 个; 日志新增 {lines} 行, 到第 {seq} 行",
    "backed up to {folder}: {files} files copied ({size}), {standing} there before; "
    "{lines} lines of the journal copied, up to line {seq}",
)
DAMAGED = Text("未复制: {path}: {message}", "not copied: {path}: {message}")
ASK = Text(
    "档案有 {n} 个文件与归档时不同, 未进入备份; 运行 recordkit verify",
    "{n} file(s) of the archive are not what was filed, and are not in the backup: run `recordkit verify`",
)
SOUND = Text("备份已检测, 完好: {n} 个文件", "the backup is verified and sound: {n} files")
UNSOUND = Text(
    "备份检测不通过: {n} 处; 运行 recordkit --office {folder} verify",
    "the backup is not sound, {n} fault(s): run `recordkit --office {folder} verify`",
)


def command(
    ctx: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(
            metavar="DIR",
            help="新文件夹, 或本单位以前的备份(只补新增的)"
            "‖a new folder, or an earlier backup of this office (only what is new is copied)",
        ),
    ],
    check: Annotated[
        bool, typer.Option("--verify", help="复制后检测备份‖verify the backup afterwards")
    ] = False,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    with Progress() as progress:
        made = backup(office, Path(folder), call.at, progress)
    report = None
    if check:
        with Progress() as progress:
            report = verify_backup(office, made, call.at, progress)
    if json:
        out_json(_plain(made, report, call.lang))
    else:
        _say(made, report, call.lang)
    return 0 if made.whole and (report is None or report.ok) else 1


def _plain(made: BackedUp, report: Report | None, lang: Lang) -> dict[str, object]:
    copied = made.copied
    return {
        "folder": str(made.folder),
        "head": {"seq": copied.head.seq, "hash": copied.head.hash},
        "lines": copied.lines,
        "files": copied.files,
        "bytes": copied.size,
        "standing": copied.standing,
        "damaged": [{"path": one.path, "message": one.message.say(lang)} for one in copied.damaged],
        "verified": None if report is None else report.ok,
    }


def _say(made: BackedUp, report: Report | None, lang: Lang) -> None:
    copied = made.copied
    facts = {
        "folder": made.folder,
        "files": copied.files,
        "size": said_bytes(copied.size),
        "standing": copied.standing,
        "lines": copied.lines,
        "seq": copied.head.seq,
    }
    out(DONE.say(lang, facts))
    for one in copied.damaged:
        err(DAMAGED.say(lang, {"path": one.path, "message": one.message}))
    if copied.damaged:
        err(ASK.say(lang, {"n": len(copied.damaged)}))
    if report is not None:
        bad = sum(item.result.value == "failed" for item in report.items)
        words = SOUND if report.ok else UNSOUND
        err(words.say(lang, {"n": report.checked if report.ok else bad, "folder": made.folder}))
