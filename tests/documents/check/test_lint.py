"""tests of recordkit.documents.check.lint (with tagged, shapes, asked): every fault at once, at its place, with what to do."""

import re
from html import escape

import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.check.asked import paths_in
from recordkit.documents.check.lint import Defect, lint_template
from recordkit.documents.check.shapes import offer_of
from recordkit.documents.engine import compile_template
from recordkit.domain.fields import Rule
from recordkit.errors import BadTemplate
from tests.house.office_files import excel, part, replaced, word, zipped
from tests.house.types import a_field, a_type

TYPE = a_type(
    a_field("title"),
    a_field("held_on", "date"),
    a_field("dept", "department"),
    a_field("patient", "group", columns=(a_field("name"), a_field("age", "int"))),
    a_field("team", "table", columns=(a_field("name"), a_field("role"), a_field("rate", "decimal"))),
    a_field("cc", "list"),
    a_field("sent_at", "datetime", moment=True),
    a_field("due", "date", computed=Rule("due", {"of": "held_on", "days": 7})),
    department_field="dept",
)
OFFER = offer_of(TYPE)
WHOLE = (
    "{{ title }} {{ held_on|cn_date }} {{ doc.department }} {{ patient.name }} {{ patient['age'] }} {{ cc|joined }}"
    "{% for t in team %}{{ t.name }}{{ t.role }}{{ t.rate }}{% endfor %}"
)


def found(*paragraphs: str) -> list[Defect]:
    return lint_template(word(*paragraphs), file="document.docx", offer=OFFER)


def errors(*paragraphs: str) -> list[tuple[str, str | None]]:
    return [(one.code, one.tag) for one in found(*paragraphs) if one.severity == "error"]


def test_a_template_that_shows_all_and_asks_for_nothing_else_is_clean() -> None:
    assert found(WHOLE) == []


SOUND = [
    "{{ doc.name }} {{ doc.made_on }} {% if doc.masked %}x{% endif %}",
    "{% for t in team if t.rate %}{{ loop.index }}{{ t.name.strip() }}{% endfor %}",
    "{% for t in team|sort(attribute='rate') %}{{ t.role }}{% endfor %}",
    "{% for t in team or () %}{{ t.role }}{% endfor %}",
    "{% for name in team|map(attribute='name')|unique %}{{ name }}{% endfor %}",
    "{% for words in (title or '').split('，') if words %}{{ words }}{% endfor %}",
    "{% for i in range(3) %}{{ i }}{% endfor %}",
    "{% for key, value in patient.items() %}{{ key }}{{ value }}{% endfor %}",
    "{{ team|joined(of='name') }} {{ team|sum(attribute='rate') }} {{ (team|first).name }}",
    "{% set who = patient %}{{ who.name }}",
    "{% if extra is defined %}x{% endif %}{{ extra|default('x') }}",
    "{{ {'a': 'b'}.get(title, title) }} {{ [title, dept]|select|join(' ') }} {{ team[0].name }}",
    "{{ held_on.year }} {{ patient.name if patient else title }} {{ (patient or {}).name }}",
    "{# nothing #}",
    "{{r title }} {%r if title %}x{%r endif %} {_{ nothing }_}",
]


@pytest.mark.parametrize("tags", SOUND)
def test_what_the_type_offers_is_no_fault(tags: str) -> None:
    assert errors(tags) == []


UNKNOWN = [
    ("{{ titel }}", "name_unknown", "{{ titel }}", "title"),
    ("{{r titel }}", "name_unknown", "{{r titel }}", "title"),
    ("{{ title项 }}", "name_unknown", "{{ title项 }}", "title"),
    ("{{ doc.nam }}", "column_unknown", "{{ doc.nam }}", "name"),
    ("{{ patient.nmae|upper }}", "column_unknown", "{{ patient.nmae|upper }}", "name"),
    ("{{ patient['nmae'] }}", "column_unknown", "{{ patient['nmae'] }}", "name"),
    ("{% for t in team %}{{ t.roel }}{% endfor %}", "column_unknown", "{{ t.roel }}", "role"),
    ("{% for t in taem %}{{ t.roel }}{% endfor %}", "name_unknown", "{% for t in taem %}", "team"),
    ("{{ team.name }}", "list_not_looped", "{{ team.name }}", "name"),
    (
        "{{ team|map(attribute='nam')|join }}",
        "column_unknown",
        "{{ team|map(attribute='nam')|join }}",
        "name",
    ),
    ("{{ team|joined(of='rol') }}", "column_unknown", "{{ team|joined(of='rol') }}", "role"),
    ("{% if titel %}{% elif title %}{% endif %}", "name_unknown", "{% if titel %}", "title"),
    ("{% if title %}{% elif hold_on %}{% endif %}", "name_unknown", "{% elif hold_on %}", "held_on"),
    ("{{ title if titel else '' }}", "name_unknown", "{{ title if titel else '' }}", "title"),
    ("{% for t in team %}{% endfor %}{{ t }}", "name_unknown", "{{ t }}", None),
]


