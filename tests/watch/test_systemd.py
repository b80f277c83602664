"""tests of recordkit.watch.systemd: INTAKE, As a service, "sd_notify READY/WATCHDOG/STATUS" (sd_notify(3))."""

import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from recordkit.watch.systemd import ALIVE, READY, notify, status

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="systemd is Linux's")


@pytest.fixture(params=["path", "abstract"])
def listener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    name = str(tmp_path / "notify") if request.param == "path" else f"@recordkit-{uuid4().hex}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind("\0" + name[1:] if name.startswith("@") else name)
        heard.settimeout(10)
        yield name, heard


def test_the_states_arrive_one_a_line(listener: tuple[str, socket.socket]) -> None:
    name, heard = listener
    assert notify(READY, status("归档 3\n份"), environment={"NOTIFY_SOCKET": name})
    assert heard.recv(4096).decode() == "READY=1\nSTATUS=归档 3 份"


def test_without_a_listener_nothing_is_said_and_nothing_fails(tmp_path: Path) -> None:
    assert not notify(READY, environment={})
    assert not notify(ALIVE, environment={"NOTIFY_SOCKET": str(tmp_path / "nobody")})
