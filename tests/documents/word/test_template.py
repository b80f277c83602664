"""tests of recordkit.documents.word.template: tags in any runs, blocks of every scope, text whole, faults with places."""

import copy
import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recordkit.documents.word.template import compile_word
from recordkit.errors import BadTemplate, NotReadable, RenderFault, TooLarge
from tests.house.office_files import invalid, names, paragraphs, part, replaced, tables, word

NASTY = [
    "甲<乙&丙>",
    "𠮷野家",
    "{{ x }}",
    "{% if x %}",
    "<?rk 0?>",
    "&amp;",
    "]]>",
    "  两端空格  ",
    "一\n二\t三",
    "=HYPERLINK(1)",
    "\u2028",
]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n{}%#<>&_")
)


def render(template: bytes, **values: object) -> bytes:
    return compile_word(template, file="t.docx").render(values)


def table(document: Document, *rows: tuple[str, ...]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, texts, strict=True):
            cell.text = words


@pytest.mark.parametrize("value", NASTY)
def test_text_comes_back_whole(value: str) -> None:
    assert paragraphs(render(word("前{{ x }}后"), x=value)) == [f"前{value}后"]


@given(TEXT)
def test_any_text_comes_back_whole(value: str) -> None:
    expected = value.replace("\r\n", "\n").replace("\r", "\n")
    assert paragraphs(TEMPLATE.render({"x": value})) == [f"前{expected}后"]


TEMPLATE = compile_word(word("前{{ x }}后"), file="t.docx")


def test_breaks_and_tabs_become_elements() -> None:
    xml = part(render(word("{{ x }}"), x="一\n二\t三\r\n四\r五"), "word/document.xml")
    assert (xml.count("<w:br/>"), xml.count("<w:tab/>")) == (3, 1)
    assert 'xml:space="preserve">二</w:t>' in xml


@given(st.lists(st.integers(0, 40), max_size=8))
def test_a_tag_cut_over_runs_anywhere_is_found(cuts: list[int]) -> None:
    line = "前 {% if ok %}好 {{ name }}{% endif %} 后{{ b }}"
    edges = sorted({0, len(line), *(cut for cut in cuts if cut < len(line))})

    def build(document: Document) -> None:
        paragraph = document.add_paragraph()
        for start, stop in pairwise(edges):
            paragraph.add_run(line[start:stop])

    assert paragraphs(render(word(build=build), ok=True, name="张三", b=2)) == ["前 好 张三 后2"]
    assert paragraphs(render(word(build=build), ok=False, name="张三", b=2)) == ["前  后2"]


def test_a_tag_keeps_the_formatting_of_the_run_where_it_begins() -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph("姓名 ")
        paragraph.add_run("{{ na").bold = True
        paragraph.add_run("me }}").italic = True
        paragraph.add_run(" 完")

    xml = part(render(word(build=build), name="张三"), "word/document.xml")
    runs = etree.fromstring(xml.encode()).findall(".//{*}r")
    said = [
        (
            "".join(map(str, run.itertext())),
            [etree.QName(each).localname for each in run.iterfind("{*}rPr/*")],
        )
        for run in runs
    ]
    assert said == [("姓名 ", []), ("张三", ["b"]), ("", ["i"]), (" 完", [])]


def test_what_a_block_repeats_keeps_its_runs() -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph("{% for x in xs %}")
        paragraph.add_run("{{ x }}").bold = True
        paragraph.add_run("、{% endfor %}")

    xml = part(render(word(build=build), xs=["a", "b"]), "word/document.xml")
    assert xml.count("<w:b/>") == 2


def test_paragraph_blocks_take_whole_paragraphs() -> None:
    template = word(
        "头",
        "{%p for x in xs %}",
        "第{{ loop.index }}条 {{ x }}",
        "{%p if x == 'b' %}",
        "尾条",
        "{%p endif %}",
        "{%p endfor %}",
        "{#p 注 #}",
    )
    assert paragraphs(render(template, xs=["a", "b"])) == ["头", "第1条 a", "第2条 b", "尾条"]
    assert paragraphs(render(template, xs=[])) == ["头"]


def test_row_blocks_take_whole_rows() -> None:
    def build(document: Document) -> None:
        table(
            document,
            ("序", "名"),
            ("{%tr for r in rows %}", ""),
            ("{{ loop.index }}", "{{ r.name }}"),
            ("", "{%tr endfor %}"),
        )

    rendered = render(word(build=build), rows=[{"name": "张三"}, {"name": None}])
    assert tables(rendered) == [[["序", "名"], ["1", "张三"], ["2", ""]]]


def test_cell_blocks_take_whole_cells() -> None:
    def build(document: Document) -> None:
        table(document, ("项", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))

    assert tables(render(word(build=build), xs=[1, 2, 3])) == [[["项", "1", "2", "3"]]]


def test_what_loses_all_it_must_hold_stays_valid(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table(document, ("{%tr for r in xs %}",), ("{{ r }}",), ("{%tr endfor %}",))
        document.add_paragraph("间")
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{%p if xs %}"
        cell.add_paragraph("有")
        cell.add_paragraph("{%p endif %}")
        header = document.sections[0].header
        header.paragraphs[0].text = "{%p if xs %}"
        header.add_paragraph("眉")
        header.add_paragraph("{%p endif %}")

    template = word(build=build)
    rendered = render(template, xs=[])
    assert tables(rendered) == [[[""]]]
    assert invalid(rendered, tmp_path, ".docx") == []
    full = render(template, xs=["甲"])
    assert tables(full) == [[["甲"]], [["有"]]]
    assert invalid(full, tmp_path, ".docx") == []


def test_headers_and_footers_carry_tags_and_other_parts_are_copied() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ office }}"
        document.sections[0].footer.paragraphs[0].text = "{{ office }} 脚"

    template = word("无标签", build=build)
    rendered = render(template, office="医保办")
    section = docx.Document(io.BytesIO(rendered)).sections[0]
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("医保办", "医保办 脚")
    for name in ("word/styles.xml", "word/document.xml", "docProps/core.xml"):
        assert part(rendered, name) == part(template, name)


