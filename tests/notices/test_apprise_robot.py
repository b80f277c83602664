"""tests of recordkit.notices.apprise_robot: an optional extra, asked by its own door (a stand-in takes apprise's place)."""

import sys
from datetime import UTC, datetime
from types import ModuleType

import pytest

from recordkit.errors import ChannelDown
from recordkit.notices.apprise_robot import LIBRARY, AppriseRobot
from recordkit.notices.message import Message

MESSAGE = Message("群", "群", "示例医院", "题", ("行",), "脚", "<a@b>", datetime(2026, 11, 7, tzinfo=UTC))


class Stand:
    """What apprise.Apprise offers of itself."""

    told: list[tuple[str, str]] = []  # noqa: RUF012 - what one test reads

    def add(self, url: str) -> bool:
        return url.startswith("json://")

    def notify(self, *, title: str, body: str) -> bool:
        self.told.append((title, body))
        return "refuse" not in title


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    library = ModuleType(LIBRARY)
    library.Apprise = Stand  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, LIBRARY, library)
    Stand.told.clear()
    return Stand.told


def test_a_message_goes_to_its_address(installed: list[tuple[str, str]]) -> None:
    AppriseRobot("群", "json://localhost").send(MESSAGE)
    assert installed == [("题", MESSAGE.text)]


def test_an_address_that_it_does_not_know_is_refused(installed: list[tuple[str, str]]) -> None:
    with pytest.raises(ChannelDown) as down:
        AppriseRobot("群", "nothing://HUSH").send(MESSAGE)
    assert (down.value.retry, "HUSH" in str(down.value), installed) == (False, False, [])


def test_its_lack_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, LIBRARY, None)
    with pytest.raises(ChannelDown) as down:
        AppriseRobot("群", "json://localhost").send(MESSAGE)
    assert "recordkit[apprise]" in down.value.reason.zh
    assert "recordkit[apprise]" in down.value.reason.en
