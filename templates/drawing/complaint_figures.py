"""The register's second sheet: figures as live formulas over the register's columns, so that they follow every change."""

from dataclasses import replace

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.domain.recordtype import RecordType
from templates.drawing.workbook import (
    A4,
    BLOCK,
    DARK,
    DATA,
    HEADER,
    LABEL,
    LEFT,
    NOTE,
    TITLE,
    Look,
    data_bar,
    paper,
    put,
)

RATE = replace(DATA, number="0.0%")
COUNT = replace(DATA, number="0")
BOLD = Look("黑体", 10, bold=True, number="0")
HEADINGS = ("件数", "占比", "分类超10分", "答复逾期")
FEW = 5  # no percentage of fewer answers (STANDARDS: own choice)


def draw_figures(sheet: Worksheet, complaint: RecordType, ranges: dict[str, str]) -> None:
    """Draw the sheet 统计; `ranges` are the register's columns, by key."""
    put(sheet, "A1", "投诉登记统计", TITLE)
    sheet.merge_cells("A1:K1")
    put(
        sheet,
        "A2",
        "由公式实时计算，随台账增减自动更新；时限口径：分类 10 分钟内，答复自受理次日起 7 日内。",
        NOTE,
    )
    for letter, width in zip("ABCDEFGHIJK", (22, 9, 10, 11, 10, 3, 22, 9, 10, 11, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    _overview(sheet, ranges)
    categories = [choice.zh for choice in complaint.field("category").choices]
    _by(sheet, ("A", 11), "按投诉类别", ("类别", "category", categories), ranges)
    _by(
        sheet,
        ("G", 11),
        "按投诉方式",
        ("方式", "channel", [c.zh for c in complaint.field("channel").choices]),
        ranges,
    )
    faults = [choice.zh for choice in complaint.field("fault").choices]
    _short(sheet, ("G", 22), "按责任认定", ("责任认定", "fault", faults), ranges)
    _by_department(sheet, 29, ranges)
    _chart(sheet, len(categories))
    sheet.row_dimensions[1].height = 30
    sheet.sheet_view.showGridLines = False
    paper(sheet, A4, landscape=False)


def _overview(sheet: Worksheet, ranges: dict[str, str]) -> None:
    no, triage, overdue, score, dispute = (
        ranges[key] for key in ("complaint_no", "triage_min", "overdue", "satisfaction", "to_dispute")
    )
    put(sheet, "A3", "总体", BLOCK)
    done = f'(COUNTIFS({overdue},"否")+COUNTIFS({overdue},"是"))'
    figures = (
        ("受理总数", f"=COUNTA({no})", COUNT),
        ("10 分钟内分类", f'=COUNTIFS({triage},"<=10")', COUNT),
        ("10 分钟分类率", f'=IF(COUNT({triage})=0,"—",COUNTIFS({triage},"<=10")/COUNT({triage}))', RATE),
        ("平均分类用时（分）", f'=IF(COUNT({triage})=0,"—",AVERAGE({triage}))', replace(DATA, number="0.0")),
        ("转纠纷", f'=COUNTIFS({dispute},"是")', COUNT),
        ("7 日内答复", f'=COUNTIFS({overdue},"否")', COUNT),
        ("7 日答复率", f'=IF({done}=0,"—",COUNTIFS({overdue},"否")/{done})', RATE),
        ("答复逾期", f'=COUNTIFS({overdue},"是")', COUNT),
        ("未到期", f'=COUNTIFS({overdue},"未到期")', COUNT),
        (
            f"满意度（满 {FEW} 份起计）",
            f'=IF(COUNT({score})<{FEW},"—",COUNTIFS({score},">=4")/COUNT({score}))',
            RATE,
        ),
    )
    for place, (label, formula, look) in enumerate(figures):
        column, row = ("A", "B") if place < 5 else ("G", "H"), 4 + place % 5
        put(sheet, f"{column[0]}{row}", label, LABEL)
        put(sheet, f"{column[1]}{row}", formula, replace(look, bold=True))


def _by(
    sheet: Worksheet,
    corner: tuple[str, int],
    title: str,
    what: tuple[str, str, list[str]],
    ranges: dict[str, str],
) -> None:
    label, key, words = what
    letters = [chr(ord(corner[0]) + step) for step in range(5)]
    top = corner[1]
    put(sheet, f"{letters[0]}{top - 1}", title, BLOCK)
    for letter, heading in zip(letters, (label, *HEADINGS), strict=True):
        put(sheet, f"{letter}{top}", heading, HEADER)
    for row, word in enumerate(words, top + 1):
        put(sheet, f"{letters[0]}{row}", word, LEFT)
        _row(sheet, row, letters, ranges, key)
    end = top + len(words)
    put(sheet, f"{letters[0]}{end + 1}", "合计", LABEL)
    for place, letter in enumerate(letters[1:]):
        look = replace(BOLD, number="0.0%") if place == 1 else BOLD
        put(sheet, f"{letter}{end + 1}", f"=SUM({letter}{top + 1}:{letter}{end})", look)
    _bars(sheet, f"{letters[2]}{top + 1}:{letters[2]}{end}")


def _short(
    sheet: Worksheet,
    corner: tuple[str, int],
    title: str,
    what: tuple[str, str, list[str]],
    ranges: dict[str, str],
) -> None:
    label, key, words = what
    left, top = corner
    right = chr(ord(left) + 1)
    put(sheet, f"{left}{top - 1}", title, BLOCK)
    put(sheet, f"{left}{top}", label, HEADER)
    put(sheet, f"{right}{top}", "件数", HEADER)
    for row, word in enumerate(words, top + 1):
        put(sheet, f"{left}{row}", word, LEFT)
        put(sheet, f"{right}{row}", f"=COUNTIFS({ranges[key]},{left}{row})", COUNT)


def _by_department(sheet: Worksheet, top: int, ranges: dict[str, str]) -> None:
    put(sheet, f"A{top - 1}", "按被投诉科室", BLOCK)
    for letter, heading in zip("ABCDE", ("科室", *HEADINGS), strict=True):
        put(sheet, f"{letter}{top}", heading, HEADER)
    put(sheet, f"A{top + 1}", "{%tr for dept in rows|map(attribute='target_dept')|unique|sort %}", NOTE)
    put(sheet, f"A{top + 2}", "{{ dept }}", LEFT)
    _row(sheet, top + 2, list("ABCDE"), ranges, "target_dept")
    put(sheet, f"A{top + 3}", "{%tr endfor %}", NOTE)
    _bars(sheet, f"C{top + 2}:C{top + 2}")


def _row(sheet: Worksheet, row: int, letters: list[str], ranges: dict[str, str], key: str) -> None:
    name, total = f"{letters[0]}{row}", f"COUNTA({ranges['complaint_no']})"
    put(sheet, f"{letters[1]}{row}", f"=COUNTIFS({ranges[key]},{name})", COUNT)
    put(sheet, f"{letters[2]}{row}", f"=IF({total}=0,0,{letters[1]}{row}/{total})", RATE)
    put(sheet, f"{letters[3]}{row}", f'=COUNTIFS({ranges[key]},{name},{ranges["triage_min"]},">10")', COUNT)
    put(sheet, f"{letters[4]}{row}", f'=COUNTIFS({ranges[key]},{name},{ranges["overdue"]},"是")', COUNT)


def _bars(sheet: Worksheet, cells: str) -> None:
    sheet.conditional_formatting.add(cells, data_bar("9DC3E6"))


def _chart(sheet: Worksheet, categories: int) -> None:
    chart = BarChart()
    chart.type, chart.style, chart.title, chart.legend = "bar", 10, "投诉类别件数", None
    chart.add_data(Reference(sheet, min_col=2, min_row=12, max_row=11 + categories))
    chart.set_categories(Reference(sheet, min_col=1, min_row=12, max_row=11 + categories))
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.gapWidth = 40
    chart.series[0].graphicalProperties.solidFill = DARK
    chart.width, chart.height = 14, 10
    sheet.add_chart(chart, "G29")