@pytest.mark.parametrize(("tags", "code", "tag", "near"), UNKNOWN)
def test_a_name_that_there_is_not_is_found_with_the_nearest(
    tags: str, code: str, tag: str, near: str | None
) -> None:
    [defect] = [one for one in found(tags) if one.severity == "error"]
    assert (defect.code, defect.tag, defect.part) == (code, tag, "word/document.xml")
    assert defect.place is not None
    assert defect.place.zh == "正文第 1 段"
    if near is not None:
        assert f"是不是“{near}”?" in defect.suggestion.zh
        assert f"Did you mean {near}?" in defect.suggestion.en


REFUSED = [
    (["｛｛ title ｝｝"], "｛｛ title ｝｝", "full-width"),
    (["{{ title"], "{{ title", "not closed"),
    (["{%p if title %}"], "{%p if title %}", "{%p endif %}"),
    (["{% endfor %}"], "{% endfor %}", "begun"),
    (["{%tr for t in team %}"], "{%tr for t in team %}", "table"),
    (["{{ title|uper }}"], "{{ title|uper }}", "upper"),
    (["{% frob %}"], "{% frob %}", "unknown"),
]


@pytest.mark.parametrize(("paragraphs", "tag", "words"), REFUSED)
def test_what_the_engine_refuses_is_told_with_place_and_tag(
    paragraphs: list[str], tag: str, words: str
) -> None:
    told = [one for one in found("甲", *paragraphs) if one.code == "template_fault"]
    assert tag in [one.tag for one in told]
    assert any(words in one.message.en for one in told)
    assert {one.place.zh for one in told if one.place} == {"正文第 2 段"}
    assert {one.part for one in told} == {"word/document.xml"}


def test_a_tag_split_over_two_paragraphs_is_one_fault() -> None:
    assert errors("甲 {{ ti", "tle }} 乙") == [("tag_split", "{{ ti ¶ }} 乙")]


def test_every_fault_comes_at_once_in_the_order_of_the_document() -> None:
    told = errors("{{ titel }}", "｛｛ x ｝｝", "{{ title|uper }}", "{{ patient.nmae }}")
    assert [code for code, _ in told] == [
        "name_unknown",
        "template_fault",
        "template_fault",
        "column_unknown",
    ]


def test_a_field_that_is_never_shown_is_a_warning_but_not_what_comes_later_or_is_worked_out() -> None:
    told = found(
        "{{ title }}{{ patient.name }}{% for t in team %}{{ t.name }}{{ t.role }}{% endfor %}{{ cc|joined }}"
    )
    assert {one.severity for one in told} == {"warning"}
    named = [re.findall("“(.+?)”", one.message.zh) for one in told]
    assert [path for [path] in named] == ["held_on", "dept", "patient.age", "team.rate"]


def test_one_mistyped_tag_does_not_also_say_that_its_field_is_never_shown() -> None:
    told = found(WHOLE.replace("{{ title }}", "{{ titel }}"))
    assert [one.code for one in told] == ["name_unknown"]


def test_a_table_row_is_named_by_table_row_and_column() -> None:
    def build(document: Document) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for t in team %}"
        table.cell(1, 1).text = "{{ t.nmae }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    [defect] = lint_template(
        word("", build=build), file="a.docx", offer=offer_of(a_type(TYPE.field("team")))
    )[:1]
    assert defect.place is not None
    assert (defect.place.zh, defect.place.en) == ("正文表格 1 第 2 行第 2 列", "body, table 1 row 2 column 2")


