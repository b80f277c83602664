"""Group robots of 企业微信 (wecom), 钉钉 (dingtalk) and 飞书 (feishu): one signed post each, by their makers' protocols.

Law: the address of a robot is its password; neither it nor the signing secret stands in what is raised.
"""

import base64
import hashlib
import hmac
import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from recordkit.errors import ChannelDown
from recordkit.notices.message import Message
from recordkit.wording import Text

ANSWER_MOST = 64 * 1024
_ADDRESS = re.compile(r"https?://[!-~]+")
UNREACHABLE = Text("连接不上({what})", "it cannot be reached ({what})")
SILENT = Text("没有响应", "it does not answer")
NO_ADDRESS = Text("地址不是 https:// 或 http:// 开头", "its address begins with neither https:// nor http://")
HTTP = Text("服务器回答 {code}", "the server answers {code}")
REFUSED = Text("机器人拒绝了消息(代码 {code})", "the robot refuses the message (code {code})")
UNREADABLE = Text("服务器的回答无法理解", "the server's answer cannot be understood")
MORE = "…"
BUSY = frozenset({45009, 130101, 9499, 11232})
"""Codes by which a robot says: too many messages, later (企业微信, 钉钉, 飞书)."""

Body = dict[str, Any]
Sign = Callable[[str, Body, str, datetime], tuple[str, Body]]


class Talk(NamedTuple):
    """How one maker's robots are talked to: what is posted, how it is signed, bytes of text, which key tells success."""

    body: Callable[[str], Body]
    sign: Sign
    most: int
    codes: tuple[str, ...]


def sign_dingtalk(url: str, body: Body, secret: str, at: datetime) -> tuple[str, Body]:
    """Return the address with its signature: HMAC-SHA256 over milliseconds, a line end and the secret."""
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    mark = "&" if "?" in url else "?"
    return f"{url}{mark}timestamp={stamp}&sign={quote(base64.b64encode(digest), safe='')}", body


def sign_feishu(url: str, body: Body, secret: str, at: datetime) -> tuple[str, Body]:
    """Return the body with its signature: HMAC-SHA256 of nothing, its key the seconds, a line end and the secret."""
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256)
    return url, {"timestamp": stamp, "sign": base64.b64encode(digest).decode(), **body}


def _unsigned(url: str, body: Body, _secret: str, _at: datetime) -> tuple[str, Body]:
    return url, body


def _text(text: str) -> Body:
    return {"msgtype": "text", "text": {"content": text}}


def _feishu_text(text: str) -> Body:
    return {"msg_type": "text", "content": {"text": text}}


TALKS: Mapping[str, Talk] = {
    "wecom": Talk(_text, _unsigned, 2048, ("errcode",)),
    "dingtalk": Talk(_text, sign_dingtalk, 18_000, ("errcode",)),
    "feishu": Talk(_feishu_text, sign_feishu, 18_000, ("code", "StatusCode")),
}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the post to an address that nobody named."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot, as it is reached for one message."""

    name: str
    talk: Talk
    url: str = field(repr=False)
    secret: str | None = field(repr=False)
    timeout: float

    def send(self, message: Message) -> None:
        """Post the message, signed; raises ChannelDown."""
        if not _ADDRESS.fullmatch(self.url):
            raise self._down(NO_ADDRESS, retry=False)
        body = self.talk.body(shortened(f"{message.subject}\n{message.text}".strip(), self.talk.most))
        url = self.url
        if self.secret is not None:
            url, body = self.talk.sign(url, body, self.secret, message.at)
        self._judge(self._posted(url, body))

    def _posted(self, url: str, body: Body) -> bytes:
        """Return the answer, ANSWER_MOST bytes of it at most."""
        try:
            request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
                url, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"}
            )
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(request, timeout=self.timeout) as answer:
                return bytes(answer.read(ANSWER_MOST))
        except urllib.error.HTTPError as fault:
            with fault:
                passing = fault.code >= 500 or fault.code in (408, 429)
                raise self._down(HTTP, retry=passing, code=fault.code) from None
        except urllib.error.URLError as fault:
            if isinstance(fault.reason, TimeoutError):
                raise self._down(SILENT, retry=True) from None
            raise self._down(UNREACHABLE, retry=True, what=type(fault.reason).__name__) from None
        except TimeoutError:
            raise self._down(SILENT, retry=True) from None
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise self._down(UNREACHABLE, retry=True, what=type(fault).__name__) from None

    def _judge(self, answer: bytes) -> None:
        try:
            said = json.loads(answer)
            code = next((said[key] for key in self.talk.codes if key in said), None)
        except (ValueError, TypeError, RecursionError):
            code = None
        if not isinstance(code, int):
            raise self._down(UNREADABLE, retry=True)
        if code != 0:
            raise self._down(REFUSED, retry=code in BUSY, code=code)

    def _down(self, wording: Text, *, retry: bool, **facts: object) -> ChannelDown:
        reason = Text(wording.say("zh", facts), wording.say("en", facts))
        return ChannelDown(channel=self.name, reason=reason, retry=retry)


def shortened(text: str, most: int) -> str:
    """Return the text in at most `most` bytes of UTF-8: whole lines, and a mark where some are left out."""
    if len(text.encode()) <= most:
        return text
    kept: list[str] = []
    left = most - len(MORE.encode())
    for line in text.split("\n"):
        left -= len(line.encode()) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join([*kept, MORE])
