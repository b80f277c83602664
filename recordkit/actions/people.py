"""Who may do what: list the office's people, enrol one, set a password (director; one's own password oneself)."""

from datetime import datetime

from recordkit.domain.tiers import TIERS, Act, Person
from recordkit.errors import BadUsage, NotListed, NotPossible, ShortPassword
from recordkit.office import Office
from recordkit.people.passwords import set_password
from recordkit.people.roster import write_roster
from recordkit.wording import Text

SHORTEST_PASSWORD = 8


def people(office: Office) -> list[Person]:
    """Return the office's people, in the order in which they were enrolled."""
    return office.archive.people()


def person_of(login: str, name: str, tier: str, department: str | None) -> Person:
    """Return a Person from words; raises BadUsage for an unknown tier."""
    if tier not in TIERS:
        raise BadUsage(what="--tier", value=tier, remedy=" | ".join(TIERS))
    if not login.strip() or not name.strip():
        raise BadUsage(what="LOGIN", value=login, remedy="--name NAME")
    return Person(login.strip(), name.strip(), TIERS[tier], department)


def enrol(office: Office, person: Person, at: datetime) -> None:
    """Enrol somebody, or change their name, tier or department; the readable list is rewritten."""
    known = {one.login: one for one in office.archive.people()}
    permit = office.permit(Act.PEOPLE, None, at)
    last_director = [one.login for one in known.values() if one.tier is TIERS["director"]] == [person.login]
    if last_director and person.tier is not TIERS["director"]:
        raise NotPossible(what=Text("至少要有一位总监", "there must be at least one director"))
    office.archive.enrol(permit, person, at)
    write_roster(office.root / "people.toml", office.archive.people())


def demand_password_right(office: Office, login: str, at: datetime) -> None:
    """Raise NotListed or TierRefused unless the acting person may set the password of `login`: one's own, or a director."""
    if login not in {one.login for one in office.archive.people()}:
        raise NotListed(login=login)
    if login != office.person.login:
        office.permit(Act.PEOPLE, None, at)


def set_person_password(office: Office, login: str, password: str, at: datetime) -> None:
    """Set a person's password; raises NotListed, TierRefused, ShortPassword."""
    demand_password_right(office, login, at)
    if len(password) < SHORTEST_PASSWORD:
        raise ShortPassword(least=SHORTEST_PASSWORD, count=len(password))
    set_password(office.secrets, login, password)
