"""Makes the templates that the engines fill: one Word file for all that read Jinja tags, and its likes for the others."""

import io
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

from benchmarks.data import COLUMNS

STYLES_BYTES = 46_000
PEOPLE = ("name", "ward", "post")
FIELD = '<w:fldSimple xmlns:w="{}" w:instr=" MERGEFIELD {} "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make(folder: Path) -> None:
    """Write all templates into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "minutes.docx").write_bytes(word_minutes("{{{{ {} }}}}", JINJA))
    (folder / "minutes-node.docx").write_bytes(word_minutes("{{{}}}", BRACES))
    (folder / "minutes-merge.docx").write_bytes(merge_minutes())
    (folder / "table.docx").write_bytes(word_table())
    (folder / "register.xlsx").write_bytes(excel_register())


JINJA = (("{%tr for p in people %}", "{{ p.name }}", "{{ p.ward }}", "{{ p.post }}", "{%tr endfor %}"),
         ("{%p for r in resolutions %}", "{{ r.no }}. {{ r.text }}（{{ r.owner }}）", "{%p endfor %}"))  # fmt: skip
BRACES = (("", "{#people}{name}", "{ward}", "{post}{/people}", ""),
          ("{#resolutions}", "{no}. {text}（{owner}）", "{/resolutions}"))  # fmt: skip


def word_minutes(value: str, marks: tuple[tuple[str, ...], tuple[str, ...]]) -> bytes:
    people, resolutions = marks
    document = docx.Document()
    for name in ("title", "day", "place", "chair"):
        document.add_paragraph(value.format(name))
    rows = [row for row in ((people[0],), people[1:4], (people[4],)) if row[0]]
    table = document.add_table(len(rows), 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    for text in resolutions:
        document.add_paragraph(text)
    return heavy(document)


def merge_minutes() -> bytes:
    document = docx.Document()
    for name in ("title", "day", "place", "chair"):
        field(document.add_paragraph(), name)
    for names in (PEOPLE, ("no", "text", "owner")):
        table = document.add_table(1, 3)
        for cell, name in zip(table.rows[0].cells, names, strict=True):
            field(cell.paragraphs[0], name)
    return heavy(document)


def field(paragraph: Paragraph, name: str) -> None:
    paragraph._p.append(parse_xml(FIELD.format(W, name)))  # noqa: SLF001 - python-docx has no call for fields


def word_table() -> bytes:
    document = docx.Document()
    table = document.add_table(3, 4)
    for row, texts in zip(
        table.rows,
        (
            ("{%tr for r in rows %}",),
            ("{{ r.a }}", "{{ r.b }}", "{{ r.c }}", "{{ r.d }}"),
            ("{%tr endfor %}",),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return heavy(document)


def heavy(document: Document) -> bytes:
    """Return the document with a style part of about 46 KB, as an office's template has: the library's own has 350 KB."""
    styles = document.styles.element
    removable = [
        each for each in styles if each.get(f"{{{W}}}type") == "table" and each.get(f"{{{W}}}default") is None
    ]
    while removable and len(etree.tostring(styles)) > STYLES_BYTES:
        styles.remove(removable.pop())
    part = document.part
    for number in [number for number, rel in part.rels.items() if "stylesWithEffects" in rel.reltype]:
        del part.rels[number]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel_register() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "台账"
    side = Side("thin")
    for column in range(1, COLUMNS + 1):
        sheet.cell(1, column, f"列{column}").font = Font(bold=True)
        cell = sheet.cell(3, column, f"{{{{ r.c{column} }}}}")
        cell.font, cell.border = Font(name="仿宋_GB2312", size=11), Border(side, side, side, side)
        cell.number_format = "yyyy-mm-dd" if column in {6, 7} else "General"
    sheet["A2"], sheet["A4"] = "{%tr for r in rows %}", "{%tr endfor %}"
    choice = DataValidation("list", formula1='"甲,乙"')
    choice.add("E3")
    sheet.add_data_validation(choice)
    sheet.auto_filter.ref, sheet.freeze_panes = "A1:P3", "A2"
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()
