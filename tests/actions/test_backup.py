"""A backup: a whole office beside the office, that opens, verifies and goes on; a director's act."""

import shutil
from pathlib import Path

import pytest

from recordkit.actions.backup import NOTE, backup, verify_backup
from recordkit.actions.people import enrol
from recordkit.domain.tiers import Person, Tier
from recordkit.domain.toml_text import read_toml
from recordkit.errors import BadUsage, NotPossible, TierRefused
from recordkit.office import Office
from tests.house.offices import AT, SUPERVISOR, as_, brought, events, minutes
from tests.house.trees import tree


@pytest.fixture
def filled(office: Office) -> Office:
    brought(office, "会议纪要-2026-1118-001.docx", minutes())
    (office.root / "templates" / "own").mkdir()
    (office.root / "templates" / "own" / "notes.txt").write_text("own", "utf-8")
    (office.root / "secrets" / "passwords.json").write_text("{}", "utf-8")
    (office.inbox / "未归档.docx").write_bytes(b"x")
    return office


def test_the_backup_is_an_office_that_opens_and_is_sound(filled: Office, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "backup", AT)
    assert made.whole
    report = verify_backup(filled, made, AT)
    assert report.ok
    assert report.checked == made.copied.files == 1
    shutil.rmtree(made.folder / "templates" / "own")  # no type: only something to copy
    restored = Office.open(made.folder)
    assert [entry.name for entry in restored.archive.entries(restored.reading())] == [
        "会议纪要-2026-1118-001"
    ]
    assert brought(restored, "会议纪要-2026-1118-002.docx", minutes("又一份")).status == "filed"
    restored.archive.close()


def test_what_is_copied_is_said_and_secrets_and_the_inbox_stay_behind(filled: Office, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "backup", AT)
    found = {name for name in tree(made.folder) if not name.startswith("archive/")}
    assert found == {
        "recordkit.toml",
        "people.toml",
        NOTE,
        "templates/own/notes.txt",
        "inbox/.recordkit/inbox.id",
    }
    note = read_toml((made.folder / NOTE).read_text("utf-8"))
    head = filled.archive.head
    assert (note["archive"], note["seq"], note["hash"]) == (filled.archive.id, head.seq, head.hash)


def test_a_second_backup_copies_what_is_new_and_drops_what_is_gone(filled: Office, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup", AT)
    brought(filled, "会议纪要-2026-1118-002.docx", minutes("又一份"))
    shutil.rmtree(filled.root / "templates" / "own")
    enrol(filled, Person("new", "新人", Tier.STAFF), AT)
    made = backup(filled, tmp_path / "backup", AT)
    assert (made.copied.files, made.copied.standing) == (1, 1)
    assert not (made.folder / "templates" / "own").exists()
    assert "新人" in (made.folder / "people.toml").read_text("utf-8")


@pytest.mark.parametrize("place", [".", "inbox/backup", "archive/backup", "backup", ".."])
def test_a_folder_in_the_office_or_around_it_is_refused(filled: Office, place: str) -> None:
    with pytest.raises(BadUsage):
        backup(filled, filled.root / place, AT)


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(filled: Office, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")
    for place in ("photos", "file"):
        with pytest.raises(NotPossible):
            backup(filled, tmp_path / place, AT)
    assert tree(tmp_path / "photos") == {"a.jpg": b"x"}


def test_only_a_director_may_and_a_refusal_is_journalled(filled: Office, tmp_path: Path) -> None:
    with pytest.raises(TierRefused):
        backup(as_(filled, SUPERVISOR), tmp_path / "backup", AT)
    assert not (tmp_path / "backup").exists()
    assert events(filled, "refused")[-1]["act"] == "backup"
