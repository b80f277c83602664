"""tests of recordkit.documents.sandbox: what templates may do (ENGINE.md law 2), and how values read."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from recordkit.documents.faults import Unfit
from recordkit.documents.sandbox import environment, faults_in, text_of
from recordkit.documents.tags import scan
from recordkit.documents.word.template import compile_word
from recordkit.errors import RecordkitError, RenderFault
from tests.house.office_files import paragraphs, word

ENVIRONMENT = environment({"_written": text_of})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("甲", "甲"),
        (True, "是"),
        (False, "否"),
        (Decimal("1E+3"), "1000"),
        (3, "3"),
        (1.5, "1.5"),
        (date(2026, 11, 9), "2026-11-09"),
        (datetime(2026, 11, 9, 7, 5, tzinfo=UTC), "2026-11-09 07:05"),
        (time(7, 5), "07:05"),
    ],
)
def test_a_value_reads_as_a_person_writes_it(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("value", [[1], (), {"a": 1}, {1}, "\x01", "\x0b", "\ud800", "\ufffe", "\x00"])
def test_lists_and_characters_that_no_document_holds_are_refused(value: object) -> None:
    with pytest.raises(Unfit):
        text_of(value)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ a.b[0]|default('x') }}",
        "{{ (a if b else c)|money }}",
        "{% for a, b in c.items() if a %}",
        "{% elif a is defined %}",
        "{% else %}",
        "{% set a = b|sum(attribute='x') %}",
        "{# anything ((( #}",
    ],
)
def test_a_sound_tag_has_no_fault(tag: str) -> None:
    assert faults_in(scan(tag)[0][0], ENVIRONMENT) == []


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ }}", "syntax error"),
        ("{{ a b }}", "syntax error"),
        ("{{ a）}}", "syntax error"),
        ("{{ a) ~ (b }}", "syntax error"),
        ("{{ a|cndate }}", "did you mean cn_date?"),
        ("{{ a|_written }}", "no filter or test '_written'"),
        ("{{ a|safe }}", "no filter or test 'safe'"),
        ("{{ a|attr('x') }}", "no filter or test 'attr'"),
        ("{{ a is callable }}", "no filter or test 'callable'"),
        ("{% if a|nonsense %}", "no filter or test 'nonsense'"),
        ("{% include 'x' %}", "unknown tag"),
        ("{% macro a() %}", "unknown tag"),
        ("{% raw %}", "unknown tag"),
        ("{% endfor x %}", "unknown tag"),
        ("{% for a in b recursive %}", "recursive"),
        ("{%- if a %}", "dash"),
        ("{{ a -}}", "dash"),
    ],
)
def test_a_tag_that_cannot_work_is_a_fault(tag: str, said: str) -> None:
    assert said in faults_in(scan(tag)[0][0], ENVIRONMENT)[0].en


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "x.__init__.__globals__",
        "x.append(1)",
        "'%9999999999d' % 1",
        "'{0.__class__}'.format(1)",
        "'x' * 99999999",
        "9 ** 999999",
        "range(99999999)|list|length",
        "x.split.__self__",
        "missing",
        "x.missing",
        "1 / 0",
        "'a' + 1",
    ],
)
def test_the_sandbox_refuses(expression: str) -> None:
    with pytest.raises(RenderFault) as refused:
        compile_word(word("{{ " + expression + " }}"), file="t.docx").render({"x": ["a"]})
    assert "body, paragraph 1: {{ " in str(refused.value)


def test_a_mapping_key_comes_before_its_method() -> None:
    rendered = compile_word(word("{{ row.items }} {{ row.keys()|join(',') }}"), file="t.docx")
    assert paragraphs(rendered.render({"row": {"items": "三项"}})) == ["三项 items"]


def test_a_missing_name_is_said_with_the_nearest_one() -> None:
    template = compile_word(word("{{ residnet }}"), file="t.docx")
    with pytest.raises(RecordkitError, match="did you mean resident"):
        template.render({"resident": "张三"})
