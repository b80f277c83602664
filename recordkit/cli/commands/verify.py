"""`verify [NAME…]`: the four natures, item by item; exit 1 if anything is damaged, missing or stray (参照 DA/T 70-2018)."""

from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.verify import Wish, open_damaged, verify
from recordkit.archive.verify.verdicts import Item, Report, Result
from recordkit.cli.call import Call, call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import whole
from recordkit.cli.outward import out_file
from recordkit.cli.progress import Progress
from recordkit.cli.streams import err, out_json
from recordkit.cli.verdicts import show_report
from recordkit.config.load import find_office
from recordkit.errors import ArchiveDamaged, BadUsage
from recordkit.office import Office
from recordkit.wording import Lang, Text

SOUND = Text("档案完好: 检测了 {n} 个文件。", "the archive is sound: {n} files checked.")
UNSOUND = Text("发现 {bad} 处问题(检测了 {n} 个文件)。", "{bad} fault(s) found ({n} files checked).")
SAMPLED = Text(
    "抽样: {total} 件中的 {taken} 件, 种子 {seed}(用 --seed {seed} 可重复)。",
    "a sample: {taken} of {total} entries, seed {seed} (--seed {seed} takes the same again).",
)
NO_SHARE = Text("写作 5% 或 0.05, 大于 0, 至多 100%", "a share reads 5% or 0.05: more than 0, at most 100%")
ALL_OR_SOME = Text("写了名称就不抽样", "with names there is no sample")
WRITTEN = Text("检测报告: {path}", "report: {path}")
KEPT = Text(
    "链首 {seq} 已写入 {path}: 请存放在档案之外。",
    "the head, line {seq}, stands in {path}: keep it outside the archive.",
)
NOT_KEPT = Text(
    "日志与链首文件不符或已损坏, 没有改动 {path}。",
    "the journal is damaged, or not the one that {path} knows; that file was left as it is.",
)


def command(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME…", help="只检测这些文档; 不写则全部‖only these; all without them"),
    ] = None,
    sample: Annotated[
        str | None,
        typer.Option(
            "--sample",
            metavar="P",
            help="内容只抽查这一部分(5% 或 0.05, 至少一件); 日志仍全部核对‖hash this share of the entries only (5% or 0.05, "
            "one at least); the journal is checked whole",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed", metavar="N", help="抽样种子(默认当天日期)‖the sample's seed (default: the day's date)"
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="FILE",
            help="与此文件中的链首核对, 相符则添上新的链首; 没有此文件则新建‖check against the heads in this file and add "
            "the new one; begun where it is not there",
        ),
    ] = None,
    xlsx: Annotated[
        str | None,
        typer.Option(
            "--xlsx",
            metavar="FILE",
            help="写成可签字上交的 Excel 报告‖the report to sign and hand in, as a workbook",
        ),
    ] = None,
    scan: Annotated[
        bool, typer.Option("--scan", help="用 ClamAV 扫描病毒(较慢)‖have ClamAV look for viruses (slow)")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="接着上次中断之处检测文件‖go on with the files where the last check was interrupted",
        ),
    ] = False,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    share = _share(sample)
    if names and share is not None:
        raise BadUsage(what="--sample", value=sample, remedy=ALL_OR_SOME)
    number = whole("--seed", seed)
    office = _opened(call)
    wish = Wish(
        share,
        number or int(f"{call.at.astimezone(office.zone):%Y%m%d}"),
        out_file(office, "--head", head) if head else None,
        out_file(office, "--xlsx", xlsx, ".xlsx") if xlsx else None,
        scan,
        resume,
        call.lang,
    )
    with Progress() as progress:
        report = verify(office, names or (), call.at, progress, wish=wish)
    if json:
        out_json(_plain(report, call.lang))
    else:
        show_report(report, call.lang)
    _say(report, wish, call.lang)
    return 0 if report.ok else 1


def _opened(call: Call) -> Office:
    """Return the office, also where its journal is too damaged to say who may do what: that is what is to be verified."""
    try:
        return open_office(call)
    except ArchiveDamaged:
        if call.login is not None:
            raise
        office = open_damaged((call.root or find_office(Path.cwd())).resolve())
        call.opened.callback(office.archive.close)
        call.settle(office.config.language)
        return office


def _share(text: str | None) -> float | None:
    """Return the share that --sample names; raises BadUsage."""
    if text is None:
        return None
    number = text.strip().removesuffix("%").removesuffix("％")
    try:
        value = float(number) / (1 if number == text.strip() else 100)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise BadUsage(what="--sample", value=text, remedy=NO_SHARE)
    return value


def _say(report: Report, wish: Wish, lang: Lang) -> None:
    bad = sum(item.result is Result.FAILED for item in report.items)
    err((SOUND if report.ok else UNSOUND).say(lang, {"n": report.checked, "bad": bad}))
    if (share := report.extent.share) is not None:
        err(SAMPLED.say(lang, {"taken": share.taken, "total": share.total, "seed": share.seed}))
    if wish.head:
        words = KEPT if report.chained else NOT_KEPT
        err(words.say(lang, {"seq": report.extent.head.seq, "path": wish.head}))
    if wish.xlsx:
        err(WRITTEN.say(lang, {"path": wish.xlsx}))


def _plain(report: Report, lang: Lang) -> dict[str, object]:
    """Return the report as the contract names it; `sample` is null where all was hashed."""
    extent, share = report.extent, report.extent.share
    part = share and {"seed": share.seed, "taken": share.taken, "total": share.total}
    return {
        "ok": report.ok,
        "checked": report.checked,
        "archive": extent.archive,
        "head": {"seq": extent.head.seq, "hash": extent.head.hash},
        "entries": extent.entries,
        "files": extent.files,
        "bytes": extent.size,
        "sample": part,
        "items": [_item(item, lang) for item in report.items],
    }


def _item(item: Item, lang: Lang) -> dict[str, object]:
    """Return an item; `nature` and `result` are the same words in either language."""
    return {
        "code": item.code,
        "nature": item.nature.en,
        "result": item.result.value,
        "name": item.name,
        "path": item.path,
        "message": item.message.say(lang),
    }
