"""What the month's and the quarter's reports share: title, particulars, indicators, numbered lists and signatures."""

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document

from templates.drawing.ink import MID_CELL, Shape, heading, line, tag, write
from templates.drawing.tables import Column, grid, height, listing, put, shade, top
from templates.drawing.type_face import BODY, CELL, HEAD, HEI, LABEL, SECOND, Face

WIDTH = 156
SMALL = BODY.sized(10.5)
BLUE = "1F4E79"
TO_WRITE = "【待填写】"
MARKED = replace(BODY, highlight="yellow")
SIGNERS = (("编　制", "prepared_by"), ("审　核", "reviewed_by"), ("签　发", "issued_by"))


def particulars(document: Document, pairs: Sequence[Sequence[tuple[str, str]]], size: float = 12) -> None:
    """Add a table of labels and values, two pairs a row."""
    table = grid(document, len(pairs), [22, 62, 22, 50], WIDTH)
    for row, two in enumerate(pairs):
        height(table, row, 10)
        for place, (label, content) in enumerate(two):
            put(table.cell(row, place * 2), label, face=HEAD.sized(size), shape=MID_CELL)
            shade(table.cell(row, place * 2))
            put(table.cell(row, place * 2 + 1), content, face=CELL.sized(size))


def indicators(document: Document, this: str, before: str) -> None:
    """Add the table of indicators with their changes and whether the target was met."""
    columns = [
        Column("指标", "{{ k.name }}", 34, "left"),
        Column("单位", "{{ k.unit }}", 13),
        Column(this, "{{ k.value }}", 16),
        Column(before, "{{ k.prev if k.prev is not none else '—' }}", 16),
        Column("环比", change("k.mom"), 17),
        Column("同期", "{{ k.last_year if k.last_year is not none else '—' }}", 16),
        Column("同比", change("k.yoy"), 17),
        Column(
            "目标",
            "{% if k.target is not none %}{{ '≤' if k.less_is_better else '≥' }}{{ k.target }}{% else %}—{% endif %}",
            15,
        ),
        Column("达成", "{{ k.met or '—' }}", 12),
    ]
    listing(document, "k in kpis", columns, WIDTH, 10.5)


def rows(document: Document, loop: str, columns: Sequence[Column], size: float = 10.5) -> None:
    """Add a table with one row for each item of `loop`, and a little air under it."""
    listing(document, loop, columns, WIDTH, size)
    line(document, "", shape=Shape(line=5, exact=True, grid=False))


def share(name: str) -> str:
    """Return the tags of a share of 1 in percent, or — where there is none."""
    return "{% if " + name + " is none %}—{% else %}{{ " + name + "|percent }}{% endif %}"


def change(name: str) -> str:
    """Return the tags of a relative change: +12.3%, −4.0%, or — where the base is 0 or missing."""
    return (
        "{% if "
        + name
        + " is none %}—{% else %}{% if "
        + name
        + " > 0 %}+{% endif %}{{ "
        + name
        + "|percent }}{% endif %}"
    )


def caption(document: Document, text: str) -> None:
    """Add a table's name over it."""
    line(
        document,
        text,
        face=Face(HEI, 12, spacing=0),
        shape=Shape(align="center", before=6, after=4, keep=True, grid=False),
    )


def note(document: Document, text: str) -> None:
    """Add a small line under a table."""
    line(document, text, face=SMALL, shape=Shape(align="left", before=3, after=6, grid=False))


def paragraphs(document: Document, field: str) -> None:
    """Add the paragraphs of a long text, one a line of it, if it was given."""
    tag(document, "{%p for words in (" + field + " or '').split('\\n') if words %}")
    _written(document, "words", "{{ words }}")
    tag(document, "{%p endfor %}")


def otherwise(document: Document, condition: str, words: str) -> None:
    """Add a sentence that stands where nothing was given."""
    tag(document, "{%p if not (" + condition + ") %}")
    line(document, words)
    tag(document, "{%p endif %}")


def numbered(document: Document, field: str) -> None:
    """Add the items of a list as 1. 2. 3."""
    tag(document, "{%p for item in " + field + " or () %}")
    _written(document, "item", "{{ loop.index }}. {{ item }}")
    tag(document, "{%p endfor %}")


def _written(document: Document, name: str, words: str) -> None:
    """Add a paragraph that is marked while somebody's words are still to come."""
    tag(document, "{%p if " + name + f" == '{TO_WRITE}' %}}")
    line(document, words, face=MARKED)
    tag(document, "{%p else %}")
    line(document, words)
    tag(document, "{%p endif %}")


