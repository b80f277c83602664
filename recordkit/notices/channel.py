"""One protocol for every channel, the literal table of robots, and the secrets, which no word of ours ever repeats."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol

from recordkit.config.notices_section import NoticesConfig, RobotConfig, Secret
from recordkit.errors import ChannelDown
from recordkit.notices.mail import Mail
from recordkit.notices.message import Message
from recordkit.notices.robot import TALKS, Robot
from recordkit.wording import Text

MAIL = "mail"
APPRISE = "recordkit.notices.apprise_robot"
"""Loaded only where a robot of that kind is asked for: an optional extra."""
NO_VARIABLE = Text("环境变量 {name} 未设置", "the variable {name} is not set")
NO_FILE = Text("无法读取密钥文件 {name}", "the secret's file {name} cannot be read")
NO_CHANNEL = Text("recordkit.toml 中没有这个通道", "recordkit.toml has no such channel")
TIMEOUT = 10.0
"""Seconds for each step of a talk with a server."""


class Channel(Protocol):
    """Takes a message to its recipient."""

    def send(self, message: Message) -> None:
        """Send it; raises ChannelDown."""


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of an office whose folder is `root`; secrets are read when something is sent, and not kept."""

    config: NoticesConfig
    root: Path
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    timeout: float = TIMEOUT

    def send(self, message: Message) -> None:
        """Send a message through the channel that it names; raises ChannelDown."""
        self._named(message.channel).send(message)

    def _named(self, name: str) -> Channel:
        if name == MAIL and self.config.mail is not None:
            mail = self.config.mail
            password = self._secret(MAIL, mail.password) if mail.login else None
            ca_file = self.root / mail.ca_file if mail.ca_file else None
            return Mail(mail, password, ca_file, self.timeout)
        for robot in self.config.robots:
            if robot.name == name:
                return self._robot(robot)
        raise ChannelDown(channel=name, reason=NO_CHANNEL, retry=False)

    def _robot(self, robot: RobotConfig) -> Channel:
        url = self._secret(robot.name, robot.url)
        if robot.kind == "apprise":
            made: Callable[[str, str], Channel] = import_module(APPRISE).AppriseRobot
            return made(robot.name, url)
        signs = robot.secret.variable or robot.secret.file
        secret = self._secret(robot.name, robot.secret) if signs else None
        return Robot(robot.name, TALKS[robot.kind], url, secret, self.timeout)

    def _secret(self, channel: str, secret: Secret) -> str:
        if secret.variable:
            value = self.environ.get(secret.variable, "").strip()
            if not value:
                raise ChannelDown(channel=channel, reason=_filled(NO_VARIABLE, secret.variable), retry=False)
            return value
        try:
            value = (self.root / (secret.file or "")).read_text("utf-8-sig").strip()
        except (OSError, ValueError):
            value = ""
        if not value:
            raise ChannelDown(channel=channel, reason=_filled(NO_FILE, secret.file), retry=False)
        return value


def _filled(wording: Text, name: object) -> Text:
    return Text(wording.say("zh", {"name": name}), wording.say("en", {"name": name}))
