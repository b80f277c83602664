"""Who the operating system says somebody is: the process's user, or the owner of a file on the share (LIFE.md, Trust)."""

import getpass
import os
from importlib import import_module
from pathlib import Path
from typing import Any, NewType

ProvenLogin = NewType("ProvenLogin", str)
"""A login that the operating system or a password proved: nothing else gives a tier."""

POSIX = os.name == "posix"
"""Windows keeps no uid: there the owner of a file is not told apart."""

_PWD: Any = import_module("pwd") if POSIX else None


def process_login() -> ProvenLogin:
    """Return the login of the user who owns this process."""
    if not POSIX:
        return ProvenLogin(getpass.getuser())
    uid = os.geteuid()
    return ProvenLogin(_login(uid) or str(uid))


def owner_login(file: Path) -> ProvenLogin | None:
    """Return the login of the owner of `file`, or None where the system knows nobody of that number."""
    login = _login(file.lstat().st_uid) if POSIX else None
    return None if login is None else ProvenLogin(login)


def _login(uid: int) -> str | None:
    try:
        return str(_PWD.getpwuid(uid).pw_name)
    except KeyError:
        return None
