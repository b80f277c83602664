"""tests of recordkit.notices.channel: which channel a message takes, and where its secret is read from."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recordkit.config.notices_section import MailConfig, NoticesConfig, RobotConfig, Secret
from recordkit.errors import ChannelDown
from recordkit.notices.channel import Channels
from recordkit.notices.message import Message
from tests.house.servers import HOST, Group, Mailbox, mail_server, robot_server


def message(channel: str, to: str) -> Message:
    return Message(
        channel, to, "示例医院", "题", ("行",), "脚", "<a@b.recordkit>", datetime(2026, 11, 7, tzinfo=UTC)
    )


def robots(*kinds: str) -> tuple[RobotConfig, ...]:
    return tuple(RobotConfig(f"{kind}群", kind, Secret(variable="HOOK")) for kind in kinds)


def refusal(channels: Channels, channel: str) -> ChannelDown:
    with pytest.raises(ChannelDown) as down:
        channels.send(message(channel, channel))
    return down.value


def test_a_message_takes_the_channel_that_it_names(tmp_path: Path) -> None:
    with mail_server(Mailbox()) as mailbox, robot_server(Group()) as group:
        config = NoticesConfig(
            mail=MailConfig(HOST, "r@h.cn", mailbox.port, "none"), robots=robots("wecom", "dingtalk")
        )
        channels = Channels(config, tmp_path, {"HOOK": f"{group.url}\n"})
        channels.send(message("mail", "a@h.cn"))
        channels.send(message("dingtalk群", "dingtalk群"))
    assert [to for to, _ in mailbox.received] == [["a@h.cn"]]
    assert len(group.posts) == 1


def test_a_secret_may_lie_in_a_file_of_the_office(tmp_path: Path) -> None:
    with robot_server(Group()) as group:
        (tmp_path / "hook").write_text(f"{group.url}?key=1\n", "utf-8")
        robot = RobotConfig("群", "wecom", Secret(file="hook"))
        Channels(NoticesConfig(robots=(robot,)), tmp_path, {}).send(message("群", "群"))
    assert [path for path, _ in group.posts] == ["/robot/send?key=1"]


@pytest.mark.parametrize(
    ("secret", "named"), [(Secret(variable="HOOK"), "HOOK"), (Secret(file="secrets/hook"), "secrets/hook")]
)
def test_a_secret_that_is_missing_is_named(tmp_path: Path, secret: Secret, named: str) -> None:
    robot = RobotConfig("群", "wecom", secret)
    down = refusal(Channels(NoticesConfig(robots=(robot,)), tmp_path, {}), "群")
    assert named in down.reason.zh
    assert named in down.reason.en
    assert not down.retry


def test_a_channel_that_is_not_set_up_is_somebodys_to_put_right(tmp_path: Path) -> None:
    assert not refusal(Channels(NoticesConfig(), tmp_path, {}), "mail").retry


def test_apprise_is_loaded_only_where_a_robot_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    channels = Channels(NoticesConfig(robots=robots("apprise")), tmp_path, {"HOOK": "json://localhost"})
    assert "recordkit[apprise]" in refusal(channels, "apprise群").reason.zh
