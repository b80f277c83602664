"""tests of recordkit.actions.index: the words of filed documents are found, of sensitive ones the masked values alone (R83)."""

import pytest

from recordkit.actions.index import index
from recordkit.actions.look_up import Query, find
from recordkit.actions.rebuild import rebuild
from recordkit.office import Office
from tests.house.inbox_files import pdf
from tests.house.offices import AT, SUPERVISOR, as_, brought, example, filed, minutes

MINUTES = "会议纪要-2026-1118-001"
LINES = ("会议时间:2026年11月18日", "参会人员:林知夏", "决议事项:轮椅到位", "责任分工:沈砚")


def found(office: Office, words: str) -> list[str]:
    return [entry.name for entry in find(office, Query(words))]


def test_words_of_a_document_typed_by_hand_are_found_once_it_is_read(office: Office) -> None:
    brought(office, f"{MINUTES}.docx", minutes("轮椅到位"))
    assert found(office, "轮椅") == []
    assert index(office, AT) == 1
    assert found(office, "轮椅") == [MINUTES]
    assert found(office, "轮椅 例会纪要") == [MINUTES]
    assert index(office, AT) == 0


def test_filing_by_hand_reads_what_was_filed(office: Office) -> None:
    name = filed(office, "minutes")
    assert office.archive.unread(office.reading(), 9, types={"minutes"}) == []
    assert found(office, "会议纪要 决议") == [name]


@pytest.mark.parametrize("content", [pdf(*LINES), pdf(scan_size=1200)], ids=["text", "scan"])
def test_a_pdf_is_read_and_a_scan_has_no_words(office: Office, content: bytes) -> None:
    brought(office, f"{MINUTES}.pdf", content)
    assert index(office, AT) == 1
    assert (found(office, "轮椅") == [MINUTES]) == (b"Font" in content)
    assert index(office, AT) == 0


def test_of_a_sensitive_document_nothing_is_read(office: Office) -> None:
    assert office.types.get("complaint").sensitive
    person = str(example(office, "complaint")["patient_name"])
    name = filed(office, "complaint")
    assert index(office, AT) == 0
    assert found(office, "投诉") == [name]
    assert found(office, person) == []
    rebuild(office, AT)
    assert found(office, person) == []


def test_a_damaged_document_stops_nothing_and_is_not_tried_for_ever(office: Office) -> None:
    for number in (1, 2):
        brought(office, f"会议纪要-2026-1118-00{number}.docx", minutes(f"轮椅{number}"))
    (path,) = office.root.glob("archive/records/*/*/*-002.docx")
    path.chmod(0o640)
    path.write_bytes(b"broken")
    assert index(office, AT) == 2
    assert found(office, "轮椅1") == [MINUTES]
    assert index(office, AT) == 0


def test_only_so_many_are_read_as_are_asked_for(office: Office) -> None:
    for number in (1, 2, 3):
        brought(office, f"会议纪要-2026-1118-00{number}.docx", minutes(f"轮椅{number}"))
    assert index(office, AT, limit=0) == 0
    assert index(office, AT, limit=2) == 2
    told: list[tuple[int, int]] = []
    assert index(office, AT, limit=9, progress=lambda done, total: told.append((done, total))) == 1
    assert told == [(1, 1)]


def test_a_later_version_is_read_anew(office: Office) -> None:
    brought(office, f"{MINUTES}.docx", minutes("轮椅"))
    index(office, AT)
    brought(office, f"{MINUTES}.docx", minutes("担架"), SUPERVISOR)
    assert index(office, AT) == 1
    assert found(office, "轮椅") == []
    assert found(office, "担架") == [MINUTES]


def test_a_rebuilt_catalogue_knows_the_same_words(office: Office) -> None:
    brought(office, f"{MINUTES}.docx", minutes("轮椅"))
    filed(office, "monthly-report", dept="骨科")
    index(office, AT)
    before = list(office.archive._ledger.current().texts())
    rebuild(office, AT)
    assert list(office.archive._ledger.current().texts()) == before
    assert found(as_(office, SUPERVISOR), "轮椅") == [MINUTES]
