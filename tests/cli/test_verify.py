"""`verify` at the command line: its options, what it prints, its exit codes (COMMANDS.md)."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from recordkit.archive.verify.verdicts import TITLES
from tests.cli.conftest import Shell
from tests.cli.test_life import MINUTES, a_document


@pytest.fixture
def filed(shell: Shell) -> Shell:
    shell("file", a_document())
    return shell


def journal(shell: Shell) -> Path:
    return max((shell.root / "archive" / "journal").glob("*.jsonl"))


def test_every_item_is_printed_with_its_result(filed: Shell) -> None:
    said = filed("verify")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()[1:]] == list(TITLES)
    assert {"通过", "未检测", "人工"} <= set(said.out.split())
    assert "档案完好" in said.err


def test_json_says_what_was_looked_at(filed: Shell) -> None:
    said = filed("verify", "--json", "--sample", "5%", "--seed", "9").data
    assert {"ok", "checked", "archive", "head", "entries", "files", "bytes", "sample", "items"} == set(said)
    assert said["sample"] == {"seed": 9, "taken": 1, "total": 1}
    assert said["head"]["seq"] > 0
    assert filed("verify", "--json").data["sample"] is None


@pytest.mark.parametrize("share", ["5%", "0.05", "100%", "０.１ ％"])
def test_a_share_is_read_as_people_write_it(filed: Shell, share: str) -> None:
    said = filed("verify", "--sample", share)
    assert said.code == 0
    assert re.search(r"种子 \d{8}\(用 --seed \d{8} 可重复\)", said.err)


@pytest.mark.parametrize("share", ["0", "101%", "five", "nan", "%"])
def test_what_is_no_share_is_refused(filed: Shell, share: str) -> None:
    assert filed("verify", "--sample", share).code == 2


def test_a_sample_of_named_records_is_refused(filed: Shell) -> None:
    assert filed("verify", MINUTES, "--sample", "5%").code == 2
    assert filed("verify", MINUTES, "--seed", "x").code == 2
    assert filed("verify", MINUTES).code == 0


def test_the_head_is_kept_checked_and_not_touched_when_it_does_not_agree(
    filed: Shell, tmp_path: Path
) -> None:
    head = tmp_path / "head.txt"
    said = filed("verify", "--head", head)
    assert (said.code, "请存放在档案之外" in said.err) == (0, True)
    lines = journal(filed).read_bytes().splitlines(keepends=True)
    journal(filed).write_bytes(b"".join(lines[:-1]))
    kept = head.read_bytes()
    cut = filed("--lang", "en", "verify", "--head", head)
    assert (cut.code, "left as it is" in cut.err, head.read_bytes() == kept) == (1, True, True)
    head.write_text("something else")
    assert filed("verify", "--head", head).code == 1


def test_the_report_is_written(filed: Shell, tmp_path: Path) -> None:
    said = filed("verify", "--xlsx", tmp_path / "report.xlsx")
    assert (said.code, "检测报告" in said.err) == (0, True)
    assert load_workbook(tmp_path / "report.xlsx").sheetnames == ["封面", "检测项目", "明细"]


def test_a_journal_too_damaged_to_open_the_office_is_reported_all_the_same(filed: Shell) -> None:
    journal(filed).write_bytes(journal(filed).read_bytes().replace(b'"by":"', b'"by":"x'))
    assert filed("status").code == 1
    said = filed("verify")
    assert said.code == 1
    assert f"journal/{journal(filed).name}:" in said.out
    assert filed("--as", "root", "verify", RECORDKIT_PASSWORD="x").code == 1


def test_without_a_scanner_nothing_is_called_free_of_viruses(
    filed: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    said = filed("verify", "--scan", "--json")
    assert said.code == 0
    assert {item["result"] for item in said.data["items"] if item["code"] in ("4-1", "4-2")} == {"unchecked"}


def test_it_goes_on_where_it_was_interrupted(filed: Shell) -> None:
    assert filed("verify", "--resume").code == 0
