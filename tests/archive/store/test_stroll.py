"""Everything below a folder is come upon once, hidden or not, and no link is followed."""

from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.archive.store.stroll import stroll
from tests.archive.builders import lived_in


def test_everything_is_come_upon_once(tmp_path: Path) -> None:
    for name in ("a/b/c.txt", "a/.d/e", ".f/g", "h"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [path for path, _ in stroll(tmp_path)]
    assert sorted(found) == [".f", ".f/g", "a", "a/.d", "a/.d/e", "a/b", "a/b/c.txt", "a/loop", "h"]


def test_a_folder_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    assert list(stroll(tmp_path / "nothing")) == []


def test_a_store_lists_everything_as_it_lists_its_keys(archive: Archive) -> None:
    store = lived_in(archive)._ledger.store
    assert sorted(store.everything()) == sorted(store.keys(""))
