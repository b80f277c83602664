"""The mapping workbook taken at its word: each row to be filed as type, day, number, department and period, or its findings.

Law: every fault of every row is found, each with its row and column, before anything is filed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from recordkit.documents.pages.mapping_book import COLUMNS, OPENING_COLUMNS, OPENINGS, Mapped, Row
from recordkit.domain.adoption import Opening, Treatment
from recordkit.domain.dates import NoDate, read_day
from recordkit.domain.findings import Finding
from recordkit.domain.naming import MAX_NUMBER, far_future
from recordkit.domain.nearest import nearest
from recordkit.domain.periods import Period, PeriodKind, parse_period, period_of
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.errors import UnknownType
from recordkit.inbox.legacy import Old, Tree
from recordkit.office import Office
from recordkit.wording import Lang, Text


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is to be filed: its place in the workbook, the old file, and what it becomes."""

    row: int
    old: Old
    rtype: RecordType
    day: date
    number: int | None
    department: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mapping says: rows to file, how many to skip, opening numbers, files that no row speaks of, and the faults."""

    lines: tuple[Line, ...]
    skipped: int
    openings: tuple[Opening, ...]
    unmapped: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Cells:
    """One row being read: values by column, faults gathered."""

    office: Office
    row: Row
    columns: Mapping[str, tuple[Text, int]]
    findings: list[Finding]
    today: date
    lang: Lang

    def text(self, key: str) -> str:
        value = self.row.cells.get(key)
        return "" if value is None else str(value).strip()

    def fault(self, code: str, key: str, **facts: object) -> None:
        label = self.columns[key][0]
        said = {"label": label, **facts}
        place = {"row": self.row.number, "column": label.say(self.lang)}
        self.findings.append(Finding(code, value=self.text(key), facts=said).placed(**place))

    def rtype(self) -> RecordType | None:
        word = self.text("word")
        if not word:
            self.fault("required_missing", "word")
            return None
        try:
            return self.office.types.get(word)
        except UnknownType:
            words = self.office.types.words()
            close = did_you_mean(nearest(word, words))
            self.fault("enum_unknown", "word", nearest=close, choices=words)
            return None

    def day(self) -> date | None:
        raw = self.row.cells.get("day")
        if not self.text("day"):
            self.fault("required_missing", "day")
            return None
        try:
            found = read_day(raw)
        except NoDate:
            self.fault("date_invalid", "day")
            return None
        if far_future(found, self.today):
            self.fault("date_future", "day")
            return None
        return found

    def number(self, *, required: bool = False) -> int | None:
        text = self.text("number").removesuffix(".0")
        if not text:
            if required:
                self.fault("required_missing", "number")
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_NUMBER):
            self.fault("number_not_whole", "number")
            return None
        return int(text)

    def period(self, kind: PeriodKind | None) -> Period | None:
        raw, text = self.row.cells.get("period"), self.text("period")
        if not text or kind is None:
            return None
        if isinstance(raw, date):  # Excel makes a day of a month that is typed into it
            return period_of(kind, raw.date() if isinstance(raw, datetime) else raw)
        try:
            return parse_period(kind, text)
        except ValueError:
            self.fault("text_pattern", "period", hint=str(period_of(kind, self.today)))
            return None

    def department(self) -> str | None:
        text, known = self.text("department"), self.office.config.departments
        if text and known and text not in known:
            close = did_you_mean(nearest(text, known))
            self.fault("enum_unknown", "department", nearest=close, choices=list(known))
        return text or None

    def treatment(self) -> Treatment | None:
        text = self.text("treatment").casefold()
        for one in Treatment:
            if text in (one.value, one.label.zh, one.label.en):
                return one
        self.fault("enum_unknown", "treatment", nearest=Text("", ""), choices=_TREATMENTS)
        return None


_TREATMENTS = [one.label for one in Treatment]


def read_lines(office: Office, tree: Tree, mapped: Mapped, today: date, lang: Lang) -> Reading:
    """Return what the mapping says of the files of the tree."""
    if mapped.missing:
        gone = [Finding("column_missing", facts={"label": COLUMNS[key][0]}) for key in mapped.missing]
        return Reading((), 0, (), (), tuple(gone))
    findings: list[Finding] = []
    files = {old.name: old for old in tree.files}
    named = Counter(_path(row) for row in mapped.rows)
    lines, skipped = [], 0
    for row in mapped.rows:
        cells = _Cells(office, row, COLUMNS, findings, today, lang)
        treatment = cells.treatment()
        if treatment is Treatment.SKIP:
            skipped += 1
        elif treatment is Treatment.FILE and (line := _line(cells, files, named)) is not None:
            lines.append(line)
    openings = tuple(_openings(office, mapped.openings, findings, today, lang))
    unmapped = tuple(name for name in files if name not in named)
    return Reading(tuple(lines), skipped, openings, unmapped, tuple(findings))


def _path(row: Row) -> str:
    return str(row.cells.get("path") or "").strip().replace("\\", "/")


def _line(cells: _Cells, files: Mapping[str, Old], named: Mapping[str, int]) -> Line | None:
    """Return what a row says, or None once its faults are listed."""
    before = len(cells.findings)
    path, rtype, day = _path(cells.row), cells.rtype(), cells.day()
    number, department = cells.number(), cells.department()
    period = cells.period(None if rtype is None else rtype.period_kind)
    old = files.get(path)
    if old is None:
        close = nearest(path, files, cutoff=0.8)
        cells.fault("import_path_unknown", "path", nearest=did_you_mean(close))
    elif named[path] > 1:
        cells.fault("import_path_twice", "path")
    if old is None or rtype is None or day is None or len(cells.findings) > before:
        return None
    return Line(cells.row.number, old, rtype, day, number, department, period)


def _openings(
    office: Office, rows: Sequence[Row], findings: list[Finding], today: date, lang: Lang
) -> Iterator[Opening]:
    for row in rows:
        cells = _Cells(office, row, OPENING_COLUMNS, findings, today, lang)
        before = len(findings)
        rtype, day, number = cells.rtype(), cells.day(), cells.number(required=True)
        if rtype is not None and day is not None and number is not None:
            yield Opening(rtype.word, day, number)
        sheet = OPENINGS.say(lang)
        findings[before:] = [one.placed(column=f"{sheet} · {one.column}") for one in findings[before:]]
