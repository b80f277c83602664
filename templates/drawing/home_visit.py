"""家访报告 as it was first drawn: two A4 pages, nine sections, the equipment test and the three-party settlement as tables."""

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document

from templates.drawing.ink import HIDDEN, MID_CELL, Shape, line, rule, tag, write
from templates.drawing.sheet import Margins, centred_numbers, new_sheet, save
from templates.drawing.tables import Column, grid, height, listing, put, shade, top
from templates.drawing.type_face import CELL, HEAD, HEI, SONG, TITLE, Face

WIDTH = 170
NOTE = CELL.sized(9)
TEXT = CELL.sized(11)
SECTION = Face(HEI, 12, spacing=0)
SCORES = (
    ("态度", "attitude"),
    ("技术", "skill"),
    ("沟通", "communication"),
    ("及时", "timeliness"),
    ("总体", "overall"),
)
VITALS = (
    ("体温\n（℃）", "T"),
    ("脉搏\n（次/分）", "P"),
    ("呼吸\n（次/分）", "R"),
    ("血压\n（mmHg）", "BP"),
    ("血氧\n（%）", "SpO2"),
    ("血糖\n（mmol/L）", "glucose"),
)
TOGETHER = Shape(align="center", grid=False, keep=True)
SETTLERS = ("出诊组", "财务", "患者服务部")
SIGNED = "{{% if {0} is string %}}{{{{ {0} }}}}{{% elif {0} %}}☑ 已签（见原件）{{% endif %}}"


def draw(folder: Path) -> None:
    """Draw document.docx into `folder`."""
    document = new_sheet(Margins(18, 16, 20, 20), body=Face(SONG, 11, spacing=0), grid=False)
    centred_numbers(document, "{{ doc.org }}　家访报告　{{ report_no or doc.name }}　{{ doc.edition }}")
    _head(document)
    _patient(document)
    _request(document)
    _equipment(document)
    _service(document)
    _advice(document)
    _score(document)
    _settlement(document)
    _signatures(document)
    save(document, folder / "document.docx", "家访报告")


def _head(document: Document) -> None:
    line(document, "{{ doc.org }}", face=TITLE.sized(15), shape=Shape(align="center"))
    title = line(document, "{{ service }}报告", face=TITLE.sized(22), shape=Shape(align="center", after=5))
    rule(title, "1F4E79", 12)
    one = "{{ t.name }}{% if t.role %}（{{ t.role }}）{% endif %}{% if not loop.last %}、{% endif %}"
    team = "{% for t in team %}" + one + "{% endfor %}"
    rows = [
        [("报告编号", "{{ report_no or doc.name }}"), ("服务日期", "{{ depart_at|cn_date }}")],
        [
            ("服务类型", "{{ service|choices(['家访', '出诊', '随访', '义诊']) }}"),
            ("科　　室", "{{ doc.department }}"),
        ],
        [("服务团队", team), ("知情同意", "{{ consent|tick }}已签署 {{ (not consent)|tick }}未签署")],
    ]
    _labelled(document, rows, [24, 72, 24, 50])


def _patient(document: Document) -> None:
    _section(document, "一、服务对象")
    sex_age = "{{ [patient.sex, patient.age]|select|join('／') }}"
    rows = [
        [("姓　　名", "{{ patient.name }}"), ("性别／年龄", sex_age), ("病案号", "{{ patient.record_no }}")],
        [("联系电话", "{{ patient.phone }}"), ("地　　址", "{{ patient.address }}"), ("", "")],
    ]
    _labelled(document, rows, [24, 34, 22, 35, 26, 29])


def _request(document: Document) -> None:
    _section(document, "二、需求登记与审批")
    director = SIGNED.format("director_sign")
    rows = [
        [
            ("需求编号", "{{ req_no }}"),
            ("登记时间", "{{ req_at|iso_date }} {{ req_at|clock }}"),
            ("科主任确认", director),
        ],
        [
            ("出发时间", "{{ depart_at|clock }}"),
            ("到达时间", "{{ arrive_at|clock }}"),
            ("结束时间", "{{ end_at|clock }}"),
        ],
    ]
    _labelled(document, rows, [24, 34, 22, 35, 26, 29])


def _equipment(document: Document) -> None:
    _section(document, "三、设备调试记录")
    columns = [
        Column("设备名称", "{{ e.device }}", 28, "left"),
        Column("编号", "{{ e.number }}", 18),
        Column("校验有效期", "{{ e.calibrated_until|iso_date }}", 22),
        Column("开机自检", "{{ e.self_test }}", 18),
        Column("电量", "{% if e.battery is not none %}{{ e.battery }}%{% endif %}", 13),
        Column("测试值", "{{ e.reading }}", 22),
        Column("结论", "{{ e.result }}", 14),
        Column("调试人", "{{ e.by }}", 16),
        Column("调试时间", "{{ e.at|clock }}", 19),
    ]
    listing(document, "e in equipment", columns, WIDTH, 9.5)
    line(document, "设备须在到达前调试完毕，全部合格方可执行。", face=NOTE, shape=Shape(before=2))


