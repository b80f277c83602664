"""tests of recordkit.documents.packing: zips that every reader opens, alike for alike parts."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.packing import LAST, LIMIT, Piece, Zip, combined, keep, packed, pieces_of


def written(*, limit: int = LIMIT) -> bytes:
    target = io.BytesIO()
    archive = Zip(target, limit=limit)
    archive.add(packed("a.xml", b"<a/>" * 100))
    archive.stream("xl/大.xml", stream(b"head", b"rows" * 1000, b"tail"), expected=4_008)
    archive.add(packed("空.xml", b""))
    archive.close()
    return target.getvalue()


def stream(*texts: bytes) -> Iterator[Piece]:
    for text in texts:
        yield from pieces_of([text[:3], text[3:]])
    yield LAST


@pytest.mark.parametrize(
    "limit", [LIMIT, 4_000, 300, 1], ids=["small", "large part", "far part", "all large"]
)
def test_what_was_packed_and_streamed_is_read_again(limit: int) -> None:
    with zipfile.ZipFile(io.BytesIO(written(limit=limit))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.xml", "xl/大.xml", "空.xml"]
        assert archive.read("xl/大.xml") == b"head" + b"rows" * 1000 + b"tail"
        assert archive.read("空.xml") == b""


def test_a_large_zip_says_so_and_a_small_one_does_not() -> None:
    assert b"PK\6\6" in written(limit=300)
    assert b"PK\6\6" not in written()


def test_like_parts_give_like_bytes_and_no_clock_is_asked() -> None:
    assert written() == written()
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}


def test_a_zip_may_begin_in_the_middle_of_a_file() -> None:
    target = io.BytesIO(b"before")
    target.seek(6)
    archive = Zip(target)
    archive.add(packed("a", b"1"))
    archive.stream("b", stream(b"2345"), expected=4)
    archive.close()
    with zipfile.ZipFile(target) as found:
        assert (found.read("a"), found.read("b")) == (b"1", b"2345")


def test_a_stream_that_grows_past_what_was_expected_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="beyond what was expected"):
        Zip(io.BytesIO(), limit=100).stream("a", stream(b"x" * 200), expected=10)


def test_kept_parts_are_copied_as_they_were_packed() -> None:
    kept = keep({"b.xml": b"<b/>" * 50, "a.xml": b"<a/>"}, "a.xml")
    made = kept.pack({"b.xml": b"<c/>", "new.xml": b"<n/>"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.xml": b"<a/>",
            "b.xml": b"<c/>",
            "new.xml": b"<n/>",
        }
    assert kept.parts["a.xml"].data in made
    assert kept.parts["b.xml"].data in kept.pack({})


@given(st.binary(), st.binary())
def test_two_checksums_give_that_of_both(first: bytes, second: bytes) -> None:
    both = zlib.crc32(first + second)
    assert combined(zlib.crc32(first), zlib.crc32(second), len(second)) == both


@given(st.lists(st.lists(st.binary(max_size=200), max_size=4), max_size=5))
def test_any_pieces_make_one_stream(runs: list[list[bytes]]) -> None:
    pieces = [piece for run in runs for piece in pieces_of(run)]
    data = b"".join(piece.data for piece in [*pieces, LAST])
    assert zlib.decompress(data, -15) == b"".join(b"".join(run) for run in runs)
    assert sum(piece.size for piece in pieces) == sum(len(text) for run in runs for text in run)
