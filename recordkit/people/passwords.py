"""Passwords, hashed with argon2id, in secrets/ (0700): outside the archive, never in the journal or a log."""

import json
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recordkit.disk import SECRET_MODE, write_over
from recordkit.errors import WrongPassword
from recordkit.people.logins import ProvenLogin

_HASHER = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$czKHCmLpBJUf5ep9DQoeQg$+7S/GuQzUgTI+jJykqqvCaMKEk4z4ejFVrwTCwlCBss"
"""An unknown login takes as long to refuse as a known one; written down, for hashing it at each start costs 64 MB."""


def set_password(secrets: Path, login: str, password: str) -> None:
    """Store the hash of a person's password in `secrets`/passwords.json (folder 0700, file 0600)."""
    secrets.mkdir(mode=0o700, exist_ok=True)
    hashes = _read(secrets) | {login: _HASHER.hash(password)}
    text = json.dumps(hashes, ensure_ascii=False, indent=1, sort_keys=True)
    write_over(_file(secrets), text.encode(), mode=SECRET_MODE)


def check_password(secrets: Path, login: str, password: str) -> ProvenLogin:
    """Return the login, proven by its password; raises WrongPassword, also while no password is set."""
    stored = _read(secrets).get(login)
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        raise WrongPassword(login=login) from None
    if stored is None:
        raise WrongPassword(login=login)
    return ProvenLogin(login)


def has_password(secrets: Path, login: str) -> bool:
    """Return True if the person's password is set."""
    return login in _read(secrets)


def _file(secrets: Path) -> Path:
    return secrets / "passwords.json"


def _read(secrets: Path) -> dict[str, str]:
    try:
        return dict(json.loads(_file(secrets).read_text("utf-8")))
    except FileNotFoundError:
        return {}
