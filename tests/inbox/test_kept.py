"""tests of recordkit.inbox.kept: a source that cannot be removed is filed once and said once, also after a restart."""

from pathlib import Path

from recordkit.inbox.claim import claim, finish
from recordkit.inbox.kept import REMOVE_AGAIN, Kept
from recordkit.inbox.scan import scan
from tests.house.inbox_files import dropped, made_inbox

NAME = "家访报告-2023-0315-001"


def kept(inbox: Path) -> Kept:
    """Return the memory of an inbox in which one file was filed from a copy."""
    taken = claim(inbox, dropped(inbox, f"{NAME}.docx", b"content"), copied=True)
    finish(taken)
    memory = Kept(inbox)
    memory.keep(taken, NAME)
    return memory


def test_a_kept_file_is_left_alone_and_says_why_it_lies_there(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    memory = kept(inbox)
    other = dropped(inbox, "b.docx")
    assert memory.left_alone(scan(inbox)) == [other]
    [waiting] = memory.waiting(5.0)
    assert NAME in waiting.reason.zh
    assert NAME in waiting.reason.en


def test_it_is_known_after_a_restart(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    kept(inbox)
    assert Kept(inbox).left_alone(scan(inbox)) == []


def test_a_kept_file_that_changes_is_a_new_one(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    memory = kept(inbox)
    (inbox / f"{NAME}.docx").write_bytes(b"written over")
    assert memory.left_alone(scan(inbox)) == scan(inbox)
    assert memory.waiting(5.0) == []


def test_it_is_removed_when_that_is_possible_and_forgotten(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    memory = kept(inbox)
    memory.try_again(0.0)
    assert (scan(inbox), memory.waiting(0.0), Kept(inbox).waiting(0.0)) == ([], [], [])


def test_removal_is_tried_every_ten_minutes_only(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    memory = kept(inbox)
    memory._tried = 0.0
    memory.try_again(REMOVE_AGAIN - 1)
    assert len(memory.waiting(0.0)) == 1
    memory.try_again(REMOVE_AGAIN)
    assert memory.waiting(0.0) == []


def test_a_torn_memory_is_an_empty_one(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    kept(inbox)
    (inbox / ".recordkit" / "kept.json").write_bytes(b'{"a": [1')
    assert Kept(inbox).waiting(0.0) == []
