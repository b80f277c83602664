"""`import FOLDER`: an old folder tree brought in: proposed, looked through in Excel, then filed; exit 1 if anything is wrong."""

from pathlib import Path
from typing import Annotated

import typer

from recordkit.actions.adopt import Adopted, adopt
from recordkit.actions.propose import Proposed, propose, write_mapping
from recordkit.cli.call import call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.outcomes import say_outcomes
from recordkit.cli.outward import out_folder
from recordkit.cli.progress import Progress
from recordkit.cli.streams import err, out, out_json
from recordkit.cli.tables import show_table
from recordkit.documents.pages.mapping_book import COLUMNS
from recordkit.domain.adoption import Proposal
from recordkit.domain.findings import errors
from recordkit.errors import BadUsage
from recordkit.wording import Lang, Text

SHOWN = ("path", "word", "day", "number", "treatment", "remark")
NO_FOLDER = Text("没有这个文件夹", "there is no such folder")
NO_MAP = Text(
    "先运行 recordkit import {folder} --dry-run --map 映射.xlsx, 在 Excel 中核对, "
    "再运行 recordkit import {folder} --map 映射.xlsx",
    "first recordkit import {folder} --dry-run --map MAPPING.xlsx, look it through in Excel, "
    "then recordkit import {folder} --map MAPPING.xlsx",
)
NOT_XLSX = Text("映射表是 .xlsx 文件", "the mapping is an .xlsx file")
PROPOSED = Text(
    "{n} 个文件: 建议归档 {file} 个(其中 {doubtful} 个有猜测), 跳过 {skip} 个; 另有 {junk} 个程序自己的文件未列",
    "{n} files: {file} to be filed ({doubtful} of them with guesses), {skip} to be skipped; {junk} programs' own are not listed",
)
UNREAD = Text(
    "没有看(读不出、太深, 或是链接、特殊文件): {name}",
    "not looked at (unreadable, too deep, a link or no plain file): {name}",
)
WRITTEN = Text(
    "映射表: {path}。核对后运行: recordkit import {folder} --map {path}",
    "the mapping: {path}. Look it through, then: recordkit import {folder} --map {path}",
)
READY = Text(
    "映射表可用: {n} 个文件可以归档, {skip} 个跳过。未归档(--dry-run)。",
    "the mapping is sound: {n} files would be filed, {skip} skipped. Nothing was filed (--dry-run).",
)
NOTHING_FILED = Text(
    "映射表有误, 一个也没有归档。改正后再次运行。",
    "the mapping is at fault: nothing was filed. Correct it, and run this again.",
)
DONE = Text(
    "归档 {filed} 个, 早已归档 {twins} 个, 退回 {bad} 个, 跳过 {skip} 个。原文件留在原处。",
    "{filed} filed, {twins} filed already, {bad} rejected, {skip} skipped. The originals stay where they are.",
)
UNMAPPED = Text(
    "{n} 个文件不在映射表中, 没有看: {names}",
    "{n} file(s) are not in the mapping and were not looked at: {names}",
)


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="旧档案文件夹‖the old folder tree")],
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="只提出建议, 写成映射表; 映射表已在时只核对它‖only propose, into the mapping; one that is there is only checked",
        ),
    ] = False,
    mapping: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="映射表(.xlsx)‖the mapping workbook (.xlsx)"),
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    root, book = Path(folder), None if mapping is None else Path(mapping)
    if not root.is_dir():
        raise BadUsage(what="FOLDER", value=folder, remedy=NO_FOLDER)
    if book is not None and book.suffix.lower() != ".xlsx":
        raise BadUsage(what="--map", value=mapping, remedy=NOT_XLSX)
    if book is None and not dry_run:
        remedy = Text(NO_MAP.say("zh", {"folder": folder}), NO_MAP.say("en", {"folder": folder}))
        raise BadUsage(what="--map", value="-", remedy=remedy)
    office = open_office(call)
    if book is not None and (book.exists() or not dry_run):
        _demand_file(book)
        with Progress() as progress:
            done = adopt(office, root, book, call.at, call.lang, progress, trial=dry_run)
        return _say_adopted(done, call.lang, trial=dry_run, json=json)
    if book is not None:
        out_folder(office, "--map", str(book.parent))
    with Progress() as progress:
        proposed = propose(office, root, call.at, progress)
    if book is not None:
        write_mapping(office, proposed, book, call.lang)
    return _say_proposed(root, book, proposed, call.lang, json=json)


