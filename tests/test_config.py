"""recordkit.toml: every fault named at once, and the defaults in place."""

from pathlib import Path

import pytest

from recordkit.config import Config, find_office, load_config
from recordkit.domain.naming import DateStyle
from recordkit.domain.periods import Period
from recordkit.errors import BadConfig, NoOffice

WHOLE = """\
[office]
name = "某某医院医务处"
timezone = "Europe/Berlin"
language = "en"
date_style = "iso"
departments = ["医务处", "沟通科"]

[inbox]
folder = "//server/share"
settle = 2
interval = 0.5
incomplete_after = 60
repair_names = false

[archive]
folder = "/srv/archive"

[duties.monthly-report]
departments = ["医务处"]
since = "2026-10"

[duties.quarterly-report]
departments = ["沟通科"]
since = "2026Q3"
"""


def _office(tmp_path: Path, text: str) -> Path:
    (tmp_path / "recordkit.toml").write_text(text, "utf-8")
    return tmp_path


def _faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadConfig) as refusal:
        load_config(_office(tmp_path, text))
    return str(refusal.value.facts["faults"]).splitlines()


def test_a_name_is_enough(tmp_path: Path) -> None:
    config = load_config(_office(tmp_path, '[office]\nname = "医务处"\n'))
    assert (config.name, str(config.zone), config.language) == ("医务处", "Asia/Shanghai", "zh")
    assert (config.date_style, config.inbox, config.archive) == (DateStyle.POLICY, "inbox", "archive")
    assert (config.settle, config.interval, config.incomplete_after) == (5.0, 2.0, 600.0)
    assert config.repair_names
    assert config.duties == {}


def test_everything_that_is_written_counts(tmp_path: Path) -> None:
    config = load_config(_office(tmp_path, WHOLE))
    assert (str(config.zone), config.language, config.date_style) == ("Europe/Berlin", "en", DateStyle.ISO)
    assert config.departments == ("医务处", "沟通科")
    assert (config.inbox, config.settle, config.interval, config.repair_names) == (
        "//server/share",
        2.0,
        0.5,
        False,
    )
    assert config.archive == "/srv/archive"
    assert config.duties is not None
    assert config.duties["monthly-report"].since == Period("month", 2026, 10)
    assert config.duties["quarterly-report"].departments == ("沟通科",)


def test_a_byte_order_mark_from_notepad_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "recordkit.toml").write_text('[office]\nname = "医务处"\n', "utf-8-sig")
    assert isinstance(load_config(tmp_path), Config)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["name"]),
        ('[office]\nname = " "', ["name"]),
        ('[office]\nname = "a"\ntimezone = "Asia/Shangai"', ["timezone", "Asia/Shangai"]),
        ('[office]\nname = "a"\nlanguage = "fr"', ["language", "zh"]),
        ('[office]\nname = "a"\ndate_style = "us"', ["date_style", "policy"]),
        ('[office]\nname = "a"\ndepartments = "医务处"', ["departments"]),
        ('[office]\nname = "a"\ndepartments = ["医务处", ""]', ["departments"]),
        ('[office]\nname = "a"\nlangauge = "zh"', ["langauge", "language"]),
        ('[office]\nname = "a"\n[inbocks]\nsettle = 1', ["inbocks", "inbox"]),
        ('[office]\nname = "a"\n[inbox]\nsettle = -1', ["settle"]),
        ('[office]\nname = "a"\n[inbox]\ninterval = true', ["interval"]),
        ('[office]\nname = "a"\n[inbox]\nincomplete_after = "10"', ["incomplete_after"]),
        ('[office]\nname = "a"\n[duties.monthly-report]', ["monthly-report", "departments"]),
        ('[office]\nname = "a"\n[duties]\nmonthly-report = 1', ["monthly-report", "departments"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsinse = "2026-10"', ["sinse", "since"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsince = "October"', ["since", "October"]),
    ],
)
def test_a_fault_names_its_key_and_the_right_one(tmp_path: Path, text: str, words: list[str]) -> None:
    (fault,) = _faults(tmp_path, text)
    assert all(word in fault for word in words)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    faults = _faults(tmp_path, '[office]\nlanguage = "fr"\nnmae = "a"\n[inbox]\nsettle = -1\n[ofice]\nx = 1')
    assert len(faults) == 5


@pytest.mark.parametrize("content", [b"[office\n", b'[office]\nname = "\xd2\xbd\xce\xf1"\n'])
def test_what_is_no_toml_in_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "recordkit.toml").write_bytes(content)
    with pytest.raises(BadConfig):
        load_config(tmp_path)


def test_an_office_is_the_nearest_folder_upward(tmp_path: Path) -> None:
    deep = _office(tmp_path, "") / "inbox" / "医务处"
    deep.mkdir(parents=True)
    assert find_office(deep) == find_office(tmp_path) == tmp_path


def test_without_an_office_nothing_is_found(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        find_office(tmp_path)
    with pytest.raises(NoOffice):
        load_config(tmp_path)