def marked(name: str) -> str:
    """Return the tags of a cell's value, which colour the cell while it is still to be written."""
    return "{{ " + name + " }}{% cellbg 'FFF2CC' if " + name + f" == '{TO_WRITE}' else '' %}}"


def remarks(document: Document, field: str) -> None:
    """Add the lines of a text in small type, as they stand under a table."""
    tag(document, "{%p for words in (" + field + " or '').split('\\n') if words %}")
    line(document, "{{ words }}", face=SMALL, shape=Shape(align="left", before=1, after=1, grid=False))
    tag(document, "{%p endfor %}")


def scope(document: Document, this: str, before: str) -> None:
    """Add the line that says whose records were counted, and what was served (R109)."""
    volume = "服务人次：" + this + " {{ service_volume }}"
    for field, name in (("service_volume_prev", before), ("service_volume_last_year", "上年同期")):
        volume += "{% if " + field + " is not none %}，" + name + " {{ " + field + " }}{% endif %}"
    tag(document, "{%p if service_volume is not none %}")
    note(document, volume + "{% if scope %}；统计范围：{{ scope }}{% endif %}。")
    tag(document, "{%p endif %}")


def graph(document: Document, condition: str, drawn: str, name: str) -> None:
    """Add a native chart, made of a table by `drawn`, and its name under it; nothing where there is nothing to draw."""
    tag(document, "{%p if " + condition + " %}")
    line(
        document,
        "{{ " + drawn + " }}",
        face=CELL,
        shape=Shape(align="center", before=6, keep=True, grid=False),
    )
    line(
        document,
        name,
        face=Face(HEI, 12, spacing=0),
        shape=Shape(align="center", before=2, after=6, grid=False),
    )
    tag(document, "{%p endif %}")


def distribution(document: Document, field: str, what: str, name: str) -> None:
    """Add a table of counts and shares with its name, if there is one."""
    tag(document, "{%p if " + field + " %}")
    caption(document, name)
    columns = [
        Column(what, "{{ row.name }}", 60, "left"),
        Column("件数", "{{ row.count }}", 32),
        Column("占比", "{{ row.share|percent }}", 32),
        Column("累计占比", "{{ row.cumulative|percent }}", 32),
    ]
    rows(document, "row in " + field, columns)
    tag(document, "{%p endif %}")


def when(document: Document, condition: str, words: str) -> None:
    """Add a sentence that stands only under a condition."""
    tag(document, "{%p if " + condition + " %}")
    line(document, words)
    tag(document, "{%p endif %}")


def cases(document: Document) -> None:
    """Add the typical cases: what happened, what went well, what did not, what changes (R33)."""
    tag(document, "{%p for c in cases or () %}")
    for shown, face in ((f"c.title == '{TO_WRITE}'", replace(SECOND, highlight="yellow")), ("not", SECOND)):
        tag(document, "{%p else %}" if shown == "not" else "{%p if " + shown + " %}")
        write(
            document.add_paragraph(style="Heading 2"),
            ["（{{ loop.index|cn_number }}）{{ c.title }}"],
            face,
            Shape(first=2, keep=True),
        )
    tag(document, "{%p endif %}")
    for label, key in (
        ("经过：", "course"),
        ("经验：", "lesson"),
        ("不足：", "shortfall"),
        ("改进：", "improvement"),
    ):
        tag(document, "{%p if c." + key + " %}")
        line(document, (label, LABEL), "{{ c." + key + " }}")
        tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")
    otherwise(document, "cases", "本期无典型案例：{{ no_cases_reason }}")


def signatures(document: Document) -> None:
    """Add the three signatures: made, checked, issued."""
    line(document, "", shape=Shape(line=14, exact=True, grid=False, keep=True))
    table = grid(document, 1, [1, 1, 1], WIDTH)
    height(table, 0, 20)
    for place, (label, field) in enumerate(SIGNERS):
        cell = table.cell(0, place)
        put(cell, label + "：" + marked(field), face=CELL.sized(12))
        put(cell, "年　　月　　日", face=CELL, shape=Shape(align="right", grid=False, before=14))
        top(cell)


def section(document: Document, number: str, title: str) -> None:
    """Add a section's heading: 一、基本数据."""
    heading(document, f"{number}、{title}", before=8)
