"""tests of recordkit.inbox.claim: ARCHIVE, Filing protocol step 1; INTAKE, Identity (received is the ctime before the claim)."""

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recordkit.inbox.claim import EPOCH, claim, finish, leftovers, let_go, release
from recordkit.inbox.layout import CLAIMS, FILL, STATE
from recordkit.inbox.scan import scan
from tests.house.inbox_files import dropped, made_inbox

NAME = "家访报告-2023-0315-001.docx"
RAW = os.fsdecode("家访报告.docx".encode("gbk"))


def claims(inbox: Path) -> list[str]:
    return sorted(path.name for path in (inbox / STATE / CLAIMS).iterdir())


@pytest.mark.parametrize("name", [NAME, "claim.json", RAW, "急诊科/" + NAME, f"{FILL}/骨科/投诉.xlsx"])
def test_a_claimed_file_keeps_its_name_and_bytes_and_leaves_the_inbox(tmp_path: Path, name: str) -> None:
    inbox = made_inbox(tmp_path)
    one = dropped(inbox, name, b"content")
    taken = claim(inbox, one, owner_login="wang")
    assert (taken.name, taken.folder, taken.area) == (one.path.name, one.folder, one.area)
    assert (taken.path.read_bytes(), taken.owner_login) == (b"content", "wang")
    assert taken.path.is_relative_to(inbox / STATE / CLAIMS / taken.job)
    assert scan(inbox) == []
    assert leftovers(inbox) == [taken]


def test_received_is_the_ctime_from_before_the_rename(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    one = dropped(inbox, NAME)
    taken = claim(inbox, one)
    assert taken.received == EPOCH + timedelta(microseconds=one.ctime_ns // 1000)
    assert taken.received.tzinfo is UTC


def test_a_backdated_mtime_makes_nothing_earlier(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    os.utime(dropped(inbox, NAME).path, ns=(0, 0))
    assert claim(inbox, scan(inbox)[0]).received > datetime(2020, 1, 1, tzinfo=UTC)


def test_a_released_file_keeps_its_instant_of_receipt(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    first = claim(inbox, dropped(inbox, "急诊科/" + NAME))
    back = release(first)
    assert (back, claims(inbox)) == (first.origin, [])
    again = claim(inbox, scan(inbox)[0])
    assert (again.received, again.folder) == (first.received, "急诊科")
    assert again.job != first.job


def test_a_released_file_that_was_changed_is_received_anew(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    first = claim(inbox, dropped(inbox, NAME))
    with release(first).open("ab") as out:
        out.write(b"more")
    one = scan(inbox)[0]
    assert claim(inbox, one).received == EPOCH + timedelta(microseconds=one.ctime_ns // 1000)


def test_a_release_never_goes_over_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME, b"first"))
    dropped(inbox, NAME, b"second")
    assert release(taken).name == "家访报告-2023-0315-001 (2).docx"
    assert (inbox / NAME).read_bytes() == b"second"


def test_a_release_makes_a_folder_that_was_removed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, "急诊科/" + NAME))
    (inbox / "急诊科").rmdir()
    assert release(taken).exists()


def test_a_finished_claim_leaves_nothing(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME))
    finish(taken)
    finish(taken)
    assert (claims(inbox), leftovers(inbox), taken.path.exists()) == ([], [], False)


def test_a_file_that_was_written_to_while_in_hand_is_kept(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME, b"first"))
    taken.path.write_bytes(b"first and more")
    assert finish(taken) == inbox / NAME
    assert ((inbox / NAME).read_bytes(), claims(inbox)) == (b"first and more", [])


def test_a_file_that_changed_since_the_scan_is_not_claimed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    one = dropped(inbox, NAME)
    one.path.write_bytes(b"changed")
    with pytest.raises(BlockingIOError) as refusal:
        claim(inbox, one)
    assert refusal.value.errno == errno.EAGAIN
    assert (one.path.read_bytes(), claims(inbox)) == (b"changed", [])


def test_a_file_that_is_gone_is_not_claimed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    one = dropped(inbox, NAME)
    one.path.unlink()
    with pytest.raises(FileNotFoundError):
        claim(inbox, one)
    assert claims(inbox) == []


def test_a_kill_after_the_sheet_and_before_the_rename_leaves_the_file_in_the_inbox(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME))
    taken.path.rename(taken.origin)
    assert (leftovers(inbox), claims(inbox)) == ([], [])
    assert [one.path for one in scan(inbox)] == [taken.origin]


def test_a_kill_before_the_sheet_is_tidied_away(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    (inbox / STATE / CLAIMS / "abc").mkdir()
    assert (leftovers(inbox), claims(inbox)) == ([], [])


def test_a_torn_sheet_loses_no_file(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, "急诊科/" + NAME, b"content"))
    (inbox / STATE / CLAIMS / f"{taken.job}.json").write_text(json.dumps({"job": taken.job})[:-4])
    left = leftovers(inbox)
    assert [(one.job, one.name, one.path.read_bytes()) for one in left] == [(taken.job, NAME, b"content")]
    assert release(left[0]) == inbox / NAME


def test_leftovers_come_in_the_order_in_which_they_were_received(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = [claim(inbox, dropped(inbox, f"{n}.docx")) for n in range(5)]
    assert [one.name for one in leftovers(inbox)] == [
        one.name for one in sorted(taken, key=lambda t: t.received)
    ]


def test_letting_go_forgets_a_claim_whose_file_went_elsewhere(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME))
    taken.path.rename(tmp_path / "elsewhere")
    let_go(taken)
    assert claims(inbox) == []


def test_an_inbox_without_state_has_no_leftovers(tmp_path: Path) -> None:
    assert leftovers(tmp_path) == []