def test_text_boxes_carry_tags() -> None:
    def build(document: Document) -> None:
        run = document.add_paragraph("外{{ a }}").add_run()._r
        content = "<w:txbxContent><w:p><w:r><w:t>内{{ b }}</w:t></w:r></w:p></w:txbxContent>"
        shape = f"<v:shape><v:textbox>{content}</v:textbox></v:shape>"
        spaces = f'xmlns:w="{run.nsmap["w"]}" xmlns:v="urn:schemas-microsoft-com:vml"'
        run.append(etree.fromstring(f"<w:pict {spaces}>{shape}</w:pict>"))

    xml = part(render(word(build=build), a=1, b=2), "word/document.xml")
    root = etree.fromstring(xml.encode())
    assert ["".join(map(str, p.itertext())) for p in root.iter("{*}txbxContent")] == ["内2"]
    assert "外1" in "".join(map(str, root.itertext()))


def test_the_names_that_a_template_wants_are_its_top_level_names() -> None:
    template = compile_word(
        word(
            "{{ a.b }}{% for x in xs %}{{ x }}{{ loop.index }}{% endfor %}{% set y = z %}{{ y }}{{ range(2)|length }}"
        ),
        file="t.docx",
    )
    assert template.names() == {"a", "xs", "z"}


def test_one_compile_serves_many_renders_and_like_gives_like_bytes() -> None:
    template = compile_word(word("{{ x }}"), file="t.docx")
    first = template.render({"x": 1})
    assert template.render({"x": 2}) != first
    assert template.render({"x": 1}) == first
    assert compile_word(word("{{ x }}"), file="t.docx").render({"x": 1}) == first


def test_a_rendered_document_passes_the_validator(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table(document, ("{%tr for r in xs %}", ""), ("{{ r }}", "乙"), ("{%tr endfor %}", ""))

    assert invalid(render(word("{{ x }}", build=build), x="一\n二\t", xs=[1, 2]), tmp_path, ".docx") == []


def test_all_faults_are_shown_at_once_with_their_places() -> None:
    def build(document: Document) -> None:
        table(document, ("{{ ok }}", "{{ a|moeny }}"), ("{%tr if a %} 多余", ""))
        document.sections[0].header.paragraphs[0].text = "｛｛ x ｝｝"

    with pytest.raises(BadTemplate) as refused:
        compile_word(word("{%tr for a in b %}", "{% if a %}", "{{ a", build=build), file="t.docx")
    lines = str(refused.value).splitlines()
    assert lines[0] == "template t.docx has faults:"
    for expected in (
        "body, paragraph 1: {%tr for a in b %}: this tag belongs in a table",
        "body, paragraph 2: {% if a %}: the block is not ended: add {% endif %}",
        "body, paragraph 3: {{ a: the tag is not closed",
        "body, table 1 row 1 column 2: {{ a|moeny }}: no filter or test 'moeny'; did you mean money?",
        "body, table 1 row 2 column 1: {%tr if a %}: this tag stands for the whole",
        "header, paragraph 1: ｛｛ x ｝｝: full-width braces",
    ):
        assert any(line.startswith(expected) for line in lines), expected
    assert "正文表格 1 第 1 行第 2 列" in refused.value.sentence("zh")


def test_a_block_over_two_paragraphs_is_a_fault_not_a_broken_document() -> None:
    with pytest.raises(BadTemplate, match="another paragraph"):
        compile_word(word("{% if a %}一", "二{% endif %}"), file="t.docx")


def test_a_paragraph_tag_never_takes_a_section_break_with_it() -> None:
    def build(document: Document) -> None:
        first = document.paragraphs[0]
        properties = first._p.get_or_add_pPr()
        properties.append(copy.deepcopy(document.sections[0]._sectPr))

    with pytest.raises(BadTemplate, match="nothing else may be in it"):
        compile_word(word("{%p if a %}", "{%p endif %}", build=build), file="t.docx")


@pytest.mark.parametrize("value", ["\x01", "\x0b", "\ud800", ["a"], {"a": 1}])
def test_what_cannot_be_written_is_refused_with_its_tag(value: Any) -> None:
    with pytest.raises(RenderFault, match=r"body, paragraph 2: \{\{ x \}\}: "):
        render(word("一", "二 {{ x }}"), x=value)


def test_output_is_bounded() -> None:
    template = compile_word(word("{% for a in range(9000) %}很长很长{% endfor %}"), file="t.docx")
    with pytest.raises(TooLarge):
        template.scripts["word/document.xml"].run({}, file="t.docx", limit=10_000)


def test_a_document_that_is_no_ordinary_word_file_is_refused() -> None:
    with pytest.raises(NotReadable):
        compile_word(b"PK", file="t.docx")
    strict = part(word("x"), "word/document.xml").replace("xmlns:w=", "xmlns:y=").replace("w:", "y:")
    with pytest.raises(NotReadable):
        compile_word(replaced(word("x"), {"word/document.xml": strict.encode()}), file="t.docx")


def test_the_parts_stay_in_their_order() -> None:
    assert sorted(names(render(word("{{ x }}"), x=1))) == sorted(names(word("{{ x }}")))
