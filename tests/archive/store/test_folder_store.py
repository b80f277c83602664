"""What is particular to a store in a folder: modes, links, leftovers of other processes."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.store.store import KeyExists

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


def test_what_somebody_works_on_is_no_leftover(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.stage(b"half a batch")
    assert list(FolderStore(tmp_path).leftovers()) == []
    assert list(FolderStore(tmp_path).abandoned()) == []
    store.close()
    assert list((tmp_path / ".staging").iterdir()) == []


def test_staging_begins_anew_where_somebody_tidied_it_away(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"x")
    for gone in (tmp_path / ".staging", (tmp_path / KEY).parent):
        shutil.rmtree(gone)
        store.put(KEY, b"x")
    assert list(store.keys()) == [KEY]


def test_what_is_no_file_in_a_keys_place_makes_way(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("records/x/2026/before", b"x")
    (tmp_path / KEY).symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeyExists):
        store.put(KEY, b"x")
    store.set_aside(KEY)
    store.put(KEY, b"x")
    assert (tmp_path / KEY).read_bytes() == b"x"


def test_a_name_that_is_too_long_to_be_set_aside_is_cut(tmp_path: Path) -> None:
    store, key = FolderStore(tmp_path), f"records/{'字' * 80}.docx"
    store.put(key, b"x")
    store.set_aside(key)
    ((aside),) = store.asides()
    assert store.put(key, b"x").key == key
    assert store.drop(aside, key)


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