def test_a_header_is_read_like_the_body() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ titel }}"

    [defect] = lint_template(word(WHOLE, build=build), file="a.docx", offer=OFFER)
    assert defect.place is not None
    assert (defect.place.zh, defect.part) == ("页眉第 1 段", "word/header1.xml")


def test_a_sheet_is_checked_by_the_registers_columns() -> None:
    view = offer_of(a_type(a_field("seq", "int"), a_field("who"), view_of="visit", output="xlsx"))
    cells = {"A1": "{{ doc.org }} {{ count }} {{ totl }}", "A2": "{%tr for row in rows %}", "A3": "{{ row.seq }}",
             "B3": "{{ row.whom }}", "A4": "{%tr endfor %}"}  # fmt: skip
    told = lint_template(excel(cells), file="document.xlsx", offer=view)
    assert [(one.code, one.tag, one.part) for one in told] == [
        ("name_unknown", "{{ totl }}", "台账"),
        ("column_unknown", "{{ row.whom }}", "台账"),
    ]
    assert told[1].place is not None
    assert (told[1].place.zh, told[1].place.en) == ("工作表“台账”B3", "sheet '台账' B3")


def test_without_a_type_only_the_template_itself_is_checked() -> None:
    assert lint_template(word("{{ anything }}"), file="a.docx") == []
    assert [one.code for one in lint_template(word("{{ a }"), file="a.docx")] == ["template_fault"]


@pytest.mark.parametrize(
    ("content", "file"),
    [(b"no zip", "a.docx"), (zipped([("x", b"y")]), "a.xlsx"), (b"%PDF-1.7", "a.pdf"), (b"", "a.docx")],
)
def test_what_is_no_template_is_one_defect(content: bytes, file: str) -> None:
    [defect] = lint_template(content, file=file, offer=OFFER)
    assert (defect.code, defect.severity, defect.file) == ("file_unreadable", "error", file)


def test_a_defect_is_plain_in_both_languages() -> None:
    [defect] = [one for one in found("{{ titel }}") if one.severity == "error"]
    assert list(defect.plain("en")) == [
        "severity",
        "code",
        "message",
        "suggestion",
        "file",
        "part",
        "place",
        "tag",
    ]
    assert defect.plain("zh")["place"] == "正文第 1 段"
    assert "title" in str(defect.plain("en")["suggestion"])


@given(
    st.lists(
        st.sampled_from("{{ }} {% %} {# #} ｛｛ ｝｝ title . | for in if endif endfor t team - ( ) '".split())
    )
)
def test_whatever_is_written_lint_finds_fault_when_and_only_when_the_engine_does(words: list[str]) -> None:
    content = replaced(MARKED, {"word/document.xml": XML.replace("MARK", escape(" ".join(words))).encode()})
    told = lint_template(content, file="a.docx")
    assert all(one.message.zh and one.message.en for one in told)
    assert bool(told) == refused(content)


MARKED = word("MARK")
XML = part(MARKED, "word/document.xml")


def refused(content: bytes) -> bool:
    try:
        compile_template(content, file="a.docx")
    except BadTemplate:
        return True
    return False


def test_the_paths_that_a_refusal_quotes_are_told() -> None:
    assert paths_in("正文第 1 段: {{ held_on|money }}: 不是数字", OFFER.record) == ["held_on"]
    assert paths_in("body: {{ patient.age + 1 }}", OFFER.record) == ["patient", "patient.age"]
    assert paths_in("no tag", OFFER.record) == []


def test_a_charts_columns_are_the_tables() -> None:
    chart = "{{ team|chart('bar', by='nam', of=['rate', 'rat']) }}"
    said = {each.message.en for each in found(WHOLE, chart) if each.code == "column_unknown"}
    assert len(said) == 2
    assert all(any(name in each for each in said) for name in ("'nam'", "'rat'"))


def test_a_chart_shows_the_columns_that_it_draws() -> None:
    chart = "{{ team|chart('bar', by='name', of=['rate'], names=['率']) }}{% for t in team %}{{ t.role }}{% endfor %}"
    rest = WHOLE.replace("{{ t.name }}{{ t.role }}{{ t.rate }}", "")
    assert found(rest, chart) == []
