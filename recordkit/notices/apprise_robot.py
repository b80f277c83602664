"""Any other service, by the optional extra `apprise`: loaded late, and only where a robot of that kind is asked for."""

from dataclasses import dataclass, field
from importlib import import_module

from recordkit.errors import ChannelDown
from recordkit.notices.message import Message
from recordkit.wording import Text

LIBRARY = "apprise"
MISSING = Text(
    "没有安装 apprise: 请运行 pip install 'recordkit[apprise]'",
    "apprise is not installed: run pip install 'recordkit[apprise]'",
)
NO_ADDRESS = Text("apprise 不认识这个地址", "apprise does not know that address")
REFUSED = Text("apprise 未能发出", "apprise could not send it")


@dataclass(frozen=True, slots=True)
class AppriseRobot:
    """One address of apprise's (it holds the secret)."""

    name: str
    url: str = field(repr=False)

    def send(self, message: Message) -> None:
        """Send the message; raises ChannelDown."""
        try:
            made = import_module(LIBRARY).Apprise()
        except ImportError:
            raise ChannelDown(channel=self.name, reason=MISSING, retry=False) from None
        if not made.add(self.url):
            raise ChannelDown(channel=self.name, reason=NO_ADDRESS, retry=False)
        if not made.notify(title=message.subject, body=message.text):
            raise ChannelDown(channel=self.name, reason=REFUSED, retry=True)
