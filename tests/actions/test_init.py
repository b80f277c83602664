"""tests of recordkit.actions.init: an office in an empty folder; whoever runs it is the first director (LIFE)."""

from pathlib import Path

import pytest

from recordkit.actions.init import Founding, config_text, init
from recordkit.config.load import load_config
from recordkit.domain.tiers import Tier
from recordkit.errors import OfficeExists
from recordkit.inbox.layout import SHOWN, online
from recordkit.people.logins import process_login
from tests.house.offices import AT, CLERK, reopened


def test_an_office_has_all_that_it_needs(tmp_path: Path) -> None:
    office = init(tmp_path / "new" / "office", Founding("示例医院", people=[CLERK]), AT)
    root = office.root
    assert sorted(path.name for path in root.iterdir()) == [
        "archive",
        "inbox",
        "people.toml",
        "recordkit.toml",
        "secrets",
        "templates",
    ]
    assert online(office.inbox, office.archive.id)
    assert all((office.inbox / folder).is_dir() for folder in SHOWN)
    assert (root / "secrets").stat().st_mode & 0o077 == 0
    assert list((root / "templates").iterdir()) == []
    assert (office.person.login, office.person.tier) == (process_login(), Tier.DIRECTOR)
    assert CLERK in office.archive.people()
    office.archive.close()


def test_the_founded_office_opens_again(tmp_path: Path) -> None:
    office = init(tmp_path / "office", Founding("示例医院"), AT)
    office.archive.close()
    with reopened(office) as again:
        assert (again.person, again.config, again.archive.founded) == (office.person, office.config, AT)


@pytest.mark.parametrize("name", ['引号"与\\反斜杠', "换\n行", "示例市第一人民医院", "制表\t符"])
def test_any_name_makes_settings_that_read_back(tmp_path: Path, name: str) -> None:
    founding = Founding(
        name, "沈砚", "en", ["急诊科", '内"科'], {"monthly-report": ["急诊科"]}, {"monthly-report": "2026-10"}
    )
    (tmp_path / "recordkit.toml").write_text(config_text(founding), "utf-8")
    config = load_config(tmp_path, {"monthly-report": {"": "month"}})
    assert (config.name, config.language) == (name.replace("\n", " ").replace("\t", " "), "en")
    assert config.departments == ("急诊科", '内"科')
    owed = config.duties["monthly-report"]
    assert (str(owed.since), [owner.name for owner in owed.owners]) == ("2026-10-01", ["急诊科"])


def test_settings_without_duties_show_how_to_write_them(tmp_path: Path) -> None:
    """R29 and R30 are an administrator's to switch on."""
    text = config_text(Founding("示例医院", departments=["急诊科", "骨科"]))
    (tmp_path / "recordkit.toml").write_text(
        text.replace("\n# [duties", "\n[duties").replace("\n# dep", "\ndep").replace("\n# since", "\nsince"),
        "utf-8",
    )
    config = load_config(tmp_path, {"monthly-report": {"": "month"}, "quarterly-report": {"": "quarter"}})
    assert set(config.duties) == {"monthly-report", "quarterly-report"}


def test_a_folder_that_holds_anything_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    with pytest.raises(OfficeExists):
        init(tmp_path, Founding("示例医院"), AT)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
