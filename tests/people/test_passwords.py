"""Passwords: hashed, outside the archive, and never matched by an unset one."""

import stat
from pathlib import Path

import pytest

from recordkit.errors import WrongPassword
from recordkit.people.passwords import _HASHER, _NOBODY, check_password, has_password, set_password


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    set_password(folder, "wang", "正确的密码")
    return folder


def test_the_right_password_passes_and_is_not_stored(secrets: Path) -> None:
    check_password(secrets, "wang", "正确的密码")
    stored = (secrets / "passwords.json").read_text("utf-8")
    assert "正确的密码" not in stored
    assert "$argon2id$" in stored


@pytest.mark.parametrize(
    ("login", "password"), [("wang", "错误的密码"), ("wang", ""), ("li", "正确的密码"), ("li", "")]
)
def test_a_wrong_password_or_an_unset_one_is_refused(secrets: Path, login: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        check_password(secrets, login, password)


def test_nobodys_own_password_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(WrongPassword):
        check_password(
            tmp_path, "li", "nobody's password: an unknown login takes as long to refuse as a known one"
        )


def test_nobodys_password_is_hashed_as_everybodys_is() -> None:
    """Else the time that a refusal takes would tell who is known."""
    assert not _HASHER.check_needs_rehash(_NOBODY)


def test_a_new_password_replaces_the_old_one_and_leaves_the_others(secrets: Path) -> None:
    set_password(secrets, "li", "另一个")
    set_password(secrets, "wang", "新的")
    check_password(secrets, "wang", "新的")
    check_password(secrets, "li", "另一个")
    with pytest.raises(WrongPassword):
        check_password(secrets, "wang", "正确的密码")


def test_it_is_known_who_has_one(secrets: Path) -> None:
    assert has_password(secrets, "wang")
    assert not has_password(secrets, "li")
    assert not has_password(secrets.parent, "wang")


def test_nobody_else_reads_the_folder_and_no_draft_is_left(secrets: Path) -> None:
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert [file.name for file in secrets.iterdir()] == ["passwords.json"]
    assert stat.S_IMODE((secrets / "passwords.json").stat().st_mode) == 0o600
