"""The record types, listed and told, and copied to be changed."""

import pytest

from tests.cli.conftest import Shell

KEYS = ["complaint", "complaint-register", "home-visit", "minutes", "monthly-report", "quarterly-report"]


def test_all_types_are_listed(shell: Shell) -> None:
    listed = shell("types", "--json").data
    assert [one["key"] for one in listed if not one["filed_only"]] == KEYS
    assert all(one["key"] in shell("types").out for one in listed)
    assert {one["output"] for one in listed if one["filed_only"]} == {None}


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
    assert "every month, by its last day" in shell("--lang", "en", "types", "satisfaction-data").out


def test_what_a_type_makes_owed_is_told(shell: Shell) -> None:
    """R8, R13."""
    assert "sent: Minutes sent · within 4 hours" in shell("--lang", "en", "types", "minutes").out
    duties = {one["key"]: one["when"]["zh"] for one in shell("types", "minutes", "--json").data["duties"]}
    assert (duties["weekly"], duties["resolution"]) == ("每周五", "按所定期限")


def test_a_type_is_copied_once_to_be_changed(shell: Shell) -> None:
    assert shell("types", "copy", "会议纪要").code == 0
    assert (shell.root / "templates" / "minutes" / "type.toml").is_file()
    assert shell("types", "copy", "minutes").code == 1
