"""What documents say is read after their commit, in its own pass: by type, once, and only of the latest version."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.catalogue.texts import BODY_CHARS, Unread
from recordkit.domain.tiers import Act, Permit
from tests.archive.builders import AT, CLERK, SUPERVISOR, WORD, file, filing, lived_in, may, on_disk, values

READ = may(CLERK, Act.READ)
NAME = f"{WORD}-2026-1109-001"
OPEN = {"home_visit"}


def unread(archive: Archive, limit: int = 10, types: set[str] = OPEN) -> list[str]:
    return [one.name for one in archive.unread(READ, limit, types=types)]


def found(archive: Archive, words: str) -> list[int]:
    return sorted(entry.number for entry in archive.find(READ, words))


def test_a_filed_document_waits_to_be_read_and_then_waits_no_more(archive: Archive) -> None:
    file(archive, b"12345", 1, department="门诊部", record=values("王五"))
    assert archive.unread(READ, 10, types=OPEN) == [Unread(NAME, 1, "docx", 5)]
    assert archive.unread_count(READ) == 1
    assert archive.index_text(READ, NAME, 1, "随访时发现轮椅破损\nＡＢＣ")
    assert found(archive, "轮椅") == found(archive, "轮椅 王五 门诊部") == found(archive, "abc") == [1]
    assert found(archive, "轮椅 赵六") == []
    assert unread(archive) == []


def test_one_without_words_is_not_tried_again_until_it_has_another_version(archive: Archive) -> None:
    file(archive, b"1", 1)
    archive.index_text(READ, NAME, 1, "")
    assert unread(archive) == []
    file(archive, b"2", 1, by=SUPERVISOR, act=Act.REVISE)
    assert archive.unread(READ, 10, types=OPEN) == [Unread(NAME, 2, "docx", 1)]


def test_the_words_of_a_version_gone_by_are_forgotten(archive: Archive) -> None:
    file(archive, b"1", 1)
    archive.index_text(READ, NAME, 1, "轮椅")
    file(archive, b"2", 1, by=SUPERVISOR, act=Act.REVISE)
    assert found(archive, "轮椅") == []
    archive.index_text(READ, NAME, 1, "轮椅")
    assert found(archive, "轮椅") == []
    archive.index_text(READ, NAME, 2, "担架")
    assert found(archive, "担架") == [1]
    assert unread(archive) == []


def test_what_happens_later_to_an_entry_keeps_its_words(archive: Archive) -> None:
    file(archive, b"1", 1, period="2026-10", doubtful=True)
    archive.index_text(READ, NAME, 1, "轮椅")
    archive.assign(may(SUPERVISOR, Act.ASSIGN), NAME, "2026-09", AT)
    assert found(archive, "轮椅 2026-09") == [1]
    assert unread(archive) == []


def test_a_document_of_a_type_that_may_not_be_read_is_passed_over(archive: Archive) -> None:
    file(archive, b"1", 1)
    file(archive, b"2", 2, type="complaint")
    assert unread(archive, types={"minutes"}) == []
    assert unread(archive, types={"home_visit"}) == [NAME]


def test_a_type_that_becomes_sensitive_is_forgotten_and_one_that_no_longer_is_is_read(
    archive: Archive,
) -> None:
    file(archive, b"1", 1, record=values("王五"))
    assert unread(archive) == [NAME]
    archive.index_text(READ, NAME, 1, "轮椅")
    assert unread(archive, types=set()) == []
    assert found(archive, "轮椅") == []
    assert found(archive, "王五") == [1]
    assert unread(archive) == [NAME]


def test_the_latest_days_are_read_first_a_few_at_a_time(archive: Archive) -> None:
    for number in (1, 2, 3):
        file(archive, b"%d" % number, number)
    assert [name[-3:] for name in unread(archive, limit=2)] == ["003", "002"]


def test_a_long_document_is_kept_up_to_a_limit(archive: Archive) -> None:
    file(archive, b"1", 1)
    archive.index_text(READ, NAME, 1, "家" * (BODY_CHARS - 2) + "轮椅担架")
    assert found(archive, "轮椅") == [1]
    assert found(archive, "担架") == []


def test_a_name_that_is_not_filed_has_no_text(archive: Archive) -> None:
    assert archive.index_text(READ, NAME, 1, "轮椅")
    assert found(archive, "轮椅") == []


def test_texts_read_after_a_rebuild_are_those_that_were_read_before(archive: Archive) -> None:
    lived_in(archive)
    told = {f"{WORD}-2026-1109-001": (2, "轮椅"), f"{WORD}-2026-1109-004": (1, "")}

    def read_all() -> list[tuple[object, ...]]:
        for one in archive.unread(READ, 10, types=OPEN):
            version, text = told[one.name]
            assert one.version == version
            archive.index_text(READ, one.name, one.version, text)
        return list(archive._ledger.current().texts())

    before = read_all()
    archive.rebuild(may(CLERK, Act.VERIFY))
    assert list(archive._ledger.current().texts()) != before
    assert read_all() == before


def test_a_record_that_is_gone_or_changed_stops_no_search(tmp_path: Path) -> None:
    with on_disk(tmp_path / "archive") as archive:
        file(archive, b"1", 1, record=values("王五"), title="家访王五")
        file(archive, b"2", 2, record=values("赵六"), title="家访赵六")
        first, second = sorted((tmp_path / "archive").rglob("*.record.json"))
        first.unlink()
        second.chmod(0o640)
        second.write_bytes(b"{}")
        assert found(archive, "家访") == [1, 2]
        assert found(archive, "血压") == []


def test_an_entry_without_a_record_has_no_made_up_words(archive: Archive) -> None:
    file(archive, b"1", 1)
    assert found(archive, "()") == []


def test_many_entries_become_searchable_in_several_transactions(archive: Archive) -> None:
    archive.file_all([(may(CLERK, Act.FILE), filing(b"%d" % number, number)) for number in range(1, 451)], AT)
    told: list[tuple[int, int]] = []
    archive._ledger.searchable(lambda done, total: told.append((done, total)))
    assert told == [(200, 450), (400, 450)]
    assert len(archive.find(READ, "家访报告", limit=1000)) == 450


def test_a_catalogue_that_cannot_be_written_is_searched_in_passing(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with on_disk(root) as archive:
        file(archive, b"1", 1, record=values("王五"))
        with closing(sqlite3.connect(root / "catalogue.sqlite", timeout=0.1)) as other:
            archive._ledger.current().tables.execute("PRAGMA busy_timeout = 50")
            other.execute("BEGIN IMMEDIATE")
            assert found(archive, "王五") == [1]
            other.rollback()
        assert isinstance(archive._ledger.current(), Catalogue)


@pytest.mark.parametrize(
    "permit", [may(CLERK, Act.FILE), may(SUPERVISOR, Act.NOTIFY)], ids=["file", "notify"]
)
def test_reading_wants_a_permit_to_look(archive: Archive, permit: Permit) -> None:
    with pytest.raises(TypeError):
        archive.unread(permit, 1, types=OPEN)
    with pytest.raises(TypeError):
        archive.index_text(permit, NAME, 1, "")
