"""Servers that receive what is sent, on ports of their own: mail (aiosmtpd) and the posts that robots get."""

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"


@dataclass(slots=True)
class Mailbox:
    """What a mail server received: each envelope's recipients and its message; `refuse` answers instead."""

    refuse: str | None = None
    logins: list[tuple[str, str]] = field(default_factory=list)
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuse is not None:
            return self.refuse
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.received.append((envelope.rcpt_tos, message))
        return "250 OK"


class _Bound(Controller):
    """A server on a socket that is bound already: no port is guessed."""

    def __init__(self, mailbox: Mailbox, place: socket.socket, more: dict[str, Any]) -> None:
        super().__init__(mailbox, hostname=HOST, port=mailbox.port, **more)
        self.place = place

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.place)


@contextmanager
def mail_server(
    mailbox: Mailbox, *, tls: ssl.SSLContext | None = None, logins: dict[str, str] | None = None
) -> Iterator[Mailbox]:
    """Run a mail server: with `tls` only after STARTTLS, with `logins` only for who knows one."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        login, password = data.login.decode(), data.password.decode()
        mailbox.logins.append((login, password))
        return AuthResult(success=(logins or {}).get(login) == password, handled=False)

    more: dict[str, Any] = {"auth_required": True, "authenticator": check} if logins else {}
    if tls is not None:
        more |= {"tls_context": tls, "require_starttls": True}
    place = socket.socket()
    place.bind((HOST, 0))
    mailbox.port = place.getsockname()[1]
    server = _Bound(mailbox, place, more)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's context with a certificate of its own for 127.0.0.1, and the file that vouches for it."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]),
    )
    now = datetime.now(UTC)  # noqa: TID251 - the other side looks at the real clock
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "server.pem", folder / "server.key"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context, chain


@dataclass(slots=True)
class Group:
    """What a robot's group received: each post's path and body; what it answers."""

    answer: bytes = b'{"errcode": 0}'
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""


@contextmanager
def robot_server(group: Group) -> Iterator[Group]:
    """Run the server that a robot's posts go to."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            group.posts.append((self.path, json.loads(body)))
            self.send_response(group.status)
            for name, value in group.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(group.answer)

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer((HOST, 0), Handler) as server:
        group.url = f"http://{HOST}:{server.server_port}/robot/send"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield group
        finally:
            server.shutdown()
            thread.join()
