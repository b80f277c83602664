"""docxtpl is the oracle: the same templates, cut into runs in every way that Word does, rendered by both, are alike.

Where they are not, docxtpl loses or corrupts text; each such case is named in LOST.
"""

import copy
import io
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import docxtpl  # type: ignore[import-untyped] # it ships no types
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph
from lxml import etree

from recordkit.documents.docxtpl_names import DocxTemplate, InlineImage, RichText, RichTextParagraph
from recordkit.documents.face import compile as compile_template
from tests.house.office_files import part, word
from tests.house.pictures import png

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})")
VOLATILE = re.compile(
    r"rsid|paraId|textId|}space$|}embed$|}id$|^id$|^name$|^distT|^distB|^distL|^distR|^descr$"
)
NOISE = ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "lang", "noProof")

Cut = Callable[[Paragraph, str], None]


def whole(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text)


def by_tags(paragraph: Paragraph, text: str) -> list[tuple[str, bool]]:
    return [(piece, bool(TAG.fullmatch(piece))) for piece in TAG.split(text) if piece]


def spelling(paragraph: Paragraph, text: str) -> None:
    """Word marks what it takes for a spelling mistake: the braces, and the word between them."""
    for piece, is_tag in by_tags(paragraph, text):
        for bit in re.split(r"(\w+)", piece) if is_tag else [piece]:
            if not bit:
                continue
            paragraph._p.append(proof("spellStart"))
            paragraph.add_run(bit)
            paragraph._p.append(proof("spellEnd"))


def proof(kind: str) -> Any:
    made = OxmlElement("w:proofErr")
    made.set(f"{{{W}}}type", kind)
    return made


def revisions(paragraph: Paragraph, text: str) -> None:
    """Each letter of a tag typed in another session of editing."""
    for piece, is_tag in by_tags(paragraph, text):
        for number, bit in enumerate(piece if is_tag else [piece]):
            paragraph.add_run(bit)._r.set(f"{{{W}}}rsidR", f"00{number:06X}")


def languages(paragraph: Paragraph, text: str) -> None:
    """Chinese and Latin letters set apart by w:lang and hints, as an input method does."""
    for piece, is_tag in by_tags(paragraph, text):
        for number, bit in enumerate(re.split(r"([{}%]+)", piece) if is_tag else [piece]):
            if bit:
                run = paragraph.add_run(bit)
                lang = OxmlElement("w:lang")
                lang.set(f"{{{W}}}val", "zh-CN" if number % 2 else "en-US")
                run._r.get_or_add_rPr().append(lang)


def formatted(paragraph: Paragraph, text: str) -> None:
    """Formatting begins in the middle of a tag; the tag's own run decides."""
    for piece, is_tag in by_tags(paragraph, text):
        if not is_tag:
            paragraph.add_run(piece)
            continue
        paragraph.add_run(piece[:3])
        paragraph.add_run(piece[3:-2]).bold = True
        paragraph.add_run(piece[-2:]).italic = True


CUTS: Sequence[Cut] = (whole, spelling, revisions, languages, formatted)

VALUES: dict[str, Any] = {
    "name": "张三",
    "n": 3,
    "ok": True,
    "no": False,
    "empty": [],
    "xs": ["甲", "乙", "丙"],
    "rows": [{"a": "一", "b": 1}, {"a": "二", "b": 2}],
    "person": {"name": "李四", "tags": ["x", "y"]},
    "lines": "一\n二\t三",
    "c": "FFCC00",
}

