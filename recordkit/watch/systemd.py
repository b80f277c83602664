"""What systemd is told: ready, at work, doing well, stopping (sd_notify(3)); a few lines over a datagram socket.

Law: silence where nobody listens; a ping is sent only by whoever saw real progress.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

READY = "READY=1"
STOPPING = "STOPPING=1"
ALIVE = "WATCHDOG=1"


def notify(*states: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Send the states, one a line, to the socket that systemd named; True if it was sent."""
    address = environment.get("NOTIFY_SOCKET", "")
    family = getattr(socket, "AF_UNIX", None)
    if not address or family is None:
        return False
    if address.startswith("@"):  # an abstract name begins with a zero byte
        address = "\0" + address[1:]
    with (
        suppress(OSError),
        socket.socket(family, socket.SOCK_DGRAM | getattr(socket, "SOCK_CLOEXEC", 0)) as to,
    ):
        to.connect(address)
        to.sendall("\n".join(states).encode())
        return True
    return False


def status(line: str) -> str:
    """Return the state that shows `line` in `systemctl status`."""
    return "STATUS=" + " ".join(line.split())
