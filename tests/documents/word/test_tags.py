"""tests of recordkit.documents.word.template: every row of the template language, its faults and its bounds."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recordkit.documents.sandbox import Steps
from recordkit.documents.word.cell_tags import gridded
from recordkit.documents.word.richtext import RichText
from recordkit.documents.word.template import compile_word
from recordkit.errors import BadTemplate, RenderFault
from tests.house.office_files import invalid, paragraphs, part, tables, word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def render(template: bytes, **values: object) -> bytes:
    return compile_word(template, file="t.docx").render(values)


def table(*rows: tuple[str, ...]) -> bytes:
    def build(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, words in zip(row.cells, texts, strict=True):
                cell.text = words

    return word(build=build)


def xml(document: bytes) -> etree._Element:
    return etree.fromstring(part(document, "word/document.xml").encode())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("前{%r if ok %}有{%r endif %}后", "前有后"),
        ("前{{r x }}后", "前甲<后"),
        ("{{ r }}{{ r|upper }}{{ r if ok else x }}{{r | upper}}{{ p }}", "rRrRp"),
        ("{_{ x }_}{_% if %_}", "{{ x }}{% if %}"),
        ("{%- if ok -%}", None),
        ("{% if ok -%}甲{%- endif %}", "甲"),
    ],
)
def test_each_form_of_a_tag(text: str, shown: str | None) -> None:
    template = word(text)
    if shown is None:
        with pytest.raises(BadTemplate):
            render(template)
        return
    assert paragraphs(render(template, ok=True, x="甲<", r="r", p="p")) == [shown]


def test_a_run_tag_keeps_the_formatting_on_both_sides() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("前{{r x }}后").bold = True

    assert part(render(word(build=build), x="中"), "word/document.xml").count("<w:b/>") == 3


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["甲", "{%- if ok -%}", "乙", "{%- endif -%}", "丙"], ["甲乙丙"]),
        (["甲{% if ok -%}", "乙{% endif %}", "丙"], ["甲乙", "丙"]),
        (["甲{% if ok %}", "{%- endif %}乙", "丙"], ["甲乙", "丙"]),
        (["甲", "乙{%- if ok %}丙{% endif -%}", "丁"], ["甲", "乙丙丁"]),
    ],
)
def test_a_dash_merges_the_neighbouring_paragraph(texts: list[str], shown: list[str]) -> None:
    assert paragraphs(render(word(*texts), ok=True)) == shown


def test_a_dash_without_a_neighbour_is_a_fault() -> None:
    with pytest.raises(
        BadTemplate, match=r"body, paragraph 1: \{%- if a %\}: there is no paragraph to merge"
    ):
        render(word("{%- if a %}甲{% endif %}"))


def test_a_dash_never_merges_over_a_section_break() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("甲")
        document.add_section()
        document.add_paragraph("{%- if a %}乙{% endif %}")

    with pytest.raises(BadTemplate, match="ends a section"):
        render(word(build=build))


def test_a_cell_takes_its_colour_in_the_place_that_the_schema_wants(tmp_path: Path) -> None:
    rendered = render(table(("{% cellbg c %}{{ x }}", "{% cellbg none %}乙")), c="#FFcc00", x="甲")
    assert [each.get(f"{W}fill") for each in xml(rendered).iter(f"{W}shd")] == ["FFcc00"]
    assert tables(rendered) == [[["甲", "乙"]]]
    assert invalid(rendered, tmp_path, ".docx") == []


def test_cells_span_and_merge_and_the_grid_follows(tmp_path: Path) -> None:
    template = table(
        ("{% colspan xs|length %}{{ t }}", "{%tc if no %}", "{%tc endif %}"),
        ("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"),
    )
    for xs in ([1], [1, 2], [1, 2, 3, 4, 5]):
        rendered = render(template, xs=xs, t="题", no=False)
        assert len(list(xml(rendered).iter(f"{W}gridCol"))) == len(xs)
        assert tables(rendered) == [[["题"] * len(xs), [str(x) for x in xs]]]
        assert invalid(rendered, tmp_path, ".docx") == []


def test_cells_merge_across_and_down_in_a_loop(tmp_path: Path) -> None:
    across = render(table(("{%tc for x in xs %}", "{% hm %}{{ t }}", "{%tc endfor %}")), xs=[1, 2], t="合")
    down = render(
        table(("{%tr for x in xs %}", ""), ("{% vm %}{{ t }}", "{{ x }}"), ("{%tr endfor %}", "")),
        xs=[1, 2],
        t="合",
    )
    assert tables(across) == [[["合", "合"]]]
    assert tables(down) == [[["合", "1"], ["合", "2"]]]
    assert (part(down, "word/document.xml").count("合"), part(across, "word/document.xml").count("合")) == (
        1,
        1,
    )
    assert invalid(across, tmp_path, ".docx") + invalid(down, tmp_path, ".docx") == []


@pytest.mark.parametrize(
    ("tag", "value", "said"),
    [
        ("{% cellbg x %}", "红", "no colour"),
        ("{% cellbg x %}", '"/><w:x', "no colour"),
        ("{% colspan x %}", 0, "whole number"),
        ("{% colspan x %}", "二", "whole number"),
        ("{% hm %}", 1, "no value named 'loop'"),
    ],
)
def test_a_cell_tag_that_cannot_work_names_its_cell(tag: str, value: Any, said: str) -> None:
    with pytest.raises(RenderFault, match="table 1 row 1 column 2") as refused:
        render(table(("甲", f"{tag}乙")), x=value)
    assert said in str(refused.value)
    assert "正文表格 1 第 1 行第 2 列" in refused.value.sentence("zh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% cellbg x %}", "belongs in a table"),
        ("{% vm %}", "belongs in a table"),
        ("{{p x }}多余", "stands for the whole paragraph"),
        ("{% colspan %}", "belongs in a table"),
    ],
)
def test_a_tag_out_of_its_place_is_a_fault(text: str, said: str) -> None:
    with pytest.raises(BadTemplate, match=said):
        render(word(text))


@pytest.mark.parametrize("tag", ["{% vm x %}", "{% colspan %}", "{% cellbg a b %}"])
def test_a_cell_tag_written_wrongly_is_a_fault(tag: str) -> None:
    with pytest.raises(BadTemplate, match="table 1 row 1 column 1"):
        render(table((tag, "")))


@pytest.mark.parametrize(
    "loops",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% for a in xs %}{% for b in xs %}{% for c in xs %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) %}{% if range(90000) %}{% endif %}{% endfor %}",
    ],
)
def test_loops_that_write_nothing_are_bounded_too(loops: str) -> None:
    with pytest.raises(RenderFault, match=r"more than 20,000,000 turns"):
        render(word(loops), xs=list(range(1000)))


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(90000) %}{% for b in range(200) %}" + "很长" * 20 + "{% endfor %}{% endfor %}",
        "{% set t = '长' * 9000 %}{% for a in range(90000) %}{{ t }}{% endfor %}",
    ],
)
def test_a_loop_that_writes_too_much_stops_before_it_fills_the_memory(text: str) -> None:
    def build(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = text
        document.add_table(1, 1).cell(0, 0).text = "{%p if a %}"
        document.tables[1].cell(0, 0).add_paragraph("{%p endif %}")

    with pytest.raises(RenderFault, match="beyond 200,000,000 characters"):
        render(word(build=build), a=1)


@pytest.mark.parametrize(
    "expression",
    [
        "cycler.__init__.__globals__.os.popen('id').read()",
        "self.__class__",
        "loop.__class__",
        "rich.add('x')",
        "rich._pieces",
        "rich.__init__.__globals__",
    ],
)
def test_the_sandbox_holds_in_every_kind_of_tag(expression: str) -> None:
    for text in ("{{ %s }}", "{{r %s }}", "{{p %s }}"):
        with pytest.raises(RenderFault):
            render(word(text % expression), rich=RichText("甲"))


def test_the_engine_never_suggests_its_own_names() -> None:
    with pytest.raises(RenderFault) as refused:
        render(word("{{ filing }}{{ step }}"), fil=1)
    assert "did you mean  " not in str(refused.value)


def test_a_generator_is_counted_as_it_goes() -> None:
    template = compile_word(word("{% for x in xs %}{{ loop.index }}{% endfor %}"), file="t.docx")
    assert paragraphs(template.render({"xs": (each for each in "abc")})) == ["123"]
    assert Steps(limit=3).limit == 3


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=6), st.integers(1, 8))
def test_a_grid_has_as_many_columns_as_its_widest_row_and_no_more_width(
    widths: list[int], cells: int
) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * cells + "</w:tr>"
    made = gridded(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{row}</w:tbl>")
    assert made.count("<w:gridCol ") == cells
    found = [int(piece.split('"')[1]) for piece in made.split("<w:gridCol w:w=")[1:]]
    assert sum(found) <= sum(widths)


def test_a_table_inside_a_cell_keeps_its_own_grid() -> None:
    inner = '<w:tbl><w:tblGrid><w:gridCol w:w="5"/></w:tblGrid><w:tr><w:tc/><w:tc/></w:tr></w:tbl>'
    outer = f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>'
    assert gridded(outer) == outer


def test_word_opens_what_python_docx_reads_back() -> None:
    rendered = render(word("{%p for x in xs %}", "{{ x }}", "{%p endfor %}"), xs=["甲", "乙"])
    assert [each.text for each in docx.Document(io.BytesIO(rendered)).paragraphs] == ["甲", "乙"]