PARAGRAPHS: dict[str, list[str]] = {
    "a value": ["前 {{ name }} 后{{ n }}"],
    "an attribute": ["{{ person.name }}、{{ person['name'] }}、{{ person.tags[1] }}"],
    "a filter": ["{{ name|upper }}{{ xs|join('、') }}{{ xs|length }}"],
    "an expression": ["{{ n * 2 + 1 }} {{ name if ok else n }}"],
    "line breaks and tabs": ["头{{ lines }}尾"],
    "if inside a paragraph": ["前{% if ok %}有{{ name }}{% else %}无{% endif %}后{% if no %}不{% endif %}"],
    "for inside a paragraph": ["{% for x in xs %}{{ loop.index }}{{ x }}、{% endfor %}完"],
    "paragraphs repeated": ["头", "{%p for x in xs %}", "{{ x }}项", "{%p endfor %}", "尾"],
    "paragraphs chosen": ["{%p if no %}", "甲", "{%p elif ok %}", "乙", "{%p else %}", "丙", "{%p endif %}"],
    "loops in loops": [
        "{%p for r in rows %}",
        "{{ r.a }}",
        "{%p for x in xs %}",
        "{{ r.b }}{{ x }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ],
    "an empty loop": ["头", "{%p for x in empty %}", "{{ x }}", "{%p endfor %}", "尾"],
    "a set": ["{% set y = n + 1 %}{{ y }}"],
    "comments": ["一{# 注 #}二", "{#p 整段注 #}", "三"],
    "runs": ["前{%r if ok %}有{%r endif %}后"],
    "quotes that Word made curly": ["{{ person[‘name’] }}{% if name == “张三” %}是{% endif %}"],
    "merged paragraphs": ["我住在", "{%- if ok -%}", "城里", "{%- else -%}", "乡下", "{%- endif -%}", "多年"],
    "literal braces": ["写作 {_{ name }_} 与 {_% if %_}"],
    "blocks over paragraphs": [
        "前{% if ok %}一",
        "二{% endif %}后",
        "{% for x in xs %}{{ x }}",
        "项{% endfor %}",
    ],
    "comparisons": ["{% if n > 2 and n < 9 %}大{% endif %}{{ n >= 3 }}"],
}


def build(texts: Sequence[str], cut: Cut) -> bytes:
    def fill(document: Document) -> None:
        for text in texts:
            cut(document.add_paragraph(), text)

    return word(build=fill)


def table(rows: Sequence[Sequence[str]], cut: Cut = whole) -> bytes:
    def fill(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cut(cell.paragraphs[0], text)

    return word(build=fill)


def by_docxtpl(template: bytes, values: dict[str, Any]) -> bytes:
    made = docxtpl.DocxTemplate(io.BytesIO(template))
    made.render(copy.deepcopy(values), autoescape=True)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def by_us(template: bytes, values: dict[str, Any]) -> bytes:
    made = DocxTemplate(io.BytesIO(template))
    made.render(values)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def canonical(document: bytes, name: str = "word/document.xml") -> Any:
    """Return the part as nested tuples: equal runs joined, empty ones and volatile ids dropped."""
    root = etree.fromstring(part(document, name).encode())
    for element in list(root.iter("*")):
        if etree.QName(element).localname in NOISE:
            element.getparent().remove(element)  # type: ignore[union-attr] # none of them is a root
    return shape(root)


def shape(element: etree._Element) -> Any:
    name = etree.QName(element).localname
    if name == "p":
        return (name, *joined([piece for child in element for piece in pieces(child)]))
    if name == "docPr":
        return (name,)
    children = [shape(child) for child in element if isinstance(child.tag, str)]
    if name == "tcPr":
        children.sort(key=repr)
    attributes = sorted((str(k), str(v)) for k, v in element.attrib.items() if not VOLATILE.search(str(k)))
    text = element.text or "" if name in {"t", "instrText"} else ""
    return (name, tuple(attributes), text, tuple(children))


def pieces(child: etree._Element) -> list[Any]:
    """Return a run as its properties with each thing in it."""
    if etree.QName(child).localname != "r":
        return [shape(child)]
    properties = child.find(f"{{{W}}}rPr")
    look = () if properties is None else shape(properties)[3]
    inner = [each for each in child if each is not properties]
    return [
        ("r", look, each.text or "") if each.tag == f"{{{W}}}t" else ("r", look, shape(each))
        for each in inner
    ]


def joined(found: Sequence[Any]) -> list[Any]:
    out: list[Any] = []
    for piece in found:
        if piece[0] == "r" and piece[2] == "":
            continue
        same = out and out[-1][0] == "r" == piece[0] and out[-1][1] == piece[1]
        if same and isinstance(out[-1][2], str) and isinstance(piece[2], str):
            out[-1] = ("r", piece[1], out[-1][2] + piece[2])
        else:
            out.append(piece)
    return out


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.__name__)
@pytest.mark.parametrize("case", PARAGRAPHS)
def test_paragraphs_are_alike(case: str, cut: Cut) -> None:
    template = build(PARAGRAPHS[case], cut)
    assert canonical(by_us(template, VALUES)) == canonical(by_docxtpl(template, VALUES))


MERGED = [["{%tr for r in rows %}", ""], ["{% vm %}合", "{{ r.a }}"], ["{%tr endfor %}", ""]]
TABLES: dict[str, list[list[str]]] = {
    "rows repeated": [
        ["序", "名"],
        ["{%tr for r in rows %}", ""],
        ["{{ loop.index }}", "{{ r.a }}"],
        ["{%tr endfor %}", ""],
    ],
    "rows chosen": [["{%tr if no %}", ""], ["甲", "{{ name }}"], ["{%tr endif %}", ""], ["乙", "丙"]],
    "cells repeated": [["项", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]],
    "fewer cells": [["项", "{%tc if no %}", "{{ name }}", "{%tc endif %}"]],
    "a cell's colour": [["{% cellbg c %}{{ name }}", "乙"]],
    "a cell's span": [
        ["{% colspan n %}{{ name }}", "{%tc if no %}", "{%tc endif %}"],
        ["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"],
    ],
    "cells merged across": [["{%tc for x in xs %}", "{% hm %}合", "{%tc endfor %}"]],
    "paragraphs in a cell": [["{% for x in xs %}{{ x }}{% endfor %}", "乙"]],
}


@pytest.mark.parametrize("cut", [whole, spelling, revisions], ids=lambda cut: cut.__name__)
@pytest.mark.parametrize("case", TABLES)
def test_tables_are_alike(case: str, cut: Cut) -> None:
    template = table(TABLES[case], cut)
    assert canonical(by_us(template, VALUES)) == canonical(by_docxtpl(template, VALUES))


def test_cells_merged_down_are_alike() -> None:
    template = table(MERGED)
    assert canonical(by_us(template, VALUES)) == canonical(by_docxtpl(template, VALUES))


@pytest.mark.parametrize("cut", [spelling, revisions], ids=lambda cut: cut.__name__)
def test_cells_merged_down_say_their_text_once_which_docxtpl_repeats_when_it_is_cut(cut: Cut) -> None:
    template = table(MERGED, cut)
    assert canonical(by_us(template, VALUES)) == canonical(by_us(table(MERGED), VALUES))
    assert part(by_docxtpl(template, VALUES), "word/document.xml").count("合") == 2


def test_headers_and_footers_are_alike() -> None:
    def fill(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ name }}{% if ok %}眉{% endif %}"
        document.sections[0].footer.paragraphs[0].text = "{% for x in xs %}{{ x }}{% endfor %}"

    template = word("正文", build=fill)
    ours, theirs = by_us(template, VALUES), by_docxtpl(template, VALUES)
    for name in ("word/header1.xml", "word/footer1.xml"):
        assert canonical(ours, name) == canonical(theirs, name)


