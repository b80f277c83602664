"""季度分析报告 as it was first drawn: a cover, a summary, eleven sections with tables and bars, and three signatures."""

from pathlib import Path

from docx.document import Document

from templates.drawing.ink import CENTRED, HIDDEN, Shape, line, rule, tag
from templates.drawing.report import (
    BLUE,
    caption,
    indicators,
    note,
    otherwise,
    paragraphs,
    particulars,
    rows,
    section,
    signatures,
    when,
)
from templates.drawing.sheet import OFFICIAL, new_sheet, page_numbers, save
from templates.drawing.tables import Column
from templates.drawing.type_face import HEI, KAI, TITLE, Face

BAR = "{{ '█' * ((row.share or 0) * 20)|round|int }}"
DISTRIBUTIONS = (
    ("by_category", "类别", "表 3　类别分布（帕累托）"),
    ("by_dept", "科室", "表 4　科室分布"),
    ("by_channel", "方式", "表 5　方式分布"),
)


def draw(folder: Path) -> None:
    """Draw document.docx into `folder`."""
    document = new_sheet(OFFICIAL)
    page_numbers(document)
    document.sections[0].different_first_page_header_footer = True  # a cover bears no number
    _cover(document)
    _summary(document)
    _overall(document)
    _structure(document)
    _service(document)
    _audit(document)
    _improvement(document)
    signatures(document)
    line(document, "", shape=HIDDEN)
    save(document, folder / "document.docx", "季度分析报告")


def _cover(document: Document) -> None:
    line(document, "{{ doc.org }}", face=TITLE.sized(22), shape=Shape(align="center", before=90, grid=False))
    title = line(
        document,
        "{{ quarter|period_cn }}",
        face=TITLE.sized(26),
        shape=Shape(align="center", before=40, grid=False),
    )
    rule(title, BLUE, 12, "top", space=24)
    under = line(
        document,
        "分析报告",
        face=TITLE.sized(36),
        shape=Shape(align="center", before=4, after=24, grid=False),
    )
    rule(under, BLUE, 12, space=24)
    line(
        document,
        "{{ dept }}",
        face=Face(KAI, 18, spacing=0),
        shape=Shape(align="center", before=16, after=60, grid=False),
    )
    submitted = (
        "{% if submitted_at %}{{ submitted_at|iso_date }}{% if late %}（{{ late }}）{% endif %}{% endif %}"
    )
    pairs = [
        [("报告编号", "{{ report_no or doc.name }}"), ("数据截止", "{{ as_of|iso_date }} {{ as_of|clock }}")],
        [("提交期限", "{{ due|cn_date }}"), ("提交日期", submitted)],
    ]
    particulars(document, pairs)


def _summary(document: Document) -> None:
    line(
        document,
        "摘　　要",
        face=TITLE.sized(20),
        shape=Shape(align="center", after=12, page_break=True, grid=False),
    )
    paragraphs(document, "summary")


def _overall(document: Document) -> None:
    section(document, "一", "数据来源与口径")
    paragraphs(document, "sources")
    section(document, "二", "总体情况")
    caption(document, "表 1　{{ quarter|period_cn }}主要指标")
    indicators(document, "本季", "上季")
    note(document, "环比＝（本季－上季）÷上季；同比＝（本季－上年同季）÷上年同季；基数为 0 或缺失时记“—”。")
    paragraphs(document, "overall")
    section(document, "三", "趋势")
    caption(document, "表 2　本季各月与最近四个季度")
    columns = [
        Column("时段", "{{ row.span }}", 30),
        Column("投诉量（件）", "{{ row.complaints }}", 28),
        Column("咨询量（件）", "{{ row.inquiries }}", 28),
        Column("投诉率（每万人次）", "{{ row.rate }}", 38),
        Column("满意度", "{{ row.satisfaction|percent }}", 32),
    ]
    rows(document, "row in trend", columns)
    paragraphs(document, "trend_note")


