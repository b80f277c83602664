"""The copy of an input that goes back to a clerk: what is wrong listed on its first sheet, the bad cells marked."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.domain.findings import Finding, errors
from recordkit.domain.recordtype import RecordType
from recordkit.inbox.copies import (
    AUTHOR,
    RULE,
    Copy,
    add_value,
    heading_row,
    of_cells,
    of_values,
    of_workbook,
    visible,
    write,
)
from recordkit.inbox.readers import csv_file, xlsx_file
from recordkit.inbox.readers.guess import SEPARATED
from recordkit.inbox.readers.inputs import Input, Raw, spot_of
from recordkit.inbox.readers.reading import content_of, extension_of, read_input
from recordkit.inbox.readers.xlsx_file import FINDINGS_SHEETS
from recordkit.wording import Lang, Text

Spot = tuple[str, str]  # sheet, cell

WHOLE_CELLS = 300_000  # a larger workbook comes back as the rows that are wrong
FILLS = {"error": "FFC7CE", "warning": "FFEB9C"}
SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}
HEADINGS = (
    (Text("程度", "Severity"), 9),
    (Text("文件", "File"), 26),
    (Text("记录", "Record"), 8),
    (Text("行", "Row"), 8),
    (Text("列", "Column"), 18),
    (Text("填写的内容", "Value"), 28),
    (Text("问题", "What is wrong"), 46),
    (Text("怎么办", "What to do"), 46),
)
LINKED = 5  # the column of the list that leads to the cell
SUMMARY = Text(
    "{errors} 处错误须改正, {warnings} 处提醒请核对。点“列”可跳到该格; 红色为错误, 黄色为提醒, 原因写在批注里。{more}",
    "{errors} errors to correct, {warnings} warnings to look at. A click on a column leads to its cell: "
    "red is an error, amber a warning; the comment says why.{more}",
)
SHORTENED = Text(
    "文件较长, 后面只列出开头和有问题的行。",
    " The file is long: only its beginning and what is wrong follow.",
)


def annotated(source: Path, rtype: RecordType, findings: Sequence[Finding], lang: Lang) -> bytes:
    """Return a workbook with the findings listed and their cells marked; raises NotReadable or TooLarge."""
    content = content_of(source)
    found = read_input(source, rtype, content=content)
    copy = _copied(source, content, found, rtype, findings, lang)
    spots = [(finding, _spot(finding, found, copy)) for finding in findings]
    marks: dict[Spot, list[Finding]] = {}
    for finding, spot in spots:
        if spot is not None:
            marks.setdefault(spot, []).append(finding)
    for (sheet, ref), those in marks.items():
        _mark(_top_left(copy.book[sheet], ref), those, lang)
    _list(copy, spots, lang)
    target = io.BytesIO()
    copy.book.save(target)
    return target.getvalue()


def _copied(
    source: Path, content: bytes, found: Input, rtype: RecordType, findings: Sequence[Finding], lang: Lang
) -> Copy:
    extension = extension_of(source, content)
    records = {finding.record for finding in findings}
    if extension == ".xlsx":
        grids = xlsx_file.sheets(content, source.name)
        if sum(len(row) for grid in grids for row in grid.rows) <= WHOLE_CELLS:
            return of_workbook(content)
    elif extension in SEPARATED:
        grids = [csv_file.grid_of(content, source.name, rtype)]
    else:
        return of_values(found, rtype, records, lang)
    wrong = {finding.row for finding in findings} | {raw.row for raw in found.records if raw.index in records}
    return of_cells(grids, source.stem, wrong, rtype)


def _spot(finding: Finding, found: Input, copy: Copy) -> Spot | None:
    """Return where a finding is marked: its cell, else the heading or the first cell of its row, or None."""
    raw = found.records[finding.record - 1] if finding.record else None
    if copy.values is not None:
        return _value_spot(finding, raw, copy, copy.values) if raw else None
    place = spot_of(finding.path, raw) if raw else None
    if place is not None and place.ref is not None and place.row is not None:
        sheet, row = copy.moved(place.sheet, place.row)
        return sheet, f"{place.ref.rstrip('0123456789')}{row}"
    return _row_spot(finding, copy)


def _value_spot(finding: Finding, raw: Raw, copy: Copy, values: Mapping[tuple[int, str], Spot]) -> Spot:
    """Return the row of a value, or a new row for what is missing."""
    key = (raw.index, finding.path or "")
    return values.get(key) or add_value(copy, key, (finding.path or "", finding.column or "", ""))


def _row_spot(finding: Finding, copy: Copy) -> Spot | None:
    if finding.row is None:
        return None
    sheet, row = copy.moved(None, finding.row)
    for cell in copy.book[sheet][row]:
        if finding.column and str(cell.value or "").strip() == finding.column:
            return sheet, cell.coordinate
    return sheet, f"A{row}"


def _top_left(sheet: Worksheet, ref: str) -> Cell:
    """Return the cell, or of a merged one the cell that carries its value."""
    cell = sheet[ref]
    if isinstance(cell, Cell):
        return cell
    merged = next(each for each in sheet.merged_cells.ranges if ref in each)
    return sheet.cell(merged.min_row, merged.min_col)  # type: ignore[return-value]  # the one cell that is not merged away


def _mark(cell: Cell, findings: Sequence[Finding], lang: Lang) -> None:
    worst = "error" if errors(findings) else "warning"
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    said = (f"{each.message(lang)}\n{each.suggestion(lang)}".strip() for each in findings)
    text = visible("\n\n".join(dict.fromkeys(said)))
    if cell.comment is not None:
        text += f"{RULE}{cell.comment.text}"
    cell.comment = Comment(text, AUTHOR, width=320, height=40 + 18 * (text.count("\n") + len(text) // 22))


def _list(copy: Copy, spots: Sequence[tuple[Finding, Spot | None]], lang: Lang) -> None:
    """Put the list of findings first, each with a link to its cell."""
    sheet = copy.book.create_sheet(FINDINGS_SHEETS[lang], 0)
    _summary(sheet, copy, [finding for finding, _ in spots], lang)
    heading_row(sheet, 2, [(heading.say(lang), width) for heading, width in HEADINGS])
    for row, (finding, spot) in enumerate(spots, 3):
        for column, value in enumerate(_line(finding, lang), 1):
            write(sheet, row, column, "" if value is None else value)
            across = "center" if isinstance(value, int) else "left"
            sheet.cell(row, column).alignment = Alignment(horizontal=across, vertical="top", wrap_text=True)
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=FILLS[finding.severity])
        if spot is not None:
            _link(sheet, row, spot)
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A2:H{max(3, len(spots) + 2)}"
    copy.book.active = 0
    for each in copy.book.worksheets[1:]:
        each.sheet_view.tabSelected = False


def _line(finding: Finding, lang: Lang) -> tuple[object, ...]:
    return (
        SEVERITIES[finding.severity].say(lang),
        finding.file,
        finding.record,
        finding.row,
        finding.column or finding.path,
        finding.value,
        finding.message(lang),
        finding.suggestion(lang),
    )


def _summary(sheet: Worksheet, copy: Copy, findings: Sequence[Finding], lang: Lang) -> None:
    wrong = len(errors(findings))
    more = SHORTENED.say(lang) if copy.shortened else ""
    text = SUMMARY.say(lang, {"errors": wrong, "warnings": len(findings) - wrong, "more": more})
    cell = sheet.cell(1, 1, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.merge_cells("A1:H1")
    sheet.row_dimensions[1].height = 36


def _link(sheet: Worksheet, row: int, spot: Spot) -> None:
    cell = sheet.cell(row, LINKED)
    title = spot[0].replace("'", "''")
    if cell.value in (None, ""):
        write(sheet, row, LINKED, spot[1])
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{spot[1]}")
    cell.font = Font(color="0563C1", underline="single")
