"""投诉登记表 as it was first drawn: one bordered A4 page, its blocks named down the left edge, signatures in their places."""

from pathlib import Path

from docx.document import Document
from docx.table import Table

from templates.drawing.ink import HIDDEN, IN_CELL, Shape, line
from templates.drawing.sheet import FORM, centred_numbers, new_sheet, save
from templates.drawing.tables import grid, height, put, shade, top, upright
from templates.drawing.type_face import CELL, HEAD, SONG, TITLE, Face

WIDTH = 174
COLUMNS = [8, 21.8, 38.5, 21.8, 30.5, 21.8, 31.6]
NOTE = CELL.sized(9)
KINDS = "['咨询', '投诉', '建议', '表扬']"
CHANNELS = "['来访', '来电', '来信', '网络', '12345转办', '上级交办', '意见箱', '其他']"
METHODS = "['解释说明', '协调调解', '改进建议', '道歉', '退费', '赔偿', '其他']"
FAULTS = "['有责', '部分有责', '无责', '无法核实']"
PLEASED = "['很满意', '满意', '一般', '不满意', '很不满意']"
ANSWERS = "['当面', '电话', '邮寄', '电子', '转交']"
SIGN_DAY = "　　　　　　　年　　月　　日"

# Each row: the least height in mm, then (label, content) pairs; a lone content fills the row.
Pairs = list[tuple[str, str]]
PEOPLE: list[tuple[float, Pairs]] = [
    (
        7,
        [("投诉人", "{{ complainant_name }}"), ("与患者关系", "{{ relation }}"), ("联系电话", "{{ phone }}")],
    ),
    (7, [("证件号码", "{{ id_no }}"), ("联系地址", "{{ address }}"), ("来访人数", "{{ visitor_count }}")]),
    (
        7,
        [
            ("患者姓名", "{{ patient_name }}"),
            ("性别／年龄", "{{ [sex, age]|select|join('／') }}"),
            ("门诊住院号", "{{ record_no }}"),
        ],
    ),
    (
        7,
        [
            ("就诊科室", "{{ dept }}"),
            ("就诊时间", "{{ visit_date|iso_date }}"),
            ("首诉科室", "{{ first_dept }}"),
        ],
    ),
    (
        7,
        [
            ("被投诉科室", "{{ target_dept }}"),
            ("被投诉人员", "{{ target_person }}"),
            ("投诉类别", "{{ category }}"),
        ],
    ),
]


def draw(folder: Path) -> None:
    """Draw document.docx into `folder`."""
    document = new_sheet(FORM, body=Face(SONG, 10.5, spacing=0), grid=False)
    centred_numbers(document, "{{ doc.org }}　投诉登记表　{{ doc.edition }}")
    line(document, "{{ doc.org }}投诉登记表", face=TITLE.sized(18), shape=Shape(align="center", after=4))
    numbers = "投诉编号：{{ complaint_no }}\t文件编号：{{ doc.name }}"
    line(document, numbers, face=CELL, shape=Shape(align="left", right_tab=WIDTH, after=2))
    _form(document)
    line(document, "", shape=HIDDEN)
    save(document, folder / "document.docx", "投诉登记表")


def _form(document: Document) -> None:
    table = grid(document, 19, COLUMNS, WIDTH)
    _block(table, 0, 3, "受理")
    _pairs(
        table,
        0,
        7,
        [
            ("受理时间", "{{ received_at|iso_date }} {{ received_at|clock }}"),
            ("紧急程度", "{{ urgency|choices(['一般', '紧急']) }}"),
            ("涉及纠纷", "{{ is_dispute|tick }}是 {{ (not is_dispute)|tick }}否"),
        ],
    )
    _fill(table, 1, 7, "投诉方式", "{{ channel|choices(" + CHANNELS + ") }}")
    _fill(table, 2, 7, "投诉类型", "{{ kind|choices(" + KINDS + ") }}")
    _block(table, 3, 5, "投诉人与患者")
    for place, (least, pairs) in enumerate(PEOPLE):
        _pairs(table, 3 + place, least, pairs)
    _block(table, 8, 3, "投诉内容")
    _tall(table, 8, 27, "投诉内容", "{{ content }}")
    _tall(table, 9, 13, "诉　　求", "{{ demand }}")
    _evidence(table, 10)
    _block(table, 11, 1, "受理意见")
    _intake(table, 11)
    _block(table, 12, 1, "调查")
    _inquiry(table, 12)
    _block(table, 13, 2, "处理意见")
    _handling(table, 13)
    _block(table, 15, 2, "反馈回访")
    _feedback(table, 15)
    _block(table, 17, 2, "归档")
    _pairs(
        table,
        17,
        7,
        [
            ("归档号", "{{ doc.name }}"),
            ("结案日期", "{{ closed_on|iso_date }}"),
            ("整改编号", "{{ rectify_ref }}"),
        ],
    )
    _fill(table, 18, 7, "备　　注", "{{ remark }}")


