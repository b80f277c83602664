"""tests of recordkit.documents.embedding: each document carries its record, whole, and still opens everywhere."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.embedding import NAMESPACE, Embedded, embed, embedded, form_type, mark_form
from recordkit.documents.excel.template import compile_excel
from recordkit.documents.word.template import compile_word
from recordkit.errors import NotReadable
from tests.house.office_files import excel, invalid, names, paragraphs, part, replaced, values, word

RECORD = Embedded(
    name="家访报告-2023-0315-001",
    type="home-visit",
    department="医务科",
    period="2023-03",
    masked=False,
    values={"resident": "张三", "score": 9.5, "tags": ["甲<乙&丙", None, True], "deep": {"a": {"b": []}}},
)
FILES = {
    ".docx": word("一 {{ x }}"),
    # What openpyxl writes fails the validator before we touch it; what the engine makes of it does not.
    ".xlsx": compile_excel(excel({"A1": "一", "B2": 2}), file="t.xlsx").render({}),
}
ENDINGS = pytest.mark.parametrize("ending", FILES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@ENDINGS
def test_a_document_carries_its_record_and_still_opens(ending: str, tmp_path: Path) -> None:
    document = embed(FILES[ending], RECORD)
    assert embedded(document) == RECORD
    assert invalid(document, tmp_path, ending) == []
    if ending == ".docx":
        assert paragraphs(document) == ["一 {{ x }}"]
    else:
        assert values(document) == [["一", None], [None, 2]]


@ENDINGS
def test_a_plain_document_carries_none(ending: str) -> None:
    assert embedded(FILES[ending]) is None
    assert form_type(FILES[ending]) is None


@given(st.dictionaries(st.text(), JSON, max_size=4), st.none() | st.text("一二三-2026Q"), st.booleans())
def test_any_record_comes_back_whole(
    record_values: dict[str, object], period: str | None, masked: bool
) -> None:
    record = Embedded("名", "type", None, period, masked, record_values)
    assert embedded(embed(SMALL, record)) == record


SMALL = excel({"A1": 1})


@ENDINGS
def test_a_later_record_replaces_the_older_one(ending: str) -> None:
    later = Embedded("名-2", "other", None, None, masked=True, values={})
    document = embed(embed(FILES[ending], RECORD), later)
    assert embedded(document) == later
    parts = [part(document, name) for name in names(document) if name.endswith(".xml")]
    assert sum(f'<record xmlns="{NAMESPACE}"' in each for each in parts) == 1
    assert "医务科" not in part(document, "docProps/custom.xml")
    assert embed(embed(FILES[ending], RECORD), later) == document


def test_the_facts_stand_in_the_properties_for_any_file_browser() -> None:
    properties = part(embed(FILES[".docx"], RECORD), "docProps/custom.xml")
    for fact, value in [
        ("name", RECORD.name),
        ("type", "home-visit"),
        ("department", "医务科"),
        ("masked", "false"),
    ]:
        assert f'name="recordkit.{fact}"><vt:lpwstr>{value}</vt:lpwstr>' in properties


def test_properties_and_custom_parts_of_others_stay() -> None:
    first = mark_form(FILES[".docx"], "home-visit")
    foreign = part(first, "docProps/custom.xml").replace("recordkit.form", "客户")
    document = embed(replaced(first, {"docProps/custom.xml": foreign.encode()}), RECORD)
    assert 'name="客户"' in part(document, "docProps/custom.xml")
    assert embedded(document) == RECORD


@ENDINGS
def test_a_form_says_its_type_and_keeps_saying_it(ending: str, tmp_path: Path) -> None:
    form = mark_form(FILES[ending], "home-visit")
    assert form_type(form) == "home-visit"
    assert form_type(mark_form(form, "minutes")) == "minutes"
    assert form_type(embed(form, RECORD)) == "home-visit"
    assert embedded(form) is None
    assert invalid(form, tmp_path, ending) == []


def test_what_was_rendered_reads_back() -> None:
    for document in (
        compile_word(FILES[".docx"], file="t.docx").render({"x": 1}),
        compile_excel(FILES[".xlsx"], file="t.xlsx").render({}),
    ):
        assert embedded(embed(document, RECORD)) == RECORD


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        "{",
        '{"name": "a"}',
        '{"name": 1, "type": "t", "department": null, "period": null, "masked": false, "values": {}}',
        '{"name": "a", "type": "t", "department": null, "period": null, "masked": "no", "values": {}}',
        '{"name": "a", "type": "t", "department": 3, "period": null, "masked": false, "values": {}}',
        '{"name": "a", "type": "t", "department": null, "period": null, "masked": false, "values": []}',
        "[" * 100_000,
    ],
)
def test_a_damaged_record_is_refused_not_guessed(payload: str) -> None:
    document = embed(SMALL, RECORD)
    broken = f'<record xmlns="{NAMESPACE}">{payload}</record>'.encode()
    with pytest.raises(NotReadable, match="damaged"):
        embedded(replaced(document, {"customXml/item1.xml": broken}))


def test_a_part_that_is_no_longer_xml_and_a_second_record_are_refused() -> None:
    document = embed(SMALL, RECORD)
    with pytest.raises(NotReadable):
        embedded(replaced(document, {"customXml/item1.xml": f"<record {NAMESPACE}".encode()}))
    name = "xl/_rels/workbook.xml.rels"
    rels = part(document, name)
    again = rels[rels.index("<Relationship ") :].replace("item1", "item9").replace('Id="r', 'Id="s')
    second = {
        "customXml/item9.xml": part(document, "customXml/item1.xml").encode(),
        name: rels.replace("</Relationships>", again).encode(),
    }
    with pytest.raises(NotReadable, match="more than one"):
        embedded(replaced(document, second))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_office_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        embedded(content)


def test_values_that_are_no_json_are_our_own_fault() -> None:
    for wrong in (float("nan"), object()):
        with pytest.raises((ValueError, TypeError)):
            embed(SMALL, Embedded("a", "t", None, None, masked=False, values={"x": wrong}))


@pytest.mark.full("soffice")
@ENDINGS
def test_libreoffice_opens_what_carries_a_record(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{ending}"
    file.write_bytes(embed(FILES[ending], RECORD))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