def _service(document: Document) -> None:
    _section(document, "四、服务过程与生命体征")
    table = grid(document, 2, [1] * len(VITALS), WIDTH)
    for place, (label, key) in enumerate(VITALS):
        put(table.cell(0, place), label, face=HEAD.sized(9.5), shape=MID_CELL)
        shade(table.cell(0, place))
        put(table.cell(1, place), "{% if vitals %}{{ vitals." + key + " }}{% endif %}", shape=MID_CELL)
    line(document, "服务内容：{{ items|joined('；') }}。", face=TEXT, shape=Shape(first=2, before=4, line=21))


def _advice(document: Document) -> None:
    _section(document, "五、健康指导与处置")
    _paragraphs(document, "advice")
    _section(document, "六、异常与上报")
    tag(document, "{%p if incident %}")
    _paragraphs(document, "incident")
    tag(document, "{%p else %}")
    line(document, "本次服务无异常。", face=TEXT, shape=Shape(first=2, line=21))
    tag(document, "{%p endif %}")


def _score(document: Document) -> None:
    _section(document, "七、患者反馈评分")
    table = grid(document, 3, [1] * (len(SCORES) + 1), WIDTH)
    for place, (label, key) in enumerate(SCORES):
        put(table.cell(0, place), label, face=HEAD, shape=TOGETHER)
        put(table.cell(1, place), "{{ score." + key + " }}", face=CELL.sized(12), shape=TOGETHER)
        put(
            table.cell(2, place),
            "{{ '★' * score." + key + " }}{{ '☆' * (5 - score." + key + ") }}",
            face=NOTE.colored("C55A11"),
            shape=MID_CELL,
        )
    put(table.cell(0, 5), "平均分", face=HEAD, shape=MID_CELL)
    put(
        table.cell(1, 5).merge(table.cell(2, 5)),
        "{{ score_mean }}",
        face=Face(HEI, 16, spacing=0),
        shape=MID_CELL,
    )
    for place in range(len(SCORES) + 1):
        shade(table.cell(0, place))
    line(document, "反馈意见：{{ comment or '无' }}", face=TEXT, shape=Shape(first=2, before=4, line=21))


def _settlement(document: Document) -> None:
    _section(document, "八、费用结算三方核对")
    table = grid(document, 2, [1, 1, 1, 1], WIDTH)
    put(table.cell(0, 0), "费用（元）", face=HEAD, shape=MID_CELL)
    put(
        table.cell(1, 0),
        "{% if fee is not none %}¥ {{ fee|money }}{% endif %}",
        face=CELL.sized(12),
        shape=MID_CELL,
    )
    for place, party in enumerate(SETTLERS):
        put(table.cell(0, place + 1), party, face=HEAD, shape=MID_CELL)
        put(table.cell(1, place + 1), "{{ settle_signs[" + str(place) + "] }}", shape=MID_CELL)
    for place in range(4):
        shade(table.cell(0, place))
    height(table, 1, 16)


def _signatures(document: Document) -> None:
    _section(document, "九、签名")
    table = grid(document, 1, [1, 1], WIDTH)
    height(table, 0, 34)
    for place, (label, field) in enumerate((("患者／家属", "patient_sign"), ("医护人员", "staff_sign"))):
        cell = table.cell(0, place)
        put(cell, label + "：" + SIGNED.format(field))
        put(cell, "　　　　年　　月　　日", face=NOTE, shape=Shape(align="right", grid=False, before=46))
        top(cell)
    line(document, "", shape=HIDDEN)


def _section(document: Document, text: str) -> None:
    paragraph = document.add_paragraph(style="Heading 1")
    write(paragraph, [text], SECTION, Shape(before=13, after=5, keep=True, grid=False))


def _paragraphs(document: Document, field: str) -> None:
    tag(document, "{%p for words in " + field + ".split('\\n') if words %}")
    line(document, "{{ words }}", face=TEXT, shape=Shape(first=2, line=21))
    tag(document, "{%p endfor %}")


def _labelled(document: Document, rows: Sequence[Sequence[tuple[str, str]]], widths: Sequence[float]) -> None:
    table = grid(document, len(rows), widths, WIDTH)
    for row, pairs in enumerate(rows):
        height(table, row, 9)
        for place, (label, content) in enumerate(pairs):
            if not label:
                table.cell(row, place * 2 - 1).merge(table.cell(row, place * 2 + 1))
                continue
            put(table.cell(row, place * 2), label, face=HEAD, shape=MID_CELL)
            shade(table.cell(row, place * 2))
            put(table.cell(row, place * 2 + 1), content)
