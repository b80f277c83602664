"""An old folder tree brought in (`recordkit import`): what its mapping marks is filed with its old path and date; sources stay.

Law: all is checked before anything is filed. The same content is never filed twice, so that running it again is safe.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from recordkit.actions.intake import Arrival, Verdict, judge
from recordkit.actions.mapping import Line, Reading, read_lines
from recordkit.actions.outcome import Outcome
from recordkit.actions.propose import LENIENT, looked_at, modified, new_name
from recordkit.archive.filing import Filed, Filing
from recordkit.archive.numbers import BEYOND
from recordkit.documents.pages.mapping_book import COLUMNS, read_mapping
from recordkit.domain.adoption import Opening
from recordkit.domain.chain import utc
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import Name, split_extension
from recordkit.domain.tiers import Act
from recordkit.errors import RecordkitError
from recordkit.inbox.legacy import walk
from recordkit.office import Office
from recordkit.wording import Lang, Text

Progress = Callable[[int, int], None]
BATCH = 50


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a mapping: outcomes of its rows (none where anything was at fault), what was skipped or not mapped."""

    outcomes: tuple[Outcome, ...]
    ready: int
    skipped: int
    unmapped: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True if nothing is at fault."""
        return not errors(self.findings) and all(one.status != "rejected" for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A row that was judged: what to file, or (None) the name under which the same content is filed already."""

    line: Line
    filing: Filing | None
    twin: str | None = None
    findings: tuple[Finding, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    office: Office
    folder: Path
    mapping: Path
    at: datetime
    lang: Lang


def adopt(  # noqa: PLR0913 - the trial stands by name
    office: Office,
    folder: Path,
    mapping: Path,
    at: datetime,
    lang: Lang,
    progress: Progress | None = None,
    *,
    trial: bool = False,
) -> Adopted:
    """File what the mapping marks; a `trial` only checks it.

    Raises TierRefused, NotReadable and TooLarge for the mapping, OSError for the tree or the archive's disk.
    """
    office.permit(Act.RECEIVED, None, at)
    work = _Work(office, folder.resolve(), mapping, at, lang)
    today = at.astimezone(office.zone).date()
    reading = read_lines(office, walk(folder), read_mapping(mapping), today, lang)
    ready, faults = _judged(work, reading, progress)
    faults = [*(one.placed(file=mapping.name) for one in reading.findings), *faults]
    if errors(faults) or trial:
        return Adopted((), len(ready), reading.skipped, reading.unmapped, tuple(faults))
    _open(work, reading.openings)
    outcomes = tuple(_filed(work, ready, progress))
    return Adopted(outcomes, len(ready), reading.skipped, reading.unmapped, tuple(faults))


def _judged(work: _Work, reading: Reading, progress: Progress | None) -> tuple[list[_Ready], list[Finding]]:
    """Return the rows in the order of their filing, and every fault of content and number, by row."""
    ready: list[_Ready] = []
    faults: list[Finding] = []
    rows: dict[str, int] = {}
    for done, line in enumerate(sorted(reading.lines, key=_order), 1):
        found = _judge(work, line)
        ready.append(found)
        faults += [_placed(work, line, one) for one in errors(found.findings)]
        if found.filing is not None and (row := rows.setdefault(found.sha256, line.row)) != line.row:
            faults.append(_placed(work, line, Finding("import_same_content", facts={"row": row})))
        if progress:
            progress(done, len(reading.lines))
    faults += _number_faults(work, [one.line for one in ready if one.filing is not None], reading.openings)
    return ready, sorted(faults, key=lambda one: one.row or 0)


def _order(line: Line) -> tuple[str, date, float, str]:
    """Numbered rows of a word and day first, by number: each finds the number before it filed."""
    return line.rtype.word, line.day, line.number or float("inf"), line.old.name


def _judge(work: _Work, line: Line) -> _Ready:
    """Return what intake makes of a row's file under its new name; sections are not asked of old documents."""
    office = _tolerant(work.office)
    extension = split_extension(line.old.parts[-1])[1]
    filename = new_name(office, line.rtype.word, line.day, line.number, extension) or ""
    try:
        looked = looked_at(line.old, line.rtype, extension)
    except OSError as fault:
        unreadable = Finding("file_unreadable", facts={"reason": str(fault)})
        return _Ready(line, None, findings=(unreadable,))
    twin = office.archive.with_sha(office.reading(), looked.sha256)
    if twin is not None and twin.withdrawn is None:
        return _Ready(line, None, twin.name, sha256=looked.sha256)
    verdict = judge(office, _arrival(work, line, filename), work.at, looked=looked)
    return _Ready(line, _filing(work, line, verdict), findings=verdict.findings, sha256=looked.sha256)


def _tolerant(office: Office) -> Office:
    """Return the office as one that gives numbers by itself, whatever it asks of names in the inbox."""
    return replace(office, config=replace(office.config, repair_names=True))


def _arrival(work: _Work, line: Line, filename: str) -> Arrival:
    importer = replace(work.office.person, department=None)
    received = min(modified(line.old, work.office), work.at)
    reason = "import" if line.rtype.sensitive else f"import {work.folder.name}"
    return Arrival(line.old.path, filename, importer, received, line.department, reason, dropped=False)


def _filing(work: _Work, line: Line, verdict: Verdict) -> Filing | None:
    """Return the filing with what the row says, and where the file lay; a sensitive one's path may hold a name."""
    if verdict.filing is None:
        return None
    filing = verdict.filing
    written = modified(line.old, work.office)
    period = (str(line.period), False) if line.period is not None else (filing.period, filing.doubtful)
    return replace(
        filing,
        department=line.department or filing.department,
        period=period[0],
        doubtful=period[1],
        source_name=None if line.rtype.sensitive else line.old.name,
        claims={**filing.claims, "mtime": utc(written)},
    )


def _placed(work: _Work, line: Line, finding: Finding) -> Finding:
    column = COLUMNS["path"][0].say(work.lang)
    return replace(finding, value=line.old.name).placed(file=work.mapping.name, row=line.row, column=column)


def _number_faults(work: _Work, lines: Sequence[Line], openings: Sequence[Opening]) -> Iterator[Finding]:
    """Yield why a row's number could not be filed under: held by another, given twice, or beyond the next free one."""
    archive, login = work.office.archive, work.office.person.login
    opened = {(one.word, one.day): one.number for one in openings}
    given = Counter(_name(line) for line in lines if line.number is not None)
    free: dict[tuple[str, date], int] = {}
    for line in lines:
        if line.number is None:
            continue
        name, place = _name(line), (line.rtype.word, line.day)
        next_free = free.get(place) or max(archive.free(*place).number, opened.get(place, 0) + 1)
        free[place] = max(next_free, line.number + 1)
        reason = _TWICE if given[name] > 1 else archive.number_fault(name, login)
        if reason == BEYOND:
            reason = BEYOND if line.number > next_free else None
        if reason is None and archive.entry(work.office.reading(), name) is not None:
            reason = _FILED
        if reason is not None:
            nearest = work.office.text(Name(*place, next_free))
            finding = Finding(
                "number_taken", value=str(line.number), facts={"reason": reason, "free": nearest}
            )
            column = COLUMNS["number"][0].say(work.lang)
            yield finding.placed(file=work.mapping.name, row=line.row, column=column)


def _name(line: Line) -> Name:
    return Name(line.rtype.word, line.day, line.number or 1)


_TWICE = Text("在映射表中出现了两次", "stands twice in the mapping")
_FILED = Text("已归档, 内容不同", "is filed already, with other content")


def _open(work: _Work, openings: Sequence[Opening]) -> None:
    """Set the opening numbers that are not reached yet."""
    archive = work.office.archive
    for one in openings:
        if archive.free(one.word, one.day).number <= one.number:
            permit = work.office.permit(Act.OPEN_NUMBERS, str(one.name), work.at)
            archive.open_numbers(permit, one.word, one.day, one.number, f"import {work.folder.name}", work.at)


def _filed(work: _Work, ready: Sequence[_Ready], progress: Progress | None) -> Iterator[Outcome]:
    """Yield what became of each row: what is filed already, and the others in batches of one commit each."""
    for start in range(0, len(ready), BATCH):
        batch = ready[start : start + BATCH]
        permit = work.office.permit(Act.RECEIVED, None, work.at)
        items = [(permit, one.filing) for one in batch if one.filing is not None]
        results = iter(work.office.archive.file_all(items, work.at))
        for one in batch:
            yield _twin(work, one) if one.filing is None else _outcome(work, one, next(results))
        if progress:
            progress(start + len(batch), len(ready))


def _twin(work: _Work, one: _Ready) -> Outcome:
    return Outcome(one.line.old.name, "duplicate", one.twin, person=work.office.person.login)


def _outcome(work: _Work, one: _Ready, result: Filed | RecordkitError) -> Outcome:
    line, login = one.line, work.office.person.login
    if isinstance(result, Filed):
        entry = result.entry
        said = tuple(_worth_saying(line, one.findings))
        return Outcome(line.old.name, result.status, entry.name, entry.current.sha256, said, login)
    reason = Text(result.sentence("zh"), result.sentence("en"))
    refused = _placed(work, line, Finding("import_refused", facts={"reason": reason}))
    return Outcome(line.old.name, "rejected", findings=(refused,), person=login)


def _worth_saying(line: Line, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is still to be looked at: not the new name, nor what the row settled, nor what old documents are forgiven."""
    settled = set(LENIENT)
    settled |= {"period_doubtful"} if line.period is not None else set()
    settled |= {"department_missing"} if line.department else set()
    for finding in findings:
        if finding.code not in settled and not finding.code.startswith("name_"):
            yield finding
