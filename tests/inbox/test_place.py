"""tests of recordkit.inbox.place: HOUSE law 8, a file is never put over another."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.inbox.place import cut, free_names, place, place_exactly


def test_a_file_is_moved_to_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    assert place(tmp_path / "a", tmp_path / "b.docx") == tmp_path / "b.docx"
    assert [path.name for path in tmp_path.iterdir()] == ["b.docx"]


def test_a_file_that_lies_there_stays_and_the_next_number_is_taken(tmp_path: Path) -> None:
    for name in ("b.docx", "b (2).docx"):
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "a").write_bytes(b"new")
    assert place(tmp_path / "a", tmp_path / "b.docx").name == "b (3).docx"
    assert (tmp_path / "b.docx").read_bytes() == b"old"


def test_a_link_to_nowhere_counts_as_a_file_that_lies_there(tmp_path: Path) -> None:
    (tmp_path / "b").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a").write_bytes(b"a")
    assert not place_exactly(tmp_path / "a", tmp_path / "b")


def test_a_kill_between_the_two_names_is_ended_by_the_next_call(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert place(tmp_path / "a", tmp_path / "b") == tmp_path / "b"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_share_without_hard_links_gets_its_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _refuse_links)
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"old")
    assert place(tmp_path / "a", tmp_path / "b").name == "b (2)"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"old", "b (2)": b"a"}


def _refuse_links(*_names: object, **_options: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_every_free_name_fits_into_255_bytes(stem: str) -> None:
    names = free_names(Path("/x") / (cut(stem, 250) + ".docx"))
    assert all(len(os.fsencode(next(names).name)) <= 255 for _ in range(12))


def test_a_cut_splits_no_character() -> None:
    assert cut("甲乙丙", 8) == "甲乙"
    assert cut("abc", 8) == "abc"
    assert os.fsencode(cut(os.fsdecode(b"\xff\xfe\xfd"), 2)) == b"\xff\xfe"
