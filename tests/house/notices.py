"""An office that reminds: settings for tests, and a letter box that takes what is sent, or refuses it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from recordkit.config.notices_section import MailConfig, NoticesConfig
from recordkit.errors import ChannelDown
from recordkit.notices.message import Message
from recordkit.office import Office
from recordkit.wording import Text

JIZHEN, GUKE, DIRECTOR, ZHOU = "jizhen@h.cn", "guke@h.cn", "shen@h.cn", "zhou@h.cn"
SETTINGS = NoticesConfig(
    departments={"急诊科": (JIZHEN,), "骨科": (GUKE,)},
    persons={"zhouyuan": (ZHOU,)},
    directors=(DIRECTOR,),
    mail=MailConfig("127.0.0.1", "r@h.cn", 25, "none"),
)


def reminding(office: Office, **changes: Any) -> Office:
    """Return the office with its reminders set up."""
    return replace(office, config=replace(office.config, notices=replace(SETTINGS, **changes)))


@dataclass(slots=True)
class Box:
    """Takes messages; `down` are recipients whose channel is down, with whether it may pass."""

    down: dict[str, bool] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)
    after: Callable[[], None] = lambda: None

    def __call__(self, message: Message) -> None:
        if message.to in self.down:
            raise ChannelDown(
                channel=message.channel,
                reason=Text("没有响应", "silent"),
                retry=self.down[message.to],
                recipient=not self.down[message.to],
            )
        self.taken.append(message)
        self.after()

    def told(self) -> dict[str, str]:
        """Return each recipient's subject, of the last message."""
        return {message.to: message.subject for message in self.taken}
