"""`read` on a Word form that somebody filled in by hand."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.house.office_files import word

LINES = ("地点：302会议室", "主持：林知夏　　记录：周予安", "主持人员：沈砚")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "例会.docx"
    path.write_bytes(word(*LINES))
    return path


def test_a_word_form_is_read_when_its_type_is_named(shell: Shell, form: Path) -> None:
    ran = shell("read", form, "--type", "minutes", "--json")
    assert ran.code == 1
    assert (ran.data["type"], ran.data["name"]) == ("minutes", None)
    assert ran.data["records"] == [{"place": "302会议室", "chair": "林知夏", "recorder": "周予安"}]
    assert {one["code"] for one in ran.data["findings"]} >= {"field_unread"}
    assert {one["file"] for one in ran.data["findings"]} == {form.name}


def test_its_values_and_doubts_are_said_in_both_languages(shell: Shell, form: Path) -> None:
    zh, en = (
        shell("read", form, "--type", "会议纪要"),
        shell("--lang", "en", "read", form, "--type", "minutes"),
    )
    assert "302会议室" in zh.out
    assert "表单上没有找到“会议名称”" in zh.err
    assert "the form has no place for Meeting" in en.err


def test_without_a_type_it_says_how_to_name_one(shell: Shell, form: Path) -> None:
    ran = shell("read", form)
    assert (ran.code, "--type" in ran.err, "Traceback" in ran.err) == (1, True, False)


def test_an_unknown_type_is_wrong_usage(shell: Shell, form: Path) -> None:
    assert shell("read", form, "--type", "minuets").code == 2
