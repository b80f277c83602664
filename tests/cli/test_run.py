"""Exit codes and sentences: what goes wrong is said in the person's language, without a traceback unless it is our fault."""

import errno
from pathlib import Path

import pytest

from recordkit import __version__
from recordkit.cli.call import Call
from recordkit.cli.faults import NoSuchCommand, PasswordNeeded, PasswordsDiffer
from recordkit.cli.menu import COMMANDS
from recordkit.cli.run import guarded
from recordkit.errors import RecordkitError
from tests.cli.conftest import Shell

LATER = ["serve"]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["statsu"], "是不是“status”", "Did you mean status"),
        (["xyz"], "没有命令“xyz”", "no command 'xyz'"),
        (["--frob"], "没有选项 --frob", "no option --frob"),
        (["status", "--jsn"], "是不是 --json", "Did you mean --json"),
        (["status", "--office", "x"], "要写在命令之前", "goes before the command"),
        (["--office"], "缺少或多了一个值", "lacks its value"),
        (["show"], "缺少 NAME", "NAME is missing"),
        (["show", "a", "b"], "参数有误", "words are off"),
        (["withdraw", "a"], "缺少 --reason", "--reason is missing"),
        (["find", "--limit", "many"], "参数 --limit 不对: many", "--limit is not usable: many"),
        (["find", "--limit", "0"], "应为整数", "a whole number"),
        (["find", "--from", "yesterday"], "日期写作", "a day reads"),
        (["status", "--as-of", "noon"], "参数 --as-of 不对: noon", "--as-of is not usable: noon"),
        (["watch", "--interval", "-1"], "应为秒数", "a number of seconds"),
        (["note", "家访报告-2026-1118-001", "sent"], "KEY=VALUE", "KEY=VALUE"),
        (["file", "nothing.docx"], "没有这个文件", "there is no such file"),
        (["types", "minuets"], "没有记录类型", "no record type"),
        (["status", "--type", "minuets"], "没有记录类型", "no record type"),
    ],
)
def test_wrong_usage_is_said_in_both_languages_with_exit_code_2(
    shell: Shell, words: list[str], zh: str, en: str
) -> None:
    chinese, english = shell(*words), shell("--lang", "en", *words)
    assert (chinese.code, english.code) == (2, 2)
    assert zh in chinese.err
    assert en in english.err
    assert chinese.out == english.out == ""
    assert "Traceback" not in chinese.err + english.err


def test_an_unknown_language_is_wrong_usage(shell: Shell) -> None:
    ran = shell("--lang", "fr", "types")
    assert (ran.code, "zh | en" in ran.err) == (2, True)


def test_a_folder_without_an_office_is_named(shell: Shell, tmp_path: Path) -> None:
    ran = shell("--office", tmp_path, "status")
    assert (ran.code, str(tmp_path) in ran.err, ran.out) == (2, True, "")


def test_the_office_is_found_upward_when_none_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shell.root / "templates")
    assert shell("people", RECORDKIT_OFFICE="").code == 0


def test_an_office_in_a_folder_that_holds_something_is_refused_with_exit_code_1(shell: Shell) -> None:
    ran = shell("init", shell.root, "--name", "另一家")
    assert (ran.code, ran.out) == (1, "")
    assert "不是空文件夹" in ran.err


def test_the_version_alone_is_printed(shell: Shell) -> None:
    ran = shell("--version")
    assert (ran.code, ran.out) == (0, f"recordkit {__version__}\n")


def test_no_command_at_all_is_wrong_usage_and_shows_the_help(shell: Shell) -> None:
    ran = shell()
    assert (ran.code, ran.out) == (2, "")
    assert "generate" in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_lists_every_command_of_the_menu_and_none_of_later_issues(shell: Shell, lang: str) -> None:
    ran = shell("--lang", lang, "--help")
    listed = [line[2:17].strip() for line in ran.out.splitlines() if line.startswith("  ")]
    assert ran.code == 0
    assert [name for name in COMMANDS if name not in listed] == []
    assert [name for name in LATER if name in listed] == []
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages(shell: Shell, name: str) -> None:
    pages = {lang: shell("--lang", lang, *name.split(), "--help") for lang in ("zh", "en")}
    for lang, page in pages.items():
        assert page.code == 0
        assert f"recordkit {name}" in page.out
        assert COMMANDS[name].help.say("zh" if lang == "zh" else "en") in page.out
        assert "‖" not in page.out
    assert "--help" in pages["en"].out
    assert not any(
        "\u4e00" <= c <= "\u9fff"
        for c in pages["en"].out.replace("家访报告", "").replace("急诊科", "").replace("填报", "")
    )


CALL = Call.begin([], {"LANG": "zh_CN.UTF-8"})


def test_a_fault_of_our_own_is_a_traceback_and_exit_code_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(CALL, lambda: 1 // 0) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "ZeroDivisionError" in said
    assert "recordkit 自身的错误" in said


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/archive/x"), 1),
        (PermissionError(errno.EACCES, "Permission denied", "/archive/x"), 1),
        (OSError(errno.EBADF, "Bad file descriptor", "/archive/x"), 3),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_and_other_faults_of_files_are_ours(
    fault: OSError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(CALL, lambda: _raise(fault)) == code
    said = capsys.readouterr().err
    assert "/archive/x" in said
    assert ("Traceback" in said) == (code == 3)


def test_an_interrupted_command_leaves_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(CALL, lambda: _raise(KeyboardInterrupt())) == 130
    assert guarded(CALL, lambda: 130) == 130
    assert capsys.readouterr().err == "已中断。\n已中断。\n"


@pytest.mark.parametrize(
    "refusal", [NoSuchCommand(name="x", suggestion=""), PasswordNeeded(login="wang"), PasswordsDiffer()]
)
def test_the_faces_own_refusals_speak_both_languages(refusal: RecordkitError) -> None:
    assert refusal.exit_code == 2
    assert refusal.sentence("zh") != refusal.sentence("en")


def _raise(fault: BaseException) -> int:
    raise fault
