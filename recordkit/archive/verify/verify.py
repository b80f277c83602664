"""Every byte, line and number looked at, and every damaged, missing or stray thing named (参照 DA/T 70-2018).

Law: the journal is judged first, and all else by what it says; the catalogue proves nothing but that lines were cut off.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from recordkit.archive.asked import Asked
from recordkit.archive.catalogue import queries
from recordkit.archive.catalogue.catalogue import Progress
from recordkit.archive.catalogue.schema import CONTENT
from recordkit.archive.layout import CATALOGUE
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import missing
from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.verify.chain_check import check_journal
from recordkit.archive.verify.file_check import check_about, check_files, sampled
from recordkit.archive.verify.left_open import (
    DAMAGED_JOURNAL,
    LEFT_OPEN,
    NO_CODES,
    NO_DUTIES,
    NO_SCANNER,
    NOT_OPENED,
)
from recordkit.archive.verify.stray_check import check_strays
from recordkit.archive.verify.summaries import scope_of, summaries
from recordkit.archive.verify.survey import Survey
from recordkit.archive.verify.verdicts import Extent, Item, Report, Result, Share, reported
from recordkit.domain.chain import Head
from recordkit.errors import ArchiveDamaged
from recordkit.wording import Text


def verify(ledger: Ledger, asked: Asked, progress: Progress | None = None) -> Report:
    """Return the report on the whole archive, on a sample of it, or on the chain and the files of `names`; raises NoEntry."""
    known = _known_heads(ledger, asked)
    fold = ledger.fresh_fold()
    try:
        survey = Survey(ledger, fold)
        check_journal(survey, known)
        check_about(survey)
        check_files(survey, asked, progress)
        _numbers(survey)
        check_strays(survey, asked)
        _catalogue(survey)
        _surroundings(survey)
        _viruses(survey, asked)
        _left_open(survey, asked)
        said = summaries(survey, asked)
        _doubts(survey, said)
        return reported(survey.tally.checked, survey.closed(), said, _extent(survey, asked))
    finally:
        fold.close()


def _known_heads(ledger: Ledger, asked: Asked) -> list[tuple[Head, Text]]:
    """Return the heads that the chain must still have, read before the journal is: it only grows."""
    outside = Text("外部见证的链首", "the head witnessed outside")
    heads = [(head, outside) for head in asked.witnessed]
    try:
        standing = ledger.standing()
        seen = [standing.head(), standing.lost()]
    except sqlite3.Error:
        return heads
    known = Text("目录库记得的链首", "the head that the catalogue knew")
    return heads + [(head, known) for head in seen if head and head not in asked.witnessed]


def _numbers(survey: Survey) -> None:
    for first, last in missing(queries.held(survey.fold.tables), queries.opened(survey.fold.tables)):
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
        differing = [
            table for table in CONTENT if not _same(standing.content(table), survey.fold.content(table))
        ]
    except ArchiveDamaged:
        survey.skip("3-2", DAMAGED_JOURNAL)
        return
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
    for key in survey.ledger.store.leftovers():
        survey.remark("4-3", Text("未完成或移出的文件", "half-done or set-aside work"), path=key)
    for place in survey.ledger.store.exposed():
        message = Text("本机任何账号都可写入", "every account of this machine may write to it")
        survey.fail("4-7", message, path=place)


def _viruses(survey: Survey, asked: Asked) -> None:
    """Have the scanner look at the files, where one was handed in (4-1, 4-2)."""
    store = survey.ledger.store
    if asked.scan is None or not isinstance(store, FolderStore):
        survey.skip("4-1", NO_SCANNER)
        survey.skip("4-2", NO_SCANNER)
        return
    said = asked.scan(sampled(survey, asked))
    if said.engine is None:
        survey.skip("4-1", said.words)
        survey.skip("4-2", said.words)
        return
    some = scope_of(survey, asked)
    survey.add(Item("4-1", Result.PASSED, said.words))
    for path, virus in said.infected:
        found = Text(f"感染 {virus}", f"infected: {virus}")
        survey.fail("4-2", found, path=path.relative_to(store.root).as_posix())
    if not said.infected:
        survey.add(Item("4-2", Result.PASSED, Text(f"{some.zh}未发现", f"{some.en}none found")))


def _left_open(survey: Survey, asked: Asked) -> None:
    """Say what is not for this room to judge, or was not asked for: none of it is called passed."""
    for item in LEFT_OPEN:
        survey.add(item)
    survey.skip("2-9", NO_DUTIES)
    if not survey.spoke("1-7"):
        count = survey.tally.entries
        names = Text(f"{count} 件的名称均合规则", f"the names of {count} entries follow the rule")
        survey.skip("1-7", Text(NO_CODES.zh + names.zh, NO_CODES.en + names.en))
    if asked.inspect is None:
        for code in ("3-3", "3-4", "3-8"):
            survey.skip(code, NOT_OPENED)
    for kind, count in sorted(survey.tally.unjudged.items()):
        unknown = Text(
            f".{kind}: {count} 个文件, 本程序不能判断", f".{kind}: {count} files, no judgement here"
        )
        survey.remark("3-3", unknown)
        survey.remark("3-4", unknown)
    survey.remark("3-5", _long_kept(survey))


def _long_kept(survey: Survey) -> Text:
    kinds = sorted(survey.tally.kinds.items())
    counted = ", ".join(f"{kind or '-'} {count}" for kind, count in kinds) or "-"
    return Text(
        f"{counted}; 移交前须转换的格式(如 docx、xlsx)由检测人确定(GB/T 18894-2016)",
        f"{counted}; which of them must be converted before transfer (docx, xlsx) is for a person (GB/T 18894-2016)",
    )


def _doubts(survey: Survey, said: dict[str, Text]) -> None:
    """Call nothing passed that was only compared with a journal which is itself damaged."""
    if not survey.broken:
        return
    for code in said.keys() - _STANDS_ALONE:
        if not survey.spoke(code):
            survey.skip(code, DAMAGED_JOURNAL)


_STANDS_ALONE: Final = frozenset({"1-1", "4-3"})


def _extent(survey: Survey, asked: Asked) -> Extent:
    tally = survey.tally
    part = asked.share is not None and not asked.names
    share = Share(asked.seed, tally.taken, tally.entries) if part else None
    return Extent(
        survey.ledger.about.id,
        survey.head,
        survey.head_at,
        tally.entries,
        tally.there,
        tally.there_bytes,
        share,
    )
