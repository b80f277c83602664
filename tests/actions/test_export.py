"""Documents handed over in a bag: what the query finds, sensitive ones only with tier and purpose, journalled (R3, R6, R83)."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import bagit  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook

from recordkit.actions.amend import withdraw
from recordkit.actions.export import Order, export
from recordkit.actions.look_up import Query
from recordkit.actions.receive import receive
from recordkit.domain.chain import sha256
from recordkit.errors import ArchiveDamaged, NotPossible, PurposeMissing, TierRefused
from recordkit.office import Office
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, brought, events, filed, minutes
from tests.house.trees import tree

MEETING = "会议纪要-2026-1118-001"


@pytest.fixture
def complaint(office: Office) -> str:
    brought(office, f"{MEETING}.docx", minutes())
    return filed(office, "complaint")


def order(tmp_path: Path, **changes: object) -> Order:
    return replace(Order(tmp_path / "移交", Query(), "年度移交"), **changes)  # type: ignore[arg-type]


def listed(bag: Path) -> Any:
    return json.loads((bag / "data" / "元数据.json").read_bytes())


def test_a_bag_that_any_reader_finds_valid_holds_the_documents_and_three_lists(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    made = export(office, order(tmp_path, full=True), AT, "zh")
    assert bagit.Bag(str(made.bag)).validate()
    assert receive(made.bag).findings == ()
    documents = [name for name in tree(made.bag / "data") if name.endswith(".docx")]
    assert sorted(Path(name).stem for name in documents) == sorted([MEETING, complaint])
    assert {"元数据.json", "元数据.xlsx", "移交清单.xlsx"} < set(tree(made.bag / "data"))
    assert (made.documents, made.left_out) == (2, ())


def test_the_list_says_of_each_document_what_is_known_and_what_was_done(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    made = export(office, order(tmp_path, full=True, receiver="综合档案室"), AT, "zh")
    facts = listed(made.bag)
    assert (facts["archive"], facts["documents"], facts["purpose"]) == (office.archive.id, 2, "年度移交")
    first = next(item for item in facts["items"] if item["document_no"] == MEETING)
    assert (first["day"], first["genre"], first["retention"], first["sensitive"]) == (
        "2026-11-18",
        "会议纪要",
        "10",
        False,
    )
    assert first["archival_code"] is None
    assert facts["notes"]["archival_code"]
    assert first["sha256"] == sha256(minutes())
    assert [step["verb"] for step in first["process"]] == ["filed", "read"]
    kinds = [file["kind"] for item in facts["items"] for file in item["files"]]
    assert sorted(kinds) == ["document", "document", "record"]
    sheet = load_workbook(BytesIO((made.bag / "data" / "移交清单.xlsx").read_bytes())).worksheets[0]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "综合档案室" in said
    assert any(sha256((made.bag / "data" / "元数据.json").read_bytes()) in text for text in said)


def test_without_full_the_sensitive_document_stays_and_its_masked_values_go(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    made = export(office, order(tmp_path), AT, "zh")
    assert [one.name for one in made.left_out] == [complaint]
    files = tree(made.bag / "data")
    assert not any(complaint in name and name.endswith((".docx", ".record.json")) for name in files)
    [masked] = [content for name, content in files.items() if name.endswith(".masked.json")]
    assert json.loads(masked)["name"] == complaint
    assert receive(made.bag).findings == ()
    [record] = (office.root / "archive").rglob(f"{complaint}.record.json")
    patient = json.loads(record.read_bytes())["values"]["complainant_name"]
    assert patient
    assert patient not in b"".join(files.values()).decode("utf-8", "ignore")
    assert [one["name"] for one in listed(made.bag)["left_out"]] == [complaint]


def test_each_record_is_journalled_with_its_purpose_and_whether_it_was_full(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    export(office, order(tmp_path, full=True), AT, "zh")
    told = {event["name"]: (event.get("full"), event["purpose"]) for event in events(office, "read")}
    assert told == {MEETING: (None, "年度移交"), complaint: (True, "年度移交")}


def test_the_query_the_period_and_the_versions_choose_what_goes(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    brought(office, f"{MEETING}.docx", minutes("改"), SUPERVISOR)
    asked = order(tmp_path, query=Query(type="会议纪要"), versions=True)
    facts = listed(export(office, asked, AT, "zh").bag)
    assert [(item["document_no"], item["version"]) for item in facts["items"]] == [(MEETING, 1), (MEETING, 2)]
    assert facts["documents"] == 1
    latest = export(office, order(tmp_path, bag=tmp_path / "b", query=Query(words="会议纪要")), AT, "zh")
    assert [item["version"] for item in listed(latest.bag)["items"]] == [2]
    day = Query(since=date(2026, 11, 18), until=date(2026, 11, 18))
    assert export(office, order(tmp_path, bag=tmp_path / "c", query=day), AT, "zh").documents == 1
    with pytest.raises(NotPossible):
        export(office, order(tmp_path, bag=tmp_path / "d", period="2026-10"), AT, "zh")
    assert not (tmp_path / "d").exists()


def test_what_was_withdrawn_is_not_handed_over(office: Office, complaint: str, tmp_path: Path) -> None:
    withdraw(office, complaint, "误归档", AT)
    made = export(office, order(tmp_path, full=True), AT, "zh")
    assert made.documents == 1


def test_the_tier_is_asked_before_anything_is_written(office: Office, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(TierRefused):
        export(as_(office, CLERK), order(tmp_path), AT, "zh")
    with pytest.raises(PurposeMissing):
        export(office, order(tmp_path, purpose=" "), AT, "zh")
    assert export(as_(office, SUPERVISOR), order(tmp_path, full=True), AT, "zh").documents == 2


def test_a_folder_that_is_taken_is_refused_and_left_alone(
    office: Office, complaint: str, tmp_path: Path
) -> None:
    (tmp_path / "移交").mkdir()
    (tmp_path / "移交" / "a").write_bytes(b"x")
    with pytest.raises(NotPossible):
        export(office, order(tmp_path), AT, "zh")
    assert tree(tmp_path / "移交") == {"a": b"x"}


def test_a_damaged_document_leaves_no_bag_at_all(office: Office, complaint: str, tmp_path: Path) -> None:
    place = next((office.root / "archive").rglob(f"{MEETING}.docx"))
    place.chmod(0o640)
    place.write_bytes(b"x")
    with pytest.raises(ArchiveDamaged):
        export(office, order(tmp_path), AT, "zh")
    assert [path.name for path in tmp_path.iterdir() if "移交" in path.name] == []
