"""tests of recordkit.notices.robot against a local server: bodies, signatures computed independently, refusals."""

import base64
import hashlib
import socket
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import ChannelDown
from recordkit.notices.message import Message
from recordkit.notices.robot import TALKS, Robot, shortened
from tests.house.servers import HOST, Group, robot_server

AT = datetime(2026, 11, 7, 0, 30, tzinfo=UTC)
SECRET = "SEC-not-to-be-told"
MESSAGE = Message("群", "群", "示例医院", "【逾期 2 天】月报 — 内科", ("月报",), "勿回复", "<a@b>", AT)


def robot(kind: str, url: str, secret: str | None = None, timeout: float = 5.0) -> Robot:
    return Robot("群", TALKS[kind], url, secret, timeout)


def hmac_sha256(key: bytes, content: bytes) -> bytes:
    """RFC 2104, written out."""
    block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner, outer = bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
    return hashlib.sha256(outer + hashlib.sha256(inner + content).digest()).digest()


def refusal(channel: Robot) -> ChannelDown:
    with pytest.raises(ChannelDown) as down:
        channel.send(MESSAGE)
    return down.value


def test_wecom_gets_its_text() -> None:
    with robot_server(Group()) as group:
        robot("wecom", f"{group.url}?key=k").send(MESSAGE)
    assert group.posts == [
        (
            "/robot/send?key=k",
            {"msgtype": "text", "text": {"content": f"{MESSAGE.subject}\n{MESSAGE.text}".strip()}},
        )
    ]


def test_dingtalk_is_signed_in_its_address() -> None:
    with robot_server(Group()) as group:
        robot("dingtalk", f"{group.url}?access_token=t", SECRET).send(MESSAGE)
    [(path, _)] = group.posts
    asked = parse_qs(urlsplit(path).query)
    stamp = str(int(AT.timestamp()) * 1000)
    digest = base64.b64encode(hmac_sha256(SECRET.encode(), f"{stamp}\n{SECRET}".encode())).decode()
    assert asked == {"access_token": ["t"], "timestamp": [stamp], "sign": [digest]}


def test_feishu_is_signed_in_its_body() -> None:
    with robot_server(Group(answer=b'{"code": 0, "msg": "success"}')) as group:
        robot("feishu", group.url, SECRET).send(MESSAGE)
    [(_, body)] = group.posts
    stamp = str(int(AT.timestamp()))
    digest = base64.b64encode(hmac_sha256(f"{stamp}\n{SECRET}".encode(), b"")).decode()
    assert (body["timestamp"], body["sign"], body["msg_type"]) == (stamp, digest, "text")
    assert body["content"]["text"].startswith(MESSAGE.subject)


@pytest.mark.parametrize(("kind", "answer", "retry"), [
    ("wecom", b'{"errcode": 93000, "errmsg": "invalid webhook url"}', False),
    ("wecom", b'{"errcode": 45009}', True),
    ("dingtalk", b'{"errcode": 310000, "errmsg": "sign not match"}', False),
    ("feishu", b'{"code": 19021}', False),
    ("feishu", b'{"StatusCode": 1}', False),
    ("wecom", b"<html>", True), ("wecom", b"{}", True), ("wecom", b"[]", True), ("wecom", b'{"errcode": "0"}', True),
])  # fmt: skip
def test_an_answer_that_is_no_success_is_a_refusal(kind: str, answer: bytes, retry: bool) -> None:
    with robot_server(Group(answer=answer)) as group:
        assert refusal(robot(kind, group.url)).retry is retry


@pytest.mark.parametrize(("status", "retry"), [(500, True), (429, True), (403, False), (302, False)])
def test_a_status_that_is_no_success_is_a_refusal_and_no_redirect_is_followed(
    status: int, retry: bool
) -> None:
    with (
        robot_server(Group()) as other,
        robot_server(Group(status=status, headers={"Location": other.url})) as group,
    ):
        assert refusal(robot("wecom", group.url)).retry is retry
    assert other.posts == []


def test_a_server_that_hangs_is_waited_for_no_longer_than_the_timeout() -> None:
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        silent.listen()
        down = refusal(robot("wecom", f"http://{HOST}:{silent.getsockname()[1]}/", timeout=0.2))
    assert down.retry


@pytest.mark.parametrize("url", [
    "file:///etc/passwd?key=HUSH", "ftp://x/HUSH", "http://[HUSH", "http://host:HUSH/", "http://a b/HUSH", "HUSH",
    "http://127.0.0.1:1/HUSH",
])  # fmt: skip
def test_neither_address_nor_secret_stands_in_what_is_raised(url: str) -> None:
    channel = robot("dingtalk", url, SECRET)
    down = refusal(channel)
    told = f"{down} {down.facts} {down.__cause__} {channel!r}"
    assert "HUSH" not in told
    assert SECRET not in told


@given(st.text(max_size=200), st.integers(3, 300))
def test_a_text_is_shortened_by_whole_lines_to_what_a_robot_takes(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short.encode()) <= most
    kept = short.split("\n")
    assert short == text or (kept[-1] == "…" and kept[:-1] == text.split("\n")[: len(kept) - 1])
