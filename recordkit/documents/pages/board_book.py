"""The board as a workbook: a summary, a heat map of departments and months, and a sheet for each duty, to filter and print.

Law: a standing is a sign, a word and a colour, never a colour alone; days and instants are real ones; text is never a formula.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter

from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.documents.pages.punctuality import DEFINITION, Punctuality, Tally, punctuality
from recordkit.documents.pages.sheets import BOX, INK, PAPER, font, on_a4, plain_text, saved
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import period_of
from recordkit.wording import Lang, Text

TITLE = Text("归档状态", "Filing status")
SUMMARY, HEAT = Text("概况", "Summary"), Text("热图", "Heat map")
AS_OF = Text("截至 {at}", "as of {at}")
DUTY, TOTAL = Text("任务", "Duty"), Text("合计", "All")
DEPARTMENT = Text("科室", "Department")
MONTH, IN_TIME = Text("到期月份", "Due in"), Text("按时率", "In time")
COUNTED = Text("应交", "Decided")
COLUMNS = (
    (Text("科室", "Department"), 16),
    (Text("责任人", "Person"), 10),
    (Text("期间或缘由", "Period or cause"), 26),
    (Text("截止", "Due"), 16),
    (Text("期限依据", "Set by"), 22),
    (Text("状态", "Standing"), 12),
    (Text("逾期天数", "Days late"), 8),
    (Text("收到或完成", "Received or done"), 16),
    (Text("文档", "Document"), 28),
    (Text("备注", "Remarks"), 24),
)
PROVISIONAL = Text("暂定", "provisional")
DOUBTFUL = Text("所属期间待确认", "period to be confirmed")
ESCALATED = Text("应上报", "to be escalated")
HAVE = Text("已有 {have} / {wanted}", "{have} of {wanted}")
FILLS = {
    Standing.LATE: ("FBDCD8", "8A120C"),
    Standing.DUE: ("DCEBFA", "174A7E"),
    Standing.MET: ("EAF5EC", "1D5A31"),
    Standing.MET_LATE: ("FDECC8", "6B4100"),
    Standing.PROVISIONAL: ("ECE6F7", "4B3384"),
    Standing.UPCOMING: ("F3F5F7", "56616E"),
    Standing.WAIVED: ("E6E8EB", "454F5B"),
}
STEPS = ("FFFFFF", "F4B6AE", "FAD7B0", "FBF0C4", "DDEFD9", "B9DFBE")
"""Grounds of the heat map: nothing, below 50 %, from 50, from 75, from 90, all in time; black text reads on each."""
DAY_FORMAT, INSTANT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_UNFIT = re.compile(r"[\[\]:*?/\\]")
Styled = tuple[object, str]
Sheet = Any
"""A write-only sheet, or a cell of one: the stubs do not know what they can do."""


@dataclass(frozen=True, slots=True)
class BoardBook:
    """What the workbook shows: the duties as they stand at `now` (aware, in the office's zone), and the words for them."""

    unit: str
    now: datetime
    rows: Sequence[Row]
    labels: Mapping[str, Text]
    people: Mapping[str, str]


def board_book(book: BoardBook, lang: Lang) -> bytes:
    """Return the workbook in `lang` (R29, R30, C16): A4 across, headings that stay and repeat, filters."""
    made, words = Workbook(write_only=True), Words(lang, book.now, book.people)
    made.properties.creator, made.properties.title = "recordkit", TITLE.say(lang)
    _add_styles(made)
    by_kind = {
        kind: list(rows)
        for kind, rows in groupby(
            sorted(book.rows, key=lambda row: row.duty.kind), key=lambda row: row.duty.kind
        )
    }
    _summary(made, book, by_kind, words)
    _heat(made, punctuality(book.rows, period_of("month", book.now.date())), words)
    taken = {sheet.title for sheet in made.worksheets}
    for kind, rows in by_kind.items():
        label = words.spoken(book.labels.get(kind, kind))
        _duty_sheet(made, _title(label, taken), rows, words)
    return saved(made)


def _add_styles(made: Workbook) -> None:
    """Register each look once: a cell that names one costs little."""
    looks: dict[str, tuple[str, str, bool]] = {
        "plain": ("", "000000", False),
        "head": (INK, PAPER, True),
        "bold": ("", "000000", True),
        **{standing.value: (*colours, False) for standing, colours in FILLS.items()},
        **{f"step{step}": (ground, "000000", False) for step, ground in enumerate(STEPS)},
    }
    for name, (ground, ink, bold) in looks.items():
        middle = name == "head" or name.startswith("step")
        style = NamedStyle(f"board {name}", font=font(bold=bold, color=ink), border=BOX)
        style.alignment = Alignment(
            vertical="center", wrap_text=True, horizontal="center" if middle else None
        )
        if ground:
            style.fill = PatternFill("solid", fgColor=ground)
        made.add_named_style(style)
    for name, shape in (("day", DAY_FORMAT), ("instant", INSTANT_FORMAT)):
        style = NamedStyle(f"board {name}", font=font(), border=BOX, number_format=shape)
        style.alignment = Alignment(vertical="center", horizontal="left")
        made.add_named_style(style)
    made.add_named_style(NamedStyle("board title", font=font(size=16, bold=True, color=INK)))


def _sheet(made: Workbook, title: str, columns: Sequence[tuple[str, int]], above: int, lang: Lang) -> Sheet:
    """Return a new sheet whose heading row, after `above` other rows, stays and repeats."""
    sheet: Sheet = made.create_sheet(title)
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"B{above + 2}"
    sheet.print_title_rows = f"{above + 1}:{above + 1}"
    on_a4(sheet, lang, landscape=True)
    return sheet


def _append(sheet: Sheet, cells: Sequence[Styled]) -> None:
    sheet.append([_cell(sheet, value, style) for value, style in cells])


def _cell(sheet: Sheet, value: object, style: str) -> Sheet:
    plain: Any = (
        value if isinstance(value, (int, float, date)) else plain_text("" if value is None else str(value))
    )
    cell: Sheet = WriteOnlyCell(sheet, plain)
    if isinstance(plain, str):
        cell.data_type = "s"
    cell.style = f"board {style}"
    return cell


def _title(label: str, taken: set[str]) -> str:
    """Return a sheet's name that Excel takes: 31 characters, no sign that it refuses, none twice."""
    plain = _UNFIT.sub("-", plain_text(label)).strip("'")[:31] or "-"
    title, count = plain, 2
    while title.casefold() in {each.casefold() for each in taken}:
        title, count = f"{plain[:27]} {count}", count + 1
    taken.add(title)
    return title


def _summary(made: Workbook, book: BoardBook, by_kind: Mapping[str, Sequence[Row]], words: Words) -> None:
    heads = [
        (DUTY.say(words.lang), 34),
        *((f"{sign} {words.standing(standing)}", 12) for standing, sign in SIGNS.items()),
        (TOTAL.say(words.lang), 10),
    ]
    sheet = _sheet(made, SUMMARY.say(words.lang), heads, 2, words.lang)
    said = f"{book.unit} · {TITLE.say(words.lang)}", AS_OF.say(words.lang, {"at": words.instant(book.now)})
    sheet.append([_cell(sheet, said[0], "title")])
    sheet.append([plain_text(said[1])])
    _append(sheet, [(head, "head") for head, _ in heads])
    for kind, rows in by_kind.items():
        _append(sheet, _counts(words.spoken(book.labels.get(kind, kind)), rows, "plain"))
    _append(sheet, _counts(TOTAL.say(words.lang), book.rows, "bold"))


def _counts(label: str, rows: Sequence[Row], style: str) -> list[Styled]:
    seen = dict.fromkeys(SIGNS, 0)
    for row in rows:
        seen[row.standing] += 1
    counted = ((count, standing.value if count else "plain") for standing, count in seen.items())
    return [(label, style), *counted, (len(rows), style)]


def _heat(made: Workbook, found: Punctuality, words: Words) -> None:
    """Write the heat map: a line a department, a column a month in which reports fell due, the share in time."""
    heads = [(DEPARTMENT.say(words.lang), 22), *((words.period(month), 11) for month in found.months)]
    sheet = _sheet(made, HEAT.say(words.lang), heads, 1, words.lang)
    sheet.append([plain_text(DEFINITION.say(words.lang))])
    _append(sheet, [(head, "head") for head, _ in heads])
    for department, tallies in found.departments.items():
        _append(sheet, [(department, "plain"), *map(_heat_cell, tallies)])
    _append(sheet, [(TOTAL.say(words.lang), "bold"), *map(_heat_cell, found.all)])


def _heat_cell(tally: Tally) -> Styled:
    words = f"{tally.percent} ({tally.met}/{tally.decided})" if tally.decided else "–"
    return words, f"step{tally.step}"


def _duty_sheet(made: Workbook, title: str, rows: Sequence[Row], words: Words) -> None:
    heads = [(text.say(words.lang), width) for text, width in COLUMNS]
    sheet = _sheet(made, title, heads, 0, words.lang)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    _append(sheet, [(head, "head") for head, _ in heads])
    for row in rows:
        _append(sheet, _line(row, words))


def _line(row: Row, words: Words) -> list[Styled]:
    duty = row.duty
    standing = f"{SIGNS[row.standing]} {words.standing(row.standing)}", row.standing.value
    return [
        (duty.department, "plain"),
        (duty.person, "plain"),
        (_occasion(duty), "plain"),
        _moment(duty.due, words),
        (words.binding(duty.falls), "plain"),
        standing,
        (row.late_by or None, "plain"),
        _moment(row.received, words),
        (row.name, "plain"),
        ("; ".join(_remarks(row, words)), "plain"),
    ]


def _occasion(duty: Duty) -> str:
    return duty.cause or str(duty.period)


def _moment(value: date | None, words: Words) -> Styled:
    if isinstance(value, datetime):
        return value.astimezone(words.now.tzinfo).replace(tzinfo=None, microsecond=0), "instant"
    return (value, "day") if value is not None else (None, "plain")


def _remarks(row: Row, words: Words) -> Iterator[str]:
    if row.duty.falls.provisional:
        yield PROVISIONAL.say(words.lang)
    if row.duty.wanted > 1:
        yield HAVE.say(words.lang, {"have": row.have, "wanted": row.duty.wanted})
    if row.doubtful:
        yield DOUBTFUL.say(words.lang)
    if row.escalated:
        yield ESCALATED.say(words.lang)
    if row.waiver is not None:
        yield words.waived(row)
