"""tests of recordkit.notices.mail against a real mail server: what arrives, TLS, logins, refusals, silence."""

import socket
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recordkit.config.notices_section import MailConfig
from recordkit.errors import ChannelDown
from recordkit.notices.mail import Mail, email_of
from recordkit.notices.message import Message
from tests.house.servers import HOST, Mailbox, certificate, mail_server

SENDER, TO, PASSWORD = "recordkit@hospital.cn", "neike@hospital.cn", "correct-horse-battery"
MESSAGE = Message(
    "mail",
    TO,
    "示例医院, 医务处",
    "【逾期 2 天】月度总结报告 2026年10月 — 内科",
    ("【逾期 2 天】月度总结报告 <2026年10月> — 内科, 截止 2026-11-05",),
    "请勿回复。",
    "<abc@0123456789ab.recordkit>",
    datetime(2026, 11, 7, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
)


def mail(port: int, *, tls: str = "none", password: str | None = None, ca_file: Path | None = None) -> Mail:
    login = None if password is None else "recordkit"
    return Mail(MailConfig(HOST, SENDER, port, tls, login), password, ca_file, 5.0)


def refusal(channel: Mail) -> ChannelDown:
    with pytest.raises(ChannelDown) as down:
        channel.send(MESSAGE)
    return down.value


def test_a_message_arrives_whole() -> None:
    with mail_server(Mailbox()) as mailbox:
        mail(mailbox.port).send(MESSAGE)
    [(to, arrived)] = mailbox.received
    assert to == [TO]
    assert str(arrived["Subject"]) == MESSAGE.subject
    assert arrived["From"].addresses[0].display_name == "示例医院, 医务处"
    assert (arrived["Message-ID"], arrived["Auto-Submitted"]) == (MESSAGE.message_id, "auto-generated")
    assert arrived["Date"].datetime == MESSAGE.at
    text, page = (arrived.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert "<2026年10月> — 内科, 截止 2026-11-05" in text.get_content()
    assert "&lt;2026年10月&gt; — 内科, 截止 2026-11-05" in page.get_content()


def test_the_same_message_is_the_same_bytes_but_for_its_boundary() -> None:
    first, second = (email_of(MESSAGE, SENDER) for _ in range(2))
    assert list(first.items()) == list(second.items())


def test_starttls_and_a_login(tmp_path: Path) -> None:
    context, vouching = certificate(tmp_path)
    with mail_server(Mailbox(), tls=context, logins={"recordkit": PASSWORD}) as mailbox:
        mail(mailbox.port, tls="starttls", password=PASSWORD, ca_file=vouching).send(MESSAGE)
    assert mailbox.logins == [("recordkit", PASSWORD)]
    assert len(mailbox.received) == 1


def test_a_wrong_password_is_somebodys_to_put_right_and_is_not_repeated(tmp_path: Path) -> None:
    context, vouching = certificate(tmp_path)
    with mail_server(Mailbox(), tls=context, logins={"recordkit": PASSWORD}) as mailbox:
        down = refusal(mail(mailbox.port, tls="starttls", password="wrong-password", ca_file=vouching))
    assert not down.retry
    assert "535" in down.reason.zh
    assert "wrong-password" not in f"{down} {down.facts} {down.__cause__}"
    assert mailbox.received == []


def test_a_password_never_shows_in_a_channels_own_words() -> None:
    assert PASSWORD not in repr(mail(25, password=PASSWORD))


def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with mail_server(Mailbox(), tls=context, logins={"recordkit": PASSWORD}) as mailbox:
        down = refusal(mail(mailbox.port, tls="starttls", password=PASSWORD))
    assert (mailbox.logins, mailbox.received) == ([], [])
    assert "secure" in down.reason.en


def test_a_server_without_starttls_is_not_talked_to_in_the_clear() -> None:
    with mail_server(Mailbox()) as mailbox:
        down = refusal(mail(mailbox.port, tls="starttls"))
    assert (mailbox.received, down.retry) == ([], False)


@pytest.mark.parametrize(("answer", "retry"), [("451 try later", True), ("550 no such user", False)])
def test_a_refusal_passes_or_not_as_the_server_says(answer: str, retry: bool) -> None:
    with mail_server(Mailbox(refuse=answer)) as mailbox:
        down = refusal(mail(mailbox.port))
    assert (down.retry, answer[:3] in down.reason.en) == (retry, True)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        down = refusal(mail(taken.getsockname()[1]))
    assert down.retry


def test_a_server_that_hangs_is_waited_for_no_longer_than_the_timeout() -> None:
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        silent.listen()
        config = MailConfig(HOST, SENDER, silent.getsockname()[1], "none")
        down = refusal(Mail(config, None, None, 0.2))
    assert down.retry
    assert "没有响应" in down.reason.zh


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with mail_server(Mailbox()) as mailbox:
        down = refusal(mail(mailbox.port, tls="tls", ca_file=tmp_path / "none.pem"))
    assert "none.pem" in down.reason.en


def test_no_header_can_be_smuggled_in() -> None:
    many: Any = {"subject": "a\nBcc: x@y.z"}
    with pytest.raises(ValueError, match="linefeed"):
        email_of(Message("mail", TO, "o", many["subject"], (), "", "<a@b>", MESSAGE.at), SENDER)
