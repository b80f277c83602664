"""Who may do what: R3, C13; LIFE.md's table."""

from copy import copy
from dataclasses import fields, replace

import pytest

from recordkit.domain.tiers import (
    NEEDED,
    TIERS,
    UNKNOWN,
    Act,
    Permit,
    Person,
    Tier,
    founding_permit,
    inbox_permit,
    permit,
)
from recordkit.errors import TierRefused

LOWEST = {
    Act.RESERVE: Tier.STAFF,
    Act.FILE: Tier.STAFF,
    Act.READ: Tier.STAFF,
    Act.VERIFY: Tier.STAFF,
    Act.REVISE: Tier.SUPERVISOR,
    Act.NOTE: Tier.SUPERVISOR,
    Act.ASSIGN: Tier.SUPERVISOR,
    Act.WITHDRAW: Tier.SUPERVISOR,
    Act.RECEIVED: Tier.SUPERVISOR,
    Act.NOTIFY: Tier.SUPERVISOR,
    Act.READ_FULL: Tier.SUPERVISOR,
    Act.EXPORT: Tier.SUPERVISOR,
    Act.BACKUP: Tier.DIRECTOR,
    Act.WAIVE: Tier.DIRECTOR,
    Act.VOID: Tier.DIRECTOR,
    Act.PEOPLE: Tier.DIRECTOR,
    Act.OPEN_NUMBERS: Tier.DIRECTOR,
}
EVERY_CASE = [(act, tier, tier >= LOWEST[act]) for act in Act for tier in Tier]


def _person(tier: Tier) -> Person:
    return Person(tier.key, "王芳", tier)


def test_the_table_names_every_act() -> None:
    assert set(LOWEST) == set(NEEDED) == set(Act)


@pytest.mark.parametrize(("act", "tier", "allowed"), EVERY_CASE)
def test_each_act_wants_its_tier(act: Act, tier: Tier, allowed: bool) -> None:
    if allowed:
        assert permit(_person(tier), act).demand(act) == _person(tier)
    else:
        with pytest.raises(TierRefused):
            permit(_person(tier), act)


@pytest.mark.parametrize("act", Act)
def test_staff_note_and_void_what_is_their_own_and_nothing_more(act: Act) -> None:
    if act in (Act.NOTE, Act.VOID) or LOWEST[act] is Tier.STAFF:
        assert permit(_person(Tier.STAFF), act, own=True).act is act
    else:
        with pytest.raises(TierRefused):
            permit(_person(Tier.STAFF), act, own=True)


@pytest.mark.parametrize("act", Act)
def test_somebody_unknown_may_do_nothing_even_to_their_own(act: Act) -> None:
    with pytest.raises(TierRefused):
        permit(UNKNOWN, act, own=True)


@pytest.mark.parametrize(
    ("asked", "allowed"), [(None, True), (Tier.SUPERVISOR, True), (Tier.DIRECTOR, False)]
)
def test_a_type_may_ask_more_for_its_unmasked_copy(asked: Tier | None, allowed: bool) -> None:
    if allowed:
        assert permit(_person(Tier.SUPERVISOR), Act.READ_FULL, at_least=asked).act is Act.READ_FULL
    else:
        with pytest.raises(TierRefused):
            permit(_person(Tier.SUPERVISOR), Act.READ_FULL, at_least=asked)


def test_a_refusal_says_who_what_and_which_tier() -> None:
    with pytest.raises(TierRefused) as refusal:
        permit(_person(Tier.STAFF), Act.REVISE)
    assert refusal.value.sentence("zh") == "王芳(普通员工)不能替换已归档的文件: 需要主管及以上权限。"
    assert (
        refusal.value.sentence("en")
        == "王芳 (staff) may not replace a filed document: it needs supervisor or higher."
    )


def test_no_one_else_makes_a_permit() -> None:
    with pytest.raises(TypeError, match="only"):
        Permit(_person(Tier.DIRECTOR), Act.WAIVE)
    with pytest.raises(TypeError, match="only"):
        Permit(_person(Tier.DIRECTOR), Act.WAIVE, object())


def test_no_permit_is_turned_into_another() -> None:
    filing = permit(_person(Tier.STAFF), Act.FILE)
    with pytest.raises(TypeError, match="only"):
        replace(filing, act=Act.WAIVE)
    with pytest.raises(TypeError, match="only"):
        replace(filing, person=_person(Tier.DIRECTOR))
    assert not {"stamp", "_stamp"} & {one.name for one in fields(filing)}
    assert copy(filing) == filing


def test_a_permit_opens_no_other_door() -> None:
    filing = permit(_person(Tier.DIRECTOR), Act.FILE)
    assert filing.demand(Act.REVISE, Act.FILE).tier is Tier.DIRECTOR
    with pytest.raises(TypeError, match="door"):
        filing.demand(Act.REVISE, Act.VOID)


def test_the_inbox_takes_what_a_stranger_dropped_and_only_to_file_it() -> None:
    stranger = inbox_permit(UNKNOWN)
    assert stranger.demand(Act.FILE) is UNKNOWN
    with pytest.raises(TypeError):
        stranger.demand(Act.REVISE)


def test_only_a_director_founds_an_office() -> None:
    assert founding_permit(_person(Tier.DIRECTOR)).act is Act.PEOPLE
    for tier in (Tier.UNKNOWN, Tier.STAFF, Tier.SUPERVISOR):
        with pytest.raises(TierRefused):
            founding_permit(_person(tier))


def test_tiers_and_acts_have_words_and_only_three_tiers_can_be_given() -> None:
    assert [TIERS[key].label.zh for key in ("staff", "supervisor", "director")] == [
        "普通员工",
        "主管",
        "总监",
    ]
    assert "unknown" not in TIERS
    assert Tier.UNKNOWN.label.zh == "未登记"
    assert all(act.label.zh and act.label.en for act in Act)
