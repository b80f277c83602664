"""A message as every channel takes it: plain text, one recipient, and an id that a repeat has, too.

Law: the id is a function of what is told to whom; a message that goes out again after a crash is the same message.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """What one recipient is told: `at` is the instant of the round that sends it, `office` the sender's name."""

    channel: str
    to: str
    office: str
    subject: str
    lines: tuple[str, ...]
    footer: str
    message_id: str
    at: datetime

    @property
    def text(self) -> str:
        """The message as plain text."""
        return "\n".join((*self.lines, "", self.footer, ""))


def message_id(archive: str, channel: str, to: str, keys: Iterable[str]) -> str:
    """Return the Message-ID of what `keys` (duty and stage) tell a recipient (RFC 5322, 3.6.4)."""
    told = "\n".join((archive, channel, to, *sorted(keys)))
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{archive[:12]}.recordkit>"