def _structure(document: Document) -> None:
    section(document, "四", "结构")
    for field, what, name in DISTRIBUTIONS:
        tag(document, "{%p if " + field + " %}")
        caption(document, name)
        columns = [
            Column(what, "{{ row.name }}", 36, "left"),
            Column("件数", "{{ row.count }}", 16),
            Column("占比", "{{ row.share|percent }}", 18),
            Column("图示（每格 5%）", BAR, 66, "left", BLUE),
            Column("累计占比", "{{ row.cumulative|percent }}", 20),
        ]
        rows(document, "row in " + field, columns)
        tag(document, "{%p endif %}")
    paragraphs(document, "structure_note")


def _service(document: Document) -> None:
    section(document, "五", "时限")
    caption(document, "表 6　分类、响应与答复")
    columns = [
        Column("指标", "{{ t.name }}", 46, "left"),
        Column("本季", "{{ t.value }}", 26),
        Column("目标", "{{ t.target }}", 26),
        Column("说明", "{{ t.note }}", 58, "left"),
    ]
    rows(document, "t in timeliness", columns)
    section(document, "六", "满意度")
    answers = "{% if satisfaction_n is not none %}（有效评价 {{ satisfaction_n }} 份）{% endif %}"
    when(document, "satisfaction is not none", "本季满意度 {{ satisfaction|percent }}" + answers + "。")
    paragraphs(document, "satisfaction_note")
    otherwise(document, "satisfaction is not none or satisfaction_note", "本季未开展满意度评价。")
    section(document, "七", "项目延迟率")
    line(document, "本季项目延迟率 {{ delay_rate|percent }}。")
    paragraphs(document, "delay_note")


def _audit(document: Document) -> None:
    section(document, "八", "抽查 20% 结果")
    drawn = "本季出诊与处理记录共 {{ audit.N }} 份，按 20% 向上取整抽查 {{ audit.n }} 份，"
    drawn += "随机种子 {{ audit.seed }}（可据此复现），不合格 {{ audit.failed }} 份"
    line(
        document,
        drawn + "{% if audit.n %}，合格率 {{ ((audit.n - audit.failed) / audit.n)|percent }}{% endif %}。",
    )
    paragraphs(document, "audit_note")
    section(document, "九", "原因分析")
    caption(document, "表 7　原因分析")
    rows(
        document,
        "c in causes",
        [Column("方面", "{{ c.aspect }}", 30), Column("原因", "{{ c.cause }}", 126, "left")],
    )


def _improvement(document: Document) -> None:
    section(document, "十", "改进措施")
    caption(document, "表 8　改进措施（PDCA）")
    columns = [
        Column("问题", "{{ m.problem }}", 30, "left"),
        Column("原因", "{{ m.cause }}", 26, "left"),
        Column("措施", "{{ m.measure }}", 38, "left"),
        Column("责任", "{{ m.owner }}", 18),
        Column("期限", "{{ m.due|iso_date }}", 22),
        Column("指标", "{{ m.indicator }}", 22, "left"),
    ]
    rows(document, "m in measures", columns)
    section(document, "十一", "上季度措施回顾")
    caption(document, "表 9　上季度措施回顾")
    columns = [
        Column("上季措施", "{{ r.measure }}", 66, "left"),
        Column("完成情况", "{{ r.done }}", 26),
        Column("效果", "{{ r.effect }}", 64, "left"),
    ]
    rows(document, "r in review", columns)
    tag(document, "{%p if charts %}")
    line(document, "随附图表：{{ charts|joined('；') }}。", shape=Shape(first=2, before=8))
    tag(document, "{%p endif %}")
    tag(document, "{%p if appendix %}")
    line(document, "附录　口径", face=Face(HEI, 16, spacing=0), shape=CENTRED)
    tag(document, "{%p endif %}")
    paragraphs(document, "appendix")
