"""What is particular to a store in a folder: modes, links, leftovers of other processes."""

import os
import stat
from pathlib import Path

import pytest

from recordkit.archive.folder_store import FolderStore

KEY = "records/x/2026/x.docx"


def test_content_is_closed_to_others_and_read_only(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(KEY, b"x")
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) & 0o337 == 0
    assert stat.S_IMODE((tmp_path / KEY).parent.stat().st_mode) & 0o027 == 0


def test_a_link_in_a_files_place_is_not_followed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "archive")
    store.put("records/other", b"x")
    outside = tmp_path / "outside"
    outside.write_bytes(b"secret")
    (tmp_path / "archive" / "records" / "link").symlink_to(outside)
    with pytest.raises(OSError, match="link"):
        store.open("records/link")
    assert "records/link" in store.keys("")


def test_a_copy_cut_off_by_a_kill_is_a_leftover_and_no_key(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"x")
    (tmp_path / KEY).with_name(".tmp-0123").write_bytes(b"half")
    assert list(store.keys()) == [KEY]
    assert list(store.leftovers()) == ["records/x/2026/.tmp-0123"]


def test_a_folder_open_to_others_is_named(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"x")
    (tmp_path / "records").chmod(0o777)
    assert list(store.exposed()) == ["records"]


def test_a_failed_sync_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    store.put("records/x/2026/before.docx", b"x")

    def failing(_: int) -> None:
        raise OSError("input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="input/output"):
        store.put(KEY, b"x")
    assert not store.exists(KEY)
    assert list(store.leftovers()) == []
