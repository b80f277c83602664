"""`export --bag DIR`: documents handed over in a bag; `export --check BAG`: a received one, exit 1 if it is not sound."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.export import Exported, Order, export
from recordkit.actions.look_up import Query
from recordkit.actions.receive import Received, receive
from recordkit.cli.call import Call, call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department, Full, Purpose, Type, day
from recordkit.cli.outward import out_folder
from recordkit.cli.progress import Progress
from recordkit.cli.sizes import said_bytes
from recordkit.cli.streams import err, out, out_json
from recordkit.domain.periods import KINDS, parse_period
from recordkit.errors import BadUsage
from recordkit.wording import Lang, Text

DONE = Text(
    "移交包: {bag}: {documents} 件, {files} 个文件({size})。清单: data/移交清单.xlsx",
    "bag: {bag}: {documents} document(s), {files} files ({size}). The list to sign: data/移交清单.xlsx",
)
LEFT = Text("未列入: {name}: {why}", "left out: {name}: {why}")
SOUND = Text("移交包完好: {bag}{unit}", "the bag is sound: {bag}{unit}")
UNSOUND = Text("移交包有问题: {bag}{unit}", "the bag is not sound: {bag}{unit}")
UNIT = Text(" (来自 {unit}, {documents} 件)", " (from {unit}, {documents} item(s))")
ONE_OF_TWO = Text(
    "写 --bag 目录(导出), 或 --check 包(核对), 二者选一", "either --bag DIR to write one, or --check BAG"
)
WANTED = Text(
    "请写明移交原因, 它会记入日志和移交清单", "say what for: it is journalled, and stands on the list"
)
NO_PERIOD = Text("期间写作 2026-10 或 2026Q3", "a period reads 2026-10 or 2026Q3")
NO_BAG = Text("没有这个文件夹", "there is no such folder")


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="要找的词, 都须出现‖the words, all of which must occur"),
    ] = None,
    bag: Annotated[
        str | None, typer.Option("--bag", metavar="DIR", help="写到哪个新文件夹‖into which new folder")
    ] = None,
    check: Annotated[
        str | None,
        typer.Option(
            "--check", metavar="BAG", help="核对收到的移交包(不需要单位)‖check a bag (wants no office)"
        ),
    ] = None,
    type_key: Type = None,
    department: Department = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="名称中的日期自此日起‖from this day of the name on"),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="到此日止(含)‖to this day, included")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="P", help="所属期间, 如 2026-10、2026Q3‖the period, e.g. 2026-10, 2026Q3"
        ),
    ] = None,
    versions: Annotated[
        bool, typer.Option("--versions", help="包括全部版本(默认最新)‖every version (default: the latest)")
    ] = False,
    full: Full = False,
    purpose: Purpose = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number",
            metavar="TEXT",
            help="移交单号(默认文件夹名)‖the handover's number (the folder's name)",
        ),
    ] = None,
    receiver: Annotated[
        str, typer.Option("--receiver", metavar="TEXT", help="接收单位和接收人‖who receives it")
    ] = "",
    witness: Annotated[str, typer.Option("--witness", metavar="NAME", help="监交人‖the witness")] = "",
    json: Json = False,
) -> int:
    call = call_of(ctx)
    if (bag is None) == (check is None):
        raise BadUsage(what="--bag/--check", value=bag or "-", remedy=ONE_OF_TWO)
    if check is not None:
        return _check(call, Path(check), json=json)
    if not (purpose or "").strip():
        raise BadUsage(what="--purpose", value=purpose or "-", remedy=WANTED)
    query = Query(" ".join(words or ()), type_key, department, day("--from", since), day("--to", until))
    order = Order(
        Path(bag or ""),
        query,
        purpose or "",
        period=_period(period),
        versions=versions,
        full=full,
        number=number,
        receiver=receiver,
        witness=witness,
    )
    office = open_office(call)
    out_folder(office, "--bag", str(order.bag))
    with Progress() as progress:
        made = export(office, order, call.at, call.lang, progress)
    _say(made, call.lang, json=json)
    return 0


def _period(text: str | None) -> str | None:
    """Return a month or quarter as the archive spells it; raises BadUsage."""
    if text is None:
        return None
    for kind in KINDS:
        with suppress(ValueError):
            return str(parse_period(kind, text))
    raise BadUsage(what="--period", value=text, remedy=NO_PERIOD)


def _say(made: Exported, lang: Lang, *, json: bool) -> None:
    left = [{"name": one.name, "why": one.why.say(lang)} for one in made.left_out]
    if json:
        facts = {"bag": str(made.bag), "documents": made.documents, "files": made.files, "bytes": made.size}
        out_json({**facts, "left_out": left})
        return
    facts = {"bag": made.bag, "documents": made.documents, "files": made.files, "size": said_bytes(made.size)}
    out(DONE.say(lang, facts))
    for one in left:
        err(LEFT.say(lang, one))


def _check(call: Call, bag: Path, *, json: bool) -> int:
    if not bag.is_dir():
        raise BadUsage(what="--check", value=str(bag), remedy=NO_BAG)
    with Progress() as progress:
        received = receive(bag, progress)
    if json:
        findings = [finding.plain(call.lang) for finding in received.findings]
        out_json({"ok": received.ok, "documents": received.documents, "findings": findings})
    else:
        _say_received(received, bag, call.lang)
    return 0 if received.ok else 1


def _say_received(received: Received, bag: Path, lang: Lang) -> None:
    facts = {"unit": received.unit, "documents": received.documents}
    unit = UNIT.say(lang, facts) if received.unit else ""
    out((SOUND if received.ok else UNSOUND).say(lang, {"bag": bag, "unit": unit}))
    say_findings(received.findings, lang)
