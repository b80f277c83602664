"""A workbook in the house's look: fonts, fills, borders, printing, and bytes that are the same every time."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import DataBarRule, FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.excel.styles import in_order
from recordkit.documents.excel.template import STRINGS_REL, STRINGS_TYPE
from recordkit.documents.package import Parts, relate, with_content_type, xml_bytes
from recordkit.guard.xml import parse
from templates.drawing.opc import read_parts, write_parts

DARK, PALE, LINE = "1F4E79", "DDEBF7", "BFBFBF"
RED_FILL, RED_INK, AMBER_FILL, AMBER_INK, BAND = "FFC7CE", "9C0006", "FFEB9C", "7F6000", "F5F9FD"
DRAWN = datetime(2026, 1, 1)  # noqa: DTZ001 - Office's own properties carry no zone
A3, A4 = 8, 9
THIN = Side(style="thin", color=LINE)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STYLES, CORE, STRINGS, SHEETS = (
    "xl/styles.xml",
    "docProps/core.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet",
)
MODIFIED = "{http://purl.org/dc/terms/}modified"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    font: str = "宋体"
    size: float = 10
    bold: bool = False
    color: str = "000000"
    fill: str | None = None
    align: str = "center"
    wrap: bool = True
    box: bool = True
    number: str = "General"


DATA = Look()
LEFT = Look(align="left")
TITLE = Look("黑体", 18, bold=True, color=DARK, box=False, wrap=False)
NOTE = Look(size=10, color="595959", align="left", box=False, wrap=False)
HEADER = Look("黑体", 10, bold=True, color="FFFFFF", fill=DARK)
LABEL = Look("黑体", 10, fill=PALE)
BLOCK = Look("黑体", 12, bold=True, color=DARK, align="left", box=False, wrap=False)


def put(sheet: Worksheet, place: str, value: str, look: Look = DATA) -> Cell:
    """Write a value into a cell and dress it."""
    cell = sheet[place]
    assert isinstance(cell, Cell)
    cell.value = value
    dress(cell, look)
    return cell


def dress(cell: Cell, look: Look) -> None:
    """Give a cell its look."""
    cell.font = Font(name=look.font, size=look.size, bold=look.bold, color=look.color)
    cell.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=look.wrap)
    cell.number_format = look.number
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    if look.box:
        cell.border = BOX


def paper(sheet: Worksheet, size: int, *, landscape: bool, title_rows: str | None = None) -> None:
    """Set the sheet for printing: paper, one page wide, heading rows on every page, page numbers."""
    sheet.page_setup.paperSize = size
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.75
    sheet.page_margins.footer = 0.35
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页 共 &N 页"
    if title_rows:
        sheet.print_title_rows = title_rows


def formula_rule(formula: str, fill: PatternFill, font: Font | None = None) -> Rule:
    """Return a conditional look; one with a font of its own is the last word on its cells."""
    last = font is not None
    made: Rule = FormulaRule(formula=[formula], fill=fill, font=font, stopIfTrue=last)  # type: ignore[no-untyped-call]
    return made


def data_bar(color: str) -> Rule:
    """Return a bar from 0 to 1 behind a share."""
    made: Rule = DataBarRule("num", 0, "num", 1, color=color)  # type: ignore[no-untyped-call]
    return made


def save(book: Workbook, path: Path, title: str) -> None:
    """Write the workbook to `path`, the same bytes every time, its fonts in the order that Excel wants."""
    book.properties.title, book.properties.creator = title, "recordkit"
    book.properties.created = DRAWN
    content = io.BytesIO()
    book.save(content)
    parts = read_parts(content.getvalue(), path.name)
    _share_strings(parts, path.name)
    parts[STYLES] = in_order(parts[STYLES], file=path.name)
    core = parse(parts[CORE], file=path.name)
    for modified in core.iter(MODIFIED):
        modified.text = f"{DRAWN.isoformat()}Z"
    parts[CORE] = xml_bytes(core)
    write_parts(parts, path)


def _share_strings(parts: Parts, file: str) -> None:
    """Put the cells' texts into one table: Excel would move them there on its first save."""
    words: dict[str, int] = {}
    for name in [each for each in parts if each.startswith(SHEETS)]:
        root = parse(parts[name], file=file)
        for cell in root.iter(f"{MAIN}c"):
            if cell.get("t") == "inlineStr":
                number = words.setdefault("".join(str(text) for text in cell.itertext()), len(words))
                cell[:] = []
                cell.set("t", "s")
                etree.SubElement(cell, f"{MAIN}v").text = str(number)
        parts[name] = xml_bytes(root)
    table = etree.fromstring(f'<sst xmlns="{MAIN[1:-1]}"/>')
    for word in words:
        etree.SubElement(etree.SubElement(table, f"{MAIN}si"), f"{MAIN}t").text = word
    parts[STRINGS] = xml_bytes(table)
    with_content_type(parts, STRINGS, STRINGS_TYPE, file=file)
    relate(parts, "xl/workbook.xml", STRINGS_REL, STRINGS, file=file)
