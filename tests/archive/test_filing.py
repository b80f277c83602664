"""Filing: once, under its name, whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.filing import Filing
from recordkit.archive.store.source import SourceChanged, opened
from recordkit.archive.store.store import Readable, Staged, Store, measure
from recordkit.domain.chain import sha256
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import UNKNOWN, Act
from recordkit.errors import AlreadyFiled
from tests.archive.builders import (
    AT,
    CLERK,
    DAY,
    OTHER,
    SUPERVISOR,
    WORD,
    blamed,
    file,
    filing,
    looked,
    may,
    on_disk,
    values,
    wanted,
)

NAME = "家访报告-2026-1109-001"


def test_a_document_is_filed_with_all_that_is_known_of_it(archive: Archive) -> None:
    filed = file(
        archive,
        b"content",
        record=values("李小明"),
        department="门诊部",
        period="2026-11",
        title="家访",
        person="zhang",
        doubtful=True,
        claims={"author": "某人", "pages": 2},
        source_name="家访报告 1.docx",
    )
    entry = filed.entry
    assert filed.status == "filed"
    assert (entry.name, entry.type, entry.day, entry.number) == (NAME, "home_visit", DAY, 1)
    assert (entry.department, entry.period, entry.title, entry.person) == (
        "门诊部",
        "2026-11",
        "家访",
        "zhang",
    )
    assert entry.doubtful
    assert entry.current.path == f"records/{WORD}/2026/{NAME}.docx"
    assert (entry.current.sha256, entry.current.size) == (sha256(b"content"), 7)
    assert (entry.received, entry.current.by) == (AT, "zhang")
    ((_, event),) = archive.log(may(CLERK, Act.READ), NAME)
    assert event["claims"] == {"author": "某人", "pages": 2}
    assert event["source_name"] == "家访报告 1.docx"


def test_a_file_of_the_disk_is_copied_and_stays(archive: Archive, tmp_path: Path) -> None:
    source = tmp_path / "source.docx"
    source.write_bytes(b"x" * 3_000_000)
    assert file(archive, source).entry.current.sha256 == sha256(b"x" * 3_000_000)
    assert source.exists()


def test_the_same_name_with_the_same_bytes_is_filed_once(archive: Archive) -> None:
    first = file(archive, b"x", 1)
    head = archive.head
    again = file(archive, b"x", 1, by=OTHER)
    assert (again.status, again.entry) == ("duplicate", first.entry)
    assert archive.head == head


def test_other_bytes_under_a_filed_name_need_who_may_replace(archive: Archive) -> None:
    file(archive, b"x", 1)
    for person in (CLERK, UNKNOWN):
        with pytest.raises(AlreadyFiled):
            file(archive, b"y", 1, by=person)
    second = file(archive, b"y", 1, by=SUPERVISOR, act=Act.REVISE, extension="pdf")
    assert second.status == "version"
    assert [one.path.rpartition("/")[2] for one in second.entry.versions] == [
        f"{NAME}.docx",
        f"{NAME}.v2.pdf",
    ]
    assert second.entry.received == AT
    assert file(archive, b"x", 1).status == "duplicate"


def test_a_withdrawn_record_takes_a_version_from_who_may_replace_only(archive: Archive) -> None:
    file(archive, b"x", 1)
    archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), NAME, "误归档", AT)
    with pytest.raises(AlreadyFiled):
        file(archive, b"y", 1)
    assert file(archive, b"y", 1, by=SUPERVISOR, act=Act.REVISE).status == "version"


def test_a_key_is_filed_under_the_name_it_was_given(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a", "b"), AT)
    assert file(archive, b"x", key="b").entry.number == 2
    assert file(archive, b"x", key="b").status == "duplicate"
    assert file(archive, b"new", key="c").entry.number == 3
    assert file(archive, b"new", key="c").status == "duplicate"


def test_the_time_of_receipt_is_set_by_hand_for_a_reason_by_who_may(archive: Archive) -> None:
    with pytest.raises(TypeError):
        file(archive, b"x", reason="纸质")
    filed = file(archive, b"x", by=SUPERVISOR, act=Act.RECEIVED, reason="纸质")
    ((_, event),) = archive.log(may(CLERK, Act.READ), filed.entry.name)
    assert event["reason"] == "纸质"


def test_a_permit_for_something_else_opens_no_door(archive: Archive) -> None:
    with pytest.raises(TypeError):
        archive.file(may(CLERK, Act.READ), filing(), AT)


def test_the_journal_holds_no_value_of_the_record(archive: Archive) -> None:
    file(archive, b"x", record=values("李小明"), masked=values("李**"))
    archive.note(may(CLERK, Act.NOTE), NAME, {"reply": "已致电李小明"}, AT)
    assert "李小明" not in str([event for _, event in archive.log(may(CLERK, Act.READ))])


def test_a_file_name_that_is_no_utf8_does_not_stop_the_filing(archive: Archive) -> None:
    assert file(archive, b"x", source_name=os.fsdecode(b"\xff.docx")).status == "filed"


@pytest.mark.parametrize("style", DateStyle)
def test_names_are_written_in_the_archives_style_and_read_in_any(tmp_path: Path, style: DateStyle) -> None:
    archive = on_disk(tmp_path / "archive", style)
    entry = file(archive, b"x").entry
    assert entry.name == f"{WORD}-{style.write(DAY)}-001"
    for spelled in DateStyle:
        assert archive.entry(may(CLERK, Act.READ), f"{WORD}-{spelled.write(DAY)}-001") == entry


class Meddled:
    """A store before whose copying something happens: the disk is full, the source is written to."""

    def __init__(self, store: Store, before: Callable[[Readable | bytes], None]) -> None:
        self._store, self._before = store, before

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def stage(self, source: Readable | bytes) -> Staged:
        self._before(source)
        return self._store.stage(source)


def meddle(archive: Archive, before: Callable[[Readable | bytes], None]) -> Store:
    store = archive._ledger.store
    archive._ledger.store = Meddled(store, before)  # type: ignore[assignment] # the rest is the store's own
    return store


@pytest.mark.parametrize("nth", [1, 2])
def test_a_filing_that_fails_half_way_leaves_no_entry_and_no_file(archive: Archive, nth: int) -> None:
    head, room = archive.head, [None] * (nth - 1)

    def full(_: Readable | bytes) -> None:
        if not room:
            raise OSError("no space left on device")
        room.pop()

    store = meddle(archive, full)
    with pytest.raises(OSError, match="no space"):
        file(archive, b"x", 1, record=values("李小明"))
    assert archive.head == head
    assert archive.entry(may(CLERK, Act.READ), NAME) is None
    assert list(store.keys("records/")) == []
    archive._ledger.store = store
    assert file(archive, b"x", 1, record=values("李小明")).status == "filed"


def test_what_a_kill_left_behind_makes_way_for_the_rightful_document(archive: Archive) -> None:
    archive._ledger.store.put(f"records/{WORD}/2026/{NAME}.docx", b"left by a kill before its commit")
    assert "1-11" in {code for code, _ in blamed(looked(archive))}
    assert file(archive, b"x", 1).status == "filed"
    report = looked(archive)
    assert report.ok
    assert {code for code, _ in blamed(report)} == {"4-3"}


def replace(path: Path) -> None:
    path.with_name("new").rename(path)


class TestSource:
    def test_a_file_that_is_not_touched_is_read_to_its_end(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"x" * 10)
        with opened(path) as source:
            assert measure(source) == (sha256(b"x" * 10), 10)

    def test_a_file_that_grows_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"x" * 10)
        with opened(path) as source:
            source.read(5)
            with path.open("ab") as more:
                more.write(b"y")
            with pytest.raises(SourceChanged):
                measure(source)

    def test_a_file_that_is_replaced_or_removed_is_refused(self, tmp_path: Path) -> None:
        for change in (replace, Path.unlink):
            path = tmp_path / "x"
            path.write_bytes(b"x" * 10)
            path.with_name("new").write_bytes(b"x" * 10)
            with opened(path) as source:
                change(path)
                with pytest.raises(SourceChanged):
                    measure(source)

    def test_a_source_that_changes_is_not_filed(self, archive: Archive, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"x" * 3_000_000)

        def written_to(source: Readable | bytes) -> None:
            assert not isinstance(source, bytes)
            source.read(1)
            path.write_bytes(b"y")

        store = meddle(archive, written_to)
        with pytest.raises(SourceChanged):
            archive.file(may(CLERK, Act.FILE), filing(path), AT)
        assert list(store.keys("records/")) == []


def test_a_filing_defaults_to_nothing_claimed() -> None:
    assert filing() == Filing("home_visit", WORD, DAY, None, "docx", b"content", AT)
