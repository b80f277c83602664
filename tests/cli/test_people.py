"""Who may do what: tiers come from authentication only, and a password is never asked for in a pipe."""

from recordkit.people.logins import process_login
from tests.cli.conftest import Shell
from tests.cli.test_life import MINUTES, a_document

WANG = ("people", "add", "wang", "--name", "王芳", "--tier", "staff", "--department", "急诊科")
SECRET = "correct horse"


def test_people_are_listed_with_their_tiers(shell: Shell) -> None:
    assert shell(*WANG).code == 0
    assert shell("people", "--json").data == [
        {"login": process_login(), "name": "沈砚", "tier": "director", "department": None},
        {"login": "wang", "name": "王芳", "tier": "staff", "department": "急诊科"},
    ]
    assert "普通员工" in shell("people").out
    assert "supervisor" not in shell("--lang", "en", "people").out


def test_somebody_acts_as_themselves_with_their_password_and_within_their_tier(shell: Shell) -> None:
    shell(*WANG)
    assert shell("people", "password", "wang", RECORDKIT_NEW_PASSWORD=SECRET).code == 0
    shell.environ["RECORDKIT_PASSWORD"] = SECRET
    assert shell("--as", "wang", "file", a_document()).code == 0
    assert shell("show", MINUTES, "--json").data["person"] == "wang"
    refused = shell("--as", "wang", "withdraw", MINUTES, "--reason", "x")
    assert (refused.code, "主管及以上" in refused.err) == (1, True)
    assert SECRET not in "".join(
        path.read_text("utf-8") for path in (shell.root / "archive" / "journal").iterdir()
    )


def test_a_wrong_or_unset_password_is_refused(shell: Shell) -> None:
    shell(*WANG)
    unset = shell("--as", "wang", "people", RECORDKIT_PASSWORD=SECRET)
    shell("people", "password", "wang", RECORDKIT_NEW_PASSWORD=SECRET)
    wrong = shell("--as", "wang", "people", RECORDKIT_PASSWORD="something else")
    assert (unset.code, wrong.code) == (1, 1)
    assert "密码不对" in unset.err
    assert "密码不对" in wrong.err
    assert wrong.out == ""


def test_a_short_password_an_unknown_login_and_an_unknown_tier_are_refused(shell: Shell) -> None:
    shell(*WANG)
    assert shell("people", "password", "wang", RECORDKIT_NEW_PASSWORD="short").code == 2
    assert shell("people", "password", "nobody", RECORDKIT_NEW_PASSWORD=SECRET).code == 1
    assert shell("people", "add", "li", "--name", "李", "--tier", "boss").code == 2


def test_the_watcher_acts_as_nobody_else(shell: Shell) -> None:
    ran = shell("--as", "wang", "watch", "--once")
    assert (ran.code, "--as" in ran.err) == (2, True)
