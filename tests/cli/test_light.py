"""Light commands stay light: `--version`, `check NAME` and `status` load no engine, no reader, no watcher, no hash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

HEAVY = [
    "openpyxl",
    "docx",
    "lxml",
    "pypdf",
    "jinja2",
    "yaml",
    "python_calamine",
    "watchdog",
    "argon2",
    "icalendar",
]
PROBE = """
import os, sys
from recordkit.cli.run import run
code = run(sys.argv[2:], os.environ)
print(code, *[name for name in sys.argv[1].split() if name in sys.modules], file=sys.stderr)
"""


def loaded(root: Path, *words: str, of: list[str]) -> str:
    around = {**os.environ, "RECORDKIT_OFFICE": str(root)}
    command = [sys.executable, "-c", PROBE, " ".join(of), *words]
    return subprocess.run(
        command, env=around, capture_output=True, text=True, check=True
    ).stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "of"),
    [
        (["--version"], [*HEAVY, "rich", "pydantic", "sqlite3"]),
        (["--help"], [*HEAVY, "rich", "pydantic", "sqlite3"]),
        (["check", "家访报告-2026-1118-001.docx"], [*HEAVY, "rich", "pydantic"]),
        (["status"], [*HEAVY, "pydantic"]),
        (["status", "--json"], [*HEAVY, "rich", "pydantic"]),
    ],
)
def test_a_light_command_loads_nothing_heavy(shell: Shell, words: list[str], of: list[str]) -> None:
    assert loaded(shell.root, *words, of=of) == "0"


def test_the_probe_sees_what_a_heavy_command_loads(shell: Shell) -> None:
    assert loaded(shell.root, "status", "--html", str(shell.root / "x.html"), of=HEAVY) == "0 jinja2"
