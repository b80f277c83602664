"""月度总结报告 as it was first drawn: a title page block, nine sections and three signatures."""

from pathlib import Path

from docx.document import Document

from templates.drawing.ink import HIDDEN, Shape, line, rule, tag
from templates.drawing.report import (
    BLUE,
    caption,
    cases,
    distribution,
    graph,
    indicators,
    marked,
    note,
    numbered,
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
from templates.drawing.type_face import KAI, TITLE, Face

MANY = "by='span', of=['complaints', 'inquiries'], names=['投诉量', '咨询量'], height=62"
VOLUMES = "trend|chart('column', " + MANY + ")"
RATES = "['triage_rate', 'reply_rate']"
TIMES = "trend|chart('line', by='span', of=" + RATES + ", percent=" + RATES
TIMES += ", names=['10分钟分类率', '7日答复率'], height=62)"
PARETO = "by_category|chart('pareto', by='name', of=['count', 'cumulative'], percent='cumulative'"
PARETO += ", names=['件数', '累计占比'], height=66)"
CHANNELS = "by_channel|chart('pie', by='name', of='count', names='件数', width=110, height=56)"
DEPARTMENTS = "by_dept|chart('bar', by='name', of='count', names='件数', height=62)"


def draw(folder: Path) -> None:
    """Draw document.docx into `folder`."""
    document = new_sheet(OFFICIAL)
    page_numbers(document)
    _head(document)
    _figures(document)
    _work(document)
    _findings(document)
    _plan(document)
    signatures(document)
    line(document, "", shape=HIDDEN)
    save(document, folder / "document.docx", "月度总结报告")


def _head(document: Document) -> None:
    line(document, "{{ doc.org }}", face=TITLE.sized(18), shape=Shape(align="center", before=10, grid=False))
    line(
        document,
        "{{ period|period_cn }}月度总结报告",
        face=TITLE.sized(26),
        shape=Shape(align="center", before=6, after=6, grid=False),
    )
    under = line(
        document,
        "{{ dept }}",
        face=Face(KAI, 16, spacing=0),
        shape=Shape(align="center", after=6, grid=False),
    )
    rule(under, BLUE, 12, space=8)
    submitted = "{{ submitted_at|iso_date }} {{ submitted_at|clock }}{% if late %}（{{ late }}）{% endif %}"
    pairs = [
        [("报告编号", "{{ report_no or doc.name }}"), ("报告月份", "{{ period|period_cn }}")],
        [("提交期限", "{{ due|cn_date }}"), ("提交时间", submitted)],
    ]
    particulars(document, pairs)
    line(document, "", shape=Shape(line=12, exact=True, grid=False))


def _figures(document: Document) -> None:
    section(document, "一", "基本数据")
    caption(document, "表 1　{{ period|period_cn }}主要指标")
    indicators(document, "本月", "上月")
    note(document, "环比＝（本月－上月）÷上月；同比＝（本月－上年同月）÷上年同月；基数为 0 或缺失时记“—”。")
    scope(document, "本月", "上月")
    remarks(document, "definitions")
    _trend(document)


def _trend(document: Document) -> None:
    tag(document, "{%p if trend %}")
    caption(document, "最近各月")
    columns = [
        Column("月份", "{{ row.span }}", 36),
        Column("投诉量", "{{ row.complaints }}", 22),
        Column("咨询量", "{{ row.inquiries }}", 22),
        Column("10分钟分类率", share("row.triage_rate"), 28),
        Column("7日答复率", share("row.reply_rate"), 26),
        Column("满意度", share("row.satisfaction"), 22),
    ]
    rows(document, "row in trend", columns)
    tag(document, "{%p endif %}")
    graph(document, "trend and trend|length > 1", VOLUMES, "图 1　月度投诉与咨询")
    graph(
        document,
        "trend and trend|length > 1 and trend|selectattr('reply_rate')|list",
        TIMES,
        "图 2　时限达成",
    )


def _work(document: Document) -> None:
    section(document, "二", "重点工作")
    numbered(document, "key_work")
    section(document, "三", "会议与决议完成")
    paragraphs(document, "meetings")
    tag(document, "{%p if meeting_list %}")
    caption(document, "本月会议一览")
    columns = [
        Column("日期", "{{ m.day|iso_date }}", 26),
        Column("会议", "{{ m.title }}", 62, "left"),
        Column("类型", "{{ m.kind }}", 26),
        Column("决议数", "{{ m.count }}", 18),
        Column("纪要发送", "{{ m.sent }}", 24),
    ]
    rows(document, "m in meeting_list", columns)
    tag(document, "{%p endif %}")
    when(document, "resolution_rate is not none", "本月到期决议按期完成率 {{ resolution_rate|percent }}。")
    tag(document, "{%p if open_resolutions %}")
    caption(document, "表 2　未按期完成的决议")
    columns = [
        Column("序号", "{{ loop.index }}", 12),
        Column("决议事项", "{{ o.text }}", 58, "left"),
        Column("责任人", "{{ o.owner }}", 22),
        Column("完成时限", "{{ o.due|iso_date }}", 26),
        Column("原因", "{{ o.reason }}", 38, "left"),
    ]
    rows(document, "o in open_resolutions", columns)
    tag(document, "{%p endif %}")
    otherwise(document, "meetings or open_resolutions or resolution_rate is not none", "本月无会议决议事项。")
    section(document, "四", "投诉咨询")
    paragraphs(document, "complaints")
    graph(document, "by_category", PARETO, "图 3　投诉类别（帕累托）")
    distribution(document, "by_category", "类别", "投诉类别分布")
    graph(document, "by_dept", DEPARTMENTS, "图 4　投诉科室")
    distribution(document, "by_dept", "科室", "投诉科室分布")
    graph(document, "by_channel", CHANNELS, "图 5　投诉方式")
    distribution(document, "by_channel", "方式", "投诉方式分布")
    distribution(document, "by_kind", "类型", "受理类型（含咨询、建议、表扬）")
    remarks(document, "distribution_note")
    section(document, "五", "培训")
    paragraphs(document, "training")
    when(
        document,
        "training_count is not none",
        "本月培训 {{ training_count }} 人次{% if training_ytd is not none %}，本年累计 {{ training_ytd }} 人次{% endif %}。",
    )
    otherwise(document, "training or training_count is not none", "本月未组织培训。")


def _findings(document: Document) -> None:
    section(document, "六", "审计与整改")
    paragraphs(document, "audit")
    otherwise(document, "audit", "本月无审计与整改事项。")
    section(document, "七", "典型案例")
    cases(document)
    section(document, "八", "存在问题")
    columns = [
        Column("序号", "{{ loop.index }}", 12),
        Column("问题", marked("i.problem"), 48, "left"),
        Column("措施", marked("i.measure"), 48, "left"),
        Column("责任人", "{{ i.owner }}", 20),
        Column("期限", "{{ i.due|iso_date }}", 28),
    ]
    rows(document, "i in issues", columns, 12)


def _plan(document: Document) -> None:
    section(document, "九", "下月计划")
    columns = [
        Column("序号", "{{ loop.index }}", 12),
        Column("工作事项", marked("p.item"), 88, "left"),
        Column("责任人", marked("p.owner"), 24),
        Column("完成时限", "{{ p.due|iso_date }}", 32),
    ]
    rows(document, "p in plan", columns, 12)
