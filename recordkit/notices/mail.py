"""Mail: one message by SMTP, UTF-8, with TLS and a login where the settings say so (RFC 5321, 5322, 3834).

Law: no secret stands in what is raised; what a server said is told by its code alone.
"""

import html
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from recordkit.config.notices_section import MailConfig
from recordkit.errors import ChannelDown
from recordkit.notices.message import Message
from recordkit.wording import Text

CHANNEL = "mail"
UNREACHABLE = Text(
    "连接不上邮件服务器 {host}:{port}({what})", "the mail server {host}:{port} cannot be reached ({what})"
)
SILENT = Text("邮件服务器 {host}:{port} 没有响应", "the mail server {host}:{port} does not answer")
NO_TLS = Text(
    "与邮件服务器 {host} 的加密连接失败({what})", "no secure connection to the mail server {host} ({what})"
)
NO_LOGIN = Text("邮件服务器不接受登录({code})", "the mail server refuses the login ({code})")
REFUSED = Text("邮件服务器拒绝了这封邮件({code})", "the mail server refuses the message ({code})")
BROKEN = Text("与邮件服务器的通信中断", "the talk with the mail server broke off")
NO_CA = Text("无法读取证书文件 {file}", "the certificates in {file} cannot be read")
STYLE = "font-family:sans-serif;font-size:15px;line-height:1.7"


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server as it is reached for one message; each step waits for `timeout` seconds at most."""

    config: MailConfig
    password: str | None = field(repr=False)
    ca_file: Path | None
    timeout: float

    def send(self, message: Message) -> None:
        """Send the message; raises ChannelDown."""
        with self._told():
            server = self._connected()
            try:
                if self.config.login is not None and self.password is not None:
                    server.login(self.config.login, self.password)
                server.send_message(email_of(message, self.config.sender))
            finally:
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()

    def _connected(self) -> smtplib.SMTP:
        host, port, here = self.config.host, self.config.port, socket.gethostname()
        if self.config.tls == "tls":
            return smtplib.SMTP_SSL(host, port, here, timeout=self.timeout, context=self._context())
        server = smtplib.SMTP(host, port, here, timeout=self.timeout)
        if self.config.tls == "starttls":
            try:
                server.starttls(context=self._context())
            except BaseException:
                server.close()
                raise
        return server

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError:
            raise self._down(NO_CA, retry=False, file=self.ca_file) from None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what goes wrong into ChannelDown, in our own words."""
        try:
            yield
        except smtplib.SMTPAuthenticationError as fault:
            raise self._down(NO_LOGIN, retry=False, code=fault.smtp_code) from None
        except smtplib.SMTPRecipientsRefused as fault:
            code = min((code for code, _ in fault.recipients.values()), default=550)
            raise self._refused(code) from None
        except smtplib.SMTPResponseException as fault:
            raise self._refused(fault.smtp_code) from None
        except smtplib.SMTPNotSupportedError as fault:
            raise self._down(NO_TLS, retry=False, what=type(fault).__name__) from None
        except smtplib.SMTPException as fault:
            silent = isinstance(fault.__context__, TimeoutError)
            raise self._down(SILENT if silent else BROKEN, retry=True) from None
        except ssl.SSLError as fault:
            raise self._down(NO_TLS, retry=True, what=fault.reason or type(fault).__name__) from None
        except TimeoutError:
            raise self._down(SILENT, retry=True) from None
        except ValueError:  # a login or password that no SMTP server can be told
            raise self._down(NO_LOGIN, retry=False, code="ASCII") from None
        except OSError as fault:
            raise self._down(UNREACHABLE, retry=True, what=type(fault).__name__) from None

    def _refused(self, code: int) -> ChannelDown:
        """Return the refusal of one message: what is for good is its recipient's, and no fault of the server."""
        return self._down(REFUSED, retry=_is_passing(code), recipient=not _is_passing(code), code=code)

    def _down(self, wording: Text, *, retry: bool, recipient: bool = False, **facts: object) -> ChannelDown:
        known = {"host": self.config.host, "port": self.config.port, **facts}
        reason = Text(wording.say("zh", known), wording.say("en", known))
        return ChannelDown(channel=CHANNEL, reason=reason, retry=retry, recipient=recipient)


def email_of(message: Message, sender: str) -> EmailMessage:
    """Return the message as mail: text and a simple page, marked as sent by a program (RFC 3834)."""
    mail = EmailMessage(policy=SMTP)
    user, _, domain = sender.rpartition("@")
    mail["From"] = Address(message.office, user, domain)
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, cte="base64")
    mail.add_alternative(_page(message), subtype="html", cte="base64")
    return mail


def _page(message: Message) -> str:
    said: Callable[[str], str] = html.escape
    lines = "".join(f"<li>{said(line)}</li>" for line in message.lines)
    foot = f'<p style="color:#555;font-size:13px">{said(message.footer)}</p>'
    return f'<html><body style="{STYLE}"><ul>{lines}</ul>{foot}</body></html>'


def _is_passing(code: int) -> bool:
    return 400 <= code < 500
