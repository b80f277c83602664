"""tests of recordkit.documents.engine: one conformance suite for every kind of template."""

from collections.abc import Callable

import pytest

from recordkit.documents.engine import ENGINES, Template, compile_template
from recordkit.errors import BadTemplate, NotReadable, RenderFault
from tests.house.office_files import excel, paragraphs, values, word

BUILDERS: dict[str, tuple[Callable[[str], bytes], Callable[[bytes], str]]] = {
    ".docx": (word, lambda document: paragraphs(document)[0]),
    ".xlsx": (lambda text: excel({"A1": text}), lambda workbook: str(values(workbook)[0][0])),
}
KINDS = pytest.mark.parametrize("ending", list(ENGINES))


def compiled(ending: str, text: str) -> Template:
    return compile_template(BUILDERS[ending][0](text), file=f"模板{ending}")


def test_every_engine_is_in_the_suite() -> None:
    assert set(BUILDERS) == set(ENGINES)


@KINDS
def test_a_template_says_its_names_and_renders_many_times(ending: str) -> None:
    template = compiled(ending, "{{ office }}：{% for x in xs %}{{ x|tick }}{% endfor %}")
    assert template.names() == {"office", "xs"}
    first = template.render({"office": "医务科", "xs": [True, False]})
    assert BUILDERS[ending][1](first) == "医务科：☑☐"
    assert BUILDERS[ending][1](template.render({"office": "护理部", "xs": []})) == "护理部："
    assert template.render({"office": "医务科", "xs": [True, False]}) == first


@KINDS
def test_a_template_without_tags_is_rendered_as_it_is(ending: str) -> None:
    template = compiled(ending, "无标签")
    assert template.names() == frozenset()
    assert BUILDERS[ending][1](template.render({})) == "无标签"


@KINDS
def test_refusals_name_the_file(ending: str) -> None:
    with pytest.raises(BadTemplate, match=f"模板{ending}"):
        compiled(ending, "{{ a")
    with pytest.raises(RenderFault, match=f"模板{ending}"):
        compiled(ending, "{{ a }}").render({})


@KINDS
def test_the_ending_may_be_in_capitals(ending: str) -> None:
    assert compile_template(BUILDERS[ending][0]("一"), file=f"A{ending.upper()}").names() == frozenset()


@pytest.mark.parametrize("file", ["a.doc", "a.pdf", "a", ".docx", "docx"])
def test_another_ending_is_refused(file: str) -> None:
    with pytest.raises(NotReadable, match="a template is a file ending in"):
        compile_template(b"", file=file)


@KINDS
def test_a_broken_file_is_refused(ending: str) -> None:
    with pytest.raises(NotReadable):
        compile_template(BUILDERS[ending][0]("一")[:-30], file=f"a{ending}")
