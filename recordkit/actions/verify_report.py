"""The report of a verification as a workbook to sign and hand in: who, when, what was looked at, and each item's result."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from recordkit import __version__
from recordkit.archive.verify.verdicts import NATURES, Extent, Item, Report, Result, Verdict
from recordkit.disk import write_over
from recordkit.documents.filters import clock, cn_datetime
from recordkit.documents.pages.verify_book import Line, VerifyBook, verify_book
from recordkit.office import Office
from recordkit.wording import Lang, Text

SEVERAL = Text("{count} 处, 见明细", "{count} in all: see the details")


def write_report(office: Office, report: Report, path: Path, at: datetime, *, lang: Lang) -> None:
    """Write the workbook to `path`, replacing what is there."""
    write_over(path, report_book(office, report, at, lang))


def report_book(office: Office, report: Report, at: datetime, lang: Lang) -> bytes:
    """Return the workbook's bytes; `at` is the instant of the verification."""
    verdicts = list(report.verdicts())
    failed = sum(item.result is Result.FAILED for item in report.items)
    return verify_book(
        VerifyBook(
            [(label.say(lang), value) for label, value in _facts(office, report, at, lang)],
            [(result.value, result.label.say(lang)) for result in Result],
            [(nature.say(lang), _tally(verdicts, key)) for key, nature in NATURES.items()],
            (_SOUND if report.ok else _UNSOUND).say(lang, {"failed": failed}),
            report.ok,
            [_whole(verdict, lang) for verdict in verdicts],
            [_line(item, lang) for item in report.items if item.name or item.path],
        ),
        lang,
    )


_SOUND = Text("结论: 未发现损坏、缺失或多余", "Verdict: nothing damaged, missing or stray was found")
_UNSOUND = Text("结论: 发现 {failed} 处不通过, 见明细", "Verdict: {failed} fault(s) found, see the details")


def _facts(office: Office, report: Report, at: datetime, lang: Lang) -> Iterator[tuple[Text, str]]:
    extent, who = report.extent, office.person
    yield Text("单位", "Office"), office.config.name
    yield Text("档案标识", "Archive"), extent.archive
    yield Text("检测时间", "Verified at"), _when(office, at, lang)
    yield (
        Text("操作人", "Run by"),
        f"{who.name}({who.login})" if lang == "zh" else f"{who.name} ({who.login})",
    )
    yield Text("检测程序", "Program"), f"recordkit {__version__}"
    yield Text("检测范围", "Scope"), _scope(extent).say(lang)
    yield Text("件数", "Entries"), f"{extent.entries:,}"
    yield Text("文件数 / 字节数", "Files / bytes"), f"{extent.files:,} / {extent.size:,}"
    yield Text("核对 SHA-256 的文件", "Files hashed"), f"{report.checked:,}"
    yield Text("链首行号", "Head: line"), f"{extent.head.seq:,}"
    yield Text("链首 SHA-256", "Head: SHA-256"), extent.head.hash
    if extent.head_at is not None:
        yield Text("链首时间", "Head: committed at"), _when(office, extent.head_at, lang)


def _scope(extent: Extent) -> Text:
    share = extent.share
    if share is None:
        return Text("日志全部; 文件全部", "the whole journal; all files")
    part = f"{100 * share.taken / max(1, share.total):.3g}%"
    return Text(
        f"日志全部; 文件均查有无和大小, 内容抽样 {share.taken}/{share.total} 件({part}), 种子 {share.seed}",
        f"the whole journal; all files for presence and size, the content of {share.taken} in {share.total} entries "
        f"({part}), seed {share.seed}",
    )


def _when(office: Office, at: datetime, lang: Lang) -> str:
    local = at.astimezone(office.zone)
    return (
        f"{cn_datetime(local)} ({office.zone.key})"
        if lang == "zh"
        else f"{local:%Y-%m-%d} {clock(local)} ({office.zone.key})"
    )


def _tally(verdicts: list[Verdict], nature: str) -> list[int]:
    mine = [verdict.result for verdict in verdicts if verdict.code.startswith(f"{nature}-")]
    return [mine.count(result) for result in Result]


def _whole(verdict: Verdict, lang: Lang) -> Line:
    """Return the line of a whole code: its one message, or how many there are."""
    gravest = [item for item in verdict.items if item.result is verdict.result]
    first = _line(gravest[0], lang)
    named = bool(first.name or first.place)
    if len(gravest) == 1:
        words = f"{first.place or first.name}: {first.message}" if named else first.message
    elif named:
        words = SEVERAL.say(lang, {"count": len(gravest)})
    else:
        words = "; ".join(item.message.say(lang) for item in gravest)
    return Line(first.code, first.nature, first.title, first.result, first.label, words)


def _line(item: Item, lang: Lang) -> Line:
    return Line(
        item.code,
        item.nature.say(lang),
        item.title.say(lang),
        item.result.value,
        item.result.label.say(lang),
        item.message.say(lang),
        item.name or "",
        item.path or "",
    )
