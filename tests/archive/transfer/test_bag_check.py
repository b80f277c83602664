"""A received bag: every fault is named, and a sound bag has none (RFC 8493; 1-14 of DA/T 70)."""

from collections.abc import Callable
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from recordkit.archive.transfer.bag_check import bag_findings
from tests.archive.transfer.test_bag import made

DOCUMENT = "data/records/会议纪要/2026/a.docx"


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return made(tmp_path / "bag")


def found(bag: Path) -> list[tuple[str, str | None]]:
    return [(one.code, one.value) for one in bag_findings(bag)]


def changed(bag: Path) -> None:
    (bag / DOCUMENT).chmod(0o640)
    (bag / DOCUMENT).write_bytes(b"onetwO")


def missing(bag: Path) -> None:
    (bag / DOCUMENT).unlink()


def stray(bag: Path) -> None:
    (bag / "data" / "more.txt").write_bytes(b"x")


def info_changed(bag: Path) -> None:
    (bag / "bag-info.txt").chmod(0o640)
    (bag / "bag-info.txt").write_bytes((bag / "bag-info.txt").read_bytes() + b"More: yes\n")


def info_missing(bag: Path) -> None:
    (bag / "bag-info.txt").unlink()


def declaration_missing(bag: Path) -> None:
    (bag / "bagit.txt").unlink()


def manifest_missing(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()


def climbing(bag: Path) -> None:
    manifest = bag / "manifest-sha256.txt"
    manifest.chmod(0o640)
    manifest.write_text(manifest.read_text("utf-8").replace("data/元数据.json", "../../etc/passwd"), "utf-8")


def linked(bag: Path) -> None:
    (bag / DOCUMENT).unlink()
    (bag / DOCUMENT).symlink_to("/etc/hostname")


TAMPERED: list[tuple[Callable[[Path], None], set[tuple[str, str | None]]]] = [
    (changed, {("bag_file_changed", DOCUMENT)}),
    (missing, {("bag_file_missing", DOCUMENT), ("bag_count", None)}),
    (stray, {("bag_file_stray", "data/more.txt"), ("bag_count", None)}),
    (info_changed, {("bag_file_changed", "bag-info.txt")}),
    (info_missing, {("bag_file_missing", "bag-info.txt")}),
    (declaration_missing, {("bag_unreadable", None)}),
    (manifest_missing, {("bag_unreadable", None)}),
    (climbing, {("bag_unreadable", None)}),
    (linked, {("bag_unreadable", None)}),
]


def test_a_sound_bag_has_no_fault(bag: Path) -> None:
    assert found(bag) == []


@pytest.mark.parametrize(("tamper", "expected"), TAMPERED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_was_done_to_a_bag_is_named(
    bag: Path, tamper: Callable[[Path], None], expected: set[tuple[str, str | None]]
) -> None:
    tamper(bag)
    assert set(found(bag)) == expected


def test_all_faults_are_named_at_once(bag: Path) -> None:
    (bag / "data" / "元数据.json").chmod(0o640)
    (bag / "data" / "元数据.json").write_bytes(b"[]")
    missing(bag)
    stray(bag)
    codes = {code for code, _ in found(bag)}
    assert {"bag_file_changed", "bag_file_missing", "bag_file_stray"} <= codes


def test_a_bag_of_another_program_with_another_hash_is_checked_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"a")
    bagit.make_bag(str(folder), checksums=["sha512"])
    assert found(folder) == []
    (folder / "data" / "a.txt").write_bytes(b"b")
    assert found(folder) == [("bag_file_changed", "data/a.txt")]


def test_progress_is_told_to_the_end(bag: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert list(bag_findings(bag, lambda done, total: seen.append((done, total)))) == []
    assert seen[-1][0] == seen[-1][1] > 1


def test_the_library_prints_nothing(bag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing(bag)
    changed_or_not = found(bag)
    assert changed_or_not
    assert capsys.readouterr() == ("", "")
