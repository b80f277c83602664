"""The language: --lang, $RECORDKIT_LANG, the office's setting, $LANG - in that order."""

import pytest

from recordkit.cli.language import asked_lang, side, usual_lang
from tests.cli.conftest import Shell


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        (["--lang", "en", "status"], {}, "en"),
        (["--lang=zh", "status"], {"RECORDKIT_LANG": "en"}, "zh"),
        (["status"], {"RECORDKIT_LANG": "en"}, "en"),
        (["status"], {"RECORDKIT_LANG": "fr"}, None),
        (["--lang"], {}, None),
        (["status"], {}, None),
    ],
)
def test_what_is_asked_for_goes_first(argv: list[str], environ: dict[str, str], lang: str | None) -> None:
    assert asked_lang(argv, environ) == lang


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_locale_speaks_when_nobody_asks(environ: dict[str, str], lang: str) -> None:
    assert usual_lang(environ) == lang


def test_the_offices_setting_goes_before_the_locale_and_after_what_is_asked(shell: Shell) -> None:
    assert "登录名" in shell("people", LANG="en_GB.UTF-8").out
    assert "login" in shell("people", RECORDKIT_LANG="en").out
    assert "login" in shell("--lang", "en", "people", RECORDKIT_LANG="zh").out


def test_a_help_text_has_two_sides() -> None:
    assert [side("单位‖the office", "zh"), side("单位‖the office", "en"), side("both", "en")] == [
        "单位",
        "the office",
        "both",
    ]
