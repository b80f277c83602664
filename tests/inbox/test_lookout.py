"""tests of recordkit.inbox.lookout: INTAKE, Noticing (the scan is the truth, folder by folder on a network) and its limits."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.inbox.lookout import QUIET, RELIST, Lookout, Sight
from recordkit.inbox.scan import Dropped, scan
from tests.house.inbox_files import made_inbox


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(sight: Sight) -> list[str]:
    return [one.path.name for one in sight.files]


def quiet(lookout: Lookout, tick: float = 0.0) -> float:
    """Look until the folders' stamps are believed, and return the next tick."""
    lookout.look(tick)
    lookout.look(tick + QUIET)
    return tick + 2 * QUIET


def test_the_first_look_sees_all_that_a_scan_sees(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for name in ("b.docx", "急诊科/a.docx", "急诊科/十月/c.docx", "填报/d.xlsx"):
        put(inbox / name)
    assert Lookout(inbox).look(0.0).files == scan(inbox)


def test_a_file_that_comes_grows_or_goes_is_seen_at_the_next_look(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    lookout = Lookout(inbox)
    tick = quiet(lookout)
    path = put(inbox / "骨科" / "a.docx")
    assert names(lookout.look(tick)) == ["a.docx"]
    tick = quiet(lookout, tick + 2)
    path.write_bytes(b"more")
    assert [one.size for one in lookout.look(tick).files] == [4]
    path.unlink()
    sight = lookout.look(tick + 2)
    assert (sight.files, sight.gone) == ([], [path])


def test_a_file_that_stands_is_not_looked_at_until_its_folder_is_listed_again(tmp_path: Path) -> None:
    """INTAKE, Limits: 10,000 files standing in the tree cost nearly nothing."""
    inbox = made_inbox(tmp_path)
    path = put(inbox / "a.docx")
    lookout = Lookout(inbox, stands=lambda _: True)
    tick = quiet(lookout)
    assert names(lookout.look(tick)) == []
    path.write_bytes(b"changed in place")
    assert names(lookout.look(tick + 2)) == []
    assert [one.size for one in lookout.look(tick + RELIST).files] == [16]


def test_a_folder_that_an_event_names_is_listed_at_once(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    path = put(inbox / "a.docx")
    lookout = Lookout(inbox, stands=lambda _: True)
    tick = quiet(lookout)
    path.write_bytes(b"changed in place")
    lookout.stir([path, tmp_path / "elsewhere"])
    assert [one.size for one in lookout.look(tick).files] == [16]


def test_a_new_name_among_standing_files_is_seen_at_once(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    put(inbox / "a.docx")
    lookout = Lookout(inbox, stands=lambda _: True)
    tick = quiet(lookout)
    put(inbox / "b.docx")
    assert "b.docx" in names(lookout.look(tick))


def test_a_folder_that_goes_takes_its_files_along(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    paths = [put(inbox / "骨科" / "a.docx"), put(inbox / "骨科" / "十月" / "b.docx")]
    lookout = Lookout(inbox)
    lookout.look(0.0)
    shutil.rmtree(inbox / "骨科")
    assert sorted(lookout.look(2.0).gone) == sorted(paths)
    assert lookout.look(4.0).gone == []


def test_junk_is_remembered_with_its_age(tmp_path: Path) -> None:
    """INTAKE: junk is ignored, counted, and listed when older than a day."""
    inbox = made_inbox(tmp_path)
    lock = put(inbox / "骨科" / "~$a.docx")
    lookout = Lookout(inbox)
    assert lookout.look(0.0).files == []
    assert [(one.path, one.ctime_ns) for one in lookout.junk] == [(str(lock), lock.stat().st_ctime_ns)]


def test_an_inbox_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lookout(tmp_path / "gone").look(0.0)


def test_a_network_share_is_taken_folder_by_folder_and_every_folder_has_its_turn(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for number in range(5):
        put(inbox / f"科室{number}" / f"{number}.docx")
    lookout = Lookout(inbox, every=10.0)
    seen: list[list[str]] = [names(lookout.look(float(tick), enough=lambda: True)) for tick in range(7)]
    assert all(len(each) <= 1 for each in seen)
    assert sorted(name for each in seen for name in each) == [f"{number}.docx" for number in range(5)]


def test_a_network_folder_is_listed_each_time_it_is_due_whatever_its_stamp_says(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    path = put(inbox / "a.docx")
    lookout = Lookout(inbox, every=10.0, stands=lambda _: True)
    lookout.look(0.0)
    before = inbox.stat()
    path.write_bytes(b"changed")
    os.utime(inbox, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(lookout.look(9.9)) == []
    assert [one.size for one in lookout.look(10.0).files] == [7]


def test_one_bad_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    bad, good = inbox / "甲", put(inbox / "乙" / "a.docx")
    bad.mkdir()
    lookout = Lookout(inbox, every=10.0)
    lookout.look(0.0)
    bad.rmdir()
    bad.write_bytes(b"no folder any more: listing it fails")
    lookout._known[str(inbox)].due = 100.0
    sight = lookout.look(10.0)
    assert [path for path, _ in sight.faults] == [bad]
    assert names(sight) == [good.name]


@given(st.lists(st.tuples(st.sampled_from("写删改"), st.sampled_from(["a", "b/c", "b/d/e"])), max_size=12))
def test_what_is_seen_and_what_is_gone_add_up_to_what_a_scan_sees(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]]
) -> None:
    """Law: the memory decides nothing."""
    inbox = made_inbox(tmp_path_factory.mktemp("look"))
    held: dict[Path, Dropped] = {}
    lookout, tick = Lookout(inbox), 0.0
    for act, name in acts:
        path = inbox / f"{name}.docx"
        if act == "删":
            path.unlink(missing_ok=True)
        else:
            put(path, act.encode() * len(acts))
        tick += 1.0
        sight = lookout.look(tick)
        for gone in sight.gone:
            held.pop(gone, None)
        held.update({one.path: one for one in sight.files})
        assert sorted(held.values(), key=lambda one: os.fsencode(one.path)) == scan(inbox)
