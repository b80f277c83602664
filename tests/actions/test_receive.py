"""A received bag against its own list: what was remade with a new manifest is still found (2-10, 2-11 of DA/T 70)."""

import json
import os
from pathlib import Path

import pytest

from recordkit.actions.receive import receive
from recordkit.archive.transfer.bag import BagWriter
from recordkit.domain.chain import sha256
from recordkit.domain.transfer import FORMAT, LIST_NAME

PATH = "data/records/a.docx"


def packed(target: Path, *, lists: object, document: bytes = b"abc") -> Path:
    bag = BagWriter(target)
    bag.add("records/a.docx", [document])
    if lists is not None:
        content = lists if isinstance(lists, bytes) else json.dumps(lists).encode()
        bag.add(LIST_NAME, [content])
    bag.finish([])
    return target


def listing(**changes: object) -> dict[str, object]:
    file = {"path": PATH, "kind": "document", "size": 3, "sha256": sha256(b"abc")}
    items = [{"document_no": "会议纪要-2026-1118-001", "files": [file]}]
    facts = {"format": FORMAT, "unit": "示例医院", "purpose": "移交", "documents": 1, "files": 1, "bytes": 3}
    return {**facts, "items": items, **changes}


def codes(bag: Path) -> list[tuple[str, str | None]]:
    return [(one.code, one.value) for one in receive(bag).findings]


def test_a_sound_bag_says_whose_it_is(tmp_path: Path) -> None:
    received = receive(packed(tmp_path / "bag", lists=listing()))
    assert (received.ok, received.unit, received.purpose, received.documents) == (True, "示例医院", "移交", 1)
    assert received.findings == ()


@pytest.mark.parametrize(
    ("document", "what"), [(b"abX", "SHA-256"), (b"abcd", "3")], ids=["another content", "another size"]
)
def test_a_document_that_was_changed_with_its_manifest_differs_from_the_list(
    tmp_path: Path, document: bytes, what: str
) -> None:
    bag = packed(tmp_path / "bag", lists=listing(bytes=len(document)), document=document)
    assert codes(bag) == [("bag_list_differs", PATH)]
    assert what in receive(bag).findings[0].message("zh")


def test_a_file_that_the_list_does_not_name_and_totals_that_are_off(tmp_path: Path) -> None:
    bag = packed(tmp_path / "bag", lists=listing(items=[], documents=0))
    assert codes(bag) == [("bag_list_lacks", PATH)]
    bag = packed(tmp_path / "other", lists=listing(documents=2, files=5, bytes=7))
    assert codes(bag) == [("bag_list_total", LIST_NAME)] * 3


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "data/../../x", "data\\..\\x", ""])
def test_a_path_that_leaves_the_bag_is_not_looked_at(tmp_path: Path, path: str) -> None:
    file = {"path": path, "kind": "document", "size": 3, "sha256": sha256(b"abc")}
    items = [{"document_no": "a", "files": [file]}]
    bag = packed(tmp_path / "bag", lists=listing(items=items))
    assert ("bag_list_differs", path) in codes(bag)


@pytest.mark.parametrize(
    "lists",
    [b"{", b"[]", b'{"format": "other"}', b"\xff\xfe", b"[" * 100_000],
    ids=["cut", "array", "other", "bytes", "deep"],
)
def test_a_list_that_cannot_be_read_is_a_fault_of_its_own(tmp_path: Path, lists: bytes) -> None:
    assert codes(packed(tmp_path / "bag", lists=lists)) == [("bag_list_unreadable", LIST_NAME)]


def test_nonsense_in_the_list_is_no_crash(tmp_path: Path) -> None:
    lists = listing(items=[1, {"files": "x"}, {"files": [2, {"path": 5, "size": "a"}]}], documents="many")
    found = codes(packed(tmp_path / "bag", lists=lists))
    assert {code for code, _ in found} == {"bag_list_differs", "bag_list_lacks", "bag_list_total"}


def test_a_bag_of_somebody_else_is_checked_as_a_bag(tmp_path: Path) -> None:
    received = receive(packed(tmp_path / "bag", lists=None))
    assert [(one.code, one.severity) for one in received.findings] == [("bag_list_missing", "warning")]
    assert received.ok


@pytest.mark.parametrize("how", ["a link to a file", "a link to a folder", "a pipe"])
def test_a_bag_that_leads_out_or_keeps_its_reader_waiting_is_not_read(tmp_path: Path, how: str) -> None:
    bag = packed(tmp_path / "bag", lists=listing())
    odd = bag / "data" / "records" / "a.docx"
    odd.unlink()
    if how == "a pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to("/etc/hostname" if how == "a link to a file" else "/etc")
    assert ("bag_unreadable", None) in codes(bag)
    assert not receive(bag).ok
    assert "records/a.docx" in receive(bag).findings[0].message("zh")
