"""A copy of an archive: whole and provable, also while others file, also when it was cut off (ARCHIVE.md)."""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.journal.folder_journal import FolderJournal
from recordkit.archive.store.lock import NoLock
from recordkit.domain.tiers import Act
from recordkit.errors import ArchiveBusy, ArchiveDamaged, NotPossible
from tests.archive.builders import (
    CLERK,
    DIRECTOR,
    WORD,
    blamed,
    file,
    in_memory,
    lived_in,
    looked,
    may,
    on_disk,
)
from tests.house.trees import tree

BACKUP = may(DIRECTOR, Act.BACKUP)
OWN = {"catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", ".lock"}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return lived_in(on_disk(tmp_path / "archive"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def truth(root: Path) -> dict[str, bytes]:
    """Return all that is not this machine's own."""
    return {
        name: content for name, content in tree(root).items() if not name.startswith(".") and name not in OWN
    }


def test_the_copy_is_the_archive_byte_for_byte_and_verifies(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    copied = archive.copy_out(BACKUP, copy)
    assert truth(copy) == truth(tmp_path / "archive")
    assert (copied.head, copied.lines, copied.standing) == (archive.head, archive.head.seq, 0)
    assert copied.files == sum(name.startswith("records/") for name in truth(copy))
    assert copied.size == sum(
        len(content) for name, content in truth(copy).items() if name.startswith("records/")
    )
    with Archive.open(copy) as again:
        assert blamed(looked(again, witnessed=copied.head)) == set()
        assert again.id == archive.id


def test_a_second_run_copies_only_what_is_new(archive: Archive, tmp_path: Path, copy: Path) -> None:
    first = archive.copy_out(BACKUP, copy)
    file(archive, b"new")
    second = archive.copy_out(BACKUP, copy)
    assert (second.lines, second.files, second.size, second.standing) == (1, 1, 3, first.files)
    assert truth(copy) == truth(tmp_path / "archive")


def test_nothing_new_copies_nothing(archive: Archive, copy: Path) -> None:
    archive.copy_out(BACKUP, copy)
    before = tree(copy)
    again = archive.copy_out(BACKUP, copy)
    assert (again.lines, again.files) == (0, 0)
    assert tree(copy) == before


def test_a_file_that_the_copy_lost_or_cut_short_comes_back(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    archive.copy_out(BACKUP, copy)
    lost, short = sorted(copy.rglob("*.docx"))[:2]
    lost.unlink()
    short.chmod(0o640)
    short.write_bytes(b"s")
    assert archive.copy_out(BACKUP, copy).files == 2
    assert truth(copy) == truth(tmp_path / "archive")


def test_what_is_filed_while_it_copies_is_left_for_the_next_run(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    head, other = archive.head, Archive.open(tmp_path / "archive")

    def meanwhile(done: int, total: int) -> None:
        assert total == head.seq
        file(other, f"meanwhile {done}".encode())

    copied = archive.copy_out(BACKUP, copy, meanwhile)
    other.close()
    assert copied.head == head
    with Archive.open(copy) as again:
        assert again.head == head
        assert blamed(looked(again)) == set()
    archive.copy_out(BACKUP, copy)
    assert truth(copy) == truth(tmp_path / "archive")


def test_where_others_file_without_a_pause_the_line_before_the_last_is_the_head(
    tmp_path: Path, copy: Path
) -> None:
    class Busy(NoLock):
        def held(self) -> AbstractContextManager[None]:
            raise ArchiveBusy(seconds=60)

    archive = lived_in(on_disk(tmp_path / "archive"))
    archive._ledger._lock = Busy()
    copied = archive.copy_out(BACKUP, copy)
    assert copied.head.seq == archive.head.seq - 1
    with Archive.open(copy) as again:
        assert again.head == copied.head


class CutOffError(Exception):
    """The machine goes off."""


@pytest.mark.parametrize("when", [1, 4, 9, 12])
def test_a_run_that_was_cut_off_goes_on_and_its_lines_never_come_before_their_files(
    archive: Archive, tmp_path: Path, copy: Path, when: int
) -> None:
    def cut(done: int, total: int) -> None:
        if done == when:
            raise CutOffError

    assert archive.head.seq >= 12
    with pytest.raises(CutOffError):
        archive.copy_out(BACKUP, copy, cut)
    assert FolderJournal(copy).head().seq == 0
    archive.copy_out(BACKUP, copy)
    assert truth(copy) == truth(tmp_path / "archive")


def test_what_a_killed_run_left_half_written_is_written_anew(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    archive.copy_out(BACKUP, copy)
    whole = min(copy.rglob("*.docx"))
    month = max((copy / "journal").iterdir())
    whole.rename(whole.with_name(".tmp-copy-0"))
    (copy / "journal" / f".tmp-copy-{month.name}").write_bytes(b"half")
    month.write_bytes(month.read_bytes()[:-20])  # a torn end
    archive.copy_out(BACKUP, copy)
    assert month.read_bytes() == (tmp_path / "archive" / "journal" / month.name).read_bytes()
    assert whole.is_file()


def test_a_clock_that_lagged_gives_the_same_months(tmp_path: Path, copy: Path) -> None:
    archive = lived_in(on_disk(tmp_path / "archive"))  # its last lines are of December
    file(archive, b"the clock was set back")
    assert len(list((tmp_path / "archive" / "journal").iterdir())) == 2
    archive.copy_out(BACKUP, copy)
    assert truth(copy) == truth(tmp_path / "archive")


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_damaged_file_is_named_and_not_copied_and_the_others_are(
    archive: Archive, tmp_path: Path, copy: Path, harm: str
) -> None:
    key = f"records/{WORD}/2026/{WORD}-2026-1109-004.docx"
    place = tmp_path / "archive" / key
    place.chmod(0o640)
    if harm == "changed":
        place.write_bytes(b"by hanD")
    else:
        place.unlink()
    copied = archive.copy_out(BACKUP, copy)
    assert [one.path for one in copied.damaged] == [key]
    assert not (copy / key).exists()
    with Archive.open(copy) as again:
        assert {path for _, path in blamed(looked(again)) if path} == {key}


def test_a_good_copy_is_not_overwritten_by_what_was_damaged_since(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    archive.copy_out(BACKUP, copy)
    before = truth(copy)
    for place in (tmp_path / "archive" / "records").rglob("*.docx"):
        place.chmod(0o640)
        place.write_bytes(b"x" * place.stat().st_size)
    archive.copy_out(BACKUP, copy)
    assert truth(copy) == before


def test_a_folder_that_holds_another_archive_is_refused(archive: Archive, tmp_path: Path) -> None:
    on_disk(tmp_path / "other").close()
    before = tree(tmp_path / "other")
    with pytest.raises(NotPossible, match="another archive"):
        archive.copy_out(BACKUP, tmp_path / "other")
    assert tree(tmp_path / "other") == before


def test_a_folder_that_holds_something_else_is_refused(archive: Archive, copy: Path) -> None:
    copy.mkdir()
    (copy / "photo.jpg").write_bytes(b"x")
    with pytest.raises(NotPossible, match="neither empty nor a backup"):
        archive.copy_out(BACKUP, copy)
    assert tree(copy) == {"photo.jpg": b"x"}


def test_a_copy_in_which_somebody_filed_is_refused(archive: Archive, copy: Path) -> None:
    archive.copy_out(BACKUP, copy)
    with Archive.open(copy) as again:
        file(again, b"filed into the backup")
    file(archive, b"filed where it belongs")
    before = truth(copy)
    with pytest.raises(NotPossible, match="chain does not have"):
        archive.copy_out(BACKUP, copy)
    assert truth(copy) == before


def test_an_archive_that_was_put_back_to_an_earlier_day_is_refused(
    archive: Archive, tmp_path: Path, copy: Path
) -> None:
    shutil.copytree(tmp_path / "archive", tmp_path / "earlier")
    file(archive, b"since then")
    archive.copy_out(BACKUP, copy)
    with (
        Archive.open(tmp_path / "earlier") as earlier,
        pytest.raises(NotPossible, match="chain does not have"),
    ):
        earlier.copy_out(BACKUP, copy)


def test_a_damaged_journal_is_not_followed(archive: Archive, tmp_path: Path, copy: Path) -> None:
    archive.copy_out(BACKUP, copy)
    before = truth(copy)
    month = min((tmp_path / "archive" / "journal").iterdir())
    month.write_bytes(month.read_bytes().replace(b"home_visit", b"home_visiT", 1))
    with pytest.raises(ArchiveDamaged):
        archive.copy_out(BACKUP, copy)
    assert truth(copy) == before


def test_an_archive_in_memory_can_be_copied_to_disk_and_the_copy_filed_into(copy: Path) -> None:
    archive = in_memory()
    file(archive, b"kept in memory", by=DIRECTOR)
    archive.copy_out(BACKUP, copy)
    with Archive.open(copy) as restored:
        assert file(restored, b"and it goes on", by=DIRECTOR).entry.number == 2
        assert blamed(looked(restored)) == set()


def test_the_door_wants_the_permit_to_back_up(archive: Archive, copy: Path) -> None:
    with pytest.raises(TypeError):
        archive.copy_out(may(CLERK, Act.VERIFY), copy)
    assert not copy.exists()
