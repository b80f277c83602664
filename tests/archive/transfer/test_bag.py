"""A bag in the making (RFC 8493): whole under its name, or not there; any BagIt reader finds it valid."""

from collections.abc import Iterator
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from recordkit.archive.transfer.bag import BagWriter
from recordkit.domain.chain import sha256

INFO = [("Source-Organization", "示例市第一人民医院"), ("External-Description", "年度\n移交  2026")]


def made(target: Path) -> Path:
    bag = BagWriter(target)
    bag.add("records/会议纪要/2026/a.docx", [b"one", b"two"])
    bag.add("元数据.json", [b"{}"])
    bag.finish(INFO)
    return target


def test_another_reader_finds_the_bag_valid(tmp_path: Path) -> None:
    bag = bagit.Bag(str(made(tmp_path / "移交 2026")))
    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["Source-Organization"] == "示例市第一人民医院"
    assert bag.info["External-Description"] == "年度 移交 2026"
    assert bag.info["Payload-Oxum"] == "8.2"
    assert len(list(bag.tagfile_entries())) == 3


def test_what_was_packed_is_told_with_its_hash_and_size(tmp_path: Path) -> None:
    packed = BagWriter(tmp_path / "b").add("x/y.txt", [b"ab", b"c"])
    assert (packed.path, packed.sha256, packed.size) == ("data/x/y.txt", sha256(b"abc"), 3)


def test_until_it_is_finished_nothing_bears_the_bags_name(tmp_path: Path) -> None:
    bag = BagWriter(tmp_path / "b")
    bag.add("x", [b"x"])
    assert not (tmp_path / "b").exists()
    bag.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise OSError("gone")

    bag = BagWriter(tmp_path / "b")
    with pytest.raises(OSError, match="gone"):
        bag.add("x", failing())
    assert bag.packed == []
    assert not (bag.draft / "data" / "x").exists()


def test_what_a_cut_off_run_left_is_begun_anew_and_an_empty_folder_makes_way(tmp_path: Path) -> None:
    BagWriter(tmp_path / "b").add("left", [b"over"])
    (tmp_path / "b").mkdir()
    bag = bagit.Bag(str(made(tmp_path / "b")))
    assert bag.validate()
    assert not (tmp_path / "b" / "data" / "left").exists()


def test_a_percent_sign_is_written_full_width_so_that_every_reader_finds_the_file(tmp_path: Path) -> None:
    bag = BagWriter(tmp_path / "b")
    packed = bag.add("达标率100%.xlsx", [b"x"])
    bag.finish([])
    assert packed.path == "data/达标率100％.xlsx"
    assert bagit.Bag(str(tmp_path / "b")).validate()
