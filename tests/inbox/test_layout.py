"""tests of recordkit.inbox.layout: INTAKE, Noticing (the marker), the fixed names of the shared folder."""

import shutil
from pathlib import Path

import pytest

from recordkit.errors import NotPossible
from recordkit.inbox.layout import BLANKS, FILL, MADE, MARKER, REJECTED, STATE, create, online
from tests.house.inbox_files import IDENTITY, made_inbox


def test_a_new_inbox_has_its_folders_and_is_online(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    assert {path.name for path in inbox.iterdir()} == {STATE, REJECTED, FILL, MADE, BLANKS}
    assert online(inbox, IDENTITY)


def test_an_inbox_may_be_made_again_and_keeps_what_lies_in_it(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    (inbox / FILL / "a.xlsx").write_bytes(b"a")
    create(inbox, IDENTITY)
    assert (inbox / FILL / "a.xlsx").read_bytes() == b"a"


def test_the_inbox_of_another_archive_is_refused(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    with pytest.raises(NotPossible, match="another archive"):
        create(inbox, "another")
    assert online(inbox, IDENTITY)


def test_an_unmounted_share_is_offline(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    shutil.rmtree(inbox / STATE)
    assert not online(inbox, IDENTITY)
    assert not online(tmp_path / "gone", IDENTITY)


def test_another_disk_mounted_in_its_place_is_offline(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    (inbox / STATE / MARKER).write_bytes(b"\xff\xfe other")
    assert not online(inbox, IDENTITY)
