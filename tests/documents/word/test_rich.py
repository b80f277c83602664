"""tests of rich text, pictures, lists of lines and sub-documents in Word templates."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import docx.enum.style
import pytest
from docx.document import Document
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recordkit.documents.face import Image, Listing, RichText, RichTextParagraph, SubDocument
from recordkit.documents.faults import Unfit
from recordkit.documents.word.template import compile_word
from recordkit.errors import BadTemplate, NotReadable, RenderFault
from tests.house.office_files import invalid, names, paragraphs, part, without, word
from tests.house.pictures import png

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def render(template: bytes, **values: object) -> bytes:
    return compile_word(template, file="t.docx").render(values)


def xml(document: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(part(document, name).encode())


def opened(document: bytes) -> Document:
    return docx.Document(io.BytesIO(document))


def test_rich_text_is_escaped_and_looks_as_it_says(tmp_path: Path) -> None:
    rich = RichText("甲<&\n二\t三", bold=True, color="#FF0000", size=16, font="仿宋_GB2312").add(
        "乙", italic=True
    )
    rendered = render(word("前{{r x }}后"), x=rich)
    assert paragraphs(rendered) == ["前甲<&\n二\t三乙后"]
    run = opened(rendered).paragraphs[0].runs[1]
    assert (run.bold, run.font.size.pt if run.font.size else None, str(run.font.color.rgb)) == (
        True,
        16,
        "FF0000",
    )
    fonts = next(xml(rendered).iter(f"{W}rFonts"))
    assert {fonts.get(f"{W}{each}") for each in ("ascii", "hAnsi", "eastAsia", "cs")} == {"仿宋_GB2312"}
    assert invalid(rendered, tmp_path, ".docx") == []


def test_every_property_stands_in_the_order_of_the_schema(tmp_path: Path) -> None:
    rich = RichText(
        "字", style="Strong", font="eastAsia:宋体", bold=True, italic=True, strike=True, color="00FF00",
        size=10.5, underline="wave", highlight="FFFF00", superscript=True, rtl=True, lang="zh-CN",
    )  # fmt: skip
    assert invalid(render(word("{{r x }}"), x=rich), tmp_path, ".docx") == []


def test_rich_text_in_an_ordinary_value_leaves_the_text_around_it_as_it_was() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("前{{ x }}后").italic = True

    runs = opened(render(word(build=build), x=RichText("红", color="FF0000"))).paragraphs[0].runs
    assert [(run.text, run.italic) for run in runs] == [("前", True), ("红", None), ("后", True)]


@pytest.mark.parametrize(
    "look",
    [{"color": "red"}, {"size": 0.1}, {"underline": "crooked"}, {"font": "x:宋体"}, {"highlight": '"/>'}],
)
def test_a_look_that_word_does_not_have_is_refused_where_it_is_written(look: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is no|colour"):
        RichText("字", **look)


EVERYWHERE = compile_word(word("{{r x }}", "{{ x }}", "{{p y }}", "{{ z }}"), file="t.docx")
ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n{}%#<>&_'\"")
)


@given(ANY_TEXT)
def test_any_text_comes_back_whole_from_every_kind_of_value(text: str) -> None:
    values = {"x": RichText(text), "y": RichTextParagraph().add(text), "z": Listing(text)}
    assert paragraphs(EVERYWHERE.render(values)) == [text] * 4


def test_rich_text_refuses_what_no_document_can_hold() -> None:
    with pytest.raises(Unfit):
        RichText("\x01")


def test_rich_text_makes_new_paragraphs_like_the_one_in_which_it_stands(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("前{{r x }}后{{ x }}", style="Heading 2")

    rendered = render(word(build=build), x=RichText("一\a二", bold=True, link="http://a.example"))
    found = opened(rendered).paragraphs
    assert [each.text for each in found] == ["前一", "二后一", "二"]
    assert {each.style.name for each in found if each.style} == {"Heading 2"}
    assert invalid(rendered, tmp_path, ".docx") == []


def test_links_are_made_once_each(tmp_path: Path) -> None:
    rich = RichText("一", link="http://a.example/?a=1&b=2").add("二", link="http://a.example/?a=1&b=2")
    rendered = render(word("{{r x }}"), x=rich)
    assert part(rendered, "word/_rels/document.xml.rels").count("a.example") == 1
    assert invalid(rendered, tmp_path, ".docx") == []
    assert [link.address for link in opened(rendered).paragraphs[0].hyperlinks] == [
        "http://a.example/?a=1&b=2"
    ] * 2


def test_rich_paragraphs_stand_for_the_whole_paragraph() -> None:
    rich = RichTextParagraph().add("题", "Heading1").add(RichText("文", bold=True))
    rendered = opened(render(word("头", "{{p x }}", "尾"), x=rich))
    assert [(each.text, each.style.name if each.style else "") for each in rendered.paragraphs] == [
        ("头", "Normal"),
        ("题", "Heading 1"),
        ("文", "Normal"),
        ("尾", "Normal"),
    ]


@pytest.mark.parametrize("nothing", [None, []])
def test_no_blocks_leave_a_cell_valid(nothing: Any, tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{p x }}"

    assert invalid(render(word(build=build), x=nothing), tmp_path, ".docx") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{p x }}", "字"),
        ("{{ x }}", RichTextParagraph().add("段")),
        ("{{r x }}", RichTextParagraph().add("段")),
        ("{{ x }}", Image(b"no picture")),
    ],
)
def test_what_cannot_stand_at_its_place_is_refused_with_its_tag(text: str, value: object) -> None:
    with pytest.raises(RenderFault, match=r"body, paragraph 1: \{\{"):
        render(word(text), x=value)


def test_a_listing_makes_lines_paragraphs_and_pages_in_the_template_s_formatting() -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph(style="Heading 2")
        paragraph.add_run("前{{ x }}后").bold = True

    rendered = opened(render(word(build=build), x=Listing("一\n二\a三\f四")))
    assert [each.text for each in rendered.paragraphs] == ["前一\n二", "三", "", "四后"]
    assert [each.style.name for each in rendered.paragraphs if each.text and each.style] == ["Heading 2"] * 3
    assert all(run.bold for each in rendered.paragraphs if each.text for run in each.runs)


def test_a_listing_never_cuts_a_paragraph_inside_a_link() -> None:
    def build(document: Document) -> None:
        link = etree.SubElement(document.add_paragraph()._p, f"{W}hyperlink")
        link.append(document.add_paragraph("{{ x }}").runs[0]._r)

    with pytest.raises(RenderFault, match="cannot be cut"):
        render(word(build=build), x=Listing("一\a二"))


def test_pictures_have_their_size_and_ids_of_their_own(tmp_path: Path) -> None:
    template = word("{%p for x in xs %}", "图{{ x }}完", "{%p endfor %}", "{{ big }}")
    small = Image(png(40, 30), width=20, description='说明"<')
    rendered = render(template, xs=[small, small], big=Image(png(8, 8), height=10, link="http://a.example"))
    sizes = [(each.width, each.height) for each in opened(rendered).inline_shapes]
    assert sizes == [(Mm(20), Mm(15)), (Mm(20), Mm(15)), (Mm(10), Mm(10))]
    ids = [each.get("id") for each in xml(rendered).iter(DOCPR)]
    assert len(set(ids)) == 3
    assert len([name for name in names(rendered) if name.startswith("word/media/")]) == 2
    assert paragraphs(rendered)[0] == "图完"
    assert invalid(rendered, tmp_path, ".docx") == []


def test_a_picture_in_a_header_belongs_to_the_header(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ x }}"

    rendered = render(word("文", build=build), x=Image(png()))
    assert "media/picture.png" in part(rendered, "word/_rels/header1.xml.rels")
    assert invalid(rendered, tmp_path, ".docx") == []


def with_picture(document: Document, description: str) -> None:
    document.add_picture(io.BytesIO(png(4, 4)), width=Mm(30))
    docpr = next(document.element.body.iter(DOCPR))
    docpr.set("descr", description)


def test_a_placeholder_picture_is_replaced_by_the_value_its_alternative_text_names() -> None:
    template = word(build=lambda document: with_picture(document, "{{ photo }}"))
    fresh = png(9, 9, b"\0\xff\0")
    rendered = render(template, photo=Image(fresh, description="照片"))
    shape = opened(rendered).inline_shapes[0]
    assert (shape.width, shape._inline.docPr.get("descr")) == (Mm(30), "照片")
    with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
        assert fresh in [archive.read(name) for name in archive.namelist() if "media" in name]
    plain = render(template, photo="没有照片")
    assert opened(plain).inline_shapes[0]._inline.docPr.get("descr") == "没有照片"


def test_a_picture_of_the_template_is_replaced_by_its_name() -> None:
    template = compile_word(word(build=lambda document: with_picture(document, "院徽")), file="t.docx")
    fresh = png(9, 9, b"\0\0\xff")
    rendered = template.render({}, {"院徽": fresh})
    with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
        assert fresh in [archive.read(name) for name in archive.namelist()]
    with pytest.raises(RenderFault, match="no picture named"):
        template.render({}, {"院辉": fresh})
    with pytest.raises(RenderFault, match="no usable picture"):
        template.render({}, {"院徽": b"GIF"})


def sub_document() -> bytes:
    def build(document: Document) -> None:
        document.styles.add_style("通知正文", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).font.bold = True
        document.add_paragraph("自带样式", style="通知正文")
        document.add_paragraph("编号一", style="List Number")
        document.add_picture(io.BytesIO(png()))
        table = document.add_table(1, 1, style="Table Grid")
        table.cell(0, 0).text = "格"

    return word("子文 {{ 原样 }}", build=build)


def test_a_sub_document_brings_styles_lists_pictures_and_tables(tmp_path: Path) -> None:
    template = word("头", "{{p x }}", "{{p x }}", "尾")
    rendered = render(template, x=SubDocument(sub_document()))
    result = opened(rendered)
    assert [each.text for each in result.paragraphs[:3]] == ["头", "子文 {{ 原样 }}", "自带样式"]
    style = result.paragraphs[2].style
    assert style is not None
    assert (style.name, style.font.bold) == ("通知正文", True)
    assert [each.text for each in result.paragraphs].count("自带样式") == 2
    assert len(result.inline_shapes) == 2
    assert len(result.tables) == 2
    assert len({each.get("id") for each in xml(rendered).iter(DOCPR)}) == 2
    assert invalid(rendered, tmp_path, ".docx") == []


def numbered(document: Document) -> None:
    paragraph = document.add_paragraph("条")
    numbering = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{W}numPr")
    etree.SubElement(numbering, f"{W}numId").set(f"{W}val", "1")


def test_the_lists_of_a_sub_document_do_not_go_on_with_those_of_the_template() -> None:
    rendered = render(word("{{p x }}", build=numbered), x=SubDocument(word(build=numbered)))
    used = [each.get(f"{W}val") for each in xml(rendered).iter(f"{W}numId")]
    known = {each.get(f"{W}numId") for each in xml(rendered, "word/numbering.xml").iter(f"{W}num")}
    assert len(set(used)) == 2
    assert set(used) <= known


def test_a_template_without_lists_gets_those_of_the_sub_document(tmp_path: Path) -> None:
    rendered = render(without(word("{{p x }}"), "word/numbering.xml"), x=SubDocument(word(build=numbered)))
    known = {each.get(f"{W}numId") for each in xml(rendered, "word/numbering.xml").iter(f"{W}num")}
    assert known
    assert "numbering.xml" in part(rendered, "word/_rels/document.xml.rels")
    assert invalid(rendered, tmp_path, ".docx") == []


def test_a_sub_document_with_notes_is_refused_rather_than_losing_them() -> None:
    def build(document: Document) -> None:
        run = document.add_paragraph("文").add_run()._r
        etree.SubElement(run, f"{W}footnoteReference").set(f"{W}id", "2")

    with pytest.raises(RenderFault, match="foot- or endnotes"):
        render(word("{{p x }}"), x=SubDocument(word(build=build)))


def test_a_broken_sub_document_is_refused_where_it_is_made() -> None:
    with pytest.raises(NotReadable):
        SubDocument(b"PK")


def test_like_values_give_like_bytes() -> None:
    template = compile_word(word("{{p x }}", "{{ y }}"), file="t.docx")
    values = {"x": SubDocument(sub_document()), "y": Image(png())}
    assert template.render(values) == template.render(values)


def test_a_fault_in_a_value_tag_for_blocks_is_found_at_compile_time() -> None:
    with pytest.raises(BadTemplate, match="no filter or test 'nonsense'"):
        compile_word(word("{{p x|nonsense }}"), file="t.docx")
