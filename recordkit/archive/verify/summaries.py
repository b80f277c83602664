"""What is said of each code that nothing was found against: how much was looked at, and how much of it in a sample."""

from recordkit.archive.asked import Asked
from recordkit.archive.catalogue import queries
from recordkit.archive.layout import ABOUT, README
from recordkit.archive.verify.left_open import NO_CODES
from recordkit.archive.verify.survey import Survey
from recordkit.wording import Text


def scope_of(survey: Survey, asked: Asked) -> Text:
    """Return what the words about files are to begin with: whose files, or which share of them by which seed."""
    tally = survey.tally
    if asked.names:
        return Text("所列名称: ", "of the named: ")
    if asked.share is None or tally.taken == tally.entries:
        return Text("", "")
    return Text(
        f"抽样 {tally.taken}/{tally.entries} 件(种子 {asked.seed}): ",
        f"a sample of {tally.taken} in {tally.entries} entries (seed {asked.seed}): ",
    )


def summaries(survey: Survey, asked: Asked) -> dict[str, Text]:
    """Return the words for each code, should it pass."""
    return {**_of_the_journal(survey), **_of_the_entries(survey, asked), **_of_the_files(survey, asked)}


def _of_the_journal(survey: Survey) -> dict[str, Text]:
    states = queries.states(survey.fold.tables)
    reserved, voided = states.get("reserved", 0), states.get("voided", 0)
    events = Text(f"{survey.events} 个事件", f"{survey.events} events")
    chain = Text(
        f"{survey.lines} 行, 链完整; 链首 {survey.head.seq} {survey.head.hash}",
        f"{survey.lines} lines, the chain holds; its head is {survey.head.seq} {survey.head.hash}",
    )
    numbers = Text(
        f"无缺号; {reserved} 个编号预留未用, {voided} 个作废",
        f"none missing; {reserved} reserved and not yet used, {voided} void",
    )
    return {
        "1-1": chain,
        **dict.fromkeys(("1-2", "1-3", "1-4", "1-5", "1-6", "2-3", "2-4"), events),
        "1-12": Text(f"{ABOUT}、{README} 与建档时一致", f"{ABOUT} and {README} are as founded"),
        "2-6": numbers,
        "3-2": Text("目录库与日志一致", "the catalogue is the journal's fold"),
        "4-3": Text("无多余文件", "none"),
        "4-7": Text("链完整, 文件夹未对他人开放", "the chain holds, and no folder is open to others"),
    }


def _of_the_entries(survey: Survey, asked: Asked) -> dict[str, Text]:
    count, named = survey.tally.entries, bool(asked.names)
    some = Text("所列名称: ", "of the named: ") if named else Text("", "")
    entries = Text(f"{some.zh}{count} 件", f"{some.en}{count} entries")
    return {
        "1-8": Text(
            f"{NO_CODES.zh}{entries.zh}的名称与版本无重复",
            f"{NO_CODES.en}{entries.en}, no name and no version twice",
        ),
        "1-13": entries,
        "2-1": Text(
            f"{count} 件, {survey.tally.there} 个文件", f"{count} entries, {survey.tally.there} files"
        ),
        "2-2": Text(f"{survey.tally.there_bytes} 字节", f"{survey.tally.there_bytes} bytes"),
        "2-5": Text(
            f"{entries.zh}, 每个版本都有归档事件", f"{entries.en}, each version with the event of its filing"
        ),
    }


def _of_the_files(survey: Survey, asked: Asked) -> dict[str, Text]:
    tally, some = survey.tally, scope_of(survey, asked)
    hashed = Text(
        f"{some.zh}{tally.checked} 个文件, {tally.size} 字节",
        f"{some.en}{tally.checked} files, {tally.size} bytes",
    )
    documents = tally.there - tally.values
    opened = Text(f"{some.zh}打开 {tally.opened} 个文件", f"{some.en}{tally.opened} files opened")
    said = {
        "1-10": hashed,
        "1-11": Text(f"{tally.there} 个文件", f"{tally.there} files"),
        "2-7": Text(f"{documents} 个文件", f"{documents} documents"),
        "2-8": Text(f"{tally.values} 个记录和后续事项", f"{tally.values} records and notes"),
        "3-1": Text(f"{some.zh}记录可读", f"{some.en}records can be read"),
    }
    if asked.inspect is not None:
        said |= dict.fromkeys(("3-3", "3-4", "3-8"), opened)
    return said
