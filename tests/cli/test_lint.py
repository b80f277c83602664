"""`lint` as a person and as a program sees it: places, suggestions, JSON, exit codes; with an office and without."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.house.office_files import word

KEYS = ["severity", "code", "message", "suggestion", "file", "part", "place", "tag"]


@pytest.fixture
def faulty(shell: Shell) -> Path:
    """Give the office its own minutes, one tag of which is mistyped and one block of which is never ended."""
    shell("types", "copy", "minutes")
    template = shell.root / "templates" / "minutes" / "document.docx"
    template.write_bytes(word("{{ titel }}", "{%p if title %}"))
    return template


def test_the_faults_of_a_type_are_said_with_place_tag_and_what_to_do(shell: Shell, faulty: Path) -> None:
    zh, en = shell("lint", "minutes"), shell("--lang", "en", "lint", "会议纪要")
    assert (zh.code, en.code) == (1, 1)
    assert "错误 · 正文第 1 段 · {{ titel }}: 类型没有名为“titel”的项目" in zh.out
    assert "→ 是不是“title”?" in zh.out
    assert "error · body, paragraph 2 · {%p if title %}: the block is not ended" in en.out
    assert "Did you mean title?" in en.out
    assert zh.err.startswith("共 2 处错误")


def test_json_is_a_list_of_findings(shell: Shell, faulty: Path) -> None:
    ran = shell("--lang", "en", "lint", "minutes", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert {tuple(one) for one in ran.data} == {tuple(KEYS)}
    first = ran.data[0]
    assert (first["code"], first["file"], first["part"], first["place"], first["tag"]) == (
        "name_unknown",
        str(faulty),
        "word/document.xml",
        "body, paragraph 1",
        "{{ titel }}",
    )


def test_warnings_alone_leave_exit_code_0(shell: Shell) -> None:
    ran = shell("lint", "minutes")
    assert (ran.code, "提醒" in ran.out) == (0, True)
    clean = shell("lint", "complaint-register")
    assert (clean.code, clean.out, clean.err) == (0, "没有发现问题\n", "")


def test_no_office_is_needed(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("｛｛ x ｝｝"))
    ran = shell("lint", tmp_path / "a.docx", "minutes", RECORDKIT_OFFICE="")
    assert (ran.code, "全角括号" in ran.out) == (1, True)


def test_an_office_that_a_faulty_type_keeps_shut_can_still_be_checked(shell: Shell, faulty: Path) -> None:
    type_file = faulty.parent / "type.toml"
    type_file.write_text(
        type_file.read_text("utf-8").replace('kind = "datetime"', 'kind = "datetmie"', 1), "utf-8"
    )
    assert shell("types").code == 2
    ran = shell("lint", "minutes")
    assert (ran.code, "datetmie" in ran.out) == (1, True)


def test_an_unknown_type_and_a_file_that_there_is_not_are_wrong_usage(shell: Shell) -> None:
    assert [shell("lint", word).code for word in ("minuets", "nothing.docx", "no/minutes")] == [2, 2, 2]
