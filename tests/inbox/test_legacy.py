"""The walk through an old tree: every file but programs' own, nothing followed, nothing touched."""

import os
from pathlib import Path

import pytest

from recordkit.inbox.legacy import walk
from tests.house.trees import tree


def laid(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


def test_files_are_found_in_all_folders_by_their_path(tmp_path: Path) -> None:
    root = laid(tmp_path / "old", "b.docx", "a/c.docx", "退回/d.docx", "填报/e.xlsx")
    before = tree(root)
    found = walk(root)
    assert [old.name for old in found.files] == ["a/c.docx", "b.docx", "填报/e.xlsx", "退回/d.docx"]
    assert [old.size for old in found.files] == [8, 6, 13, 13]
    assert found.files[0].parts == ["a", "c.docx"]
    assert tree(root) == before


def test_programs_own_files_are_counted_and_not_listed(tmp_path: Path) -> None:
    root = laid(tmp_path / "old", "~$a.docx", "Thumbs.db", "x.tmp", "__MACOSX/a.docx", "a.docx")
    found = walk(root)
    assert [old.name for old in found.files] == ["a.docx"]
    assert found.junk == 4


def test_links_are_not_followed(tmp_path: Path) -> None:
    laid(tmp_path / "outside", "secret.docx")
    root = laid(tmp_path / "old", "a.docx")
    (root / "link.docx").symlink_to(tmp_path / "outside" / "secret.docx")
    (root / "folder").symlink_to(tmp_path / "outside")
    assert [old.name for old in walk(root).files] == ["a.docx"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_gbk_name_is_read_and_its_path_is_kept(tmp_path: Path) -> None:
    root = laid(tmp_path / "old")
    root.mkdir()
    raw = os.fsencode(root) + b"/" + "家访.docx".encode("gbk")
    Path(os.fsdecode(raw)).write_bytes(b"x")
    [old] = walk(root).files
    assert old.name == "家访.docx"
    assert old.path.read_bytes() == b"x"


def test_a_tree_that_is_not_there_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        walk(tmp_path / "nowhere")


def test_what_is_neither_file_nor_folder_is_named_and_never_opened(tmp_path: Path) -> None:
    root = laid(tmp_path / "old", "a/b.docx", "/".join("d" * 33) + "/deep.docx")
    (root / "loop").symlink_to(root)
    (root / "a" / "link.docx").symlink_to(root / "a" / "b.docx")
    os.mkfifo(root / "a" / "pipe.docx")
    found = walk(root)
    assert [old.name for old in found.files] == ["a/b.docx"]
    assert found.unread == ("a/link.docx", "a/pipe.docx", "/".join("d" * 33), "loop")
