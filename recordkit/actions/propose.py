"""What an old folder tree could be filed as: looked through file by file, nothing filed, every guess marked as one.

Law: what the program cannot tell is left to a person, and said; a proposal is never filed by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from recordkit.actions.look import Look, Question, look
from recordkit.documents.pages.mapping_book import mapping_book
from recordkit.domain.adoption import Opening, Proposal, Treatment, opening_for
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import Name, Stem, split_extension
from recordkit.domain.periods import Period, last_ended, period_of
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Act
from recordkit.inbox.legacy import Old, Tree, walk
from recordkit.inbox.legacy_names import Guess, Habits, guess
from recordkit.inbox.output import write_beside
from recordkit.office import Office
from recordkit.wording import Lang, Text

Progress = Callable[[int, int], None]
OLD_FORMATS = frozenset("doc xls ppt wps et dps rtf odt ods docm xlsm dot xlt mht html htm txt ofd".split())
LENIENT = frozenset({"section_missing", "section_empty"})
"""What old documents are not held to: they were written before the rule was (R7)."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a tree: a row a file, the opening numbers that the old names need, and what was passed over."""

    proposals: tuple[Proposal, ...]
    openings: tuple[Opening, ...]
    junk: int
    unread: tuple[str, ...]

    @property
    def to_file(self) -> int:
        """How many files would be filed."""
        return sum(one.treatment is Treatment.FILE for one in self.proposals)


@dataclass(slots=True)
class _Seen:
    """What was met so far: contents by their SHA-256, names that are spoken for."""

    office: Office
    habits: Habits
    contents: dict[str, str] = field(default_factory=dict)
    names: set[Name] = field(default_factory=set)


def propose(office: Office, folder: Path, at: datetime, progress: Progress | None = None) -> Proposed:
    """Return what is proposed for the files below `folder`; raises TierRefused, OSError."""
    office.permit(Act.RECEIVED, None, at)
    tree = walk(folder)
    seen = _Seen(office, _habits(office, at))
    proposals = []
    for done, old in enumerate(_plain_names_first(tree), 1):
        proposals.append(_proposal(seen, old))
        if progress:
            progress(done, len(tree.files))
    proposals.sort(key=lambda one: one.path)
    return Proposed(tuple(proposals), tuple(_openings(office, proposals)), tree.junk, tree.unread)


def write_mapping(office: Office, proposed: Proposed, target: Path, lang: Lang) -> Path:
    """Write the mapping workbook of what is proposed to `target`; another file there is kept beside it."""
    choices = (office.types.words(), office.config.departments)
    content = mapping_book(proposed.proposals, proposed.openings, choices, lang)
    return write_beside(target.parent, target.name, content).path


def day_of(old: Old, office: Office) -> date:
    """Return the day on which an old file was last written, in the office's zone."""
    return modified(old, office).date()


