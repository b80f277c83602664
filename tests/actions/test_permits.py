"""Each verb of the tiers asks for its own act, and a refusal is in the journal with who was refused what (R3, LIFE.md)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recordkit.actions.adopt import adopt
from recordkit.actions.amend import assign, void, waive, withdraw
from recordkit.actions.backup import backup
from recordkit.actions.export import Order, export
from recordkit.actions.get import Wish, get
from recordkit.actions.look_up import Query, show
from recordkit.actions.notify import notify
from recordkit.actions.people import enrol
from recordkit.actions.propose import propose
from recordkit.actions.rebuild import rebuild
from recordkit.actions.verify import verify
from recordkit.domain.tiers import UNKNOWN, Act, Person, Tier
from recordkit.errors import TierRefused
from recordkit.office import Office
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, events, filed, made

DUTY = "monthly-report/急诊科/2026-09"
FOLDER = Path(__file__).parent

Do = Callable[[Office, str], object]
FULL = Wish(FOLDER, full=True, purpose="复核")

REFUSED: list[tuple[Person, Act, Do]] = [
    (CLERK, Act.ASSIGN, lambda office, _: assign(office, filed(office, "monthly-report"), "2026-10", AT)),
    (CLERK, Act.WITHDRAW, lambda office, name: withdraw(office, name, "错误", AT)),
    (CLERK, Act.EXPORT, lambda office, _: export(office, Order(FOLDER / "no", Query(), "移交"), AT, "zh")),
    (CLERK, Act.RECEIVED, lambda office, _: propose(office, FOLDER, AT)),
    (CLERK, Act.RECEIVED, lambda office, _: adopt(office, FOLDER, FOLDER / "no.xlsx", AT, "zh")),
    (CLERK, Act.READ_FULL, lambda office, name: get(office, name, FULL, AT)),
    (CLERK, Act.NOTIFY, lambda office, _: notify(office, AT)),
    (SUPERVISOR, Act.BACKUP, lambda office, _: backup(office, FOLDER / "no", AT)),
    (SUPERVISOR, Act.WAIVE, lambda office, _: waive(office, DUTY, "停诊", AT)),
    (SUPERVISOR, Act.PEOPLE, lambda office, _: enrol(office, Person("x", "某", Tier.DIRECTOR), AT)),
    (UNKNOWN, Act.VERIFY, lambda office, _: verify(office, (), AT)),
    (UNKNOWN, Act.VERIFY, lambda office, _: rebuild(office, AT)),
]


@pytest.mark.parametrize(("who", "act", "do"), REFUSED, ids=[f"{who.login} {act}" for who, act, _ in REFUSED])
def test_who_may_not_is_refused_and_that_is_journalled(office: Office, who: Person, act: Act, do: Do) -> None:
    name = filed(office, "complaint")
    with pytest.raises(TierRefused):
        do(as_(office, who), name)
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [(who.login, act.value)]


def test_staff_void_their_own_number_and_nobody_elses(office: Office) -> None:
    mine, theirs = made(as_(office, CLERK), "minutes").name, made(office, "home-visit").name
    void(as_(office, CLERK), mine, "未使用", AT)
    with pytest.raises(TierRefused):
        void(as_(office, CLERK), theirs, "未使用", AT)


def test_somebody_unknown_sees_nothing(office: Office) -> None:
    name = filed(office, "complaint")
    with pytest.raises(TierRefused):
        show(as_(office, UNKNOWN), name, AT)
