"""tests of recordkit.notices.state: back-off by doubling up to an hour, and what survives a restart."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recordkit.domain.entry import Notice
from recordkit.errors import ChannelDown
from recordkit.notices.state import FILE, State, pause, read_state, write_state
from recordkit.wording import Text

AT = datetime(2026, 11, 7, 8, 30, tzinfo=UTC)
PASSING = ChannelDown(channel="mail", reason=Text("没有响应", "silent"), retry=True)
LASTING = ChannelDown(channel="mail", reason=Text("被拒绝", "refused"), retry=False, recipient=True)
LOCKED = ChannelDown(channel="mail", reason=Text("密码不对", "no login"), retry=False)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (10_000, 60)]
)
def test_the_pause_doubles_up_to_an_hour(failures: int, minutes: int) -> None:
    assert pause(failures, retry=True) == timedelta(minutes=minutes)


def test_what_does_not_pass_by_itself_waits_an_hour() -> None:
    assert pause(1, retry=False) == timedelta(hours=1)


def test_a_channel_that_is_down_keeps_all_its_messages_back_until_its_pause_is_over() -> None:
    state = State().failed(PASSING, "mail", "a@b.cn", AT)
    assert state.trouble("mail", "other@b.cn", AT + timedelta(seconds=59)) is not None
    assert state.trouble("mail", "a@b.cn", AT + timedelta(seconds=60)) is None
    assert state.trouble("群", "群", AT) is None


def test_a_recipient_that_is_refused_keeps_nobody_else_back() -> None:
    state = State().failed(LASTING, "mail", "a@b.cn", AT)
    assert state.trouble("mail", "a@b.cn", AT + timedelta(minutes=59)) is not None
    assert state.trouble("mail", "other@b.cn", AT) is None


def test_a_password_that_is_refused_is_not_tried_again_for_each_recipient() -> None:
    state = State().failed(LOCKED, "mail", "a@b.cn", AT)
    assert state.trouble("mail", "other@b.cn", AT + timedelta(minutes=59)) is not None


def test_failures_add_up_since_the_first_and_success_ends_them() -> None:
    later = AT + timedelta(minutes=5)
    state = State().failed(PASSING, "mail", "a", AT).failed(PASSING, "mail", "b", later)
    [(channel, trouble)] = state.down()
    assert (channel, trouble.failures, trouble.since) == ("mail", 2, AT)
    assert trouble.again == later + timedelta(minutes=2)
    assert state.worked("mail", "b") == State()


def test_the_state_survives_a_restart(tmp_path: Path) -> None:
    state = (
        State().failed(LASTING, "mail", "a@b.cn", AT).sent_too((Notice("d", "on", "mail", "a@b.cn", "<m>"),))
    )
    write_state(tmp_path / "state", state)
    assert read_state(tmp_path / "state") == state


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"troubles": {"mail": {}}, "sent": []}', b"\xff"])
def test_a_state_that_cannot_be_read_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert read_state(tmp_path) == State()
