"""Every byte, line and number looked at, and every damaged, missing or stray thing named (参照 DA/T 70-2018).

Law: the journal is judged first, and all else by what it says; the catalogue proves nothing but that lines were cut off.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from recordkit.archive import queries
from recordkit.archive.catalogue import Progress
from recordkit.archive.chain_check import check_journal
from recordkit.archive.file_check import check_about, check_files, check_strays
from recordkit.archive.layout import ABOUT, CATALOGUE, README
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import missing
from recordkit.archive.schema import CONTENT
from recordkit.archive.survey import Survey
from recordkit.archive.verdicts import Report, reported
from recordkit.domain.chain import Head
from recordkit.wording import Text


def verify(
    ledger: Ledger, names: Sequence[str], progress: Progress | None, *, witnessed: Head | None
) -> Report:
    """Return the report on the whole archive, or on the chain and the files of `names`; raises NoEntry."""
    known = _known_heads(ledger, witnessed)
    fold = ledger.fresh_fold()
    try:
        survey = Survey(ledger, fold)
        check_journal(survey, known)
        check_about(survey)
        check_files(survey, names, progress)
        _numbers(survey)
        check_strays(survey, names)
        _catalogue(survey)
        _surroundings(survey)
        _doubts(survey)
        return reported(survey.checked, survey.items, _summaries(survey, named=bool(names)))
    finally:
        fold.close()


def _known_heads(ledger: Ledger, witnessed: Head | None) -> list[tuple[Head, Text]]:
    """Return the heads that the chain must still have, read before the journal is: it only grows."""
    heads = [(witnessed, Text("外部见证的链首", "the head witnessed outside"))] if witnessed else []
    try:
        standing = ledger.standing()
        seen = [standing.head(), standing.lost()]
    except sqlite3.Error:
        return heads
    return heads + [
        (head, Text("目录库记得的链首", "the head that the catalogue knew")) for head in seen if head
    ]


def _numbers(survey: Survey) -> None:
    for first, last in missing(queries.held(survey.fold.tables)):
        name, until = survey.ledger.spelled(first), survey.ledger.spelled(last)
        gap = Text(
            f"缺号至 {until}, 日志中没有交代",
            f"numbers up to {until} are missing, and the journal does not say why",
        )
        survey.fail("2-6", gap, name=name)


def _catalogue(survey: Survey) -> None:
    """Compare the catalogue with the journal's fold, table by table (3-2)."""
    if survey.broken:
        survey.skip(
            "3-2", Text("日志有损坏, 无从比较", "the journal is damaged: there is nothing to compare with")
        )
        return
    try:
        standing = survey.ledger.current()
        if standing.head() != survey.head:
            survey.skip("3-2", Text("检测期间有新的归档", "something was filed meanwhile"))
            return
        tables = [table for table in CONTENT if table != "texts" or not survey.damaged]
        differing = [
            table for table in tables if not _same(standing.content(table), survey.fold.content(table))
        ]
    except sqlite3.DatabaseError as fault:
        survey.fail(
            "3-2", Text(f"目录库无法读取: {fault}", f"the catalogue cannot be read: {fault}"), path=CATALOGUE
        )
        return
    for table in differing:
        message = Text(
            f"表 {table} 与日志不符; 运行 recordkit rebuild",
            f"table {table} differs from the journal: `recordkit rebuild`",
        )
        survey.fail("3-2", message, path=CATALOGUE)


def _same(left: Iterator[tuple[object, ...]], right: Iterator[tuple[object, ...]]) -> bool:
    end = object()
    return all(next(right, end) == row for row in left) and next(right, end) is end


def _surroundings(survey: Survey) -> None:
    if survey.broken:
        survey.fail("4-7", Text("日志的链已断, 见 1-1", "the journal's chain is broken: see 1-1"))
    survey.skip("4-1", _NO_SCANNER)
    survey.skip("4-2", _NO_SCANNER)
    for key in survey.ledger.store.leftovers():
        survey.remark("4-3", Text("未完成或移出的文件", "half-done or set-aside work"), path=key)
    for place in survey.ledger.store.exposed():
        message = Text("本机任何账号都可写入", "every account of this machine may write to it")
        survey.fail("4-7", message, path=place)


_NO_SCANNER = Text("未接入杀毒软件", "no virus scanner is connected")


def _doubts(survey: Survey) -> None:
    """Call nothing passed that was only compared with a journal which is itself damaged."""
    if not survey.broken:
        return
    for code in _BY_THE_JOURNAL - {item.code for item in survey.items}:
        survey.skip(code, Text("日志有损坏, 不足为凭", "the journal that it was compared with is damaged"))


_BY_THE_JOURNAL = frozenset({"1-10", "1-11", "1-12", "2-6", "2-7", "3-1"})


def _summaries(survey: Survey, *, named: bool) -> dict[str, Text]:
    states = queries.states(survey.fold.tables)
    reserved, voided = states.get("reserved", 0), states.get("voided", 0)
    some = Text("所列名称: ", "of the named: ") if named else Text("", "")
    count = Text(
        f"{some.zh}{survey.checked} 个文件, {survey.size} 字节",
        f"{some.en}{survey.checked} files, {survey.size} bytes",
    )
    return {
        "1-1": Text(
            f"{survey.lines} 行, 链完整; 链头 {survey.head.seq} {survey.head.hash}",
            f"{survey.lines} lines, the chain holds; its head is {survey.head.seq} {survey.head.hash}",
        ),
        "1-10": count,
        "1-11": count,
        "1-12": Text(f"{ABOUT}、{README} 与建档时一致", f"{ABOUT} and {README} are as founded"),
        "2-6": Text(
            f"无缺号; {reserved} 个编号预留未用, {voided} 个作废",
            f"none missing; {reserved} reserved and not yet used, {voided} void",
        ),
        "2-7": count,
        "3-1": Text(f"{some.zh}记录可读", f"{some.en}records can be read"),
        "3-2": Text("目录库与日志一致", "the catalogue is the journal's fold"),
        "4-3": Text("无多余文件", "none"),
        "4-7": Text("链完整, 文件夹未对他人开放", "the chain holds, and no folder is open to others"),
    }
