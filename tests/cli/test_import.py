"""`import` at the terminal: proposed, looked through, filed; the words in both languages, the shapes of its JSON."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Shell
from tests.house.legacy import old_tree


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return old_tree(tmp_path / "old")


def test_from_the_tree_to_filed_records(shell: Shell, old: Path) -> None:
    proposed = shell("import", old, "--dry-run", "--map", "map.xlsx")
    assert proposed.code == 0, proposed.err
    assert "10 个文件: 建议归档 4 个" in proposed.err
    assert "recordkit import" in proposed.out
    checked = shell("import", old, "--dry-run", "--map", "map.xlsx")
    assert (checked.code, "4 个文件可以归档" in checked.out) == (0, True)
    assert shell("numbers", "--json").data == []
    done = shell("import", old, "--map", "map.xlsx")
    assert done.code == 0, done.err
    assert "→ 会议纪要-2019-0315-001" in done.out
    assert "归档 4 个" in done.err
    again = shell("--lang", "en", "import", old, "--map", "map.xlsx")
    assert (again.code, "4 filed already" in again.err) == (0, True)


def test_a_dry_run_without_a_mapping_writes_nothing(shell: Shell, old: Path) -> None:
    done = shell("--lang", "en", "import", old, "--dry-run")
    assert done.code == 0
    assert "skip" in done.out
    assert "2019-04-03?" in done.out
    assert list(Path.cwd().iterdir()) == []


def test_the_json_of_a_proposal_and_of_a_run(shell: Shell, old: Path) -> None:
    data = shell("import", old, "--dry-run", "--map", "map.xlsx", "--json").data
    assert set(data) == {"map", "files", "openings", "junk", "unread"}
    first = next(one for one in data["files"] if one["path"].startswith("家访/家访 张三"))
    assert first == {
        "path": "家访/家访 张三 20190316.docx",
        "type": "家访报告",
        "day": "2019-03-16",
        "number": None,
        "department": None,
        "period": None,
        "name": "家访报告-2019-0316.docx",
        "action": "file",
        "doubts": ["word"],
        "note": "类型由名称或文件夹推断",
    }
    data = shell("import", old, "--map", "map.xlsx", "--json").data
    assert set(data) == {"documents", "ready", "skipped", "unmapped", "findings"}
    assert [one["status"] for one in data["documents"]] == ["filed"] * 4


def test_a_fault_of_the_mapping_files_nothing_and_names_its_cell(shell: Shell, old: Path) -> None:
    shell("import", old, "--dry-run", "--map", "map.xlsx")
    book = load_workbook("map.xlsx")
    row = next(cell.row for cell in book.worksheets[0]["H"] if cell.value == "归档")
    book.worksheets[0].cell(row or 0, 3).value = "去年"
    book.save("map.xlsx")
    done = shell("import", old, "--map", "map.xlsx")
    assert done.code == 1
    assert f"第 {row} 行 · 列“建议日期”" in done.err
    assert "一个也没有归档" in done.err
    assert "nothing was filed" in shell("--lang", "en", "import", old, "--map", "map.xlsx").err


@pytest.mark.parametrize(
    "words", [["nowhere", "--dry-run"], ["old"], ["old", "--map", "map.csv"], ["old", "--map", "gone.xlsx"]]
)
def test_words_that_do_not_fit_are_wrong_usage(shell: Shell, old: Path, words: list[str]) -> None:
    given = [str(old) if word == "old" else word for word in words]
    assert shell("import", *given).code == 2
