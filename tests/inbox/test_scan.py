"""tests of recordkit.inbox.scan: INTAKE, Noticing and Names (raw names are bytes and never stop the scan)."""

import os
from pathlib import Path

import pytest

from recordkit.inbox.layout import BLANKS, FILL, LIST, MADE, REJECTED, STATE, STATUS_PAGE
from recordkit.inbox.scan import MAX_DEPTH, scan
from tests.house.inbox_files import made_inbox


def put(path: Path, content: bytes = b"x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_files_are_found_with_their_area_and_department(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for name in ("b.docx", "急诊科/a.docx", "急诊科/十月/c.docx", f"{FILL}/e.xlsx", f"{FILL}/骨科/d.xlsx"):
        put(inbox / name)
    found = {str(one.path.relative_to(inbox)): (one.area, one.folder) for one in scan(inbox)}
    assert found == {
        "b.docx": ("inbox", None),
        "急诊科/a.docx": ("inbox", "急诊科"),
        "急诊科/十月/c.docx": ("inbox", "急诊科"),
        f"{FILL}/e.xlsx": ("fill", None),
        f"{FILL}/骨科/d.xlsx": ("fill", "骨科"),
    }


def test_the_inboxs_own_files_and_junk_are_not_seen(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for name in (f"{STATE}/x.docx", f"{REJECTED}/x.docx", f"{MADE}/{LIST}", f"{BLANKS}/x.xlsx", STATUS_PAGE):
        put(inbox / name)
    for name in ("~$x.docx", "急诊科/.DS_Store", ".Trash-1000/x.docx", "x.docx.crdownload"):
        put(inbox / name)
    assert scan(inbox) == []


def test_a_departments_folder_named_like_our_own_deeper_down_is_an_ordinary_folder(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    put(inbox / "急诊科" / REJECTED / "x.docx")
    put(inbox / "急诊科" / FILL / "y.xlsx")
    assert [(one.area, one.folder) for one in scan(inbox)] == [("inbox", "急诊科")] * 2


def test_the_order_is_that_of_the_paths_bytes(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for name in ("乙.docx", "a.docx", "甲.docx", "B/z.docx"):
        put(inbox / name)
    found = [os.fsencode(one.path) for one in scan(inbox)]
    assert found == sorted(found)
    assert scan(inbox) == scan(inbox)


def test_a_name_in_gbk_or_any_bytes_does_not_stop_the_scan(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    raw = ["家访报告-2023-0315-001.docx".encode("gbk"), b"\xff\xfe\x80.pdf"]
    for name in raw:
        Path(os.fsdecode(os.path.join(os.fsencode(inbox), name))).write_bytes(b"x")  # noqa: PTH118 - bytes
    put(inbox / "a.docx")
    assert {os.fsencode(one.path.name) for one in scan(inbox)} == {*raw, b"a.docx"}


def test_links_and_special_files_are_never_followed_or_opened(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    put(tmp_path / "secret" / "a.docx")
    (inbox / "link.docx").symlink_to(tmp_path / "secret" / "a.docx")
    (inbox / "folder").symlink_to(tmp_path / "secret")
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.docx")
    assert scan(inbox) == []


def test_folders_below_the_limit_of_depth_are_left_alone(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    put(inbox.joinpath(*"d" * MAX_DEPTH, "seen.docx"))
    put(inbox.joinpath(*"d" * (MAX_DEPTH + 1), "unseen.docx"))
    assert [one.path.name for one in scan(inbox)] == ["seen.docx"]


def test_what_the_scan_saw_is_what_stat_says(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    put(inbox / "a.docx", b"abc")
    seen, one = (inbox / "a.docx").stat(), scan(inbox)[0]
    assert (one.size, one.mtime_ns, one.ctime_ns) == (3, seen.st_mtime_ns, seen.st_ctime_ns)
    assert (one.inode, one.device) == (seen.st_ino, seen.st_dev)


def test_an_inbox_that_is_gone_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "gone")
