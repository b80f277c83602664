"""会议纪要 as it was first drawn: the look of a 纪要 in GB/T 9704-2012 (参照), the four parts of R7 under their own headings."""

from dataclasses import replace
from pathlib import Path

from docx.document import Document
from docx.oxml.ns import qn

from templates.drawing.ink import HIDDEN, Shape, heading, line, rule, tag
from templates.drawing.sheet import OFFICIAL, new_sheet, page_numbers, save
from templates.drawing.tables import Column, grid, listing, put
from templates.drawing.type_face import BIAO, BODY, LABEL, RED, SECOND, TITLE, Face, element

WIDTH = 156
MARK = Face(BIAO, 30, latin=BIAO, spacing=0, color=RED)
FOURTEEN = BODY.sized(14)
NAMES = Shape(left=5, hanging=3)
LISTS = (
    ("出席：", "attendees", "title"),
    ("请假：", "absent", "reason"),
    ("列席：", "observers", "title"),
)
STAGES = (
    "{'启动会': '服务范围', '中期评审': '进度评估', '结项验收': '改进点'}.get(meeting_type, '项目阶段情况')"
)


def draw(folder: Path) -> None:
    """Draw document.docx into `folder`."""
    document = new_sheet(OFFICIAL)
    page_numbers(document)
    _red_head(document)
    _time(document)
    _people(document)
    _topics(document)
    _resolutions(document)
    _rest(document)
    _imprint(document)
    save(document, folder / "document.docx", "会议纪要")


def _red_head(document: Document) -> None:
    line(
        document,
        "{{ doc.org }}会议纪要",
        face=MARK,
        shape=Shape(align="center", before=45, after=14, grid=False),
    )
    left = "{% if issue_no %}第 {{ issue_no }} 期{% else %}{{ doc.name }}{% endif %}"
    right = "{{ doc.department or doc.org }}　{{ started_at|cn_date }}"
    under = line(
        document, left + "\t" + right, face=FOURTEEN, shape=Shape(align="left", right_tab=WIDTH, after=2)
    )
    rule(under, RED, 16)
    line(document, "{{ title }}", face=TITLE, shape=Shape(align="center", before=20, after=8))


def _time(document: Document) -> None:
    heading(document, "一、会议时间")
    other_day = "{% if started_at|cn_date != ended_at|cn_date %}{{ ended_at|cn_date }} {% endif %}"
    line(document, "{{ started_at|cn_datetime }} 至 " + other_day + "{{ ended_at|clock }}。")
    line(document, ("地点：", LABEL), "{{ place }}")
    line(document, ("主持：", LABEL), "{{ chair }}　　", ("记录：", LABEL), "{{ recorder }}")


def _people(document: Document) -> None:
    heading(document, "二、参会人员")
    for label, field, last in LISTS:
        one = (
            "{{ p.name }}{% if p.dept or p."
            + last
            + " %}（{{ [p.dept, p."
            + last
            + "]|select|join(' ') }}）{% endif %}"
        )
        loop = "{% for p in " + field + " %}" + one + "{% if not loop.last %}、{% endif %}{% endfor %}"
        if field != "attendees":
            tag(document, "{%p if " + field + " %}")
        line(document, (label, LABEL), loop, shape=NAMES)
        if field != "attendees":
            tag(document, "{%p endif %}")


def _topics(document: Document) -> None:
    heading(document, "三、会议议题")
    tag(document, "{%p for a in agenda %}")
    line(
        document, "{{ a.no or loop.index }}. {{ a.topic }}{% if a.reporter %}（{{ a.reporter }}）{% endif %}"
    )
    tag(document, "{%p endfor %}")
    tag(document, "{%p for words in (discussion or '').split('\\n') if words %}")
    line(document, "{{ words }}")
    tag(document, "{%p endfor %}")


def _resolutions(document: Document) -> None:
    heading(document, "四、决议事项")
    tag(document, "{%p for r in resolutions or () %}")
    end = "{% if r.deliverable %}成果：{{ r.deliverable.rstrip('。；') }}。{% endif %}"
    number = "（{{ loop.index|cn_number }}）{{ r.text.rstrip('。；') }}。"
    line(document, (number, SECOND), end)
    tag(document, "{%p endfor %}")
    _none(document)
    heading(document, "五、责任分工")
    tag(document, "{%p if resolutions %}")
    beside = "{% if r.co_depts %}\n（配合：{{ r.co_depts|joined }}）{% endif %}"
    owner = "{{ r.owner }}{% if r.owner_dept %}／{{ r.owner_dept }}{% endif %}" + beside
    columns = [
        Column("序号", "{{ loop.index }}", 12),
        Column("决议事项", "{{ r.text }}", 60, "left"),
        Column("责任人／责任科室", owner, 46),
        Column("完成时限", "{{ r.due_date|cn_date }}", 38),
    ]
    listing(document, "r in resolutions", columns, WIDTH)
    tag(document, "{%p endif %}")
    _none(document)


def _none(document: Document) -> None:
    tag(document, "{%p if not resolutions %}")
    line(document, "本次会议无决议事项。")
    tag(document, "{%p endif %}")


def _rest(document: Document) -> None:
    tag(document, "{%p if stage_outcome %}")
    heading(document, "六、{{ " + STAGES + " }}")
    tag(document, "{%p for words in stage_outcome.split('\\n') if words %}")
    line(document, "{{ words }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if attachments %}")
    one = "{% if attachments|length > 1 %}{{ loop.index }}. {% endif %}{{ a }}{% if not loop.last %}\n{% endif %}"
    line(
        document,
        "附件：{% for a in attachments %}" + one + "{% endfor %}",
        shape=Shape(left=5, hanging=3, before=7, align="left"),
    )
    tag(document, "{%p endif %}")
    blank = "{% if issued_by %}{{ issued_by }}{% else %}　　　　　{% endif %}"
    day = "{% if issued_at %}{{ issued_at|cn_datetime }}{% else %}　　　年　　月　　日{% endif %}"
    line(
        document, ("签发：", LABEL), blank + "　　" + day, shape=Shape(first=2, before=7, after=7, keep=True)
    )
    line(document, "", shape=replace(HIDDEN, keep=True))


def _imprint(document: Document) -> None:
    table = grid(document, 4, [1], WIDTH)
    put(table.cell(0, 0), "{%tr if cc %}")
    put(
        table.cell(1, 0),
        "抄送：{{ cc|joined('，') }}。",
        face=FOURTEEN,
        shape=Shape(left=4, hanging=3, right=1, grid=False, keep=True),
    )
    put(table.cell(2, 0), "{%tr endif %}")
    printed = "{{ doc.department or doc.org }}\t{{ doc.made_on|cn_date }}印发"
    put(
        table.cell(3, 0),
        printed,
        face=FOURTEEN,
        shape=Shape(left=1, right=1, right_tab=WIDTH - 5, grid=False, align="left"),
    )
    shape = table._tbl.tblPr  # noqa: SLF001 - python-docx has no word for a floating table
    at_foot = {
        "w:vertAnchor": "margin",
        "w:horzAnchor": "margin",
        "w:tblpXSpec": "center",
        "w:tblpYSpec": "bottom",
    }
    shape.insert(0, element("w:tblpPr", at_foot))
    borders = shape.find(qn("w:tblBorders"))
    if borders is not None:
        for side in borders:
            name = side.tag.split("}")[1]
            outer = name in ("top", "bottom")
            look = {"w:val": "single" if outer or name == "insideH" else "nil", "w:sz": "8" if outer else "6"}
            for key, value in look.items():
                side.set(qn(key), value)
    line(document, "", shape=HIDDEN)
