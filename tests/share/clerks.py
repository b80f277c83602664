"""A clerk's computer: the share as Windows programs use it, by SMB and with handles that stay open.

Law: each clerk has a connection of their own, which ends with the test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import smbclient  # type: ignore[import-untyped] # it ships no types

from tests.share.samba import PASSWORD, Samba

ANYBODY = "rwd"
"""What others may do with a file while it is open: all of it."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who has the share open; names are paths below the inbox with `/` between."""

    login: str
    port: int
    share: str = "inbox"
    connections: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def at(cls, samba: Samba, login: str, share: str = "inbox") -> Iterator["Clerk"]:
        """Give a clerk with a connection to the server."""
        clerk = cls(login, samba.port, share)
        try:
            yield clerk
        finally:
            smbclient.reset_connection_cache(connection_cache=clerk.connections)

    def open(self, name: str, mode: str = "wb", *, others: str | None = ANYBODY) -> Any:
        """Open a file and keep it open: `others` may read it, write to it, delete or rename it (rwd); None: nothing."""
        return smbclient.open_file(self._at(name), mode, buffering=0, share_access=others, **self._how())

    def write(self, name: str, content: bytes) -> None:
        """Put a whole file there at once."""
        with self.open(name) as file:
            written = 0
            while written < len(content):
                written += file.write(content[written:])

    def read(self, name: str) -> bytes:
        """Return what stands in a file."""
        with smbclient.open_file(self._at(name), "rb", share_access=ANYBODY, **self._how()) as file:
            return bytes(file.read())

    def names(self, folder: str = "") -> set[str]:
        """Return the names in a folder."""
        return set(smbclient.listdir(self._at(folder), **self._how()))

    def rename(self, name: str, new: str) -> None:
        """Give a file another name, as programs do that save beside the old one."""
        smbclient.rename(self._at(name), self._at(new), **self._how())

    def remove(self, name: str) -> None:
        """Delete a file."""
        smbclient.remove(self._at(name), **self._how())

    def make(self, folder: str) -> None:
        """Make a folder."""
        smbclient.mkdir(self._at(folder), **self._how())

    def switched_off(self, file: Any) -> None:
        """Break the connection off without a word: the server closes what was open, `file` among it."""
        for connection in self.connections.values():
            connection.transport.close()
        file.fd._connected = False

    def _at(self, name: str) -> str:
        path = name.replace("/", "\\")
        return f"\\\\127.0.0.1\\{self.share}\\{path}".rstrip("\\")

    def _how(self) -> dict[str, Any]:
        return {
            "port": self.port,
            "username": self.login,
            "password": PASSWORD,
            "connection_cache": self.connections,
        }