def modified(old: Old, office: Office) -> datetime:
    """Return when an old file was last written, to the second, in the office's zone."""
    return datetime.fromtimestamp(old.mtime_ns // 1_000_000_000, office.zone)


def looked_at(old: Old, rtype: RecordType, extension: str) -> Look:
    """Return what stands in an old file; the sections that R7 asks for today are no reason to refuse it."""
    found = look(Question(old.path, extension, rtype))
    lenient = (replace(one, severity="warning") if one.code in LENIENT else one for one in found.findings)
    return replace(found, findings=tuple(lenient))


def _habits(office: Office, at: datetime) -> Habits:
    types = list(office.types)
    return Habits(
        names={rtype.word: (rtype.word, rtype.label.zh, rtype.label.en, rtype.key) for rtype in types},
        extensions={rtype.word: rtype.extensions for rtype in types},
        departments=office.config.departments,
        today=at.astimezone(office.zone).date(),
    )


def _plain_names_first(tree: Tree) -> list[Old]:
    """Return the files so that of two with one content the plainly named one comes first: no "副本", no "(1)"."""
    return sorted(tree.files, key=lambda old: (len(old.parts[-1]), old.name))


def _proposal(seen: _Seen, old: Old) -> Proposal:
    extension = split_extension(old.parts[-1])[1]
    found = guess(old.parts, day_of(old, seen.office), seen.habits)
    word = found.word
    if (reason := _unfit(seen, old, extension, word)) is not None or word is None:
        return _row(seen, old, found, Treatment.SKIP, [reason or _NO_TYPE])
    rtype = seen.office.types.get(word)
    try:
        looked = looked_at(old, rtype, extension)
    except OSError as fault:
        return _row(
            seen, old, found, Treatment.SKIP, [Text(f"读不出: {fault}", f"it cannot be read: {fault}")]
        )
    reasons = _against(seen, looked)
    if reasons:
        return _row(seen, old, found, Treatment.SKIP, reasons)
    seen.contents[looked.sha256] = old.name
    return _row(seen, old, _settled(seen, rtype, found), Treatment.FILE, _remarks(rtype, found))


def _unfit(seen: _Seen, old: Old, extension: str, word: str | None) -> Text | None:
    """Return why a file is no document of any type, by its size and name alone."""
    taken = seen.habits.extensions
    if old.size == 0:
        return Text("空文件(0 字节)", "an empty file (0 bytes)")
    if extension in OLD_FORMATS:
        return Text(
            f"旧格式 .{extension}: 用 Word、WPS 或 Excel 另存为 .docx、.xlsx 或 .pdf 后重新运行",
            f"an old format (.{extension}): save it as .docx, .xlsx or .pdf, then run this again",
        )
    if not any(extension in allowed for allowed in taken.values()):
        return Text(f".{extension} 不是归档的格式", f".{extension} is no format that is filed")
    if word is not None and extension not in taken[word]:
        allowed = "、".join(f".{one}" for one in taken[word])
        return Text(f"{word} 只收 {allowed}", f"{word} takes {allowed}")
    return None


def _against(seen: _Seen, looked: Look) -> list[Text]:
    """Return what speaks against filing the content: it is filed, or listed above, or not sound."""
    if looked.unfinished is not None:
        return [Text(f"文件不完整: {looked.unfinished.zh}", f"it is incomplete: {looked.unfinished.en}")]
    if faults := errors(looked.findings):
        return [_said(fault) for fault in faults]
    twin = seen.office.archive.with_sha(seen.office.reading(), looked.sha256)
    if twin is not None and twin.withdrawn is None:
        return [Text(f"已归档为 {twin.name}", f"filed already, as {twin.name}")]
    if (same := seen.contents.get(looked.sha256)) is not None:
        return [Text(f"内容与 {same} 相同", f"the same content as {same}")]
    return []


def _said(finding: Finding) -> Text:
    return Text(finding.message("zh"), finding.message("en"))


def _settled(seen: _Seen, rtype: RecordType, found: Guess) -> Guess:
    """Return the guess with a number only where it is free, a period only where the type has one, and its doubts."""
    office, doubts = seen.office, set(found.doubts)
    assert found.day is not None
    number = found.number
    if number is not None:
        name = Name(rtype.word, found.day, number)
        if name in seen.names or office.archive.holder(name) is not None:
            number = None
            doubts.add("number")
        else:
            seen.names.add(name)
    period = _period(rtype, found)
    if rtype.period_kind is not None and (found.period is None or found.period.kind != rtype.period_kind):
        doubts.add("period")
    if rtype.deadline is not None and found.department is None:
        doubts.add("department")
    return replace(found, number=number, period=period, doubts=frozenset(doubts))


def _period(rtype: RecordType, found: Guess) -> Period | None:
    """Return the period that the name says, else the last that had ended on its day (intake's rule)."""
    kind = rtype.period_kind
    if kind is None or found.day is None:
        return None
    if found.period is None:
        return last_ended(kind, found.day)
    if found.period.kind == kind:
        return found.period
    around = period_of(kind, found.period.begin)
    return around if around.end >= found.period.end else last_ended(kind, found.day)


def _remarks(rtype: RecordType, found: Guess) -> list[Text]:
    remarks = []
    if "word" in found.doubts:
        remarks.append(Text("类型由名称或文件夹推断", "the type is inferred from name or folder"))
    if "day" in found.doubts:
        remarks.append(_DAY_OF_PERIOD if found.period is not None else _DAY_GUESSED)
    if rtype.period_kind is not None and found.period is None:
        remarks.append(Text("期间按日期推断", "the period is inferred from the day"))
    if rtype.deadline is not None and found.department is None:
        remarks.append(Text("看不出科室", "the department cannot be told"))
    return remarks


def _row(seen: _Seen, old: Old, found: Guess, treatment: Treatment, remarks: Sequence[Text]) -> Proposal:
    extension = split_extension(old.parts[-1])[1]
    filed = treatment is Treatment.FILE
    return Proposal(
        path=old.name,
        word=found.word,
        day=found.day,
        number=found.number,
        department=found.department,
        period=str(found.period) if found.period is not None and filed else None,
        name=new_name(seen.office, found.word, found.day, found.number, extension) if filed else None,
        treatment=treatment,
        remark=Text("; ".join(one.zh for one in remarks), "; ".join(one.en for one in remarks)),
        doubts=found.doubts if filed else frozenset(),
    )


def new_name(
    office: Office, word: str | None, day: date | None, number: int | None, extension: str
) -> str | None:
    """Return the file name that type, day and number give; without a number it ends with the day."""
    if word is None or day is None:
        return None
    if number is not None:
        return f"{office.text(Stem(word, day, number).named(number))}.{extension}"
    return f"{word}-{office.config.date_style.write(day)}.{extension}"


def _openings(office: Office, proposals: Sequence[Proposal]) -> list[Opening]:
    """Return the opening numbers without which the numbers of the old names would skip some."""
    numbers: dict[tuple[str, date], set[int]] = {}
    for one in proposals:
        if one.treatment is Treatment.FILE and one.number is not None and one.word and one.day:
            numbers.setdefault((one.word, one.day), set()).add(one.number)
    needed = []
    for (word, day), used in sorted(numbers.items()):
        last = opening_for(frozenset(used), office.archive.free(word, day).number)
        needed += [] if last is None else [Opening(word, day, last)]
    return needed


_NO_TYPE = Text(
    "看不出是哪种文件: 请选类型, 处理改为归档", "its type cannot be told: choose one, and set it to file"
)
_DAY_GUESSED = Text(
    "日期取自文件夹、两位年份或文件的修改时间",
    "the day is from a folder, a two-figure year or the file's own time",
)
_DAY_OF_PERIOD = Text("名称只说了期间, 日期为推断", "the name says the period only; the day is inferred")
