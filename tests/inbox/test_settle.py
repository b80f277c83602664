"""tests of recordkit.inbox.settle: INTAKE, When is a file finished? Ticks are given, nothing sleeps."""

import os
from pathlib import Path

from recordkit.inbox.scan import scan
from recordkit.inbox.settle import CHANGING, GROWING, LOOK_AGAIN, STANDS_AFTER, Settled, Settling
from recordkit.inbox.whole import HOLES
from tests.house.inbox_files import dropped, made_inbox
from tests.house.office_files import word

DOCX = word("家访")
NAME = "家访报告-2023-0315-001.docx"


def names(settled: Settled) -> tuple[list[str], list[str], list[str]]:
    return (
        [one.path.name for one in settled.ready],
        [one.path.name for one in settled.waiting],
        [finding.code for _, finding in settled.broken],
    )


def test_a_file_is_ready_after_two_scans_and_the_settle_time(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    dropped(inbox, NAME, DOCX)
    assert names(settling.observe(scan(inbox), 100.0, 5.0)) == ([], [NAME], [])
    assert names(settling.observe(scan(inbox), 104.9, 5.0)) == ([], [NAME], [])
    assert names(settling.observe(scan(inbox), 105.0, 5.0)) == ([NAME], [], [])


def test_one_scan_is_not_enough_however_late_it_is_told(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    dropped(inbox, NAME, DOCX)
    assert names(settling.observe(scan(inbox), 1e9, 5.0)) == ([], [NAME], [])


def test_a_change_of_size_mtime_or_inode_starts_the_wait_anew(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    path = dropped(inbox, NAME, DOCX).path
    settling.observe(scan(inbox), 0.0, 5.0)
    os.utime(path, ns=(0, 1))
    assert names(settling.observe(scan(inbox), 6.0, 5.0)) == ([], [NAME], [])
    (inbox / "other").write_bytes(DOCX)
    os.utime(inbox / "other", ns=(0, 1))
    (inbox / "other").replace(path)
    assert names(settling.observe(scan(inbox), 12.0, 5.0)) == ([], [NAME], [])
    assert names(settling.observe(scan(inbox), 17.0, 5.0)) == ([NAME], [], [])


def test_without_a_settle_time_one_scan_takes_what_is_whole(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    dropped(inbox, NAME, DOCX)
    dropped(inbox, "half.docx", DOCX[:900])
    dropped(inbox, "empty.docx", b"")
    assert names(settling.observe(scan(inbox), 0.0, 0.0)) == ([NAME], ["empty.docx", "half.docx"], [])


def test_what_stays_empty_or_incomplete_goes_back_with_its_finding(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling(600.0)
    dropped(inbox, "half.docx", DOCX[:900])
    dropped(inbox, "empty.docx", b"")
    settling.observe(scan(inbox), 0.0, 5.0)
    assert names(settling.observe(scan(inbox), 599.0, 5.0))[2] == []
    assert names(settling.observe(scan(inbox), 600.0, 5.0)) == ([], [], ["file_empty", "file_incomplete"])


def test_an_empty_file_that_is_filled_later_is_ready(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling(600.0)
    dropped(inbox, NAME, b"")
    settling.observe(scan(inbox), 0.0, 5.0)
    settling.observe(scan(inbox), 500.0, 5.0)
    dropped(inbox, NAME, DOCX)
    assert names(settling.observe(scan(inbox), 601.0, 5.0)) == ([], [NAME], [])
    assert names(settling.observe(scan(inbox), 606.0, 5.0)) == ([NAME], [], [])


def test_a_file_held_open_waits_and_never_goes_back(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling(600.0)
    dropped(inbox, NAME, DOCX)
    (inbox / f"~${NAME}").write_bytes(bytes([4]) + "王芳".encode("gbk"))
    settling.observe(scan(inbox), 0.0, 5.0)
    settled = settling.observe(scan(inbox), 10_000.0, 5.0)
    assert names(settled) == ([], [NAME], [])
    assert settled.waiting[0].reason.en == "open by 王芳"
    (inbox / f"~${NAME}").unlink()
    assert names(settling.observe(scan(inbox), 10_002.0, 5.0)) == ([NAME], [], [])


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    one = dropped(inbox, NAME, DOCX)
    settling.observe([one], 0.0, 5.0)
    settling.observe([], 6.0, 5.0)
    assert names(settling.observe([one], 12.0, 5.0)) == ([], [NAME], [])


def test_a_file_that_vanishes_between_scan_and_look_is_no_fault(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    one = dropped(inbox, NAME, DOCX)
    one.path.unlink()
    assert names(settling.observe([one], 0.0, 0.0)) == ([], [], [])


def test_the_extension_is_understood_however_it_is_typed(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    dropped(inbox, "half．ＤＯＣＸ", DOCX[:900])
    assert names(settling.observe(scan(inbox), 0.0, 0.0)) == ([], ["half．ＤＯＣＸ"], [])


def test_a_file_that_grows_between_two_scans_is_said_to_grow(tmp_path: Path) -> None:
    """Issue 4: "still growing" is told apart from a file that only has to lie still."""
    inbox, settling = made_inbox(tmp_path), Settling()
    dropped(inbox, NAME, DOCX[:500])
    assert settling.observe(scan(inbox), 0.0, 5.0).waiting[0].reason == CHANGING
    dropped(inbox, NAME, DOCX)
    assert settling.observe(scan(inbox), 2.0, 5.0).waiting[0].reason == GROWING


def test_a_file_that_stands_is_not_read_again_at_each_scan(tmp_path: Path) -> None:
    """INTAKE, Limits: idle with 10,000 standing files."""
    inbox, settling = made_inbox(tmp_path), Settling(600.0)
    one = dropped(inbox, NAME, DOCX[:500])
    settling.observe([one], 0.0, 0.0)
    one.path.write_bytes(DOCX)  # without a trace in the print that the scan saw
    assert names(settling.observe([one], LOOK_AGAIN - 1, 0.0)) == ([], [NAME], [])
    assert names(settling.observe([one], LOOK_AGAIN, 0.0)) == ([NAME], [], [])


def test_what_a_look_found_unfinished_waits_until_it_changes_or_waited_too_long(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling(600.0)
    one = dropped(inbox, NAME, DOCX)
    settling.observe([one], 0.0, 0.0)
    assert settling.unfinished(one, HOLES) is not None
    assert names(settling.observe([one], 10.0, 0.0)) == ([], [NAME], [])
    assert not settling.stands(one.path)
    assert names(settling.observe([one], STANDS_AFTER, 0.0)) == ([], [NAME], [])
    assert settling.stands(one.path)
    assert names(settling.observe([one], 600.0, 0.0)) == ([NAME], [], [])
    assert settling.unfinished(one, HOLES) is None


def test_only_what_is_named_as_gone_is_forgotten_between_looks(tmp_path: Path) -> None:
    inbox, settling = made_inbox(tmp_path), Settling()
    one, other = dropped(inbox, "a.docx", b""), dropped(inbox, "b.docx", b"")
    settling.observe([one, other], 0.0, 0.0)
    settled = settling.observe([], 1.0, 0.0, gone=[one.path])
    assert [waiting.path for waiting in settled.waiting] == [other.path]
