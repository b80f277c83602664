"""Rules of an office and the entries that they look at, for tests of duties and of what shows them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from recordkit.config.calendar_section import SHIPPED, load_calendar
from recordkit.domain.board import Rule, board, by_type
from recordkit.domain.deadlines import Deadline
from recordkit.domain.duties import Row, View
from recordkit.domain.entry import Glance
from recordkit.domain.owed import Owed, Owner
from recordkit.domain.periods import Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = load_calendar(SHIPPED.parent / "none")


def owed(kind: str, deadline: Deadline, departments: Sequence[str], since: Period, **more: Any) -> Owed:
    """Return the rule that these departments owe this type from that period on."""
    return Owed(kind, deadline, tuple(Owner(name) for name in departments), since.begin, **more)


def rows_at(rules: Iterable[Rule], now: datetime, glances: Iterable[Glance] = (), **more: Any) -> list[Row]:
    """Return the board at `now`, in Shanghai and by the shipped calendar unless it is said otherwise."""
    view = View(**{"now": now, "zone": SHANGHAI, "calendar": CALENDAR, **more})
    return board(rules, by_type(glances), view)


def glance(name: str, received: datetime, day: date | None = None, **more: Any) -> Glance:
    """Return an entry as duties look at it: a monthly report of 医务处 for 2026-10 unless it is said otherwise."""
    facts: dict[str, Any] = {
        "type": "monthly-report",
        "department": "医务处",
        "period": "2026-10",
        "doubtful": False,
        "facts": {},
    }
    return Glance(name=name, day=day or received.date(), received=received, **{**facts, **more})