LOOKS: list[dict[str, Any]] = [
    {},
    {"bold": True},
    {"italic": True, "strike": True},
    {"color": "#FF0000", "size": 32},
    {"underline": "double"},
    {"superscript": True},
    {"style": "Strong"},
    {"lang": "en-US"},
]


@pytest.mark.parametrize("look", LOOKS, ids=repr)
def test_rich_text_is_alike_but_for_the_order_of_its_properties(look: dict[str, Any]) -> None:
    template = build(["前{{r rich }}", "{{p whole }}"], whole)
    ours = by_us(template, {"rich": RichText("甲<&乙", **look), "whole": paragraphs_of_ours(look)})
    theirs = by_docxtpl(
        template, {"rich": docxtpl.RichText("甲<&乙", **look), "whole": paragraphs_of_theirs(look)}
    )
    assert properties_sorted(canonical(ours)) == properties_sorted(canonical(theirs))


def paragraphs_of_ours(look: dict[str, Any]) -> Any:
    from_ours = RichTextParagraph()
    from_ours.add(RichText("段", **look), parastyle="Heading1")
    return from_ours


def paragraphs_of_theirs(look: dict[str, Any]) -> Any:
    made = docxtpl.RichTextParagraph()
    made.add(docxtpl.RichText("段", **look), parastyle="Heading1")
    return made


