"""投诉登记台账 as it was first drawn: one row a case, live figures on the second sheet, the code tables on the third."""

from dataclasses import replace
from pathlib import Path

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.domain.fields import Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.templates.loader import load_type
from templates.drawing.complaint_figures import draw_figures
from templates.drawing.workbook import (
    A3,
    A4,
    AMBER_FILL,
    AMBER_INK,
    BAND,
    HEADER,
    LEFT,
    NOTE,
    RED_FILL,
    RED_INK,
    TITLE,
    Look,
    formula_rule,
    paper,
    put,
    save,
)

REGISTER, FIGURES, CODES = "台账", "统计", "代码表"
ROW = 5  # the repeated row of the template: its heading is row 3, {%tr for … %} is row 4
TAGS = {"method": "{{ row.method|joined }}", "to_dispute": "{{ row.to_dispute|yes_no }}"}
WIDE = frozenset({"summary", "demand", "result", "remark"})
FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.TIME: "hh:mm", Kind.INT: "0"}
# The columns whose words come from an enum of the complaint, or from the two closed sets at the end.
LISTS = ("channel", "relation", "category", "fault", "method")
OWN_LISTS = {"overdue": ("是", "否", "未到期"), "to_dispute": ("是", "否")}
HINTS = frozenset({"method"})  # may hold several: the list only warns


def draw(folder: Path) -> None:
    """Draw document.xlsx into `folder`."""
    view, complaint = load_type(folder), load_type(folder.parent / "complaint")
    columns = {field.key: get_column_letter(place) for place, field in enumerate(view.fields, 1)}
    book = Workbook()
    register = book.active
    assert isinstance(register, Worksheet)
    register.title = REGISTER
    figures, codes = book.create_sheet(FIGURES), book.create_sheet(CODES)
    _register(register, view, columns)
    ranges = {key: f"{REGISTER}!${letter}${ROW}:${letter}${ROW}" for key, letter in columns.items()}
    draw_figures(figures, complaint, ranges)
    lists = _codes(codes, complaint)
    _validations(register, columns, lists)
    _colours(register, columns)
    save(book, folder / "document.xlsx", "投诉登记台账")


def _register(sheet: Worksheet, view: RecordType, columns: dict[str, str]) -> None:
    last = columns[view.fields[-1].key]
    put(sheet, "A1", "{{ doc.org }}投诉登记台账", TITLE)
    sheet.merge_cells(f"A1:{last}1")
    put(
        sheet,
        "A2",
        "{{ doc.edition }}　共 {{ count }} 件　受理日期 {{ since|cn_date }} 至 {{ until|cn_date }}"
        "　制表 {{ doc.made_on|cn_date }}　{{ doc.name }}",
        NOTE,
    )
    sheet.merge_cells(f"A2:{last}2")
    put(sheet, f"A{ROW - 1}", "{%tr for row in rows %}", NOTE)
    put(sheet, f"A{ROW + 1}", "{%tr endfor %}", NOTE)
    for field in view.fields:
        letter = columns[field.key]
        put(sheet, f"{letter}3", field.label.zh, HEADER)
        put(sheet, f"{letter}{ROW}", TAGS.get(field.key, "{{ row." + field.key + " }}"), _look(field))
        sheet.column_dimensions[letter].width = field.width or 12
    for row, points in ((1, 34), (2, 20), (3, 34), (ROW, 36)):
        sheet.row_dimensions[row].height = points
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:{last}{ROW}"
    sheet.print_area = f"A1:{last}{ROW}"
    sheet.sheet_view.zoomScale = 90
    sheet.sheet_view.showGridLines = False
    paper(sheet, A3, landscape=True, title_rows="1:3")


def _look(field: Field) -> Look:
    number = FORMATS.get(field.kind, "@")
    if field.key in WIDE:
        return Look(size=9, number=number, align="left")
    return Look(number=number)


def _codes(sheet: Worksheet, complaint: RecordType) -> dict[str, str]:
    put(sheet, "A1", "代码表", replace(TITLE, align="left"))
    put(sheet, "A2", "台账各列的可选值；增减选项请改 templates/complaint/type.toml 后重绘。", NOTE)
    ranges: dict[str, str] = {}
    for place, key in enumerate((*LISTS, "satisfaction", *OWN_LISTS), 1):
        letter = get_column_letter(place)
        words = OWN_LISTS.get(key) or tuple(choice.zh for choice in complaint.field(key).choices)
        heading = {"overdue": "是否逾期", "to_dispute": "是否转纠纷"}.get(key) or complaint.field(
            key
        ).label.zh
        put(sheet, f"{letter}3", heading, HEADER)
        for row, word in enumerate(words, 4):
            put(sheet, f"{letter}{row}", f"{word}（{9 - row} 分）" if key == "satisfaction" else word, LEFT)
        sheet.column_dimensions[letter].width = 20
        ranges[key] = f"{CODES}!${letter}$4:${letter}${3 + len(words)}"
    sheet.freeze_panes = "A4"
    sheet.sheet_view.showGridLines = False
    paper(sheet, A4, landscape=True)
    return ranges


def _validations(sheet: Worksheet, columns: dict[str, str], lists: dict[str, str]) -> None:
    for key in (*LISTS, *OWN_LISTS):
        rule = DataValidation(type="list", formula1=lists[key], allow_blank=True, showErrorMessage=True)
        rule.errorStyle = "warning" if key in HINTS else "stop"
        rule.errorTitle, rule.error = "不在可选值内", "请从下拉列表中选择，可选值见“代码表”。"
        sheet.add_data_validation(rule)
        rule.add(f"{columns[key]}{ROW}")
    score = DataValidation(
        type="whole", operator="between", formula1="1", formula2="5", allow_blank=True, showErrorMessage=True
    )
    score.errorTitle, score.error = "满意度", "请填 1 至 5 分。"
    sheet.add_data_validation(score)
    score.add(f"{columns['satisfaction']}{ROW}")


def _colours(sheet: Worksheet, columns: dict[str, str]) -> None:
    triage, due, replied, overdue = (
        f"${columns[key]}{ROW}" for key in ("triage_min", "reply_due", "replied_on", "overdue")
    )
    last = max(columns.values(), key=lambda letter: (len(letter), letter))
    late = f'AND({replied}="",{due}<>"",{due}<TODAY())'
    near = f'AND({replied}="",{due}<>"",{due}>=TODAY(),{due}-TODAY()<=2)'
    _when(sheet, columns["triage_min"], f"AND(ISNUMBER({triage}),{triage}>10)", RED_FILL, RED_INK)
    _when(sheet, columns["overdue"], f'{overdue}="是"', "C00000", "FFFFFF")
    _when(sheet, columns["replied_on"], f"AND(ISNUMBER({replied}),{replied}>{due})", RED_FILL, RED_INK)
    _when(sheet, columns["reply_due"], late, RED_FILL, RED_INK)
    _when(sheet, columns["reply_due"], near, AMBER_FILL, AMBER_INK)
    band = PatternFill("solid", start_color=BAND, end_color=BAND)
    sheet.conditional_formatting.add(f"A{ROW}:{last}{ROW}", formula_rule("MOD(ROW(),2)=1", band))


def _when(sheet: Worksheet, letter: str, formula: str, fill: str, ink: str) -> None:
    look = PatternFill("solid", start_color=fill, end_color=fill)
    rule = formula_rule(formula, look, Font(color=ink, bold=True))
    sheet.conditional_formatting.add(f"{letter}{ROW}", rule)
