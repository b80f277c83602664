"""Open the office as somebody else than the process's user, with that person's password (`--as`)."""

from pathlib import Path

from recordkit.office import Office
from recordkit.people.passwords import check_password


def log_in(root: Path, login: str, password: str) -> Office:
    """Return the office, opened as `login`; raises WrongPassword, NotListed, NoOffice, BadConfig."""
    return Office.open(root, login=check_password(root / "secrets", login, password))
