"""The record types, listed and told, and copied to be changed."""

import pytest

from tests.cli.conftest import Shell

KEYS = ["complaint", "complaint-register", "home-visit", "minutes", "monthly-report", "quarterly-report"]


def test_all_types_are_listed(shell: Shell) -> None:
    assert [one["key"] for one in shell("types", "--json").data] == KEYS
    assert all(key in shell("types").out for key in KEYS)


@pytest.mark.parametrize("name", ["minutes", "会议纪要"])
def test_a_type_is_told_by_key_or_word(shell: Shell, name: str) -> None:
    told = shell("types", name, "--json").data
    assert told["sections"] == ["会议时间", "参会人员", "决议事项", "责任分工"]
    [started] = [one for one in told["fields"] if one["key"] == "started_at"]
    assert (started["kind"], started["required"], started["label"]["zh"]) == (
        "datetime",
        True,
        "会议开始时间",
    )
    words = shell("types", name).out
    assert "resolutions.owner" in words
    assert "后续登记(note)" in words


def test_a_deadline_is_told_in_words(shell: Shell) -> None:
    assert "每月, 次月 5 日前(含当日)" in shell("types", "monthly-report").out
    assert "within 10 days of its end" in shell("--lang", "en", "types", "quarterly-report").out


def test_a_type_is_copied_once_to_be_changed(shell: Shell) -> None:
    assert shell("types", "copy", "会议纪要").code == 0
    assert (shell.root / "templates" / "minutes" / "type.toml").is_file()
    assert shell("types", "copy", "minutes").code == 1