def properties_sorted(found: Any) -> Any:
    if isinstance(found, tuple) and found and found[0] == "r":
        return ("r", tuple(sorted(found[1], key=repr)), found[2])
    return tuple(properties_sorted(each) for each in found) if isinstance(found, tuple) else found


def test_a_picture_is_of_the_same_size_in_the_same_place() -> None:
    template = build(["图{{ picture }}完"], whole)
    ours = DocxTemplate(io.BytesIO(template))
    ours.render({"picture": InlineImage(ours, io.BytesIO(png(40, 30)), width=720_000)})
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    theirs.render(
        {"picture": docxtpl.InlineImage(theirs, io.BytesIO(png(40, 30)), width=docx.shared.Emu(720_000))}
    )
    out, other = io.BytesIO(), io.BytesIO()
    ours.save(out)
    theirs.save(other)
    for document in (out, other):
        opened = docx.Document(document)
        shapes = [(each.width, each.height) for each in opened.inline_shapes]
        assert (shapes, opened.paragraphs[0].text) == ([(720_000, 540_000)], "图完")


# What docxtpl loses or corrupts, and we keep: (template, values, the text that is right).
LOST: dict[str, tuple[list[str], dict[str, Any], list[str]]] = {
    "markup in a value, as docxtpl is used by default": (["{{ x }}"], {"x": "甲<乙&丙"}, ["甲<乙&丙"]),
    "text before a dashed tag": (["头", "前{%- if ok %}有{% endif %}"], {"ok": True}, ["头", "前有"]),
    "braces in a value": (["{{ x }}"], {"x": "{_{ 原样 }_}"}, ["{_{ 原样 }_}"]),
}


@pytest.mark.parametrize("case", LOST)
def test_text_that_docxtpl_loses_is_kept(case: str) -> None:
    texts, values, right = LOST[case]
    template = build(texts, whole)
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    theirs.render(dict(values))
    out = io.BytesIO()
    theirs.save(out)
    assert [each.text for each in docx.Document(out).paragraphs] != right
    ours = docx.Document(io.BytesIO(compile_template(template).render(values)))
    assert [each.text for each in ours.paragraphs] == right


@pytest.mark.full("soffice")
def test_templates_that_libreoffice_saved_give_the_same_text(tmp_path: Path) -> None:
    cases = [*PARAGRAPHS.values(), ["{{ name }}{% for x in xs %}{{ x }}{% endfor %}"]]
    before = [build(texts, whole) for texts in cases] + [table(rows) for rows in TABLES.values()]
    files = [tmp_path / f"{number}.docx" for number in range(len(before))]
    for file, content in zip(files, before, strict=True):
        file.write_bytes(content)
    saved = tmp_path / "saved"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run([*command, "--outdir", saved, *files], check=True, capture_output=True, timeout=180)
    for file, content in zip(files, before, strict=True):
        assert everything(by_us((saved / file.name).read_bytes(), VALUES)) == everything(
            by_us(content, VALUES)
        )


def everything(document: bytes) -> list[Any]:
    opened = docx.Document(io.BytesIO(document))
    cells = [[cell.text for cell in row.cells] for made in opened.tables for row in made.rows]
    return [[each.text for each in opened.paragraphs], cells]