def _demand_file(book: Path) -> None:
    if not book.is_file():
        raise BadUsage(what="--map", value=str(book), remedy=Text("没有这个文件", "there is no such file"))


def _say_proposed(root: Path, book: Path | None, proposed: Proposed, lang: Lang, *, json: bool) -> int:
    if json:
        out_json(_plain(proposed, book, lang))
        return 0
    rows = [[_cell(one, key, lang) for key in SHOWN] for one in proposed.proposals]
    show_table([COLUMNS[key][0].say(lang) for key in SHOWN], rows, fold=(0, 5))
    facts = {
        "n": len(proposed.proposals),
        "file": proposed.to_file,
        "doubtful": sum(bool(one.doubts) for one in proposed.proposals),
        "skip": len(proposed.proposals) - proposed.to_file,
        "junk": proposed.junk,
    }
    err(PROPOSED.say(lang, facts))
    for name in proposed.unread:
        err(UNREAD.say(lang, {"name": name}))
    if book is not None:
        out(WRITTEN.say(lang, {"path": book, "folder": root}))
    return 0


def _cell(one: Proposal, key: str, lang: Lang) -> object:
    if key == "treatment":
        return one.treatment.label.say(lang)
    if key == "remark":
        return one.remark.say(lang)
    value = getattr(one, key)
    return f"{value}?" if key in one.doubts else value


def _plain(proposed: Proposed, book: Path | None, lang: Lang) -> dict[str, object]:
    return {
        "map": None if book is None else str(book),
        "files": [
            {
                "path": one.path,
                "type": one.word,
                "day": None if one.day is None else one.day.isoformat(),
                "number": one.number,
                "department": one.department,
                "period": one.period,
                "name": one.name,
                "action": one.treatment.value,
                "doubts": sorted(one.doubts),
                "note": one.remark.say(lang),
            }
            for one in proposed.proposals
        ],
        "openings": [
            {"type": one.word, "day": one.day.isoformat(), "number": one.number} for one in proposed.openings
        ],
        "junk": proposed.junk,
        "unread": list(proposed.unread),
    }


def _say_adopted(done: Adopted, lang: Lang, *, trial: bool, json: bool) -> int:
    if json:
        out_json(
            {
                "documents": [one.plain(lang) for one in done.outcomes],
                "ready": done.ready,
                "skipped": done.skipped,
                "unmapped": list(done.unmapped),
                "findings": [one.plain(lang) for one in done.findings],
            }
        )
        return 0 if done.ok else 1
    say_findings(done.findings, lang)
    if done.unmapped:
        names = [*done.unmapped[:5], *(["…"] if len(done.unmapped) > 5 else [])]
        err(UNMAPPED.say(lang, {"n": len(done.unmapped), "names": names}))
    if errors(done.findings):
        err(NOTHING_FILED.say(lang))
    elif trial:
        out(READY.say(lang, {"n": done.ready, "skip": done.skipped}))
    else:
        say_outcomes(done.outcomes, lang)
        err(DONE.say(lang, _counts(done)))
    return 0 if done.ok else 1


def _counts(done: Adopted) -> dict[str, object]:
    statuses = [one.status for one in done.outcomes]
    return {
        "filed": statuses.count("filed") + statuses.count("version"),
        "twins": statuses.count("duplicate"),
        "bad": statuses.count("rejected"),
        "skip": done.skipped,
    }
