"""tests of recordkit.guard.zips: ENGINE.md law 6, hostile files end in a refusal."""

import io
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from recordkit.guard.zips import measure
from tests.house.office_files import zipped

SMALL = Limits(
    entries=3, packed_bytes=5_000, total_bytes=30_000, single_bytes=20_000, ratio=50, ratio_from=1_000
)


def test_a_sound_zip_is_read_entry_by_entry(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped([("a.xml", b"<a/>"), ("folder/", b""), ("folder/b", b"b")]))
    measured = measure(file, SMALL, file="a.zip")
    assert measured.names == ("a.xml", "folder/b")
    assert measured.read("folder/b") == b"b"
    measured.check()


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ([("a", b"x"), ("b", b"x"), ("c", b"x"), ("d", b"x")], "entries"),
        ([("a", bytes(20_001))], "unpacked size of a"),
        ([("a", bytes(15_000)), ("b", bytes(15_001))], "unpacked size in bytes"),
        ([("a", bytes(15_000))], "ratio"),
    ],
)
def test_what_is_too_large_is_refused(entries: list[tuple[str, bytes]], what: str) -> None:
    with pytest.raises(TooLarge, match=what):
        measure(zipped(entries), SMALL, file="a.zip")


def test_a_file_that_is_too_large_as_it_lies_is_refused() -> None:
    with pytest.raises(TooLarge, match="size in bytes 5001 > 5000"):
        measure(bytes(5_001), SMALL, file="a.zip")


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "..\\a", "C:/a", "\\a", "a/.."])
def test_a_path_that_leaves_its_folder_is_refused(name: str) -> None:
    with pytest.raises(NotReadable, match="leaves its folder"):
        measure(zipped([(name, b"x")]), SMALL, file="a.zip")


@pytest.mark.parametrize("names", [("a", "a"), ("word/Document.xml", "word/document.xml")])
def test_an_entry_that_occurs_twice_is_refused(names: tuple[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicate that is wanted here
        content = zipped([(name, b"x") for name in names])
    with pytest.raises(NotReadable, match="occurs twice"):
        measure(content, SMALL, file="a.zip")


@pytest.mark.parametrize("cut", [1, 10, 22, 60])
def test_a_broken_directory_is_refused(cut: int) -> None:
    content = zipped([("a", b"x")])
    with pytest.raises(NotReadable):
        measure(content[:-cut], SMALL, file="a.zip")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + bytes(50)])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable, match=r"cannot read a\.zip"):
        measure(content, SMALL, file="a.zip")


def test_a_damaged_entry_is_refused_when_it_is_read_or_checked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"plain words")
    measured = measure(target.getvalue().replace(b"plain", b"pla1n"), SMALL, file="a.zip")
    with pytest.raises(NotReadable, match="a is damaged"):
        measured.read("a")
    with pytest.raises(NotReadable, match="a is damaged"):
        measured.check()


def test_a_missing_entry_is_refused() -> None:
    with pytest.raises(NotReadable, match="b is missing"):
        measure(zipped([("a", b"x")]), SMALL, file="a.zip").read("b")


def test_an_entry_larger_than_it_declares_never_unpacks_beyond_its_word() -> None:
    content = bytearray(zipped([("a", bytes(15_000))]))
    for at in (content.find(b"PK\x03\x04") + 22, content.find(b"PK\x01\x02") + 24):
        content[at : at + 4] = struct.pack("<I", 10)
    measured = measure(bytes(content), SMALL, file="a.zip")
    with pytest.raises(NotReadable, match="a is damaged"):
        measured.read("a")


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(zipped([("a", b"x")]))
    for at in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
        content[at] |= 1
    with pytest.raises(NotReadable, match="encrypted"):
        measure(bytes(content), SMALL, file="a.zip")


def test_limits_below_one_are_our_own_fault() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Limits(entries=0)
