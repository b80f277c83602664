"""A real Samba server on 127.0.0.1: the share of docs/smb.conf.example, two clerks with accounts of their own.

Law: everything it writes lies in one folder of its own, and it ends with the test, by its own pid.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "docs" / "smb.conf.example"
CLERK, HEAD, STRANGER = "games", "news", "lp"
"""Accounts that every Debian has: nothing is added to the system's."""
PASSWORD = "kept-in-the-test"
GROUP = "staff"
PRIVATE = """
[global]
   interfaces = 127.0.0.1
   bind interfaces only = yes
   smb ports = {port}
   disable netbios = yes
   private dir = {folder}
   lock directory = {folder}
   state directory = {folder}
   cache directory = {folder}
   pid directory = {folder}
   ncalrpc dir = {folder}/ncalrpc
   passdb backend = tdbsam:{folder}/passdb.tdb
   log file = {folder}/log
   max smbd processes = 50

[service]
   path = {remote}
   valid users = {head}
   force user = root
   read only = no
   create mask = 0660
"""
"""What is the machine's own, and another share, which the watcher reaches as from another machine than the server."""


@dataclass(frozen=True, slots=True)
class Samba:
    """A server that runs: its clerks reach the inbox as `share`."""

    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    def smbclient(self, login: str, *commands: str) -> str:
        """Return what smbclient says to commands given by `login` (`put FILE NAME`, `ls`, `rename`)."""
        ran = subprocess.run(
            ["smbclient", "-s", str(self.folder / "smb.conf"), "-p", str(self.port), "-U", f"{login}%{PASSWORD}",
             "//127.0.0.1/inbox", "-c", "; ".join(commands)],
            capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        return ran.stdout + ran.stderr


@contextmanager
def served(folder: Path, root: Path) -> Iterator[Samba]:
    """Serve the inbox of the office at `root`, and keep the server's own files in `folder`."""
    folder.mkdir()
    (root / "remote").mkdir()
    (folder / "ncalrpc").mkdir(0o755)
    port = _free_port()
    (folder / "smb.conf").write_text(configuration(folder, root, port), "utf-8")
    for login in (CLERK, HEAD, STRANGER):
        _run(["smbpasswd", "-c", str(folder / "smb.conf"), "-s", "-a", login], f"{PASSWORD}\n" * 2)
    command = ["smbd", "-F", "--no-process-group", "-s", str(folder / "smb.conf")]
    nothing = subprocess.DEVNULL
    # A session of its own: when it ends, smbd ends its whole process group, which would be pytest's.
    with subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    ) as smbd:
        try:
            _answers(port, smbd)
            yield Samba(port, folder, smbd)
        finally:
            smbd.terminate()
            smbd.wait(20)


def configuration(folder: Path, root: Path, port: int) -> str:
    """Return the example of the guide for this office, and what belongs to this machine."""
    text = EXAMPLE.read_text("utf-8")
    for there, here in _here(root).items():
        assert there in text, there
        text = text.replace(there, here)
    return text + PRIVATE.format(folder=folder, port=port, remote=root / "remote", head=HEAD)


def _here(root: Path) -> Mapping[str, str]:
    return {
        "/srv/recordkit/office/inbox": str(root / "inbox"),
        "valid users = @office": f"valid users = {CLERK} {HEAD} {STRANGER}",
        "force group = office": f"force group = {GROUP}",
    }


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _answers(port: int, smbd: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and smbd.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
    raise TimeoutError(f"smbd does not answer (it ended with {smbd.poll()})")


def _run(command: list[str], said: str = "") -> None:
    subprocess.run(command, input=said, capture_output=True, text=True, check=True)
