"""tests of recordkit.documents.word.template: all parts of a document carry tags, and what a loop repeats stays unique."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from lxml import etree

from recordkit.documents.package import read_package as read
from recordkit.documents.package import relate, with_content_type, write_package
from recordkit.documents.properties import properties, set_properties
from recordkit.documents.word.richtext import RichText
from recordkit.documents.word.template import WORD_TYPE, compile_word
from recordkit.errors import BadTemplate, RenderFault
from tests.house.office_files import invalid, paragraphs, part, replaced, word
from tests.house.pictures import png

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def render(template: bytes, **values: object) -> bytes:
    return compile_word(template, file="t.docx").render(values)


def xml(document: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(part(document, name).encode())


def raw(fragment: str) -> etree._Element:
    """Return the element of a fragment that uses the usual prefixes."""
    return etree.fromstring(f"<x {SPACES}>{fragment}</x>")[0]


def body(*fragments: str) -> bytes:
    def build(document: Document) -> None:
        for fragment in fragments:
            document.element.body.insert(len(document.element.body) - 1, raw(fragment))

    return word(build=build)


def said(root: etree._Element) -> str:
    return "".join(str(text) for text in root.itertext())


@pytest.mark.parametrize(
    ("kind", "holder"), [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")]
)
def test_notes_and_comments_carry_tags(kind: str, holder: str) -> None:
    parts = read(word("文"), file="t")
    name = f"word/{kind}.xml"
    inner = f'<w:{holder} w:id="2"><w:p><w:r><w:t>注 {{{{ x }}}}</w:t></w:r></w:p></w:{holder}>'
    parts[name] = f"<w:{kind} {SPACES}>{inner}</w:{kind}>".encode()
    with_content_type(parts, name, f"{WORD_TYPE}{kind}+xml", file="t")
    relate(parts, "word/document.xml", f"{RELS}/{kind}", name, file="t")
    rendered = render(write_package(parts), x="甲<乙")
    assert said(xml(rendered, name)) == "注 甲<乙"


def test_document_properties_carry_tags() -> None:
    def build(document: Document) -> None:
        document.core_properties.title = "{{ title }}（{% if ok %}定稿{% else %}草稿{% endif %}）"

    parts = read(word("文", build=build), file="t")
    set_properties(parts, "科室", {"科室": "{{ dept }}"}, file="t")
    rendered = render(write_package(parts), title="甲<乙", ok=True, dept="医务&科")
    assert docx.Document(io.BytesIO(rendered)).core_properties.title == "甲<乙（定稿）"
    assert properties(read(rendered, file="t"), file="t") == {"科室": "医务&科"}


def test_a_fault_in_a_property_names_it() -> None:
    def build(document: Document) -> None:
        document.core_properties.title = "{{ title"

    with pytest.raises(BadTemplate, match=r"property title: \{\{ title: the tag is not closed"):
        render(word("文", build=build))


def test_both_forms_of_a_text_box_carry_tags() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>内 {{ x }}</w:t></w:r></w:p></w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
    box = f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"
    assert said(xml(render(body(box), x="甲"))) == "内 甲内 甲"


def test_content_controls_carry_tags_in_paragraphs_rows_and_blocks() -> None:
    control = "<w:sdt><w:sdtPr><w:tag w:val='name'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    run = "<w:r><w:t>{{ x }}</w:t></w:r>"
    rendered = render(
        body(f"<w:p>{control.format(run)}</w:p>", control.format(f"<w:p>{run}</w:p>")),
        x="甲",
    )
    assert said(xml(rendered)) == "甲甲"
    assert part(rendered, "word/document.xml").count('w:tag w:val="name"') == 2


BOX = (
    "<w:p><w:sdt><w:sdtPr><w:tag w:val='{{{{ {0} }}}}'/><w14:checkbox><w14:checked w14:val='0'/>"
    "<w14:checkedState w14:val='2611'/><w14:uncheckedState w14:val='2610'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)


@pytest.mark.parametrize(("value", "state", "sign"), [(True, "1", "☑"), (False, "0", "☐"), (None, "0", "☐")])
def test_a_check_box_follows_the_value_that_its_tag_names(value: object, state: str, sign: str) -> None:
    rendered = render(body(BOX.format("agreed")), agreed=value)
    root = xml(rendered)
    assert [each.get(f"{W14}val") for each in root.iter(f"{W14}checked")] == [state]
    assert said(root) == sign
    assert [each.get(f"{W}val") for each in root.iter(f"{W}tag")] == ["agreed"]


def test_a_check_box_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(RenderFault, match="did you mean agreed"):
        render(body(BOX.format("agred")), agreed=True)


def test_links_carry_tags_in_their_text_and_fields_in_their_instructions() -> None:
    link = '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>见 {{ x }}</w:t></w:r></w:hyperlink></w:p>'
    field = '<w:p><w:r><w:instrText>HYPERLINK "http://{{ host }}/a"</w:instrText></w:r></w:p>'
    rendered = xml(render(body(link, field), x="甲", host="h&1"))
    assert said(rendered) == '见 甲HYPERLINK "http://h&1/a"'


def test_equations_carry_tags() -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    equation = f'<w:p><m:oMath xmlns:m="{space}"><m:r><m:t>x={{{{ x }}}}</m:t></m:r></m:oMath></w:p>'
    assert said(xml(render(body(equation), x="1<2"))) == "x=1<2"


@pytest.mark.parametrize("address", ["{{ url }}", "%7B%7B%20url%20%7D%7D", "http://{{ host }}/a"])
def test_the_addresses_of_links_carry_tags(address: str) -> None:
    def build(document: Document) -> None:
        number = document.part.relate_to(address, f"{RELS}/hyperlink", is_external=True)
        link = f'<w:hyperlink xmlns:r="{RELS}" r:id="{number}"><w:r><w:t>见</w:t></w:r></w:hyperlink>'
        document.element.body.insert(0, raw(f"<w:p>{link}</w:p>"))
        document.add_paragraph("{{r x }}")

    rendered = render(
        word(build=build), url="http://h/a?b=1&c=2", host="h", x=RichText("又", link="http://other")
    )
    shown = docx.Document(io.BytesIO(rendered))
    addresses = [link.address for each in shown.paragraphs for link in each.hyperlinks]
    assert addresses == ["http://h/a" if "host" in address else "http://h/a?b=1&c=2", "http://other"]


def with_pictures(document: Document) -> None:
    document.add_paragraph("{%p for x in xs %}")
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("{%p endfor %}")
    document.add_picture(io.BytesIO(png()))


def test_drawings_that_a_loop_repeats_get_ids_of_their_own(tmp_path: Path) -> None:
    template = word(build=with_pictures)
    before = [each.get("id") for each in xml(template).iter("{*}docPr")]
    rendered = render(template, xs=[1, 2, 3])
    ids = [each.get("id") for each in xml(rendered).iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 4
    assert ids[-1] == before[-1]
    assert invalid(rendered, tmp_path, ".docx") == []


def test_bookmarks_that_a_loop_repeats_stay_pairs_with_names_of_their_own() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="条"/><w:r><w:t>{{ x }}</w:t></w:r><w:bookmarkEnd w:id="7"/>'
    loop = "<w:p><w:r><w:t>{{%p {0} %}}</w:t></w:r></w:p>"
    template = body(loop.format("for x in xs"), f"<w:p>{mark}</w:p>", loop.format("endfor"))
    root = xml(render(template, xs=[1, 2, 3]))
    starts, ends = list(root.iter(f"{W}bookmarkStart")), list(root.iter(f"{W}bookmarkEnd"))
    ids = [each.get(f"{W}id") for each in starts]
    assert ids == [each.get(f"{W}id") for each in ends]
    assert len(set(ids)) == 3
    assert [each.get(f"{W}name") for each in starts] == ["条", "条_2", "条_3"]


def test_a_bookmark_outside_loops_keeps_its_id() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="条"/><w:r><w:t>{{ x }}</w:t></w:r><w:bookmarkEnd w:id="7"/>'
    root = xml(render(body(f"<w:p>{mark}</w:p>"), x=1))
    assert [(e.get(f"{W}id"), e.get(f"{W}name")) for e in root.iter(f"{W}bookmarkStart")] == [("7", "条")]


@pytest.mark.parametrize("instruction", ['TOC \\o "1-3"', " TOC "])
def test_a_table_of_contents_is_marked_for_update(instruction: str, tmp_path: Path) -> None:
    field = f'<w:p><w:fldSimple w:instr="{instruction.replace(chr(34), "&quot;")}"><w:r><w:t>目录</w:t></w:r></w:fldSimple></w:p>'
    rendered = render(body(field, "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>"), x=1)
    assert [each.get(f"{W}val") for each in xml(rendered, "word/settings.xml").iter(f"{W}updateFields")] == [
        "true"
    ]
    assert invalid(rendered, tmp_path, ".docx") == []


def test_without_a_table_of_contents_the_settings_are_left_alone() -> None:
    template = word("TOC {{ x }}")
    assert part(render(template, x=1), "word/settings.xml") == part(template, "word/settings.xml")


def test_private_signs_in_a_document_are_no_obstacle() -> None:
    def build(document: Document) -> None:
        with_pictures(document)
        document.add_paragraph("\ue000\ue001{{ y }}")

    assert paragraphs(render(word(build=build), xs=[1], y="\ue0020\ue002"))[-1] == "\ue000\ue001\ue0020\ue002"


def test_alternative_texts_carry_tags() -> None:
    def build(document: Document) -> None:
        document.add_picture(io.BytesIO(png()))
        next(document.element.body.iter("{*}docPr")).set("descr", "{{ who }}的照片{% if a %} &{% endif %}")

    root = xml(render(word(build=build), who='张"三<', a=True))
    assert next(root.iter("{*}docPr")).get("descr") == '张"三<的照片 &'


def test_a_fault_in_an_alternative_text_has_its_place() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("一")
        document.add_picture(io.BytesIO(png()))
        next(document.element.body.iter("{*}docPr")).set("descr", "{% if a %}")

    with pytest.raises(BadTemplate, match=r"body, paragraph 2: \{% if a %\}: the block is not ended"):
        render(word(build=build))


def test_an_empty_part_is_left_alone() -> None:
    template = word("{{ x }}")
    assert paragraphs(render(replaced(template, {"docProps/app.xml": b""}), x=1)) == ["1"]
