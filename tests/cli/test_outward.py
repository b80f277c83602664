"""tests of recordkit.cli.outward: no option writes into what is recordkit's own, or over a file of another kind."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

OWN = [
    "archive/journal/x.xlsx",
    "archive/x.xlsx",
    "secrets/x.xlsx",
    ".watch/x.xlsx",
    "inbox/.recordkit/x.xlsx",
]


def written(root: Path) -> dict[Path, bytes]:
    """Return every file of the office but the catalogue, which is a cache."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not path.name.startswith("catalogue")}


@pytest.mark.parametrize("target", OWN)
@pytest.mark.parametrize("words", [("status", "--xlsx"), ("verify", "--xlsx"), ("verify", "--head")])
def test_no_list_is_written_among_recordkits_own_files(
    shell: Shell, words: tuple[str, str], target: str
) -> None:
    (shell.root / ".watch").mkdir()
    before = written(shell.root)
    ran = shell(*words, shell.root / target)
    assert (ran.code, ran.out) == (2, "")
    assert "recordkit 自己的文件" in ran.err
    assert written(shell.root) == before


def test_a_link_leads_nowhere_else(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(shell.root / "archive" / "journal")
    assert shell("status", "--html", tmp_path / "out" / "a.html").code == 2
    assert shell("export", "--bag", tmp_path / "out" / "bag", "--purpose", "移交").code == 2
    assert shell("get", "会议纪要-2026-1118-001", "--out", tmp_path / "out").code == 2


@pytest.mark.parametrize(
    ("option", "file"), [("--html", "年度总结.docx"), ("--xlsx", "a.html"), ("--ics", "a.xlsx")]
)
def test_a_file_of_another_kind_is_not_overwritten(
    shell: Shell, tmp_path: Path, option: str, file: str
) -> None:
    (tmp_path / file).write_bytes(b"mine")
    ran = shell("status", option, tmp_path / file)
    assert (ran.code, (tmp_path / file).read_bytes()) == (2, b"mine")
    assert "另一种文件" in ran.err


def test_a_folder_and_a_missing_one_are_said(shell: Shell, tmp_path: Path) -> None:
    assert "这是一个文件夹" in shell("status", "--html", tmp_path).err
    assert "没有这个文件夹" in shell("status", "--xlsx", tmp_path / "none" / "a.xlsx").err
    (tmp_path / "a.docx").write_bytes(b"x")
    for words in (("generate", "minutes", "x.csv"), ("get", "会议纪要-2026-1118-001")):
        assert "这不是文件夹" in shell(*words, "--out", tmp_path / "a.docx" / "b").err
    assert (
        "is no folder"
        in shell("--lang", "en", "blank", "minutes", "--out", tmp_path / "a.docx" / "b.xlsx").err
    )


def test_the_same_file_is_written_again(shell: Shell, tmp_path: Path) -> None:
    for _ in range(2):
        assert shell("status", "--xlsx", tmp_path / "a.xlsx").code == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
