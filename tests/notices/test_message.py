"""tests of recordkit.notices.message: the id of a message is a function of what it tells to whom."""

import re

from hypothesis import given
from hypothesis import strategies as st

from recordkit.notices.message import message_id

KEYS = st.lists(st.text(max_size=10), max_size=5, unique=True)


@given(KEYS)
def test_the_order_of_what_is_told_makes_no_other_message(keys: list[str]) -> None:
    turned = list(reversed(keys))
    assert message_id("a" * 32, "mail", "x@y", keys) == message_id("a" * 32, "mail", "x@y", turned)
    assert re.fullmatch(r"<[0-9a-f]{32}@a{12}\.recordkit>", message_id("a" * 32, "mail", "x@y", keys))


def test_another_archive_recipient_channel_or_stage_is_another_message() -> None:
    ids = {
        message_id("a", "mail", "x@y", ["d on"]),
        message_id("b", "mail", "x@y", ["d on"]),
        message_id("a", "群", "x@y", ["d on"]),
        message_id("a", "mail", "z@y", ["d on"]),
        message_id("a", "mail", "x@y", ["d after-1"]),
    }
    assert len(ids) == 5
