"""The steps that make something durable: never over what is there, and nothing left when they fail."""

import os
from pathlib import Path

import pytest

from recordkit import disk
from recordkit.disk import move_new, write_new

WAYS = [move_new, disk._link_new]


@pytest.mark.parametrize("move", WAYS)
def test_a_finished_file_gets_its_name(tmp_path: Path, move: object) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert callable(move)
    move(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("move", WAYS)
def test_nothing_is_ever_replaced(tmp_path: Path, move: object) -> None:
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")
    assert callable(move)
    for taken in ("b", "c"):
        with pytest.raises(FileExistsError):
            move(tmp_path / "a", tmp_path / taken)
    assert (tmp_path / "b").read_bytes() == b"old"
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("move", WAYS)
def test_what_is_not_there_is_not_moved(tmp_path: Path, move: object) -> None:
    assert callable(move)
    with pytest.raises(FileNotFoundError):
        move(tmp_path / "a", tmp_path / "b")


def test_a_new_file_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    pieces = [b"x" * 3_000_000, b"", b"y"]
    write_new(tmp_path / "a", pieces)
    assert (tmp_path / "a").read_bytes() == b"".join(pieces)
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", [b"other"])
    assert (tmp_path / "a").stat().st_size == 3_000_001


def test_a_new_file_whose_content_fails_is_not_there(tmp_path: Path) -> None:
    def cut_off() -> object:
        yield b"half"
        raise OSError("the share went away")

    with pytest.raises(OSError, match="share"):
        write_new(tmp_path / "a", cut_off())  # type: ignore[arg-type] # an iterator is one
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing at all
