"""Open the office that a call is for, as the person who calls (LIFE.md, Trust: a tier comes from authentication only)."""

import getpass
import warnings
from importlib import import_module
from pathlib import Path

from recordkit.cli.call import Call
from recordkit.cli.faults import PasswordNeeded
from recordkit.config.load import find_office
from recordkit.office import Office
from recordkit.wording import Text

LOG_IN = "recordkit.actions.log_in"
PROMPT = Text("{login} 的密码: ", "password of {login}: ")


def open_office(call: Call) -> Office:
    """Return the call's office, opened as the process's user or as `--as`; its language is spoken from now on.

    Raises NoOffice, BadConfig, NotListed, WrongPassword, PasswordNeeded.
    """
    root = (call.root or find_office(Path.cwd())).resolve()
    office = Office.open(root) if call.login is None else _logged_in(call, root, call.login)
    call.opened.callback(office.archive.close)
    call.settle(office.config.language)
    return office


def _logged_in(call: Call, root: Path, login: str) -> Office:
    """Return the office as `--as` opens it; the password's room is loaded only then."""
    password = password_of(call, login, "RECORDKIT_PASSWORD")
    office: Office = import_module(LOG_IN).log_in(root, login, password)
    return office


def password_of(call: Call, login: str, variable: str, prompt: Text = PROMPT) -> str:
    """Return a password from the environment variable, or typed without echo; raises PasswordNeeded."""
    given = call.environ.get(variable)
    if given is not None:
        return given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(call.words(prompt, login=login))
    except (EOFError, getpass.GetPassWarning):
        raise PasswordNeeded(login=login) from None
