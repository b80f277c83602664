"""What every Store must do: one suite, run on each implementor."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.store.folder_store import FolderStore
from recordkit.archive.store.memory_store import MemoryStore
from recordkit.archive.store.store import BadKey, KeyExists, Store
from recordkit.domain.chain import sha256

KEY = "records/家访报告/2026/家访报告-2026-1109-001.docx"
Made = Callable[[Path], Store]


@pytest.fixture(params=[FolderStore, lambda _: MemoryStore()], ids=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Made = request.param
    return made(tmp_path)


class CutOff:
    """A source that fails after its first piece."""

    def __init__(self) -> None:
        self._pieces = [b"half"]

    def read(self, size: int = -1, /) -> bytes:
        if self._pieces:
            return self._pieces.pop()[:size]
        raise OSError("the share went away")


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 9000])
def test_what_is_put_is_read_back_with_its_hash_and_size(store: Store, content: bytes) -> None:
    stored = store.put(KEY, io.BytesIO(content))
    assert (stored.key, stored.sha256, stored.size) == (KEY, sha256(content), len(content))
    with store.open(KEY) as file:
        assert file.read() == content
    assert store.size(KEY) == len(content)


def test_bytes_are_put_as_a_file_is(store: Store) -> None:
    assert store.put(KEY, b"x") == store.put(KEY, io.BytesIO(b"x"))


def test_the_same_content_may_be_put_again(store: Store) -> None:
    assert store.put(KEY, b"same") == store.put(KEY, b"same")
    assert list(store.keys()) == [KEY]


def test_other_content_never_replaces_what_stands(store: Store) -> None:
    store.put(KEY, b"first")
    with pytest.raises(KeyExists):
        store.put(KEY, b"other")
    with store.open(KEY) as file:
        assert file.read() == b"first"
    assert list(store.leftovers()) == []


def test_a_source_that_fails_half_way_leaves_nothing(store: Store) -> None:
    with pytest.raises(OSError, match="the share went away"):
        store.put(KEY, CutOff())
    assert not store.exists(KEY)
    assert list(store.keys()) == []
    assert list(store.leftovers()) == []


def test_what_is_not_there_is_not_found(store: Store) -> None:
    assert not store.exists(KEY)
    for ask in (store.open, store.size, store.set_aside):
        with pytest.raises(FileNotFoundError):
            ask(KEY)


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../out", "records/../../out", "records//x", ".staging/x", "a/./b", "a\\b", "a\0b"],
)
def test_a_key_that_would_leave_the_archive_is_refused(store: Store, key: str) -> None:
    with pytest.raises(BadKey):
        store.put(key, b"x")
    with pytest.raises(BadKey):
        store.open(key)


def test_staged_content_has_no_key_until_it_is_published(store: Store) -> None:
    staged = store.stage(io.BytesIO(b"content"))
    assert (staged.sha256, staged.size) == (sha256(b"content"), 7)
    assert list(store.keys()) == []
    assert store.publish(KEY, staged)
    store.settle([KEY])
    assert list(store.keys()) == [KEY]
    store.discard(staged)
    assert store.exists(KEY)


def test_publishing_the_same_content_again_is_no_news(store: Store) -> None:
    store.put(KEY, b"same")
    staged = store.stage(b"same")
    assert not store.publish(KEY, staged)
    store.discard(staged)
    store.close()
    assert list(store.leftovers()) == []


def test_what_could_not_be_published_is_staged_still(store: Store) -> None:
    store.put(KEY, b"first")
    staged = store.stage(b"other")
    with pytest.raises(KeyExists):
        store.publish(KEY, staged)
    assert store.publish(f"{KEY}.v2", staged)
    with store.open(f"{KEY}.v2") as file:
        assert file.read() == b"other"


def test_what_is_retracted_has_no_key_and_may_be_published_elsewhere(store: Store) -> None:
    staged = store.stage(b"content")
    store.publish(KEY, staged)
    store.retract(KEY, staged)
    assert not store.exists(KEY)
    assert store.publish(f"{KEY}.v2", staged)
    assert list(store.keys()) == [f"{KEY}.v2"]


def test_what_was_never_published_is_gone_when_the_store_is_let_go(store: Store) -> None:
    store.stage(b"content")
    store.close()
    assert list(store.keys()) == []
    assert list(store.leftovers()) == []
    assert store.stage(b"again").size == 5


@pytest.mark.parametrize(("standing", "dropped"), [(b"content", True), (b"other", False), (None, False)])
def test_what_was_set_aside_is_dropped_only_where_its_bytes_stand(
    store: Store, standing: bytes | None, *, dropped: bool
) -> None:
    store.put(KEY, b"content")
    aside = store.set_aside(KEY)
    assert list(store.asides()) == [aside]
    assert (aside.filename, aside.sha256) == (KEY.rpartition("/")[2], sha256(b"content"))
    if standing is not None:
        store.put("records/elsewhere.docx", standing)
    assert store.drop(aside, "records/elsewhere.docx") is dropped
    assert list(store.asides()) == ([] if dropped else [aside])


def test_the_same_content_is_set_aside_once(store: Store) -> None:
    for _ in range(2):
        store.put(KEY, b"content")
        store.set_aside(KEY)
    assert len(list(store.asides())) == 1


def test_keys_are_listed_by_prefix_folder_by_folder(store: Store) -> None:
    keys = [
        "README.md",
        "records/甲/2025/a.docx",
        "records/甲/2026/b.docx",
        "records/甲/2026/b.record.json",
        "records/乙/2026/c.pdf",
    ]
    for key in keys:
        store.put(key, b"x")
    assert sorted(store.keys()) == sorted(keys)
    assert list(store.keys("records/甲/2026/")) == keys[2:4]
    assert list(store.keys("records/甲/2026/b.r")) == keys[3:4]
    assert list(store.keys("nothing/")) == []


def test_what_is_set_aside_is_gone_but_not_lost(store: Store) -> None:
    store.put(KEY, b"leftover")
    store.set_aside(KEY)
    assert not store.exists(KEY)
    assert len(list(store.leftovers())) == 1
    store.put(KEY, b"rightful")
    with store.open(KEY) as file:
        assert file.read() == b"rightful"


def test_nobody_else_may_write_to_a_new_store(store: Store) -> None:
    store.put(KEY, b"x")
    assert list(store.exposed()) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=3)), max_size=12))
def test_the_first_content_of_a_key_is_what_stays(puts: list[tuple[str, bytes]]) -> None:
    store, first = MemoryStore(), dict[str, bytes]()
    for key, content in puts:
        if first.setdefault(key, content) == content:
            store.put(key, content)
        else:
            with pytest.raises(KeyExists):
                store.put(key, content)
    assert {key: store.open(key).read() for key in store.keys("")} == first
