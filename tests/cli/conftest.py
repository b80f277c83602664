"""An office in a folder, and the command line at work in it: the same door as a person's, exit code and both streams kept."""

import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from recordkit.cli.run import run

DUTIES = """
[duties.monthly-report]
departments = ["急诊科", "骨科"]
since = "2026-09"
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(slots=True)
class Shell:
    """Runs commands in one office; `said` is everything printed by the last one."""

    root: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str | Path, stdin: bytes = b"", **environ: str) -> Ran:
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self.capture.readouterr()
        around = {"RECORDKIT_OFFICE": str(self.root), "LANG": "zh_CN.UTF-8", **self.environ, **environ}
        code = run([str(word) for word in words], around)
        printed = self.capture.readouterr()
        return Ran(code, printed.out, printed.err)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("founded") / "office"
    words = ["init", str(root), "--name", "示例医院", "--director", "沈砚", "--departments", "急诊科,骨科"]
    assert run(words, {"LANG": "zh_CN.UTF-8"}) == 0
    with (root / "recordkit.toml").open("a", encoding="utf-8") as settings:
        settings.write(DUTIES)
    return root


@pytest.fixture
def shell(
    founded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    root = tmp_path / "office"
    shutil.copytree(founded, root)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return Shell(root, capsys, monkeypatch)
