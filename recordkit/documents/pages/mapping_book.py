"""The mapping workbook of an import: a row an old file, to be looked through in Excel and handed in again.

Law: it is read by its headings, in either language and any order; what a person typed is taken as typed, faults and all.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.pages.sheets import INK, font, headings, new_book, on_a4, put, saved
from recordkit.domain.adoption import Opening, Proposal, Treatment
from recordkit.errors import RecordkitError
from recordkit.guard.refusals import unreadable
from recordkit.guard.workbook import measure_workbook
from recordkit.wording import Lang, Text

FILES, OPENINGS, CHOICES = (
    Text("映射", "Mapping"),
    Text("起始编号", "Opening numbers"),
    Text("选项", "Choices"),
)
COLUMNS: dict[str, tuple[Text, int]] = {
    "path": (Text("原路径", "Old path"), 52),
    "word": (Text("建议类型", "Type"), 16),
    "day": (Text("建议日期", "Day"), 12),
    "number": (Text("编号", "Number"), 8),
    "department": (Text("科室", "Department"), 16),
    "period": (Text("期间", "Period"), 11),
    "name": (Text("建议文件名", "New name"), 34),
    "treatment": (Text("处理", "Do"), 9),
    "remark": (Text("说明", "Remarks"), 60),
}
OPENING_COLUMNS: dict[str, tuple[Text, int]] = {
    "word": (Text("类型", "Type"), 18),
    "day": (Text("日期", "Day"), 14),
    "number": (Text("最后使用的编号", "Last number used"), 18),
    "remark": (Text("说明", "Remarks"), 60),
}
HELP = Text(
    "逐行核对: 黄色为猜测。处理写“归档”或“跳过”; 编号留空则自动取号; 文件名由类型、日期、编号生成, 不必改。"
    "存盘后运行 recordkit import 文件夹 --map 本文件。",
    "Look each row through; yellow is a guess. “Do” is file or skip; an empty number is given by itself; the new name "
    "follows from type, day and number. Then: recordkit import FOLDER --map THIS FILE.",
)
OPENING_HELP = Text(
    "纸质或旧系统当天已用到的最后一个编号; 其前的编号视为已用, 不算缺号(总监)。",
    "The last number that was used that day on paper or in the old system: those up to it are not missing (director).",
)
PAPER = Text("旧文件名中编号不连续", "the numbers in the old names do not follow on each other")
DOUBTFUL, SKIPPED = "FFF2CC", "E7E6E6"
TOP = 2  # headings below the line of help
ROOM = 200  # empty rows below that are validated too


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a person left it: what stands under each column, by its key; `number` as Excel counts."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The workbook as read: its rows, opening numbers, and the columns (keys) that it lacks."""

    rows: tuple[Row, ...]
    openings: tuple[Row, ...]
    missing: tuple[str, ...] = ()


def mapping_book(
    proposals: Sequence[Proposal],
    openings: Sequence[Opening],
    choices: tuple[Sequence[str], Sequence[str]],
    lang: Lang,
) -> bytes:
    """Return the workbook; `choices` are the types' words and the departments that its cells offer."""
    book = new_book(FILES.say(lang))
    sheet = _sheet(book, FILES, HELP, COLUMNS, lang)
    for row, proposal in enumerate(proposals, TOP + 1):
        _write(sheet, row, proposal, lang)
    _offer(book, sheet, choices, len(proposals), lang)
    second = _sheet(book, OPENINGS, OPENING_HELP, OPENING_COLUMNS, lang)
    for row, opening in enumerate(openings, TOP + 1):
        put(second, row, 1, opening.word)
        put(second, row, 2, opening.day, number_format="yyyy-mm-dd")
        put(second, row, 3, opening.number, number_format="0")
        put(second, row, 4, PAPER.say(lang))
    return saved(book)


def read_mapping(path: Path) -> Mapped:
    """Return what the workbook says; raises NotReadable, TooLarge."""
    measure_workbook(path, file=path.name)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what Excel or WPS added and openpyxl drops
            book = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    except RecordkitError:
        raise
    except Exception as fault:  # a stranger's workbook breaks openpyxl in every way there is
        raise unreadable(path.name, Text(f"打不开({fault})", f"it cannot be opened ({fault})")) from fault
    sheet = _named(book, FILES) or book.worksheets[0]
    rows, missing = _rows(sheet, COLUMNS)
    second = _named(book, OPENINGS)
    openings = _rows(second, OPENING_COLUMNS)[0] if second is not None else ()
    return Mapped(
        rows, openings, tuple(key for key in missing if key in ("path", "word", "day", "treatment"))
    )


