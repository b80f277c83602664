"""Who the operating system says somebody is."""

import getpass
import os
import pwd
from pathlib import Path

import pytest

from recordkit.people.logins import owner_login, process_login


def test_a_process_is_its_owners_and_so_is_the_file_that_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"")
    assert process_login() == pwd.getpwuid(os.geteuid()).pw_name
    assert owner_login(file) == process_login()


def test_what_the_environment_claims_gives_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for claim in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(claim, "director")
    assert getpass.getuser() == "director"
    assert process_login() != "director"


def test_a_links_owner_is_who_made_the_link(tmp_path: Path) -> None:
    link = tmp_path / "report.docx"
    link.symlink_to("/nowhere/at/all")
    assert owner_login(link) == process_login()


@pytest.mark.skipif(os.geteuid() != 0, reason="giving a file to a number that nobody has needs root")
def test_a_number_that_nobody_has_is_nobody(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"")
    os.chown(file, 3_999_999, -1)
    assert owner_login(file) is None
