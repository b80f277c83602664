"""tests of recordkit.actions.unmade: a record that its template cannot take never stops the others, and keeps its number."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordkit.actions.draft import draft_values
from recordkit.actions.generate import Generated, Options, generate, make
from recordkit.errors import RenderFault
from recordkit.office import Office
from tests.house.office_files import excel, word
from tests.house.offices import AT, drop, reopened, swept

TYPE = """\
key = "lost"
code = "LST"
word = "失物登记表"
label = { zh = "失物登记表", en = "Lost property" }
output = "docx"
[[fields]]
key = "title"
label = { zh = "物品名称", en = "Item" }
kind = "text"
required = true
[[fields]]
key = "weight"
label = { zh = "重量", en = "Weight" }
kind = "decimal"
"""
RECORDS = [{"title": "伞", "weight": "0.4"}, {"title": "钥匙"}, {"title": "书", "weight": "1"}]


@pytest.fixture
def lost(office: Office) -> Iterator[Office]:
    """Give the office a type whose template cannot do without a weight."""
    folder = office.root / "templates" / "lost"
    folder.mkdir(parents=True)
    (folder / "type.toml").write_text(TYPE, "utf-8")
    (folder / "document.docx").write_bytes(word("{{ title }}", "重 {{ weight + 1 }} 公斤"))
    with reopened(office) as again:
        yield again


def made(office: Office, records: list[dict[str, str]]) -> Generated:
    source = office.root / "失物.json"
    source.write_text(json.dumps(records), "utf-8")
    return generate(office, "lost", [source], Options(office.root / "work"), AT)


def test_the_others_go_on_and_the_record_is_named_with_its_field(lost: Office) -> None:
    result = made(lost, RECORDS)
    assert [one.record.values["title"] for one in result.documents] == ["伞", "书"]
    assert (result.records, result.rejected) == (3, 1)
    [finding] = result.findings
    assert (finding.code, finding.file, finding.record) == ("render_fault", "失物.json", 2)
    assert (finding.path, finding.column) == ("weight", "重量")
    assert "正文第 2 段" in finding.message("zh")
    assert "{{ weight + 1 }}" in finding.message("en")
    assert [path.name for path in result.annotated] == ["失物.json.findings.xlsx"]


def test_its_number_stays_reserved_and_is_taken_up_when_it_can_be_made(lost: Office) -> None:
    first = made(lost, RECORDS)
    assert "失物登记表-2026-1121-002" in first.findings[0].message("zh")
    template = lost.root / "templates" / "lost" / "document.docx"
    template.write_bytes(word("{{ title }}"))
    again = made(lost, RECORDS)
    assert [one.name for one in again.documents] == [f"失物登记表-2026-1121-00{n}" for n in (1, 2, 3)]
    assert again.findings == ()


def test_a_dropped_form_comes_back_with_the_record_that_could_not_be_made(lost: Office) -> None:
    drop(lost, "填报/失物登记表.json", json.dumps(RECORDS).encode())
    [outcome] = swept(lost).outcomes
    assert (outcome.status, len(outcome.documents)) == ("generated", 2)
    assert [one.code for one in outcome.findings] == ["render_fault"]
    assert outcome.returned is not None
    assert Path(outcome.returned).is_file()


def test_each_of_several_inputs_tells_its_own(lost: Office) -> None:
    sources = [lost.root / "甲.json", lost.root / "乙.json"]
    for source, records in zip(sources, (RECORDS[:1], RECORDS[1:]), strict=True):
        source.write_text(json.dumps(records), "utf-8")
    result = generate(lost, "lost", sources, Options(lost.root / "work"), AT)
    assert (len(result.documents), result.records, result.rejected) == (2, 3, 1)
    assert [(one.file, one.record) for one in result.findings] == [("乙.json", 1)]


def test_a_register_that_cannot_be_made_is_told_and_no_case_is_blamed(office: Office) -> None:
    shipped = office.types.template_path(office.types.get("complaint-register")).parent
    folder = Path(shutil.copytree(shipped, office.root / "templates" / shipped.name))
    cells = {
        "A1": "{{ count + doc.name }}",
        "A2": "{%tr for row in rows %}",
        "A3": "{{ row.seq }}",
        "A4": "{%tr endfor %}",
    }
    (folder / "document.xlsx").write_bytes(excel(cells))
    with reopened(office) as again:
        source = again.types.example(shipped.name)
        assert source is not None
        result = generate(again, shipped.name, [source], Options(office.root / "work"), AT)
    assert (result.documents, result.records, result.rejected) == ((), 12, 0)
    told = [one for one in result.findings if one.code == "render_fault"]
    assert [(one.record, one.severity) for one in told] == [(None, "error")]
    assert "工作表“台账”A1" in told[0].message("zh")


def test_a_single_document_that_cannot_be_made_is_refused(lost: Office) -> None:
    rtype = lost.types.get("lost")
    record = draft_values(lost, rtype, {"title": "钥匙"}, AT).record
    assert record is not None
    with pytest.raises(RenderFault):
        list(make(lost, rtype, [record], Options(lost.root / "work"), AT))