def heading(key: str, lang: Lang) -> str:
    """Return what the column of that key is headed."""
    return COLUMNS[key][0].say(lang)


def _sheet(
    book: Workbook, title: Text, about: Text, columns: Mapping[str, tuple[Text, int]], lang: Lang
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title.say(lang))
    sheet.cell(1, 1, about.say(lang)).font = font(size=10, color=INK)
    sheet.row_dimensions[1].height = 24
    headings(sheet, TOP, [(label.say(lang), width) for label, width in columns.values()])
    on_a4(sheet, lang, landscape=True)
    return sheet


def _write(sheet: Worksheet, row: int, proposal: Proposal, lang: Lang) -> None:
    values = {
        key: getattr(proposal, key)
        for key in ("path", "word", "day", "number", "department", "period", "name")
    }
    values |= {"treatment": proposal.treatment.label.say(lang), "remark": proposal.remark.say(lang)}
    for column, key in enumerate(COLUMNS, 1):
        cell = put(sheet, row, column, values[key], number_format="yyyy-mm-dd" if key == "day" else "0")
        if key in proposal.doubts:
            cell.fill = PatternFill("solid", fgColor=DOUBTFUL)


def _offer(
    book: Workbook, sheet: Worksheet, choices: tuple[Sequence[str], Sequence[str]], count: int, lang: Lang
) -> None:
    """Offer types, departments and treatments as lists, and turn a row that is skipped grey."""
    last, letters = TOP + count + ROOM, dict(zip(COLUMNS, map(get_column_letter, range(1, 20)), strict=False))
    hidden = book.create_sheet(CHOICES.say(lang))
    hidden.sheet_state = "hidden"
    treatments = [one.label.say(lang) for one in Treatment]
    lists = (("word", choices[0]), ("department", choices[1]), ("treatment", treatments))
    for column, (key, known) in enumerate(lists, 1):
        for row, word in enumerate(known, 1):
            put(hidden, row, column, word)
        if known:
            source = f"'{CHOICES.say(lang)}'!${get_column_letter(column)}$1:${get_column_letter(column)}${len(known)}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.errorStyle = "warning" if key == "department" else "stop"
            rule.showErrorMessage = True
            rule.add(f"{letters[key]}{TOP + 1}:{letters[key]}{last}")
            sheet.add_data_validation(rule)
    skipped = f'${letters["treatment"]}{TOP + 1}="{Treatment.SKIP.label.say(lang)}"'
    paper, ink = PatternFill("solid", bgColor=SKIPPED), font(color="7F7F7F")
    grey = FormulaRule(formula=[skipped], fill=paper, font=ink)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"A{TOP + 1}:{letters['remark']}{last}", grey)
    sheet.auto_filter.ref = f"A{TOP}:{letters['remark']}{TOP + max(count, 1)}"
    sheet.freeze_panes = f"B{TOP + 1}"


def _named(book: Any, title: Text) -> Worksheet | None:
    return next((sheet for sheet in book.worksheets if sheet.title in (title.zh, title.en)), None)


def _rows(
    sheet: Worksheet, columns: Mapping[str, tuple[Text, int]]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the filled rows below the headings, and the keys of the columns that are not there."""
    known = {word: key for key, (label, _) in columns.items() for word in (label.zh, label.en)}
    for top in range(1, min(sheet.max_row, 20) + 1):
        found = {
            known[text]: cell.column
            for cell in sheet[top]
            if (text := str(cell.value or "").strip()) in known and cell.column is not None
        }
        if len(found) >= 2:
            return tuple(_filled(sheet, top, found)), tuple(key for key in columns if key not in found)
    return (), tuple(columns)


def _filled(sheet: Worksheet, top: int, places: Mapping[str, int]) -> Iterator[Row]:
    for number in range(top + 1, sheet.max_row + 1):
        cells = {key: sheet.cell(number, column).value for key, column in places.items()}
        if any(value not in (None, "") for value in cells.values()):
            yield Row(number, cells)
