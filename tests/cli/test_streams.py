"""Any console takes what is printed: POSIX, ASCII, GBK; JSON stays JSON in each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

AROUND = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
]


def printed(root: Path, around: dict[str, str], *words: str) -> subprocess.CompletedProcess[bytes]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    environ |= {"RECORDKIT_OFFICE": str(root), **around}
    return subprocess.run(
        [sys.executable, "-m", "recordkit", *words], env=environ, capture_output=True, check=False
    )


@pytest.mark.parametrize("around", AROUND, ids=str)
def test_json_is_json_on_every_console(shell: Shell, around: dict[str, str]) -> None:
    ran = printed(shell.root, around, "--lang", "zh", "check", "--json", "访家报告-2026-1118-001.docx")
    assert (ran.returncode, b"Traceback" in ran.stderr) == (1, False)
    encoding = "utf-8" if "ascii" in around.values() else around.get("PYTHONIOENCODING", "utf-8")
    assert json.loads(ran.stdout.decode(encoding))[0]["findings"][0]["code"].startswith("name_")


@pytest.mark.parametrize("around", AROUND[2:4], ids=str)
def test_words_are_printed_on_every_console(shell: Shell, around: dict[str, str]) -> None:
    ran = printed(shell.root, around, "--lang", "zh", "status", "--as-of", "2026-11-04")
    assert (ran.returncode, ran.stderr) == (0, b"")
    encoding = "gbk" if "gbk" in around.values() else "utf-8"
    assert "急诊科" in ran.stdout.decode(encoding)


def test_a_name_that_is_no_text_is_refused_and_not_crashed_upon(shell: Shell) -> None:
    ran = shell("check", "--json", os.fsdecode("家访报告.docx".encode("gbk")))
    assert (ran.code, isinstance(ran.data, list)) == (1, True)
