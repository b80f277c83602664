"""tests of docs/recordkit-watch.service: INTAKE, As a service, "a hardened unit file in docs/"."""

import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "docs" / "recordkit-watch.service"
COMMAND = "/opt/recordkit/bin/recordkit"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit with a program that is there, since the one it names is the administrator's to install."""
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text("utf-8").replace(COMMAND, sys.executable), "utf-8")
    return copy


@pytest.mark.full("systemd-analyze")
def test_systemd_finds_no_fault_in_the_unit(unit: Path) -> None:
    verified = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (verified.stderr, verified.returncode) == ("", 0)


@pytest.mark.full("systemd-analyze")
def test_the_unit_is_hardened(unit: Path) -> None:
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout[-300:]


@pytest.mark.parametrize("line", [
    "Type=notify", "WatchdogSec=300", "KillSignal=SIGTERM", "Restart=on-failure", "RestartPreventExitStatus=2",
    "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=CAP_LEASE",
])  # fmt: skip
def test_the_unit_says_what_the_watcher_relies_on(line: str) -> None:
    assert line in UNIT.read_text("utf-8").splitlines()
