"""tests of recordkit.inbox.claim: ARCHIVE, Filing protocol step 1; INTAKE, Identity (received is the ctime before the claim)."""

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recordkit.inbox.claim import (
    batches,
    claim,
    claim_all,
    finish,
    let_go,
    release,
    remove_origin,
)
from recordkit.inbox.layout import CLAIMS, FILL, STATE
from recordkit.inbox.scan import scan
from recordkit.inbox.sheets import EPOCH, HALF, leftovers
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


def test_leftovers_come_in_the_order_of_a_scan_whenever_they_were_received(tmp_path: Path) -> None:
    """Else 002 would be returned, after a power cut, for skipping 001, which lies beside it."""
    inbox = made_inbox(tmp_path)
    for number in (3, 1, 0, 4, 2):
        claim(inbox, dropped(inbox, f"{number}.docx"))
    assert [one.name for one in leftovers(inbox)] == [f"{number}.docx" for number in range(5)]


def test_letting_go_forgets_a_claim_whose_file_went_elsewhere(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME))
    taken.path.rename(tmp_path / "elsewhere")
    let_go(taken)
    assert claims(inbox) == []


def test_an_inbox_without_state_has_no_leftovers(tmp_path: Path) -> None:
    assert leftovers(tmp_path) == []


def test_a_batch_is_claimed_under_one_job_with_one_sheet(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    files = [dropped(inbox, f"科室{n}/{n}.docx", bytes([n])) for n in range(5)]
    claimed = claim_all(inbox, files)
    [job] = {one.job for one in claimed.taken}
    assert (claims(inbox), claimed.refused) == ([job, f"{job}.json"], [])
    assert [one.path.read_bytes() for one in claimed.taken] == [bytes([n]) for n in range(5)]
    assert sorted(leftovers(inbox), key=lambda left: left.name) == claimed.taken


def test_what_cannot_be_taken_stays_and_the_rest_of_the_batch_is_taken(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    good, gone, changed = (dropped(inbox, name) for name in ("a.docx", "b.docx", "c.docx"))
    gone.path.unlink()
    changed.path.write_bytes(b"changed")
    claimed = claim_all(inbox, [good, gone, changed])
    assert [one.name for one in claimed.taken] == ["a.docx"]
    assert [(one.path.name, type(fault)) for one, fault in claimed.refused] == [
        ("b.docx", FileNotFoundError),
        ("c.docx", BlockingIOError),
    ]


def test_a_job_ends_with_its_last_file(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    first, second = claim_all(inbox, [dropped(inbox, "a.docx"), dropped(inbox, "b.docx")]).taken
    finish(first)
    assert leftovers(inbox) == [second]
    release(second)
    assert (claims(inbox), (inbox / "b.docx").exists()) == ([], True)


def test_a_kill_within_a_batch_loses_nothing(tmp_path: Path) -> None:
    """The sheet tells of all; what was not renamed yet still lies in the inbox."""
    inbox = made_inbox(tmp_path)
    taken = claim_all(inbox, [dropped(inbox, f"{n}.docx") for n in range(3)]).taken
    taken[2].path.rename(taken[2].origin)
    assert leftovers(inbox) == taken[:2]
    assert [one.path.name for one in scan(inbox)] == ["2.docx"]


def test_no_name_is_twice_in_a_batch_and_forms_go_alone(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for name in ("a.docx", "甲/A.docx", "乙/b.docx", "填报/c.xlsx", "填报/d.xlsx", "e.docx"):
        dropped(inbox, name)
    names = [[one.path.name for one in batch] for batch in batches(scan(inbox))]
    assert sorted(map(len, names)) == [1, 1, 1, 3] or sorted(map(len, names)) == [1, 1, 2, 2]
    assert all(len({name.casefold() for name in batch}) == len(batch) for batch in names)
    assert ["c.xlsx"] in names


def test_batches_are_of_fifty(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for number in range(101):
        (inbox / f"{number}.docx").write_bytes(b"x")
    assert [len(batch) for batch in batches(scan(inbox))] == [50, 50, 1]


def test_a_copied_claim_leaves_the_clerks_own_file_until_it_can_be_removed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    one = dropped(inbox, NAME, b"content")
    taken = claim(inbox, one, copied=True)
    assert (taken.path.read_bytes(), one.path.read_bytes()) == (b"content", b"content")
    assert leftovers(inbox) == [taken]
    finish(taken)
    assert (one.path.exists(), claims(inbox)) == (True, [])
    assert remove_origin(taken)
    assert not one.path.exists()


def test_the_origin_of_a_copy_that_changed_meanwhile_is_not_removed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME, b"content"), copied=True)
    taken.origin.write_bytes(b"another")
    assert remove_origin(taken)
    assert taken.origin.read_bytes() == b"another"


def test_a_half_copy_is_no_claim(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME, b"content"), copied=True)
    taken.path.rename(taken.path.with_name(HALF))
    assert (leftovers(inbox), claims(inbox)) == ([], [])
    assert taken.origin.exists()


def test_releasing_a_copy_only_forgets_it(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    taken = claim(inbox, dropped(inbox, NAME, b"content"), copied=True)
    assert (release(taken), claims(inbox)) == (taken.origin, [])
    assert [one.path for one in scan(inbox)] == [taken.origin]
