"""tests of recordkit.actions.log_in: somebody else than the process's user acts, by their password alone (R3; LIFE, Trust)."""

import pytest

from recordkit.actions.log_in import log_in
from recordkit.actions.people import set_person_password
from recordkit.errors import NotListed, WrongPassword
from recordkit.office import Office
from recordkit.people.passwords import set_password
from tests.house.offices import AT, CLERK, OTHER


def test_somebody_acts_as_themselves_with_their_password(office: Office) -> None:
    set_person_password(office, CLERK.login, "很长的口令 2026", AT)
    acting = log_in(office.root, CLERK.login, "很长的口令 2026")
    assert acting.person == CLERK
    acting.archive.close()
    with pytest.raises(WrongPassword):
        log_in(office.root, CLERK.login, "别的口令 2026")
    with pytest.raises(WrongPassword):
        log_in(office.root, OTHER.login, "很长的口令 2026")


def test_a_password_that_was_never_set_matches_nothing(office: Office) -> None:
    with pytest.raises(WrongPassword):
        log_in(office.root, OTHER.login, "")


def test_a_password_alone_lists_nobody(office: Office) -> None:
    set_password(office.secrets, "stranger", "12345678")
    with pytest.raises(NotListed):
        log_in(office.root, "stranger", "12345678")
