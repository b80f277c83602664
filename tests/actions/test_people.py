"""tests of recordkit.actions.people: who is enrolled by whom, and passwords that nobody can read (R3; LIFE, Trust)."""

import pytest

from recordkit.actions.people import enrol, people, person_of, set_person_password
from recordkit.domain.tiers import Person, Tier
from recordkit.errors import BadUsage, NotListed, NotPossible, ShortPassword, TierRefused
from recordkit.office import Office
from tests.house.offices import AT, CLERK, OTHER, SUPERVISOR, as_, events, reopened

NEW = Person("wangfang", "王芳", Tier.STAFF, "骨科")


def test_the_first_director_is_whoever_founded_the_office(office: Office) -> None:
    assert people(office) == sorted([office.person, SUPERVISOR, CLERK, OTHER], key=lambda one: one.login)
    assert (office.person.tier, office.person.name) == (Tier.DIRECTOR, "沈砚")


def test_a_director_enrols_somebody_and_the_readable_list_follows(office: Office) -> None:
    enrol(office, NEW, AT)
    assert NEW in people(office)
    listed = (office.root / "people.toml").read_text("utf-8")
    assert all(word in listed for word in ("wangfang", "王芳", "staff", "骨科"))
    assert events(office, "enrolled")[-1]["by"] == office.person.login


def test_a_changed_tier_counts_at_once(office: Office) -> None:
    enrol(office, Person(CLERK.login, CLERK.name, Tier.SUPERVISOR, CLERK.department), AT)
    assert office.person_of(CLERK.login).tier is Tier.SUPERVISOR
    before = len(events(office, "enrolled"))
    enrol(office, office.person_of(CLERK.login), AT)
    assert len(events(office, "enrolled")) == before


def test_the_readable_list_gives_nobody_a_right(office: Office) -> None:
    """LIFE: people are events in the journal."""
    roster = office.root / "people.toml"
    roster.write_text(roster.read_text("utf-8").replace('tier = "staff"', 'tier = "director"'), "utf-8")
    with reopened(office) as again:
        assert again.person_of(CLERK.login).tier is Tier.STAFF


@pytest.mark.parametrize("who", [CLERK, SUPERVISOR])
def test_only_a_director_enrols_and_refusals_are_journalled(office: Office, who: Person) -> None:
    with pytest.raises(TierRefused):
        enrol(as_(office, who), NEW, AT)
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [(who.login, "people")]
    assert NEW not in people(office)


def test_the_last_director_stays_one(office: Office) -> None:
    with pytest.raises(NotPossible):
        enrol(office, Person(office.person.login, "沈砚", Tier.STAFF), AT)
    enrol(office, Person("shen2", "沈二", Tier.DIRECTOR), AT)
    enrol(office, Person(office.person.login, "沈砚", Tier.STAFF), AT)
    assert office.person_of(office.person.login).tier is Tier.STAFF


@pytest.mark.parametrize(
    ("login", "name", "tier"), [("a", "甲", "boss"), (" ", "甲", "staff"), ("a", "", "staff")]
)
def test_words_that_make_no_person_are_refused(login: str, name: str, tier: str) -> None:
    with pytest.raises(BadUsage):
        person_of(login, name, tier, None)


def test_words_make_a_person() -> None:
    assert person_of(" wangfang ", "王芳", "staff", "骨科") == NEW


def test_a_password_is_kept_as_its_hash_alone(office: Office) -> None:
    set_person_password(office, CLERK.login, "很长的口令 2026", AT)
    stored = (office.secrets / "passwords.json").read_text("utf-8")
    assert ("很长的口令" in stored, "argon2id" in stored) == (False, True)
    assert not any("口令" in str(event) for _, event in office.archive.log(office.reading()))


def test_ones_own_password_is_ones_own_and_anothers_is_a_directors(office: Office) -> None:
    """R3."""
    set_person_password(as_(office, CLERK), CLERK.login, "12345678", AT)
    with pytest.raises(TierRefused):
        set_person_password(as_(office, CLERK), OTHER.login, "12345678", AT)
    assert [(one["by"], one["act"]) for one in events(office, "refused")] == [(CLERK.login, "people")]


@pytest.mark.parametrize(
    ("login", "password", "fault"),
    [("nobody", "12345678", NotListed), (CLERK.login, "1234567", ShortPassword)],
)
def test_a_password_of_nobody_or_too_short_is_refused(
    office: Office, login: str, password: str, fault: type
) -> None:
    with pytest.raises(fault) as refusal:
        set_person_password(office, login, password, AT)
    assert password not in str(refusal.value)
