"""`backup DIR` at the terminal: what was copied, in both languages and as JSON; exit 1 where something could not be."""

from pathlib import Path

from tests.cli.conftest import Shell
from tests.house.offices import minutes

NAME = "会议纪要-2026-1118-001"


def filed(shell: Shell) -> None:
    Path(f"{NAME}.docx").write_bytes(minutes())
    assert shell("file", f"{NAME}.docx").code == 0


def test_a_backup_is_said_and_verified(shell: Shell, tmp_path: Path) -> None:
    filed(shell)
    done = shell("backup", tmp_path / "copy", "--verify")
    assert done.code == 0, done.err
    assert "新增 1 个文件" in done.out
    assert "完好" in done.err
    assert shell("--office", tmp_path / "copy", "verify", RECORDKIT_OFFICE="").code == 0


def test_json_tells_the_head_and_what_was_copied(shell: Shell, tmp_path: Path) -> None:
    filed(shell)
    first = shell("backup", tmp_path / "copy", "--json").data
    again = shell("--lang", "en", "backup", tmp_path / "copy", "--json", "--verify").data
    assert (first["files"], first["standing"], first["verified"]) == (1, 0, None)
    assert (again["files"], again["standing"], again["verified"]) == (0, 1, True)
    assert first["head"] == again["head"]
    assert set(first) == {"folder", "head", "lines", "files", "bytes", "standing", "damaged", "verified"}


def test_a_damaged_file_is_named_and_the_exit_code_says_so(shell: Shell, tmp_path: Path) -> None:
    filed(shell)
    place = next((shell.root / "archive").rglob(f"{NAME}.docx"))
    place.chmod(0o640)
    place.write_bytes(b"x" * place.stat().st_size)
    done = shell("--lang", "en", "backup", tmp_path / "copy")
    assert done.code == 1
    assert f"{NAME}.docx" in done.err
    assert "recordkit verify" in done.err


def test_a_folder_in_the_office_is_wrong_usage(shell: Shell) -> None:
    done = shell("backup", shell.root / "backup")
    assert done.code == 2
    assert "另一块磁盘" in done.err
