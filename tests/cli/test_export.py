"""`export` at the terminal: a bag, what was left out and why, and a received one checked without an office."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.house.offices import minutes

NAME = "会议纪要-2026-1118-001"


@pytest.fixture
def bag(shell: Shell, tmp_path: Path) -> Path:
    Path(f"{NAME}.docx").write_bytes(minutes())
    assert shell("file", f"{NAME}.docx").code == 0
    done = shell("export", "--bag", tmp_path / "bag", "--purpose", "年度移交", "--type", "会议纪要")
    assert done.code == 0, done.err
    assert "1 件" in done.out
    return tmp_path / "bag"


def test_a_bag_is_checked_where_there_is_no_office(shell: Shell, bag: Path, tmp_path: Path) -> None:
    done = shell("export", "--check", bag, RECORDKIT_OFFICE=str(tmp_path / "nowhere"))
    assert done.code == 0, done.err
    assert "完好" in done.out
    assert "示例医院" in done.out


def test_a_tampered_bag_is_not_sound_in_both_languages_and_as_json(shell: Shell, bag: Path) -> None:
    next(bag.rglob("*.docx")).unlink()
    zh, en = shell("export", "--check", bag), shell("--lang", "en", "export", "--check", bag)
    assert (zh.code, en.code) == (1, 1)
    assert "包内缺少" in zh.err
    assert "is missing from the bag" in en.err
    data = shell("export", "--check", bag, "--json").data
    assert data["ok"] is False
    assert "bag_file_missing" in [one["code"] for one in data["findings"]]


def test_json_tells_what_was_packed_and_left_out(shell: Shell, bag: Path, tmp_path: Path) -> None:
    data = shell("export", "--bag", tmp_path / "b2", "--purpose", "移交", "会议", "--json").data
    assert (data["documents"], data["left_out"]) == (1, [])
    assert set(data) == {"bag", "documents", "files", "bytes", "left_out"}


@pytest.mark.parametrize(
    "words",
    [
        ["--purpose", "移交"],
        ["--bag", "a", "--check", "b"],
        ["--bag", "a"],
        ["--bag", "a", "--purpose", " "],
        ["--check", "nowhere"],
        ["--bag", "a", "--purpose", "移交", "--from", "昨天"],
        ["--bag", "a", "--purpose", "移交", "--period", "去年"],
    ],
)
def test_words_that_do_not_fit_are_wrong_usage(shell: Shell, words: list[str]) -> None:
    done = shell("export", *words)
    assert done.code == 2, done.err
    assert not Path("a").exists()


def test_nothing_found_makes_no_bag(shell: Shell, tmp_path: Path) -> None:
    done = shell("export", "--bag", tmp_path / "bag", "--purpose", "移交")
    assert done.code == 1
    assert not (tmp_path / "bag").exists()
