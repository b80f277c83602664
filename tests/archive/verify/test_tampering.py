"""Whatever changes in an archive is told, and only what was changed is named: any byte, line or file, any end cut off."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.journal.journal import RawLine
from recordkit.archive.verify.chain_check import walk
from recordkit.archive.verify.verdicts import Result
from recordkit.domain.chain import Head, decode, link
from recordkit.errors import NotReadable
from tests.archive.builders import looked
from tests.archive.damage import edit, forget, lines_of, rewrite, truth

FULL = os.environ.get("RECORDKIT_FULL") == "1"
TAMPERING = settings(
    max_examples=400 if FULL else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CONSEQUENCES = {"4-7", "2-1", "2-2"}
"""What names nothing: the chain as a whole, the count of files and of bytes."""


def copied(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(pristine, tmp_path_factory.mktemp("tampered") / "archive"))


def failed(root: Path, witnessed: Head | None = None) -> set[str]:
    """Return the places that failed; the consequences that name no place stand for themselves."""
    with Archive.open(root) as archive:
        report = looked(archive, witnessed=witnessed)
    bad = [item for item in report.items if item.result is Result.FAILED]
    assert report.ok is (not bad)
    assert all(item.path or item.name or item.code in CONSEQUENCES for item in bad)
    return {item.path or item.name or "" for item in bad} - {""}


def head_of(root: Path) -> Head:
    with Archive.open(root) as archive:
        return archive.head


def changed(data: st.DataObject, content: bytes) -> tuple[bytes, int]:
    """Return the bytes with one flipped, put in or taken out, and where."""
    place = data.draw(st.integers(0, len(content) - 1))
    how = data.draw(st.sampled_from(["flip", "insert", "delete"]))
    byte = bytes([data.draw(st.integers(0, 255))])
    if how == "flip":
        assume(content[place : place + 1] != byte)
        return content[:place] + byte + content[place + 1 :], place
    return content[:place] + (byte if how == "insert" else b"") + content[place + (how == "delete") :], place


@TAMPERING
@given(data=st.data())
def test_any_changed_byte_of_a_file_names_that_file_alone(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    path = data.draw(st.sampled_from([path for path in truth(root) if path.parent.name != "journal"]))
    content = path.read_bytes()
    after, _ = changed(data, content)
    assume(after != content)
    rewrite(path, after)
    assert failed(root) == {path.relative_to(root).as_posix()}


@TAMPERING
@given(data=st.data())
def test_any_changed_byte_of_the_journal_names_its_line_alone(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    head = head_of(root)
    path = data.draw(st.sampled_from(sorted(root.glob("journal/*"))))
    content = path.read_bytes()
    after, place = changed(data, content)
    assume(after != content)
    rewrite(path, after)
    line = content[:place].count(b"\n") + 1
    named = failed(root)
    assert named
    allowed = {f"journal/{path.name}:{line}"}
    if after.count(b"\n") != content.count(b"\n"):  # a line was broken in two, or two became one
        allowed.add(f"journal/{path.name}:{line + 1}")
    if content[place - 1 : place] == b"\n":  # what was put in before a line may have ended the line before
        allowed.add(f"journal/{path.name}:{line - 1}")
    if b"\n" not in content[place:].split(b"\n", 1)[1][:-1]:  # the last line, or the newline before it
        allowed.add(f"journal:{head.seq}")
    assert named <= allowed


@pytest.mark.full
def test_any_byte_of_any_line_changed_in_five_ways_blames_no_other_line(pristine: Path) -> None:
    lines = [
        RawLine(f"{path.name}:{number}", raw)
        for path in sorted(pristine.glob("journal/*"))
        for number, raw in enumerate(path.read_bytes().splitlines(keepends=True), 1)
    ]
    for place, found in enumerate(lines):
        for changed in set(other_lines(found.raw)):
            after = [*lines[:place], RawLine(found.place, changed), *lines[place + 1 :]]
            blamed = [step.found.place for step in walk(after) if step.fault is not None]
            assert blamed == [found.place], changed


def other_lines(raw: bytes) -> Iterator[bytes]:
    for place in range(len(raw) - 1):
        before, byte, after = raw[:place], raw[place], raw[place + 1 :]
        for changed in (b"", bytes([byte ^ 1]), bytes([byte ^ 32]), bytes([byte, 48]), bytes([32, byte])):
            if before + changed + after != raw and b"\n" not in changed:
                yield before + changed + after


@TAMPERING
@given(data=st.data())
def test_a_changed_archive_toml_is_refused_or_named(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    content = (root / "archive.toml").read_bytes()
    after, _ = changed(data, content)
    assume(after != content)
    rewrite(root / "archive.toml", after)
    assert told_of(root) == {"archive.toml"}


def told_of(root: Path) -> set[str]:
    """Return what failed; of an archive that is refused unopened, the file that the refusal names."""
    try:
        return failed(root)
    except NotReadable as refusal:
        return {str(refusal.facts["file"])}


@TAMPERING
@given(data=st.data())
def test_any_removed_added_or_renamed_file_names_that_file_alone(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    path = data.draw(st.sampled_from(sorted(root.glob("records/*/*/*"))))
    other = data.draw(st.sampled_from(["x.docx", ".hidden", f"{path.stem}.v9.docx", "sub/x", ".sub/x"]))
    stray = path.parent / other
    stray.parent.mkdir(exist_ok=True)
    how = data.draw(st.sampled_from(["remove", "add", "rename"]))
    if how == "add":
        stray.write_bytes(b"x")
    elif how == "rename":
        path.rename(stray)
    else:
        path.unlink()
    expected = {"add": {stray}, "remove": {path}, "rename": {path, stray}}[how]
    assert failed(root) == {one.relative_to(root).as_posix() for one in expected}


@TAMPERING
@given(data=st.data())
def test_any_removed_swapped_repeated_or_forged_line_names_its_place_alone(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    forget(root)
    witnessed = head_of(root)
    path, number = data.draw(st.sampled_from(lines_of(root)))
    how = data.draw(st.sampled_from(["remove", "swap", "repeat", "empty", "forge"]))
    lines = path.read_bytes().splitlines(keepends=True)
    assume(how != "swap" or len(lines) > 1)
    other = number + 1 if number + 1 < len(lines) else number - 1
    forged = {"repeat": lines[number], "empty": b"\n", "forge": b'{"seq":1,"events":[]}\n'}

    def tamper(lines: list[bytes]) -> None:
        if how == "remove":
            del lines[number]
        elif how == "swap":
            lines[number], lines[other] = lines[other], lines[number]
        else:
            lines.insert(number, forged[how])

    edit(path, tamper)
    named = failed(root, witnessed)
    assert named
    near = {f"journal/{path.name}:{number + 1}", f"journal/{path.name}:{number + 2}"}
    if how == "swap":
        near = {
            f"journal/{path.name}:{min(number, other) + 1}",
            f"journal/{path.name}:{max(number, other) + 1}",
        }
    if how == "remove":  # what follows the gap tells it, and at the end only the witness
        months = sorted(root.glob("journal/*"))
        after = months[months.index(path) + 1 :]
        near = near | {f"journal/{month.name}:1" for month in after[:1]} | {f"journal:{witnessed.seq}"}
    assert named <= near


@TAMPERING
@given(data=st.data())
def test_an_end_that_was_cut_off_is_told_by_its_witness(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    forget(root)
    witnessed = head_of(root)
    path = max(root.glob("journal/*"))
    content = path.read_bytes()
    keep = data.draw(st.integers(0, len(content) - 1))
    path.write_bytes(content[:keep])
    named = failed(root, witnessed)
    line = content[:keep].count(b"\n") + 1
    assert named
    assert named <= {f"journal:{witnessed.seq}", f"journal/{path.name}:{line}"}


@TAMPERING
@given(data=st.data())
def test_a_journal_written_anew_from_any_line_on_is_told_by_its_witness(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = copied(pristine, tmp_path_factory)
    forget(root)
    witnessed = head_of(root)
    begin = data.draw(st.integers(1, witnessed.seq))
    rewritten(root, begin)
    assert failed(root) == set()
    assert failed(root, witnessed) == {f"journal:{witnessed.seq}"}


def rewritten(root: Path, begin: int) -> None:
    """Forge the journal from line `begin` on: other people did it all, and every hash is right."""
    head = Head()
    for path in sorted(root.glob("journal/*")):
        forged = []
        for raw in path.read_bytes().splitlines(keepends=True):
            line = json.loads(raw)
            at = decode(raw, Head(line["seq"] - 1, line["prev"])).at
            changed = line["seq"] >= begin
            events = [{**event, "by": f"{event['by']}x"} if changed else event for event in line["events"]]
            made = link(head, at, events)
            head = made.head
            forged.append(made.encode())
        path.write_bytes(b"".join(forged))
