"""季度分析报告 as it was first drawn: a cover, a summary, eleven sections with tables and bars, and three signatures."""

from pathlib import Path

from docx.document import Document

from templates.drawing.ink import CENTRED, HIDDEN, Shape, line, rule, tag
from templates.drawing.report import (
    BLUE,
    MARKED,
    TO_WRITE,
    caption,
    distribution,
    graph,
    indicators,
    marked,
    note,
    otherwise,
    paragraphs,
    particulars,
    remarks,
    rows,
    scope,
    section,
    share,
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


MONTHS, QUARTERS = ("trend|selectattr('every', 'equalto', '" + every + "')|list" for every in "月季")
BY_MONTH = (
    MONTHS
    + "|chart('column', by='span', of=['complaints', 'inquiries'], names=['投诉量', '咨询量'], height=60)"
)
BY_QUARTER = QUARTERS + "|chart('line', by='span', of='complaints', names='投诉量', height=60)"
RATES = "['triage_rate', 'reply_rate']"
TIMES = MONTHS + "|chart('line', by='span', of=" + RATES + ", percent=" + RATES
TIMES += ", names=['10分钟分类率', '7日答复率'], height=60)"
PARETO = "by_category|chart('pareto', by='name', of=['count', 'cumulative'], percent='cumulative'"
PARETO += ", names=['件数', '累计占比'], height=72)"
DEPARTMENTS = "by_dept|chart('bar', by='name', of='count', names='件数', height=76)"
CHANNELS = "by_channel|chart('pie', by='name', of='count', names='件数', width=120, height=66)"
GRAPHS = {
    "by_category": (PARETO, "图 4　投诉类别（帕累托）"),
    "by_dept": (DEPARTMENTS, "图 5　投诉科室"),
    "by_channel": (CHANNELS, "图 6　投诉方式"),
}


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


def blank(name: str) -> str:
    """Return the tags of a value, or the sign that it is still to be written."""
    return "{{ " + name + " if " + name + f" is not none else '{TO_WRITE}' }}}}"


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
    scope(document, "本季", "上季")
    remarks(document, "definitions")
    paragraphs(document, "overall")
    section(document, "三", "趋势")
    caption(document, "表 2　本季各月与最近四个季度")
    columns = [
        Column("时段", "{{ row.span }}", 34),
        Column("投诉量", "{{ row.complaints }}", 18),
        Column("咨询量", "{{ row.inquiries }}", 18),
        Column("投诉率（每万人次）", "{{ row.rate if row.rate is not none else '—' }}", 24),
        Column("10分钟分类率", share("row.triage_rate"), 22),
        Column("7日答复率", share("row.reply_rate"), 20),
        Column("满意度", share("row.satisfaction"), 20),
    ]
    rows(document, "row in trend", columns)
    graph(document, MONTHS + "|length > 1", BY_MONTH, "图 1　各月投诉与咨询")
    graph(document, QUARTERS + "|length > 1", BY_QUARTER, "图 2　最近各季度投诉量")
    told = MONTHS + "|length > 1 and " + MONTHS + "|selectattr('reply_rate')|list"
    graph(document, told, TIMES, "图 3　时限达成")
    paragraphs(document, "trend_note")


def _structure(document: Document) -> None:
    section(document, "四", "结构")
    distribution(document, "by_kind", "类型", "受理类型（含咨询、建议、表扬）")
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
        graph(document, field, *GRAPHS[field])
    remarks(document, "distribution_note")
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
    tag(document, "{%p if delay_rate is none %}")
    line(document, f"本季项目延迟率 {TO_WRITE}。", face=MARKED)
    tag(document, "{%p else %}")
    line(document, "本季项目延迟率 {{ delay_rate|percent }}。")
    tag(document, "{%p endif %}")
    paragraphs(document, "delay_note")


def _audit(document: Document) -> None:
    section(document, "八", "抽查 20% 结果")
    drawn = "本季出诊与处理记录共 {{ audit.N }} 份，按 20% 向上取整抽查 {{ audit.n }} 份，"
    drawn += "随机种子 {{ audit.seed }}（可据此复现），不合格 {{ audit.failed }} 份"
    tag(document, "{%p if audit.failed is none %}")
    line(
        document,
        f"本季出诊与处理记录共 {blank('audit.N')} 份，按 20% 向上取整抽查 {blank('audit.n')} 份，"
        f"随机种子 {TO_WRITE}，不合格 {TO_WRITE} 份。",
        face=MARKED,
    )
    tag(document, "{%p else %}")
    line(
        document,
        drawn + "{% if audit.n %}，合格率 {{ ((audit.n - audit.failed) / audit.n)|percent }}{% endif %}。",
    )
    tag(document, "{%p endif %}")
    paragraphs(document, "audit_note")
    section(document, "九", "原因分析")
    caption(document, "表 7　原因分析")
    rows(
        document,
        "c in causes",
        [Column("方面", marked("c.aspect"), 30), Column("原因", marked("c.cause"), 126, "left")],
    )


def _improvement(document: Document) -> None:
    section(document, "十", "改进措施")
    caption(document, "表 8　改进措施（PDCA）")
    columns = [
        Column("问题", marked("m.problem"), 30, "left"),
        Column("原因", "{{ m.cause }}", 26, "left"),
        Column("措施", marked("m.measure"), 38, "left"),
        Column("责任", marked("m.owner"), 18),
        Column("期限", "{{ m.due|iso_date }}", 22),
        Column("指标", "{{ m.indicator }}", 22, "left"),
    ]
    rows(document, "m in measures", columns)
    section(document, "十一", "上季度措施回顾")
    caption(document, "表 9　上季度措施回顾")
    columns = [
        Column("上季措施", marked("r.measure"), 66, "left"),
        Column("完成情况", marked("r.done"), 26),
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
