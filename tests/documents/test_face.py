"""tests of recordkit.documents.face: the Python face, its outline, and every example of docs/engine*.md."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import jinja2
import pytest

from recordkit.documents import face
from recordkit.documents.docxtpl_names import DocxTemplate, Listing, Subdoc
from recordkit.errors import BadTemplate, NotReadable, RenderFault
from tests.house.office_files import excel, paragraphs, word
from tests.house.pictures import png

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["engine.md", "engine.zh-CN.md"])
def test_every_example_of_the_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    examples = EXAMPLE.findall((DOCS / page).read_text("utf-8"))
    assert len(examples) >= 7
    names: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, page, "exec"), names)  # the page's own words


def test_both_pages_have_the_same_examples_and_tables() -> None:
    pages = [(DOCS / name).read_text("utf-8") for name in ("engine.md", "engine.zh-CN.md")]
    shape = [
        (len(EXAMPLE.findall(page)), page.count("\n|"), re.findall(r"^#+ ", page, re.MULTILINE))
        for page in pages
    ]
    assert shape[0] == shape[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("无", {}),
        ("{{ a }}{{ a.b }}", {"a": {"b": "value"}}),
        ("{% if a %}{{ b }}{% endif %}", {"a": "flag", "b": "value"}),
        ("{% if a %}{{ a }}{% endif %}", {"a": "value"}),
        ("{{ 'x' if a else b }}", {"a": "flag", "b": "value"}),
        ("{% for x in xs %}{{ x }}{% endfor %}", {"xs": ["value"]}),
        ("{% for x in xs %}{{ x.a }}{{ loop.index }}{% endfor %}", {"xs": [{"a": "value"}]}),
        (
            "{% for x in xs %}{% for y in x.ys if y.ok %}{{ y.z }}{% endfor %}{% endfor %}",
            {"xs": [{"ys": [{"ok": "flag", "z": "value"}]}]},
        ),
        ("{{ xs|joined('、', of='name') }}{{ xs|length }}", {"xs": [{"name": "value"}]}),
        (
            "{{ xs|sum(attribute='n') }}{{ ys|selectattr('ok')|list|length }}",
            {"xs": [{"n": "value"}], "ys": [{"ok": "value"}]},
        ),
        ("{{ xs[0].a }}{{ m['k'] }}", {"m": {"k": "value"}, "xs": [{"a": "value"}]}),
        ("{% for x in (t or '').split('、') %}{{ x }}{% endfor %}", {"t": "value"}),
        ("{% set y = a.b %}{{ y.c }}", {"a": {"b": {"c": "value"}}}),
        ("{% for k, v in m.items() %}{{ k }}{{ v }}{% endfor %}{{ range(3)|list|length }}", {"m": "value"}),
    ],
)
def test_the_outline_says_what_a_template_wants(text: str, wanted: dict[str, Any]) -> None:
    assert face.compile(word(text)).names() == wanted


def test_the_outline_is_of_all_parts() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ person.dept }}{% if title %}{% endif %}"

    template = face.compile(word("{{ title }}{{ person.name }}", build=build))
    assert template.names() == {"person": {"dept": "value", "name": "value"}, "title": "value"}


def test_a_path_and_bytes_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word("{{ x }}"))
    for source in (file, str(file), file.read_bytes()):
        assert paragraphs(face.compile(source).render({"x": "甲"})) == ["甲"]


def test_a_workbook_is_compiled_by_its_name() -> None:
    template = face.compile(excel({"A1": "{{ a }}"}), file="a.xlsx")
    assert set(template.names()) == {"a"}
    with pytest.raises(RenderFault, match="only a Word template"):
        template.render({"a": 1}, pictures={"x": b""})


def test_refusals_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(word("{{ a"))
    with pytest.raises(BadTemplate, match=r"通知\.docx"):
        face.compile(file)
    with pytest.raises(NotReadable, match=r"b\.docx"):
        face.compile(b"PK", file="b.docx")


def test_docxtpl_s_names_do_what_they_did(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_picture(io.BytesIO(png()))
    next(made.element.body.iter("{*}docPr")).set("descr", "logo")
    made.add_paragraph("{{ missing }}{{ flag }}{{ text|e }}{{ text|twice }}")
    made.add_paragraph("{{p sub }}")
    made.add_paragraph("{{ lines }}")
    made.save(str(tmp_path / "t.docx"))
    tpl = DocxTemplate(tmp_path / "t.docx")
    sub = tpl.new_subdoc()
    sub.add_paragraph("子文")
    assert isinstance(sub, Subdoc)
    environment = jinja_with_twice()
    fresh = png(5, 5)
    (tmp_path / "new.png").write_bytes(fresh)
    tpl.replace_pic("logo", tmp_path / "new.png")
    tpl.render({"flag": True, "text": "<", "sub": sub, "lines": Listing("一\a二")}, environment)
    tpl.save(tmp_path / "o.docx")
    result = docx.Document(str(tmp_path / "o.docx"))
    assert [each.text for each in result.paragraphs] == ["", "True<<<", "子文", "一", "二"]
    assert fresh in [each.blob for each in result.part.package.iter_parts()]
    assert tpl.get_undeclared_template_variables(environment, {"text": 1}) == {
        "missing",
        "flag",
        "sub",
        "lines",
    }
    tpl.replace_pic("nothing", tmp_path / "new.png")
    with pytest.raises(ValueError, match="Picture nothing not found"):
        tpl.save(tmp_path / "p.docx")


def test_docxtpl_s_names_allow_what_it_allowed(tmp_path: Path) -> None:
    tpl = DocxTemplate(
        io.BytesIO(word("{%p if a %}此处无用", "一{% if a %}", "二{% endif %}", "{%p endif %}"))
    )
    tpl.render({"a": True})
    tpl.save(tmp_path / "a.docx")
    assert paragraphs((tmp_path / "a.docx").read_bytes()) == ["一", "二"]
    with pytest.raises(BadTemplate, match="another paragraph"):
        face.compile(word("一{% if a %}", "二{% endif %}"))


def jinja_with_twice() -> Any:
    made = jinja2.Environment(autoescape=True)
    made.filters["twice"] = lambda text: text * 2
    return made
