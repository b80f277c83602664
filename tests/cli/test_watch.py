"""`watch --once`: what lies in the inbox is taken in, and told in words or as one JSON list."""

from pathlib import Path

from recordkit.cli.watching import said_lines
from tests.cli.conftest import Shell
from tests.cli.test_life import MINUTES, OUTCOME, a_document


def drop(shell: Shell, name: str, lines: list[str] | None = None) -> None:
    (shell.root / "inbox" / f"{name}.docx").write_bytes(Path(a_document(name, lines)).read_bytes())


def test_what_lies_in_the_inbox_is_filed_returned_or_told_to_wait_in_json_and_in_words(shell: Shell) -> None:
    drop(shell, MINUTES)
    drop(shell, "会议纪要-2026-1119-001", ["无"])
    (shell.root / "inbox" / "会议纪要-2026-1120-001.docx").write_bytes(b"")
    ran = shell("watch", "--once", "--json")
    assert ran.code == 0
    assert {one["input"]: one["status"] for one in ran.data} == {
        f"{MINUTES}.docx": "filed",
        "会议纪要-2026-1119-001.docx": "rejected",
        "会议纪要-2026-1120-001.docx": "waiting",
    }
    assert all(set(one) >= OUTCOME for one in ran.data)
    assert [bool(one["reason"]) for one in ran.data if one["status"] == "waiting"] == [True]
    assert shell("watch", "--once").out.startswith("等待: 会议纪要-2026-1120-001.docx — ")


def test_an_inbox_that_is_not_there_is_exit_code_1(shell: Shell) -> None:
    (shell.root / "inbox").rename(shell.root / "elsewhere")
    ran = shell("watch", "--once")
    assert (ran.code, "不在线" in ran.err) == (1, True)


def test_each_change_of_state_is_a_line_of_words() -> None:
    said = {"event": "waiting", "at": "2026-11-18T09:30:05+08:00", "input": "a.docx", "reason": "空的"}
    assert list(said_lines(said, "zh")) == ["09:30:05 等待: a.docx — 空的"]
    filed = {
        "event": "filed",
        "at": "2026-11-18T09:30:05+08:00",
        "input": "a.docx",
        "name": "n",
        "findings": [],
    }
    assert list(said_lines(filed, "en")) == ["09:30:05 filed: a.docx → n"]


def test_a_new_inbox_is_given_its_marker_and_then_is_looked_after(shell: Shell) -> None:
    settings = shell.root / "recordkit.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('folder = "inbox"', 'folder = ["inbox", "分院"]'), "utf-8"
    )
    (shell.root / "分院").mkdir()
    assert shell("watch", "--once").code == 1
    ran = shell("watch", "--new-inbox")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)
    assert (shell.root / "分院" / "退回").is_dir()
    assert shell("watch", "--once").code == 0