def _block(table: Table, first: int, rows: int, name: str) -> None:
    cell = table.cell(first, 0).merge(table.cell(first + rows - 1, 0))
    upright(cell, name, HEAD)


def _label(table: Table, row: int, column: int, text: str) -> None:
    put(table.cell(row, column), text, face=HEAD, shape=Shape(align="center", grid=False))
    shade(table.cell(row, column), "F7F7F7")


def _pairs(table: Table, row: int, least: float, pairs: Pairs) -> None:
    height(table, row, least)
    for place, (label, content) in enumerate(pairs):
        _label(table, row, 1 + place * 2, label)
        put(table.cell(row, 2 + place * 2), content)


def _fill(table: Table, row: int, least: float, label: str, *contents: str) -> None:
    height(table, row, least)
    _label(table, row, 1, label)
    cell = table.cell(row, 2).merge(table.cell(row, 6))
    for content in contents:
        put(cell, content, shape=Shape(align="left", grid=False, line=16))


def _tall(table: Table, row: int, least: float, label: str, content: str) -> None:
    height(table, row, least)
    _label(table, row, 1, label)
    cell = table.cell(row, 2).merge(table.cell(row, 6))
    put(cell, content, shape=Shape(align="both", first=2, grid=False, line=17))
    top(cell)


def _evidence(table: Table, row: int) -> None:
    height(table, row, 10)
    _label(table, row, 1, "证据材料")
    put(table.cell(row, 2).merge(table.cell(row, 3)), "{{ evidence|joined }}")
    _label(table, row, 4, "投诉人签字确认")
    put(
        table.cell(row, 5).merge(table.cell(row, 6)),
        "{% if complainant_sign is string %}{{ complainant_sign }}{% endif %}",
    )
    put(table.cell(row, 5), SIGN_DAY, face=NOTE, shape=Shape(align="right", grid=False))


def _intake(table: Table, row: int) -> None:
    height(table, row, 16)
    cell = table.cell(row, 1).merge(table.cell(row, 6))
    slow = "{% if triage_min is not none and triage_min > 10 %}，超过 10 分钟{% endif %}"
    triage = "初步分类：{{ triaged_at|cn_datetime }}（用时 {{ triage_min }} 分钟" + slow + "）"
    put(
        cell, triage + "　　答复期限：{{ reply_due|cn_date }}", shape=Shape(align="left", grid=False, line=17)
    )
    put(
        cell,
        "{% if not_accepted %}☑不予受理：{{ not_accepted }}{% else %}☑受理　☐不予受理{% endif %}",
        shape=Shape(align="left", grid=False, line=17),
    )
    put(
        cell,
        "接待人：{{ receiver }}　　　　承办人：{{ handler }}",
        shape=Shape(align="left", grid=False, line=17),
    )


def _inquiry(table: Table, row: int) -> None:
    height(table, row, 14)
    cell = table.cell(row, 1).merge(table.cell(row, 6))
    put(cell, "{% if investigation_ref %}调查核实记录：{{ investigation_ref }}{% endif %}", shape=IN_CELL)
    put(cell, "调查人签字：" + SIGN_DAY, face=NOTE, shape=Shape(align="right", grid=False))


def _handling(table: Table, row: int) -> None:
    height(table, row, 22)
    cell = table.cell(row, 1).merge(table.cell(row, 6))
    put(
        cell,
        "处理方式：{{ method|choices(" + METHODS + ") }}",
        shape=Shape(align="left", grid=False, line=17),
    )
    put(cell, "处理结果：{{ result }}", shape=Shape(align="left", grid=False, line=17))
    put(cell, "责任认定：{{ fault|choices(" + FAULTS + ") }}", shape=Shape(align="left", grid=False, line=17))
    _fill(table, row + 1, 14, "领导批示", "{{ leader_note }}")
    put(table.cell(row + 1, 2), "签字：" + SIGN_DAY, face=NOTE, shape=Shape(align="right", grid=False))


def _feedback(table: Table, row: int) -> None:
    _pairs(
        table,
        row,
        7,
        [
            ("反馈时间", "{{ feedback_at|iso_date }} {{ feedback_at|clock }}"),
            ("书面答复", "{{ reply_ref }}"),
            ("回访时间", "{{ followup_at|iso_date }}"),
        ],
    )
    cell = table.cell(row + 1, 1).merge(table.cell(row + 1, 6))
    height(table, row + 1, 12)
    put(
        cell,
        "反馈方式：{{ feedback_by|choices(" + ANSWERS + ") }}",
        shape=Shape(align="left", grid=False, line=17),
    )
    put(
        cell,
        "满 意 度：{{ satisfaction|choices(" + PLEASED + ") }}",
        shape=Shape(align="left", grid=False, line=17),
    )
